"""Every case file gets exactly the diagnostics that it asks for, at exactly their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonry.diagnostics import Severity
from tests.cases import EXPECTED, QUIZ_CASES, expected, quiz_case, read

FINE = [case for case in QUIZ_CASES if case.stem.startswith("fine-")]


@pytest.mark.parametrize("case", QUIZ_CASES, ids=lambda case: case.stem)
def test_a_quiz_is_told_what_its_case_expects(case: Path) -> None:
    assert quiz_case(case) == expected(case)


@pytest.mark.parametrize("case", FINE, ids=lambda case: case.stem)
def test_a_fine_quiz_has_items_and_nothing_to_mend(case: Path) -> None:
    quiz, diagnostics = read(EXPECTED.sub("", case.read_text("utf-8")))
    assert quiz.items and not len(diagnostics)


def test_cases_are_of_both_kinds() -> None:
    assert len(FINE) >= 10 and len(QUIZ_CASES) - len(FINE) >= 30


def test_errors_of_a_broken_item_leave_the_others_whole() -> None:
    quiz, diagnostics = read(
        "## First\n\n- ( ) A\n- ( ) B\n\n## Broken\n\nNothing.\n\n"
        "## Last\n\n- (x) A\n    > So.\n- ( ) B\n"
    )
    assert [item.identifier for item in quiz.items] == ["first", "last"]
    assert [d.code for d in diagnostics if d.severity is Severity.ERROR] == ["LR120", "LR111"]
