"""Checks of gap items: lists that drop down need choices that differ, right ones and wrong ones."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.domain.gaps import InlineChoiceGap
from lessonry.domain.items import GapItem


def check(item: GapItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one gap item."""
    for gap in item.gaps:
        if isinstance(gap, InlineChoiceGap):
            yield from _choices(gap)
    yield from explained(item)


def _choices(gap: InlineChoiceGap) -> Iterator[Diagnostic]:
    if not gap.key:
        message = "No choice of this list is right."
        yield Diagnostic(code="LR138", message=message, place=gap.place)
    if len(gap.choices) < 2:
        message = "This list has fewer than two choices."
        yield Diagnostic(code="LR138", message=message, place=gap.place)
    seen: set[str] = set()
    for choice in sorted(gap.choices, key=lambda choice: choice.place.span.column):
        if choice.text in seen:
            message = f"The choice `{choice.text}` stands twice in this list."
            yield Diagnostic(code="LR138", message=message, place=choice.place)
        seen.add(choice.text)
