"""Luck: chances item by item, and an exam's chance against every attempt there can be, counted out."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import factorial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.diagnostics import Source
from lessonry.domain.gaps import (
    InlineChoice,
    InlineChoiceGap,
    NumericAnswer,
    NumericEntryGap,
    TextAnswer,
    TextEntryGap,
)
from lessonry.domain.guessing import chance, chance_to_pass, in_words
from lessonry.domain.items import (
    Area,
    Choice,
    ChoiceItem,
    Column,
    Entry,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Item,
    Left,
    MatchItem,
    MatrixItem,
    OrderItem,
    Right,
    Row,
    ScenarioItem,
    Shape,
)
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import Mode, PassMark, Quiz, Section

PLACE = Source(path="a.md", text="").at(1)
FRAME: dict[str, Any] = {"identifier": "i", "heading": None, "body": None, "place": PLACE}
TEXT = Prose(markdown="a", place=PLACE)
LETTERS = "abcdefgh"


def choice(count: int, *, keys: int = 1, points: Fraction = Fraction(1), **more) -> ChoiceItem:
    choices = tuple(
        Choice(identifier=LETTERS[n], text=TEXT, is_key=n < keys, place=PLACE) for n in range(count)
    )
    return ChoiceItem(**FRAME, choices=choices, points=points, multiple=keys != 1, **more)


def order(count: int) -> OrderItem:
    entries = tuple(Entry(identifier=x, text=TEXT, place=PLACE) for x in LETTERS[:count])
    return OrderItem(**FRAME, entries=entries, key=tuple(LETTERS[:count]))


def match(lefts: int, rights: int) -> MatchItem:
    return MatchItem(
        **FRAME,
        lefts=tuple(Left(text=TEXT, place=PLACE) for _ in range(lefts)),
        rights=tuple(Right(identifier=x, text=TEXT, place=PLACE) for x in LETTERS[:rights]),
        key=("a",) * lefts,
    )


def matrix(rows: int, columns: int, *, multiple: bool = False, survey: bool = False) -> MatrixItem:
    return MatrixItem(
        **FRAME,
        columns=tuple(Column(identifier=x, text=TEXT) for x in LETTERS[:columns]),
        rows=tuple(Row(text=TEXT, key=frozenset("a"), place=PLACE) for _ in range(rows)),
        multiple=multiple,
        survey=survey,
    )


def hotspot(areas: int) -> HotspotItem:
    shape = Shape(name="rect", numbers=(Fraction(1),) * 4)
    made = [
        Area(identifier=LETTERS[n], shape=shape, text=TEXT, is_key=n == 0, place=PLACE)
        for n in range(areas)
    ]
    return HotspotItem(**FRAME, image=TEXT, areas=tuple(made), multiple=False)


LINES = tuple(InlineChoice(identifier=x, text=x, place=PLACE) for x in "abc")
INLINE = InlineChoiceGap(choices=LINES, key=frozenset("a"), place=PLACE)
WORD = TextEntryGap(answers=(TextAnswer(text="a"),), place=PLACE)
FIVE = NumericAnswer(shown="5", low=Fraction(5), high=Fraction(5))
NUMBER = NumericEntryGap(answers=(FIVE,), place=PLACE)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (choice(4), Fraction(1, 4)),
        (choice(4, keys=2), Fraction(1, 15)),
        (choice(4, keys=0), Fraction(0)),
        (hotspot(5), Fraction(1, 5)),
        (order(4), Fraction(1, factorial(4))),
        (match(3, 4), Fraction(1, 64)),
        (matrix(3, 2), Fraction(1, 8)),
        (matrix(2, 2, multiple=True), Fraction(1, 9)),
        (matrix(2, 2, survey=True), Fraction(0)),
        (GapItem(**FRAME, gaps=(INLINE, INLINE)), Fraction(1, 9)),
        (GapItem(**FRAME, gaps=(INLINE, WORD)), Fraction(0)),
        (GapItem(**FRAME, gaps=(NUMBER,)), Fraction(0)),
        (ExtendedTextItem(**FRAME, rubric=()), Fraction(0)),
        (ScenarioItem(**FRAME, scenes=()), Fraction(0)),
        (choice(2, variants=(choice(4),)), Fraction(3, 8)),
    ],
)
def test_every_kind_has_the_chance_of_a_blind_guess(item: Item, expected: Fraction) -> None:
    assert chance(item) == expected


def exam(*sections: Section, mark: PassMark, draw: int | None = None) -> Quiz:
    return Quiz(
        identifier="e", title="E", mode=Mode.EXAM, sections=sections, pass_mark=mark, draw=draw,
        place=PLACE,
    )  # fmt: skip


def counted(quiz: Quiz) -> Fraction:
    """Return the chance by going through every draw and every way that guesses can turn out."""
    assert quiz.pass_mark
    if quiz.draw is not None:
        draws = [list(combinations(quiz.items, quiz.asked))]
    else:
        draws = [list(combinations(s.items, s.asked)) for s in quiz.sections]
    total = Fraction(0)
    attempts = list(product(*draws))
    for parts in attempts:
        asked = [item for part in parts for item in part]
        needed = quiz.pass_mark.needed(sum((i.points for i in asked), Fraction(0)))
        for outcome in product((True, False), repeat=len(asked)):
            weight, score = Fraction(1), Fraction(0)
            for item, lucky in zip(asked, outcome, strict=True):
                weight *= chance(item) if lucky else 1 - chance(item)
                score += item.points if lucky else 0
            total += weight if score >= needed else 0
    return total / len(attempts)


ITEMS = st.builds(
    choice, st.integers(2, 4), keys=st.integers(1, 2), points=st.sampled_from([
        Fraction(0), Fraction(1, 2), Fraction(1), Fraction(2),
    ]),
)  # fmt: skip
SECTIONS = st.builds(
    lambda items, draw: Section(items=tuple(items), draw=draw),
    st.lists(ITEMS, min_size=1, max_size=4),
    st.none() | st.integers(1, 4),
)
MARKS = st.builds(
    lambda share, in_points: PassMark(value=share * (3 if in_points else 1), in_points=in_points),
    st.fractions(Fraction(1, 10), 1, max_denominator=10),
    st.booleans(),
)


@given(st.lists(SECTIONS, min_size=1, max_size=2), MARKS, st.none() | st.integers(1, 5))
def test_the_chance_to_pass_is_that_of_all_attempts_counted_out(
    sections: list[Section], mark: PassMark, draw: int | None
) -> None:
    quiz = exam(*sections, mark=mark, draw=draw)
    assert chance_to_pass(quiz) == pytest.approx(float(counted(quiz)), abs=1e-12)


def test_without_a_mark_or_items_nobody_passes_by_luck() -> None:
    assert chance_to_pass(exam(mark=PassMark(value=Fraction(1)))) == 0
    quiz = Quiz(identifier="q", title="Q", sections=(Section(items=(choice(2),)),), place=PLACE)
    assert chance_to_pass(quiz) == 0


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1.0, "100 in 100"), (0.6, "60 in 100"), (0.5, "1 in 2"), (1 / 35, "1 in 35"),
        (1 / 405, "1 in 400"), (1 / 34_821, "1 in 35,000"), (1e-9, "less than 1 in a million"),
    ],
)  # fmt: skip
def test_a_chance_is_told_as_people_say_it(value: float, said: str) -> None:
    assert in_words(value) == said
