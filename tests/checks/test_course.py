"""Checks: what they say, and how they help; the case files hold their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonry.checks import check_course
from lessonry.project import load_course
from tests.cases import LESSON, QUIZ, read, write

EXAM = QUIZ.replace(
    "## Which?", "---\nmode: exam\npass_mark: 60%\nachievement: {}\n---\n\n## Which?"
)


def helps(folder: Path, files: dict[str, str]) -> dict[str, str | None]:
    _, diagnostics = load_course(write(folder, files))
    return {d.code: d.help for d in diagnostics}


@pytest.mark.parametrize(
    ("files", "code", "help"),
    [
        (
            {"docs/one.md": LESSON.replace("| one", "| recovry"), "quizzes/recovery.md": QUIZ},
            "LR200",
            "Did you mean `recovery`?",
        ),
        (
            {"docs/one.md": LESSON.replace("| one", "| other")},
            "LR200",
            "Write quizzes/other.md, or put the items into the block.",
        ),
        (
            {"docs/first.md": "---\nrequires: [frist]\n---\n"},
            "LR202",
            "Did you mean `first`?",
        ),
        (
            {
                "docs/one.md": LESSON.replace("title: One", "objectives: [See]"),
                "quizzes/one.md": QUIZ.replace("Which?", "Which? { objective=one-2 }"),
            },
            "LR204",
            "Did you mean `one-1`?",
        ),
        (
            {
                "docs/one.md": LESSON,
                "quizzes/one.md": EXAM.format("delihgt"),
                "certificates/achievements/delight.yml": "name: D\ndescription: D\ncriteria: C\n",
            },
            "LR154",
            "Did you mean `delight`?",
        ),
        (
            {"docs/one.md": LESSON, "quizzes/one.md": EXAM.format("none")},
            "LR154",
            "Write certificates/achievements/none.yml.",
        ),
        (
            {"quizzes/one.md": QUIZ.replace("##", "---\nfeedbak: end\n---\n##")},
            "LR010",
            "`feedback`",
        ),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(
    tmp_path: Path, files: dict[str, str], code: str, help: str
) -> None:
    assert help in (helps(tmp_path, files)[code] or "")


def test_checking_twice_finds_the_same(tmp_path: Path) -> None:
    course, _ = load_course(write(tmp_path, {"quizzes/one.md": EXAM.format("none")}))
    assert list(check_course(course)) == list(check_course(course)) != []


def test_only_those_in_a_circle_are_told_of_it(tmp_path: Path) -> None:
    files = {
        f"docs/{name}.md": f"---\nrequires: [{required}]\n---\n"
        for name, required in {"a": "b", "b": "a", "c": "a", "d": "d", "e": "c"}.items()
    }
    _, diagnostics = load_course(write(tmp_path, files))
    told = [d.place.source.path for d in diagnostics if d.code == "LR203"]
    assert told == ["docs/a.md", "docs/b.md", "docs/d.md"]


def test_the_poorest_draw_decides_whether_points_can_be_reached() -> None:
    text = "---\ndraw: 2\n---\n" + "".join(
        f"## Item {n} {{ points={n} }}\n- (x) a\n    > b\n- ( ) c\n\n" for n in (5, 1, 3)
    )
    quiz, _ = read(text)
    assert quiz.lowest_maximum == 4
    for mark, told in (("4 points", []), ("4.5 points", ["LR150"])):
        _, diagnostics = read(text.replace("draw", f"pass_mark: {mark}\ndraw"))
        assert [d.code for d in diagnostics] == told
