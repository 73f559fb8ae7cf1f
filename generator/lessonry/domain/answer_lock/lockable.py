"""Which items a lock can be made of, and the right response of each in its one spelling."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from lessonry.domain.answer_lock.canonical import (
    GAP_END,
    KIND_END,
    Grids,
    folded,
    spelt,
)
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


def refusals(item: Item) -> Iterator[str]:
    """Yield why a lock cannot be made of the item; nothing where it can.

    Each reason goes on from “It cannot be locked: ”, and says what would be possible instead.
    """
    if not item.points:
        return
    match item:
        case ChoiceItem() | HotspotItem():
            if not item.key:
                yield "nothing in it is marked as right"
        case OrderItem() | MatchItem():
            if not item.key:
                yield "it has no right response"
        case MatrixItem():
            if item.survey:
                yield "a survey has no right response; give it `points=0`"
            elif not all(row.key and (item.multiple or len(row.key) == 1) for row in item.rows):
                yield "each row must have its right columns marked"
        case GapItem():
            for place, gap in enumerate(item.gaps, start=1):
                reason = _refusal(gap)
                if reason:
                    yield reason if len(item.gaps) == 1 else f"in gap {place}, {reason}"
        case ExtendedTextItem():
            yield "an extended text has no single right response"
        case ScenarioItem():
            yield "a scenario can be answered well in several ways"
        case _:
            assert_never(item)


def _refusal(gap: Gap) -> str:
    """Return why the gap has no single right response; nothing where it has one."""
    match gap:
        case InlineChoiceGap():
            return "" if len(gap.key) == 1 else "several of the inline choices are right; keep one"
        case TextEntryGap():
            return _text_refusal(gap)
        case NumericEntryGap():
            return _number_refusal(gap)
        case _:
            assert_never(gap)


def _text_refusal(gap: TextEntryGap) -> str:
    if len(gap.answers) != 1:
        return "the text entry accepts several answers; keep one, or offer them as an inline choice"
    answer = gap.answers[0]
    if answer.is_pattern:
        return "the text entry accepts a pattern; write one answer, or make it an inline choice"
    if answer.forgiven:
        return "the text entry forgives typos, and a lock forgives none; take `typos` out"
    if not answer.ignore_case or answer.ignore_accents:
        return "the text entry has its own rule for capitals or accents; take the rule out"
    return ""


def _number_refusal(gap: NumericEntryGap) -> str:
    if len(gap.answers) != 1:
        return "the numeric entry accepts several answers; keep one"
    if gap.units:
        return "the numeric entry has a unit; write the unit behind the gap, and ask for the number"
    answer = gap.answers[0]
    if answer.figures is not None:
        return "the numeric entry counts significant figures; write a tolerance, such as ± 0.5"
    step = grid(gap)
    if step is not None and answer.relative:
        return (
            "the numeric entry's tolerance is a percentage, and the step that a lock publishes would "
            "tell the number; write the tolerance as a number, such as ± 0.5"
        )
    if step is not None and ((answer.low + answer.high) / 2 / step).denominator != 1:
        return (
            f"the numeric entry accepts {answer.low} to {answer.high}, and its middle is no multiple "
            f"of {step}; write a tolerance of which the number is an even multiple, such as 12 ± 1, or "
            "none"
        )
    return ""


def grid(gap: Gap) -> Fraction | None:
    """Return the step that a gap's number is rounded to, which is published; nothing for the rest."""
    if not isinstance(gap, NumericEntryGap) or not gap.answers:
        return None
    return gap.answers[0].high - gap.answers[0].low or None


def grids(item: Item) -> Grids:
    """Return the step of each gap of the item; nothing for items of other kinds."""
    return tuple(grid(gap) for gap in item.gaps) if isinstance(item, GapItem) else ()


def right(item: Item) -> str:
    """Return the one spelling of the right response of an item that has no `refusals`."""
    return f"{item.kind}{KIND_END}{_right(item)}"


def _right(item: Item) -> str:
    match item:
        case ChoiceItem() | HotspotItem():
            return ",".join(sorted(item.key))
        case OrderItem() | MatchItem():
            return ",".join(item.key)
        case MatrixItem():
            return ";".join(",".join(sorted(row.key)) for row in item.rows)
        case GapItem():
            return GAP_END.join(_right_entry(gap) for gap in item.gaps)
        case ExtendedTextItem() | ScenarioItem():
            raise ValueError(f"{item.kind} has no single right response")
        case _:
            assert_never(item)


def _right_entry(gap: Gap) -> str:
    match gap:
        case InlineChoiceGap():
            return min(gap.key)
        case TextEntryGap():
            return folded(gap.answers[0].text)
        case NumericEntryGap():
            answer = gap.answers[0]
            return spelt((answer.low + answer.high) / 2, grid(gap))
        case _:
            assert_never(gap)
