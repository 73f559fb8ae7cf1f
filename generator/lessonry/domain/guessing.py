"""Luck: how likely somebody who knows nothing answers an item, and passes an exam."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from math import factorial, lcm
from typing import assert_never

from lessonry.domain.gaps import Gap, InlineChoiceGap, NumericEntryGap, TextEntryGap
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
    ScenarioItem,
    variants,
)
from lessonry.domain.quiz import Quiz

NONE = Fraction(0)
HALF, RAREST = 0.5, 1e-6
NEGLIGIBLE = 1e-20

Stake = tuple[float, int, int]
"""An item to a guesser: the chance to be right, and what wrong and right are worth above the mark."""


def chance(item: Item) -> Fraction:
    """Return how likely a blind guess is wholly right, on average over the item's variants.

    What is typed cannot be guessed, and what is judged by the learner or on the way (extended
    text, scenario) has no share that luck could be reckoned for: both count as nothing.
    """
    each = [_chance(variant) for variant in variants(item)]
    return sum(each, NONE) / len(each)


def chance_to_pass(quiz: Quiz) -> float:
    """Return how likely somebody passes who guesses everything, over all that may be drawn.

    Items count whole or not at all: partial credit would need the share of every partial guess.
    What is less likely than `NEGLIGIBLE` on the way is left out, so that the effort stays bounded.
    """
    mark = quiz.pass_mark
    if mark is None or not quiz.items:
        return 0.0
    share = NONE if mark.in_points else mark.value
    # In units in which every margin is whole, since integers are quick to reckon with.
    unit = lcm(mark.value.denominator, *{(i.points * share).denominator for i in quiz.items},
               *{i.points.denominator for i in quiz.items})  # fmt: skip
    margins = {-int(mark.value * unit) if mark.in_points else 0: 1.0}
    for items, asked in quiz.draws:
        stakes = [
            (float(chance(i)), int(-share * i.points * unit), int((1 - share) * i.points * unit))
            for i in items
        ]
        margins = _added(margins, _margins(stakes, asked))
    return min(1.0, sum(p for margin, p in margins.items() if margin >= 0))


def in_words(chance: float) -> str:
    """Return a chance as people say it: `1 in 35`, to two figures where it is rare."""
    if chance > HALF:
        return f"{chance * 100:.0f} in 100"
    if chance < RAREST:
        return "less than 1 in a million"
    times = round(1 / chance)
    step = 10 ** max(0, len(str(times)) - 2)
    return f"1 in {round(times / step) * step:,}"


def _margins(stakes: list[Stake], asked: int) -> dict[int, float]:
    """Return how far above the mark `asked` of the items may leave a guesser.

    The items are gone through one by one: an item is drawn with the probability of the places
    that are left among the items that are left, so that every draw is equally likely.
    """
    states = {(0, 0): 1.0}
    for index, (lucky, wrong, right) in enumerate(stakes):
        left = len(stakes) - index
        after: defaultdict[tuple[int, int], float] = defaultdict(float)
        for (drawn, margin), probability in states.items():
            taken = (asked - drawn) / left
            if taken < 1:
                after[drawn, margin] += probability * (1 - taken)
            if taken > 0:
                after[drawn + 1, margin + wrong] += probability * taken * (1 - lucky)
                if lucky:
                    after[drawn + 1, margin + right] += probability * taken * lucky
        states = {state: p for state, p in after.items() if p > NEGLIGIBLE}
    ended: defaultdict[int, float] = defaultdict(float)
    for (_, margin), probability in states.items():
        ended[margin] += probability
    return ended


def _added(one: dict[int, float], other: dict[int, float]) -> dict[int, float]:
    """Return the distribution of the sum of two margins."""
    total: defaultdict[int, float] = defaultdict(float)
    for a, p in one.items():
        for b, q in other.items():
            total[a + b] += p * q
    return {margin: p for margin, p in total.items() if p > NEGLIGIBLE}


def _chance(item: Item) -> Fraction:
    match item:
        case ChoiceItem():
            return _of_set(len(item.choices), len(item.key), multiple=item.multiple)
        case HotspotItem():
            return _of_set(len(item.areas), len(item.key), multiple=item.multiple)
        case OrderItem():
            return Fraction(1, factorial(len(item.entries)))
        case MatchItem():
            return Fraction(1, max(1, len(item.rights))) ** len(item.lefts)
        case MatrixItem():
            return _of_matrix(item)
        case GapItem():
            product = Fraction(1)
            for gap in item.gaps:
                product *= _of_gap(gap)
            return product if item.gaps else NONE
        case ExtendedTextItem() | ScenarioItem():
            return NONE
        case _:
            assert_never(item)


def _of_set(count: int, keys: int, *, multiple: bool) -> Fraction:
    """Return the chance to find the key among `count` things, with at least one chosen."""
    if not keys:
        return NONE
    return Fraction(1, 2**count - 1) if multiple else Fraction(1, count)


def _of_matrix(item: MatrixItem) -> Fraction:
    if item.survey:
        return NONE
    row = _of_set(len(item.columns), 1, multiple=item.multiple)
    return row ** len(item.rows)


def _of_gap(gap: Gap) -> Fraction:
    match gap:
        case InlineChoiceGap():
            return Fraction(len(gap.key), max(1, len(gap.choices)))
        case TextEntryGap() | NumericEntryGap():
            return NONE
        case _:
            assert_never(gap)
