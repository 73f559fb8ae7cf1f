"""Checks of choice items: keys that are there, once where one is asked for, and choices that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.domain.items import Choice, ChoiceItem


def check(item: ChoiceItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one choice item."""
    keys = [choice for choice in item.choices if choice.is_key]
    if not keys:
        yield Diagnostic(
            code="LR120", message="No choice of this item is the key.", place=item.place
        )
    if not item.multiple and len(keys) > 1:
        yield _too_many(keys)
    if len(item.choices) < 2:
        yield Diagnostic(
            code="LR123", message="This item has fewer than two choices.", place=item.place
        )
    yield from _alike(item.choices)
    yield from explained(item, told_by_choice=any(c.feedback for c in item.choices))


def _alike(choices: Sequence[Choice]) -> Iterator[Diagnostic]:
    """Yield equal choices, and sentences that differ by capitals only; words may (`mW`, `MW`)."""
    seen: dict[str, int] = {}
    sentences: dict[str, int] = {}
    for choice in choices:
        text, line = choice.text.folded, choice.place.span.line
        same = seen.setdefault(text, line)
        alike = sentences.setdefault(text.casefold(), line) if " " in text else line
        if same != line:
            message = f"This choice is the same as the one in line {same}."
            yield Diagnostic(code="LR122", message=message, place=choice.place)
        elif alike != line:
            message = f"This choice differs by its capitals only from the one in line {alike}."
            yield Diagnostic(code="LR128", message=message, place=choice.place)


def _too_many(keys: list[Choice]) -> Diagnostic:
    """Return what is wrong with several keys where one is asked for: at the second of them."""
    message = "A second choice is marked as the key, where only one can be chosen."
    if len(keys) > 2:
        *lines, last = [str(choice.place.span.line) for choice in keys]
        where = f"lines {', '.join(lines)} and {last}"
        message = f"Only one choice can be the key, and {len(keys)} are marked: {where}."
    return Diagnostic(code="LR121", message=message, place=keys[1].place)
