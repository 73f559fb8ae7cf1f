"""Checks of coverage: objectives that nothing tests, and items that test nothing."""

from __future__ import annotations

from pathlib import Path

from lessonry.project import load_course
from tests.cases import LESSON, QUIZ, write

AIMED = LESSON.replace("title: One", "objectives: [See]")


def told(folder: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    _, diagnostics = load_course(write(folder, files))
    return [(d.code, d.message) for d in diagnostics if d.code in ("LR410", "LR411")]


def items(count: int, option: str = "") -> str:
    return "".join(
        QUIZ.replace("Which?", f"Which {n}? {{ #i{n} {option} }}") + "\n" for n in range(count)
    )


def test_a_quiz_names_its_first_aimless_items_and_counts_the_rest(tmp_path: Path) -> None:
    aimed = items(1, "objective=one-1").replace("#i0", "#aim")
    for count, said in (
        (1, "`i0` tests"),
        (3, "`i0`, `i1`, `i2` test"),
        (5, "`i0`, `i1`, `i2` and 2 more test"),
    ):
        found = told(
            tmp_path / str(count), {"docs/one.md": AIMED, "quizzes/one.md": items(count) + aimed}
        )
        assert found == [("LR411", f"In `one`, {said} no objective.")]


def test_a_course_without_objectives_is_asked_for_none(tmp_path: Path) -> None:
    assert told(tmp_path, {"docs/one.md": LESSON, "quizzes/one.md": items(2)}) == []


def test_what_is_not_graded_need_not_test_anything(tmp_path: Path) -> None:
    aimed, free = items(1, "objective=one-1"), items(1, "points=0").replace("#i0", "#free")
    assert told(tmp_path, {"docs/one.md": AIMED, "quizzes/one.md": aimed + free}) == []


def test_an_objective_is_tested_wherever_the_item_stands(tmp_path: Path) -> None:
    exam = "---\nmode: exam\npass_mark: 90%\nachievement: a\n---\n" + items(1, "objective=one-1")
    files = {"docs/one.md": AIMED.partition("///")[0], "quizzes/exam.md": exam}
    assert told(tmp_path / "tested", files) == []
    files["quizzes/exam.md"] = exam.replace("objective=one-1", "points=2")
    assert [code for code, _ in told(tmp_path / "not", files)] == ["LR410", "LR411"]
