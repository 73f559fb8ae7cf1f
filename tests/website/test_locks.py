"""Locked exams of a site: what is published beside the page, what it opens, and what it tells."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.exceptions import InvalidTag

from lessonry.cli.keys import command as keys_command
from lessonry.cli.program import program
from lessonry.credentials.desk import exam_keys, self_service
from lessonry.credentials.lock.opening import open_answer, open_lock
from lessonry.credentials.multibase import decode_base64url
from lessonry.diagnostics import Diagnostics
from lessonry.domain.answer_lock.lockable import right
from lessonry.domain.course import Course
from lessonry.domain.items import variants
from lessonry.domain.partial_credit import PartialCredit
from lessonry.project import load_course
from lessonry.website.audit import exam_audit
from lessonry.website.build import build_site
from lessonry.website.lock_secret import check_locks
from lessonry.website.plugin import LessonryPlugin
from lessonry.website.site_files import searched
from tests.website.conftest import EXAM, LOCK_SECRET, Small, contents

LOCKED = EXAM.replace("achievement: done", "achievement: done\nlock: true\nlock_weak: accept")
MOVED = LOCKED.replace("- ( ) That it is not yours", "- (x) That it is not yours").replace(
    "- (x) That you are sorry", "- ( ) That you are sorry"
)
VARIED = """
## How much? { #sum variants=3 }

```vars
a = randint(20, 90)
```

Twice {{ a }} is [[= {{ a * 2 }}]].
"""


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LESSONRY_LOCK", LOCK_SECRET)
    monkeypatch.setenv("LESSONRY_KEYS", str(tmp_path / "keys"))


def built(folder: Path) -> Path:
    assert build_site(folder, quiet=True)
    return folder / "site"


def section(site: Path) -> dict[str, str]:
    """Return the attributes of the exam's section."""
    page = (site / "exam" / "index.html").read_text("utf-8")
    found = re.search(r'<section[^>]*data-lr-mode="exam"[^>]*>', page)
    assert found
    return {n: html.unescape(v) for n, v in re.findall(r'([\w-]+)="([^"]*)"', found.group())}


def lock_of(site: Path) -> dict[str, Any]:
    said = section(site)
    lock: dict[str, Any] = json.loads((site / "exam" / said["data-lr-lock"]).read_bytes())
    assert lock["digest"] == said["data-lr-lock-digest"]
    return lock


def rights(course: Course, lock: dict[str, Any], form: int = 0) -> list[str | None]:
    exam = course.exams[0]
    items = {item.identifier: variants(item) for item in exam.items}
    return [right(items[name][variant]) for name, variant in lock["forms"][form]["items"]]


def test_the_page_names_a_lock_that_right_responses_open(small: Small) -> None:
    folder = small({"quizzes/exam.md": LOCKED + VARIED})
    lock = lock_of(built(folder))
    course = load_course(folder)[0]
    for form in range(len(lock["forms"])):
        opened = open_lock(lock, form, rights(course, lock, form))
        assert opened is not None
        seed = self_service.exam_seed(
            decode_base64url(LOCK_SECRET), course.identifier, "exam", lock["digest"]
        )
        assert opened.key == seed
        for (name, variant), key in zip(lock["forms"][form]["items"], opened.answers, strict=True):
            assert open_answer(lock, name, variant, key)["key"]


def test_what_opens_is_what_a_practice_page_shows(small: Small) -> None:
    folder = small({"quizzes/exam.md": LOCKED})
    lock = lock_of(built(folder))
    opened = open_lock(lock, 0, rights(load_course(folder)[0], lock))
    assert opened is not None
    answer = open_answer(lock, "hair", 0, opened.answers[0])
    practice = small({"quizzes/exam.md": LOCKED.replace("mode: exam", "mode: practice").replace(
        "lock: true\nlock_weak: accept", "feedback: immediate")})  # fmt: skip
    page = (built(practice) / "exam" / "index.html").read_text("utf-8")
    assert answer["key"] == ["b"]
    assert "".join(answer["html"].split()) in "".join(page.split())
    assert "Exactly: a plain apology &amp; a <em>plain</em> new plate" in answer["html"]
    with pytest.raises(InvalidTag):
        open_answer(lock, "hair", 0, opened.answers[1])


def test_links_of_an_explanation_lead_from_the_exams_page(small: Small) -> None:
    told = LOCKED.replace("It pays a debt.", "See [the lesson](../docs/one.md#one).")
    folder = small({"quizzes/exam.md": told})
    lock = lock_of(built(folder))
    opened = open_lock(lock, 0, rights(load_course(folder)[0], lock))
    assert opened is not None
    assert 'href="../one/#one"' in open_answer(lock, "word", 0, opened.answers[1])["html"]


def test_moving_the_key_changes_the_lock_alone_and_none_of_its_lengths(small: Small) -> None:
    sites = [contents(built(small({"quizzes/exam.md": text}))) for text in (LOCKED, MOVED)]
    names = [
        next(name for name in site if name.startswith("lessonry/locks/exam-")) for site in sites
    ]
    digests = [re.findall(r"exam-([0-9a-f]{16})\.json", name)[0] for name in names]
    locks = [json.loads(site.pop(name)) for site, name in zip(sites, names, strict=True)]
    pages = [site.pop("exam/index.html") for site in sites]
    for name in ("sw.js", "lessonry/offline/files.json"):  # they hold hashes of what is published
        one, other = (site.pop(name) for site in sites)
        assert len(one) == len(other)
    # What the rest of a site says of the lock is its name, which is a keyed hash.
    assert digests[0] != digests[1]
    assert pages[0].replace(digests[0].encode(), b"*") == pages[1].replace(
        digests[1].encode(), b"*"
    )
    assert sites[0] == sites[1]

    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: shape(entry) for name, entry in value.items()}
        if isinstance(value, list):
            return [shape(entry) for entry in value]
        return len(value) if isinstance(value, str) else "number"

    open_parts = {"course", "quiz", "iterations", "needed", "shares", "grids", "type", "version"}
    for name in open_parts:
        assert locks[0][name] == locks[1][name]
    assert shape(locks[0]) == shape(locks[1])
    assert locks[0]["answers"] != locks[1]["answers"]
    assert locks[0]["forms"][0]["values"] != locks[1]["forms"][0]["values"]


def test_the_same_course_makes_the_same_lock(small: Small) -> None:
    one, two = (contents(built(small({"quizzes/exam.md": LOCKED}))) for _ in range(2))
    assert one == two


def test_another_secret_makes_another_lock(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    first = lock_of(built(small({"quizzes/exam.md": LOCKED})))
    monkeypatch.setenv("LESSONRY_LOCK", "B" + LOCK_SECRET[1:])
    second = lock_of(built(small({"quizzes/exam.md": LOCKED})))
    assert first["digest"] != second["digest"]
    assert first["salt"] != second["salt"]


def test_a_page_without_a_lock_speaks_of_none(small: Small) -> None:
    site = built(small())
    assert not any(name.startswith("data-lr-lock") for name in section(site))
    assert not (site / "lessonry" / "locks").exists()
    assert not (site / "lessonry" / "kits").exists()


def test_without_a_secret_the_exam_is_published_without_its_lock(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LESSONRY_LOCK")
    folder = small({"quizzes/exam.md": LOCKED})
    course, diagnostics = load_course(folder)
    diagnostics.extend(check_locks(course))
    assert told(diagnostics, "LR510 ") == "LR510 This machine has no secret to lock “The exam” with"
    assert "data-lr-lock" not in section(built(folder))


def test_a_lock_without_an_issuer_on_the_web_certifies_nothing(small: Small) -> None:
    folder = small({"quizzes/exam.md": LOCKED})
    course, diagnostics = load_course(folder)
    diagnostics.extend(check_locks(course))
    assert told(diagnostics, "LR511 ").startswith("LR511 Whoever unlocks “The exam” gets no cert")
    said = section(built(folder))
    assert "data-lr-lock" in said and "data-lr-kit" not in said


def told(diagnostics: Diagnostics, start: str) -> str:
    found = [f"{fault.code} {fault.message}" for fault in diagnostics]
    (line,) = (line for line in found if line.startswith(start))
    return line.partition(",")[0]


def with_keys(folder: Path) -> Path:
    made = CliRunner().invoke(keys_command, ["new", "--no-passphrase", str(folder)])
    assert made.exit_code == 0, made.output
    return folder


def test_a_preview_certifies_nothing(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = with_keys(small({"quizzes/exam.md": LOCKED}))
    begin = LessonryPlugin.on_startup
    monkeypatch.setattr(
        LessonryPlugin, "on_startup", lambda self, **_: begin(self, command="serve", dirty=False)
    )
    assert "data-lr-kit" in section(built(folder))
    assert exam_keys.load(folder / "certificates") == ()


def test_a_site_that_tells_answers_certifies_nothing(small: Small) -> None:
    told = "# One\n\nRepairing comes first; the reasons can wait until the guest has eaten.\n"
    folder = with_keys(small({"quizzes/exam.md": LOCKED, "docs/two.md": told}))
    assert not build_site(folder, quiet=True)
    assert exam_keys.load(folder / "certificates") == ()


def test_a_build_certifies_the_exams_key(small: Small) -> None:
    folder = with_keys(small({"quizzes/exam.md": LOCKED}))
    site = built(folder)
    lock = lock_of(site)
    (key,) = exam_keys.load(folder / "certificates")
    assert (key.quiz, key.digest) == ("exam", lock["digest"])
    kit = json.loads((site / "exam" / section(site)["data-lr-kit"]).read_bytes())
    assert set(kit) == {"credential", "sheet"}
    public = kit["credential"]["key"]
    assert public in (site / "self-service" / "did.json").read_text("utf-8")


def test_changing_an_answer_certifies_a_second_key_beside_the_first(small: Small) -> None:
    folder = with_keys(small({"quizzes/exam.md": LOCKED}))
    built(folder)
    (folder / "quizzes" / "exam.md").write_text(MOVED, "utf-8")
    built(folder)
    assert len(exam_keys.load(folder / "certificates")) == 2


def test_the_check_tells_what_the_lock_is_worth(small: Small) -> None:
    folder = small({"quizzes/exam.md": LOCKED})
    said = CliRunner().invoke(program, ["check", str(folder)]).output
    assert (
        "The exam: 2 of 2 shares open the lock, in 1 form; the page looks through at most 1 set."
        in said
    )
    assert "The exam: the lock has 12 bits (the cheapest items), 12 bits (blind guessing)" in said
    assert "of one core." in said


def test_items_from_a_pool_count_whole_in_a_locked_exam(small: Small) -> None:
    pool = (
        "---\nmode: pool\nexam_share: 100%\npartial_credit: per-part\n---\n\n"
        "## Which two? { #two }\n\n- [x] One\n- [ ] Two\n- [x] Three\n\n!!! explanation\n    So.\n"
    )
    exam = LOCKED + "\n# Drawn { from=pool draw=1 }\n"
    folder = small({"quizzes/exam.md": exam, "quizzes/pool.md": pool})
    course, diagnostics = load_course(folder)
    assert not diagnostics.errors, [fault.message for fault in diagnostics]
    (item,) = (item for item in course.exams[0].items if item.identifier == "two")
    assert item.partial_credit is PartialCredit.ALL_OR_NOTHING
    assert course.pools[0].items[0].partial_credit is PartialCredit.PER_PART
    assert "data-lr-partial" not in (built(folder) / "exam" / "index.html").read_text("utf-8")


TAMPERED: list[tuple[str, Any, str]] = [
    ("key", ["b"], "it holds `key`"),
    ("shares", {"hair": 2, "word": 1}, "shares"),
    ("forms", [], "forms do not follow"),
    ("answers", {"hair": ["AAAA"], "word": ["AAAA"]}, "is not filled up"),
    ("grids", {}, "grids"),
]


@pytest.mark.parametrize(("member", "value", "said"), TAMPERED)
def test_the_audit_finds_what_a_lock_says_beyond_what_it_must(
    small: Small, member: str, value: Any, said: str
) -> None:
    folder = small({"quizzes/exam.md": LOCKED})
    site = built(folder)
    course = load_course(folder)[0]
    assert searched(site, exam_audit(course)) == []
    lock = lock_of(site) | {member: value}
    (site / "exam" / section(site)["data-lr-lock"]).write_text(json.dumps(lock), "utf-8")
    assert said in " ".join(str(leak) for leak in searched(site, exam_audit(course)))


def test_the_audit_finds_a_lock_that_is_none(small: Small) -> None:
    folder = small({"quizzes/exam.md": LOCKED})
    site = built(folder)
    (site / "lessonry" / "locks" / "exam.json").write_text('{"answers": "b"}', "utf-8")
    leaks = searched(site, exam_audit(load_course(folder)[0]))
    assert "it is no lock" in " ".join(map(str, leaks))
