"""Checks of guessing: keys that crowd in one place, and exams that luck may pass."""

from __future__ import annotations

from math import comb

import pytest

from lessonry.checks.guessing import at_least
from tests.cases import read


def quiz(places: list[int], *, choices: int = 4, rules: str = "", option: str = "") -> list[str]:
    """Return what is told of a quiz whose keys stand in those places."""
    items = [
        f"## Which of {n}?{option}\n\n"
        + "".join(f"- ({'x' if c == key else ' '}) {'abcdef'[c]}\n" for c in range(choices))
        + "\n!!! explanation\n    So.\n\n"
        for n, key in enumerate(places)
    ]
    front = f"---\n{rules}\n---\n\n" if rules else ""
    return [f"{d.code} {d.message}" for d in read(front + "".join(items))[1]]


@pytest.mark.parametrize(
    ("places", "message"),
    [
        ([1] * 6, "In all 6 items of one key it is the second choice."),
        ([3] * 9 + [0, 1], "In 9 of the 11 items of one key it is the fourth choice."),
        ([1] * 5, None),
        ([1] * 5 + [2], None),
        ([0, 1, 2, 3] * 5, None),
        ([1] * 8 + [0, 2, 3] * 4, None),
    ],
)
def test_a_crowd_of_keys_is_told_from_chance(places: list[int], message: str | None) -> None:
    assert quiz(places) == ([f"LR404 {message}"] if message else [])


def test_choices_that_change_places_crowd_nowhere() -> None:
    assert quiz([1] * 12, rules="shuffle: true") == []
    assert len(quiz([1] * 12, rules="shuffle: true", option=" { shuffle=false }")) == 1


def test_items_of_several_keys_have_no_one_place() -> None:
    item = "## Which of {}?\n\n- [ ] a\n- [x] b\n    > So.\n- [x] c\n- [ ] d\n\n"
    _, diagnostics = read("".join(item.format(n) for n in range(12)))
    assert not len(diagnostics)


def test_few_choices_need_more_items_to_be_a_habit() -> None:
    assert quiz([0] * 10, choices=2) == [] and len(quiz([0] * 11, choices=2)) == 1


@pytest.mark.parametrize(
    ("wanted", "count", "chance"), [(5, 8, 0.25), (10, 12, 0.5), (40, 90, 0.2)]
)
def test_a_crowd_is_as_likely_as_the_binomial_says(wanted: int, count: int, chance: float) -> None:
    exact = sum(
        comb(count, n) * chance**n * (1 - chance) ** (count - n) for n in range(wanted, count + 1)
    )
    assert at_least(wanted, [chance] * count) == pytest.approx(exact)


EXAM = "mode: exam\nachievement: a\nshuffle: true\n"


@pytest.mark.parametrize(
    ("count", "rules", "message"),
    [
        (3, "pass_mark: 60%", "1 in 6"),
        (6, "pass_mark: 80%", None),
        (6, "pass_mark: 5 points", None),
        (6, "pass_mark: 1 point", "82 in 100"),
        (9, "pass_mark: 60%\ndraw: 3", "1 in 6"),
        (3, "pass_mark: 0%", None),
    ],
)
def test_an_exam_that_luck_may_pass_is_told_with_the_chance(
    count: int, rules: str, message: str | None
) -> None:
    told = [line for line in quiz([0] * count, rules=EXAM + rules) if "LR408" in line]
    sentence = f"LR408 Who guesses everything passes with a chance of {message}."
    assert told == ([sentence] if message else [])


def test_a_practice_quiz_may_be_guessed() -> None:
    assert quiz([0], rules="pass_mark: 50%") == []
