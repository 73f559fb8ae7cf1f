"""The weights that Moodle knows: what is on its list, what is nearest, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lessonry.domain.moodle_grades import GRADES, exact, is_known, nearest


@pytest.mark.parametrize("grade", GRADES)
def test_every_grade_is_known_either_way(grade: str) -> None:
    share = Fraction(grade) / 100
    assert is_known(share) and is_known(-share)
    assert exact(share) == grade and exact(-share) == f"-{grade}"


@pytest.mark.parametrize(
    ("share", "known"),
    [("0", True), ("0.33333", True), ("0.3333", False), ("0.33", False), ("0.15", False)],
)
def test_what_is_known(share: str, known: bool) -> None:
    assert is_known(Fraction(share)) is known


def test_a_share_of_a_whole() -> None:
    found = [exact(Fraction(1, n)) for n in range(1, 12)]
    assert found == [
        *("100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10"),
        None,
    ]
    assert nearest(Fraction(1, 11)) == "10" and nearest(Fraction(-1, 3)) == "-33.33333"
    assert nearest(Fraction(1, 100)) == "0"
