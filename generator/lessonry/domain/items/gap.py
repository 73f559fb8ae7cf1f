"""Gaps: words, numbers and choices filled into the prose, into a table or into code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar, TypeVar, assert_never

from lessonry.domain.gaps import (
    Gap,
    InlineChoiceGap,
    NumericEntryGap,
    TextEntryGap,
    inline_choice,
    numeric_entry,
    text_entry,
)
from lessonry.domain.items.frame import ItemFrame, frame_content, given_values
from lessonry.domain.partial_credit import share_of_parts
from lessonry.domain.prose import Prose
from lessonry.domain.response import Response, is_blank

T = TypeVar("T")
U = TypeVar("U")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class GapItem(ItemFrame):
    """A question that is answered in the middle of its text."""

    kind: ClassVar[str] = "gap"

    gaps: tuple[Gap, ...]
    """In the order of the body, where `gap_mark(0)`, `gap_mark(1)` … stand for them."""


def score(item: GapItem, response: Response) -> Fraction:
    """Return the share of the gaps that hold what they accept, as the item's policy counts it."""
    values = given_values(response.values, len(item.gaps))
    parts = [
        None if is_blank(value) else accepts(gap, value)
        for gap, value in zip(item.gaps, values, strict=True)
    ]
    return share_of_parts(parts, item.partial_credit)


def accepts(gap: Gap, value: str) -> bool:
    """Return whether a gap of any kind accepts `value`."""
    return _of(
        gap,
        lambda text: text_entry.accepts(text, value),
        lambda number: numeric_entry.accepts(number, value),
        lambda choice: inline_choice.accepts(choice, value),
    )


def shown_answer(gap: Gap) -> str:
    """Return the answer that a gap is filled with where it is shown: the first one written."""
    return _of(gap, text_entry.shown, numeric_entry.shown, inline_choice.shown)


def key(item: GapItem) -> list[dict[str, object]]:
    """Return what the page needs to grade it: one key a gap, each with its kind."""
    return [_of(gap, text_entry.key, numeric_entry.key, inline_choice.key) for gap in item.gaps]


def content(item: GapItem) -> dict[str, object]:
    """Return the item as JSON values, for its fingerprint."""
    gaps: list[list[object]] = [
        [gap.kind, *_of(gap, text_entry.content, numeric_entry.content, inline_choice.content)]
        for gap in item.gaps
    ]
    return frame_content(item) | {"gaps": gaps}


def conceal(item: GapItem) -> GapItem:
    """Return the item without its answers and explanation."""
    bare = tuple(
        _of(gap, text_entry.conceal, numeric_entry.conceal, inline_choice.conceal)
        for gap in item.gaps
    )
    return replace(item, gaps=bare, explanation=None)


def secrets(item: GapItem) -> tuple[Prose, ...]:
    """Return the texts of a concealed item that nothing published may hold."""
    answers = [
        Prose(markdown=text, place=gap.place)
        for gap in item.gaps
        for text in _of(gap, text_entry.secrets, numeric_entry.secrets, inline_choice.secrets)
    ]
    return (*answers, *([item.explanation] if item.explanation else []))


def _of(
    gap: Gap,
    text: Callable[[TextEntryGap], T],
    number: Callable[[NumericEntryGap], U],
    choice: Callable[[InlineChoiceGap], V],
) -> T | U | V:
    """Return what the rule of the gap's kind says of it."""
    match gap:
        case TextEntryGap():
            return text(gap)
        case NumericEntryGap():
            return number(gap)
        case InlineChoiceGap():
            return choice(gap)
        case _:
            assert_never(gap)
