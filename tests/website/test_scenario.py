"""A scenario in an exam: it is played on the page, and the page knows nothing of what is good."""

from __future__ import annotations

from pathlib import Path

from lessonry.domain.concealment import conceal
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import ScenarioItem
from lessonry.website.audit import exam_audit
from lessonry.website.build import build_site
from lessonry.website.site import load_site
from lessonry.website.site_files import searched
from tests.cases import read
from tests.scenario import wet_shoes
from tests.website.conftest import Small

EXAM = wet_shoes(mode="exam", pass_mark="60%", achievement="done")
MOVED = (
    EXAM.replace("(#look) { points=2 }", "(#look)")
    .replace("(#cross)\n    > That", "(#cross) { points=7 }\n    > What you see, that")
    .replace(" outcome=good", " outcome=poor")
    .replace("A wet man is in a hurry.", "Time matters.")
    .replace("\n!!! explanation\n    He will tell it tomorrow, too.\n", "")
)
"""The same to play, with points, tones and debrief in other places."""


def files(folder: Path) -> dict[str, bytes]:
    site = folder / "site"
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }


def leaks(folder: Path) -> list[str]:
    site = load_site(folder)
    exams = exam_audit(site.course, public=site.public_texts())
    return [str(leak) for leak in searched(folder / "site", exams)]


def test_points_and_debrief_move_and_the_exam_stays_the_same_byte_for_byte(small: Small) -> None:
    built = []
    for text in (EXAM, MOVED):
        folder = small({"quizzes/exam.md": text})
        assert build_site(folder, quiet=True)
        assert leaks(folder) == []
        built.append(files(folder))
    assert built[0] == built[1]
    page = built[0]["exam/index.html"].decode()
    assert "Which way did the water come?" in page and "The bell rings behind him." in page
    assert "You look before you judge" not in page
    assert "data-lr-debrief" not in page and "data-lr-tone" not in page


def test_a_debrief_that_is_told_elsewhere_is_found(small: Small) -> None:
    folder = small({"quizzes/exam.md": EXAM})
    assert build_site(folder, quiet=True)
    told = "<p>His first question is whether you believe him.</p>"
    (folder / "site" / "extra.html").write_text(told, "utf-8")
    (folder / "site" / "exam.md").write_text(EXAM, "utf-8")
    found = "\n".join(leaks(folder))
    assert "extra.html" in found and "exam.md" in found and "the key of `exam`" in found


def test_the_fingerprint_of_what_is_published_holds_nothing_of_the_key() -> None:
    one, other = (read(text)[0].items[0] for text in (EXAM, MOVED))
    assert isinstance(one, ScenarioItem) and isinstance(other, ScenarioItem)
    assert one.best != other.best and fingerprint(one) != fingerprint(other)
    assert conceal(one) == conceal(other) and conceal(conceal(one)) == conceal(one)
    assert fingerprint(conceal(one)) == fingerprint(conceal(other))
