"""Points as shares."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.domain.answer_lock.shares import Shares, SharesError, sets, shares
from tests.locked import choice, choices, exam


def test_items_of_one_point_have_one_share_each() -> None:
    found = shares(exam(choices(10)))
    assert (found.total, found.needed, found.spare) == (10, 8, 2)


def test_a_threshold_between_two_shares_is_the_upper_one() -> None:
    assert shares(exam(choices(24))).needed == 20


def test_the_unit_is_the_largest_of_which_all_points_are_multiples() -> None:
    found = shares(exam([choice(1, points=4), choice(2, points=6), choice(3, points=2)]))
    assert found.of == {"q1": 2, "q2": 3, "q3": 1}
    assert (found.total, found.needed) == (6, 5)


def test_a_pass_mark_in_points_counts_points() -> None:
    items = [choice(1, points=4), choice(2, points=6), choice(3, points=2)]
    assert shares(exam(items, mark="7 points")) == Shares(
        of={"q1": 2, "q2": 3, "q3": 1}, total=6, needed=4
    )


def test_what_is_not_graded_has_no_share() -> None:
    found = shares(exam([*choices(3), choice(9, points=0)]))
    assert "q9" not in found.of
    assert found.total == 3


def test_draws_of_different_worth_are_refused_with_both_items() -> None:
    quiz = exam([choice(1), choice(2, points=3)], more="lock_weak: accept\ndraw: 1\n")
    with pytest.raises(SharesError, match="`q2` counts 3 and `q1` counts 1"):
        shares(quiz)


def test_a_section_that_asks_all_may_have_any_points() -> None:
    quiz = exam(["# One { draw=1 }\n", *choices(2), "# All\n", choice(7, points=5), choice(8)])
    assert shares(quiz).total == 7


def test_points_that_are_too_fine_are_refused() -> None:
    with pytest.raises(SharesError, match="1,000 shares at most"):
        shares(exam([choice(1).replace("points=1", "points=0.01"), choice(2, points=30)]))


def test_sets_of_items_of_one_share_are_the_ways_to_choose() -> None:
    assert sets([1] * 24, 4) == comb(24, 4)
    assert sets([1] * 5, 0) == 1
    assert sets([1, 1], 2) == 1


@given(st.lists(st.integers(1, 4), min_size=1, max_size=9), st.integers(0, 12))
def test_sets_are_those_to_which_nothing_can_be_added(weights: list[int], spare: int) -> None:
    places = range(len(weights))
    found = 0
    for count in range(len(weights) + 1):
        for left_out in combinations(places, count):
            room = spare - sum(weights[place] for place in left_out)
            fits = any(weights[place] <= room for place in places if place not in left_out)
            found += room >= 0 and not fits
    assert sets(weights, spare) == found


def test_shares_are_exact_where_points_are_thirds() -> None:
    quiz = exam([choice(1).replace("points=1", "points=0.5"), choice(2, points=2)], mark="50%")
    assert shares(quiz) == Shares(of={"q1": 1, "q2": 4}, total=5, needed=3)
    assert quiz.pass_mark is not None
    assert quiz.pass_mark.needed(Fraction(5, 2)) == Fraction(5, 4)
