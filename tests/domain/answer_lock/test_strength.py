"""What a lock is worth."""

from __future__ import annotations

from itertools import combinations
from math import comb, isclose, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.domain.answer_lock.entropy import bits_of
from lessonry.domain.answer_lock.shares import shares
from lessonry.domain.answer_lock.strength import (
    Attack,
    cheapest,
    decoding,
    luck,
    strength_of,
)
from tests.keyed import item_of
from tests.locked import choices, exam


@pytest.mark.parametrize(
    ("kind", "key", "bits"),
    [
        ("choice", ["a"], 3),
        ("choice", ["a", "b"], log2(2**8 - 1)),
        ("hotspot", ["a"], 3),
        ("order", ["c", "a", "b", "e", "d"], log2(120)),
        ("match", ["a", "b", "a"], 3 * log2(2)),
        ("matrix", ["a", "b"], 2 * log2(5)),
        ("matrix", ["a b", "b"], 2 * log2(31)),
        ("gap", [{"kind": "inline-choice", "key": ["a"]}], log2(5)),
        ("gap", [{"kind": "text-entry", "answers": [{"text": "word"}]}], 11),
        ("gap", [{"kind": "numeric-entry", "answers": [{"low": "0", "high": "0"}]}], 3.3),
        ("gap", [{"kind": "numeric-entry", "answers": [{"low": "64", "high": "64"}]}], log2(640)),
        ("gap", [{"kind": "numeric-entry", "answers": [{"low": "11", "high": "13"}]}], log2(60)),
        ("gap", [{"kind": "numeric-entry", "answers": [{"low": "9e6", "high": "9e6"}]}], 20),
    ],
)
def test_an_item_has_the_bits_of_its_ways_to_answer(kind: str, key: object, bits: float) -> None:
    assert isclose(bits_of(item_of(kind, key)), bits)


def test_ten_items_of_four_options_at_80_per_cent_are_worth_as_little_as_they_are() -> None:
    quiz = exam(choices(10))
    found = strength_of(quiz, shares(quiz))
    assert found.bits[Attack.CHEAPEST] == 16
    likely = sum(comb(10, n) * 3 ** (10 - n) for n in (8, 9, 10)) / 4**10
    assert isclose(found.bits[Attack.GUESSING], -log2(likely))
    assert round(1 / likely) == 2405
    assert found.weakest is Attack.DECODING or found.weakest is Attack.GUESSING
    assert found.hours < 1 / 3600


def test_more_forms_are_more_chances_of_a_guesser() -> None:
    one, many = exam(choices(8)), exam(choices(16), more="lock_weak: accept\ndraw: 8\n")
    single = strength_of(one, shares(one)).bits[Attack.GUESSING]
    assert isclose(strength_of(many, shares(many)).bits[Attack.GUESSING], single - 4)


STAKES = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from([1.0, 2.0, 3.3, 5.0, 6.9])), min_size=1, max_size=8
)


@given(STAKES, st.integers(1, 8))
def test_the_cheapest_items_are_the_cheapest_of_all_choices(
    stakes: list[tuple[int, float]], needed: int
) -> None:
    needed = min(needed, sum(weight for weight, _ in stakes))
    wanted = min(
        sum(bits for _, bits in chosen)
        for count in range(len(stakes) + 1)
        for chosen in combinations(stakes, count)
        if sum(weight for weight, _ in chosen) >= needed
    )
    bits, places = cheapest(stakes, needed)
    assert isclose(bits, wanted)
    assert isclose(sum(stakes[place][1] for place in places), wanted)


@given(STAKES, st.integers(1, 8))
def test_luck_is_the_sum_over_all_outcomes(stakes: list[tuple[int, float]], needed: int) -> None:
    wanted = 0.0
    for count in range(len(stakes) + 1):
        for right in combinations(range(len(stakes)), count):
            if sum(stakes[place][0] for place in right) >= needed:
                part = 1.0
                for place, (_, bits) in enumerate(stakes):
                    part *= 2.0**-bits if place in right else 1 - 2.0**-bits
                wanted += part
    assert isclose(luck(stakes, needed), wanted, abs_tol=1e-12)


def test_list_decoding_takes_no_guess_where_half_the_options_are_right() -> None:
    assert decoding([(1, 1.0)] * 20, 11) == 0


def test_list_decoding_takes_as_many_guesses_as_its_bound_says() -> None:
    # 24 items of four options, 20 needed: with 17 guessed, 17 + 7/4 stay below the degree of 19.
    bits = decoding([(1, 2.0)] * 24, 20)
    assert 2 * 17 < bits <= 2 * 18


@given(STAKES, st.integers(1, 8))
def test_list_decoding_never_takes_more_than_the_cheapest_items(
    stakes: list[tuple[int, float]], needed: int
) -> None:
    needed = min(needed, sum(weight for weight, _ in stakes))
    assert decoding(stakes, needed) <= cheapest(stakes, needed)[0] + 1e-9
