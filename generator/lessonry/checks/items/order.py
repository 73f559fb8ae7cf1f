"""Checks of order items: at least two entries, and no two alike."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.domain.items import OrderItem


def check(item: OrderItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one order item."""
    if len(item.entries) < 2:
        message = "This item has fewer than two entries to put in order."
        help = "Add another entry: `2. text`."
        yield Diagnostic(code="LR170", message=message, place=item.place, help=help)
    seen: dict[str, int] = {}
    for entry in sorted(item.entries, key=lambda entry: entry.place.span.line):
        line = entry.place.span.line
        first = seen.setdefault(entry.text.folded, line)
        if first != line:
            message = f"This entry is the same as the one in line {first}."
            yield Diagnostic(code="LR172", message=message, place=entry.place)
    yield from explained(item)
