"""`lessonry export`: what goes out, what does not without being asked, and what is said of it."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.quiz import Mode
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request
from tests.cases import QUIZ, write
from tests.cli.runs import Run, called

EXAM = (
    "---\nmode: exam\npass_mark: 50%\n---\n\n"
    "## Who pays? { #exam-item }\n\n- (x) We do\n- ( ) They do\n"
)
COURSE = {
    "mkdocs.yml": "site_name: Small\ntheme:\n  name: mkdocs\nplugins:\n  - lessonry\n",
    "docs/one.md": "# One\n\n/// quiz | one\n///\n",
    "docs/exam.md": "# Exam\n\n/// quiz | exam\n///\n",
    "quizzes/one.md": QUIZ,
    "quizzes/exam.md": EXAM,
}
SPANISH = {
    "mkdocs.yml": COURSE["mkdocs.yml"].replace(
        "- lessonry", "- lessonry: {languages: {es: {site_name: Pequeño}}}"
    ),
    "docs/es/one.md": "# Uno\n\n/// quiz | one\n///\n",
}
POOL = {
    "quizzes/pool.md": "---\nmode: pool\n---\n\n## Why? { #why }\n\n- (x) So\n- ( ) Not so\n",
    "quizzes/exam.md": EXAM + "\n# More { from=pool draw=1 }\n",
}
Asked = list[Request]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    return called(capsys)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Put a writer that notes what it is asked for in the place of three of the project's."""
    requests: Asked = []

    def export(request: Request) -> Exported:
        requests.append(request)
        if request.site is not None and request.site.parts[-1] == "site":
            assert (request.site / "one.html").is_file()  # no folder for each page
            assert not (request.site / "sw.js").exists()
            assert "manifest.webmanifest" not in (request.site / "one.html").read_text("utf-8")
        report = tuple(
            Fidelity(
                name="Which of these two is the one that a trainer means who asks like this?",
                kind="choice",
                carried=Carried.CHANGED if item.identifier == "exam-item" else Carried.WHOLE,
                notes=("Its hint is left out.",) if item.identifier == "exam-item" else (),
                item=item.identifier,
            )
            for quiz in request.quizzes
            for item in quiz.items
        )
        names = ",".join(quiz.identifier for quiz in request.quizzes)
        return Exported(files=(("only.txt", names.encode()),), report=report, notes=("Noted.",))

    for name in ("gift", "qti_30", "book", "scorm_12"):
        fake = ModuleType(name)
        fake.export = export  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, f"lessonry.exporters.{name}", fake)
    return requests


def test_quizzes_go_out_and_exams_stay(
    run: Callable[..., Run], asked: Asked, tmp_path: Path
) -> None:
    folder = write(tmp_path, COURSE)
    said = run("export", "gift", folder)
    assert said.code == 0
    assert (folder / "small-gift.txt").read_text() == "one"
    assert "`exam` stays out" in said.err
    assert "--with-keys" in said.err
    assert "1 carried over, 0 changed, 0 not carried" in said.out
    assert "Noted." in said.err


def test_an_exam_goes_out_with_its_keys_only(
    run: Callable[..., Run], asked: Asked, tmp_path: Path
) -> None:
    folder = write(tmp_path, COURSE)
    refused = run("export", "gift", folder, "--quiz", "exam")
    assert refused.code == 2
    assert "`exam`" in refused.err
    assert "--with-keys" in refused.err
    assert not asked
    said = run("export", "gift", folder, "--quiz", "exam", "--with-keys", "--out", tmp_path / "x")
    assert said.code == 0
    assert "holds the key of `exam`" in said.err
    assert "changed: Which of these two is the one that a trainer means who asks…" in said.out
    assert "  Its hint is left out." in said.out
    assert (tmp_path / "x").read_text() == "exam"


def test_a_pool_that_an_exam_draws_from_is_as_secret(
    run: Callable[..., Run], asked: Asked, tmp_path: Path
) -> None:
    folder = write(tmp_path, {**COURSE, **POOL})
    refused = run("export", "qti-3.0", folder, "--quiz", "pool")
    assert (refused.code, asked) == (2, [])
    assert run("export", "qti-3.0", folder, "--quiz", "pool", "--with-keys").code == 0
    with zipfile.ZipFile(folder / "small-qti-3.0.zip") as packed:
        assert packed.read("only.txt") == b"pool"


def test_a_book_without_answers_gets_exams_without_keys(
    run: Callable[..., Run], asked: Asked, tmp_path: Path
) -> None:
    folder = write(tmp_path, COURSE)
    assert run("export", "book", folder, "--without-answers").code == 0
    (exam,) = (quiz for quiz in asked[0].quizzes if quiz.mode is Mode.EXAM)
    assert not any(choice.is_key for choice in exam.items[0].choices)  # type: ignore[union-attr]
    assert run("export", "book", folder).code == 0
    assert [quiz.identifier for quiz in asked[1].quizzes] == ["one"]


def test_a_package_of_the_site_has_the_site(
    run: Callable[..., Run], asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    folder = write(tmp_path, COURSE)
    assert run("export", "scorm-1.2", folder).code == 0
    (request,) = asked
    assert request.site is not None
    assert not request.site.exists()  # it was there as long as it was needed
    assert not any(
        choice.is_key
        for quiz in request.quizzes
        if quiz.mode is Mode.EXAM
        for choice in quiz.items[0].choices  # type: ignore[union-attr]
    )
    refused = run("export", "scorm-1.2", folder, "--quiz", "one")
    assert (refused.code, "whole course" in refused.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gfit"], "no format gfit"),
        (["gift", "--quiz", "onw"], "Did you mean `one`?"),
        (["gift", "--quiz", "one", "--all"], "leave one out"),
        (["cmi5", "--all"], "Leave out --all"),
        (["cmi5", "--language", "es"], "learners switch on any page"),
        (["gift", "--language", "es"], "It is there in en."),
        (["gift", "--out", "."], "is a folder"),
        (["gift", "--out", "docs/x.txt"], "among what the course is made from"),
    ],
)
def test_a_wrong_call_is_told(
    run: Callable[..., Run],
    asked: Asked,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(write(tmp_path, COURSE))
    said = run("export", *arguments)
    assert (said.code, asked) == (2, [])
    assert words in said.err


def test_a_translation_goes_out_as_a_course_of_its_own(
    run: Callable[..., Run], asked: Asked, tmp_path: Path
) -> None:
    folder = write(tmp_path, {**COURSE, **SPANISH})
    said = run("export", "book", folder, "--language", "es", "--with-keys")
    assert said.code == 0 and (folder / "small-es-book.pdf").is_file()
    (request,) = asked
    course = request.course
    assert (course.title, course.language, course.identifier) == ("Pequeño", "es", "small-es")
    assert request.part == "es/" and course.lessons[0].title == "Uno"
    assert "Not translated, and so as in `en`: “Exam” and “One”." in said.err
    plain = run("export", "book", folder)
    assert plain.code == 0 and asked[1].part == "" and asked[1].course.title == "Small"
    assert "This is the course in `en`; --language takes it in `es`." in plain.err
    assert run("export", "gift", folder, "--language", "en").code == 0
    assert asked[2].course.title == "Small"


def test_a_translated_pool_is_as_secret(
    run: Callable[..., Run], asked: Asked, tmp_path: Path
) -> None:
    pool = {"quizzes/es/pool.md": POOL["quizzes/pool.md"].replace("Why?", "¿Por qué?")}
    folder = write(tmp_path, {**COURSE, **SPANISH, **POOL, **pool})
    for name in ("pool", "exam"):
        refused = run("export", "gift", folder, "--quiz", name, "--language", "es")
        assert (refused.code, asked) == (2, []), name
        assert "--with-keys" in refused.err
    said = run("export", "gift", folder, "--quiz", "pool", "--language", "es", "--with-keys")
    assert said.code == 0 and "holds the key of `pool`" in said.err
    (item,) = asked[0].quizzes[0].items
    assert item.heading is not None and item.heading.markdown == "¿Por qué?"


def test_what_no_lesson_places_is_told_and_comes_along_if_asked(
    run: Callable[..., Run], asked: Asked, tmp_path: Path
) -> None:
    spare = {f"quizzes/spare-{n}.md": QUIZ for n in range(1, 3)}
    manual = {"docs/reference/manual.md": f"# Manual\n\n/// quiz | sample\n{QUIZ}///\n"}
    folder = write(tmp_path, {**COURSE, **spare, **manual})
    said = run("export", "gift", folder)
    assert said.code == 0
    assert "`spare-1` and `spare-2` stay here, since no lesson places them; --all" in said.err
    assert [quiz.identifier for quiz in asked[0].quizzes] == ["one"]
    whole = run("export", "gift", folder, "--all")
    assert whole.code == 0 and "stay here" not in whole.err
    assert [quiz.identifier for quiz in asked[1].quizzes] == ["one", "spare-1", "spare-2"]
    named = run("export", "gift", folder, "--quiz", "spare-1")
    assert named.code == 0 and "stay here" not in named.err
    bare = {name: text for name, text in COURSE.items() if "exam" not in name}
    folder = write(tmp_path / "bare", {**bare, "docs/one.md": "# One\n"})
    refused = run("export", "gift", folder)
    assert refused.code == 2 and "--all takes the quizzes that no lesson places" in refused.err
    assert run("export", "gift", folder, "--all").code == 0


def test_a_course_with_errors_is_not_exported(
    run: Callable[..., Run], asked: Asked, tmp_path: Path
) -> None:
    folder = write(tmp_path, {**COURSE, "quizzes/one.md": "## Which?\n\n- ( ) A\n- ( ) B\n"})
    said = run("export", "gift", folder)
    assert (said.code, asked) == (1, [])
    assert "quizzes/one.md:" in said.err


def test_programs_get_the_report_as_json(
    run: Callable[..., Run], asked: Asked, tmp_path: Path
) -> None:
    folder = write(tmp_path, COURSE)
    said = run("export", "gift", folder, "--with-keys", "--json", "--quiet")
    told = json.loads(said.out)
    assert said.err == ""
    assert told["summary"] == {"whole": 1, "changed": 1, "left": 0}
    assert {"Its hint is left out."} == {n for item in told["items"] for n in item["notes"]}
    assert any("holds the key" in note for note in told["notes"])
