"""What several variants of one item have to mend, told once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lessonry.diagnostics.diagnostic import Diagnostic

MOST_VALUES = 6
"""Values that are named in a message."""


def told_once(
    found: Sequence[tuple[Sequence[tuple[str, str]], Iterable[Diagnostic]]],
) -> list[Diagnostic]:
    """Return each fault once, by code and place; with the values that brought it about, unless all do.

    Args:
        found: Of each variant its values, by name, and what is wrong with it.
    """
    by_place: dict[tuple[str, int, int], list[tuple[Sequence[tuple[str, str]], Diagnostic]]] = {}
    for values, diagnostics in found:
        for diagnostic in dict.fromkeys(diagnostics):
            span = diagnostic.place.span
            key = (diagnostic.code, span.line, span.column)
            by_place.setdefault(key, []).append((values, diagnostic))
    return [_one(group, len(found)) for group in by_place.values()]


def _one(group: list[tuple[Sequence[tuple[str, str]], Diagnostic]], variants: int) -> Diagnostic:
    values, first = group[0]
    everywhere = len(group) >= variants and len({d.message for _, d in group}) == 1
    if everywhere or not values:
        return first
    said = [f"{name} = {value}" for name, value in values[:MOST_VALUES]]
    with_values = ", ".join(said) + (", …" if len(values) > MOST_VALUES else "")
    return replace(first, message=f"{first.message.rstrip('.')}, with {with_values}.")
