"""How many ways there are to answer an item, in bits: what whoever knows nothing has to try."""

from __future__ import annotations

from fractions import Fraction
from math import factorial, log2
from typing import assert_never

from lessonry.domain.answer_lock.lockable import grid
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
)

WORD_BITS = 11.0
"""Of a typed text: a course has about 2,000 words of its own, and the answer is likely among them."""
TIMES_THE_VALUE = 10
"""A guesser of a number tries the steps up to so many times the right one."""
NUMBER_BITS = (3.3, 20.0)
"""Of a typed number, at least and at most."""


def bits_of(item: Item) -> float:
    """Return the bits of one variant of an item."""
    match item:
        case ChoiceItem():
            return _of_set(len(item.choices), multiple=item.multiple)
        case HotspotItem():
            return _of_set(len(item.areas), multiple=item.multiple)
        case OrderItem():
            return log2(factorial(len(item.entries)))
        case MatchItem():
            return len(item.lefts) * log2(max(1, len(item.rights)))
        case MatrixItem():
            return len(item.rows) * _of_set(len(item.columns), multiple=item.multiple)
        case GapItem():
            return sum(_of_gap(gap) for gap in item.gaps)
        case ExtendedTextItem() | ScenarioItem():
            return 0.0
        case _:
            assert_never(item)


def _of_set(count: int, *, multiple: bool) -> float:
    """Return the bits of one of so many things, or of any number of them, but not of none."""
    return log2(max(1, 2**count - 1 if multiple else count))


def _of_gap(gap: Gap) -> float:
    match gap:
        case InlineChoiceGap():
            return log2(max(1, len(gap.choices)))
        case TextEntryGap():
            return WORD_BITS
        case NumericEntryGap():
            return _of_number(gap)
        case _:
            assert_never(gap)


def _of_number(gap: NumericEntryGap) -> float:
    """Return the bits of a number; one without a grid is counted in steps of its last decimal."""
    least, most = NUMBER_BITS
    if not gap.answers:
        return least
    answer = gap.answers[0]
    value = (answer.low + answer.high) / 2
    step = grid(gap) or Fraction(1, value.denominator)
    steps = float(abs(value) * TIMES_THE_VALUE / step)
    return min(most, max(least, log2(max(1.0, steps))))
