"""Checks of what every kind of item has."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.diagnostics import Diagnostic
from lessonry.domain.items.frame import ItemFrame


def explained(item: ItemFrame, *, told_by_choice: bool = False) -> Iterator[Diagnostic]:
    """Yield a warning where nothing tells why; `told_by_choice`: feedback beside choices does."""
    if item.explanation is None and not told_by_choice and item.points:
        yield Diagnostic(
            code="LR140",
            message="Nothing tells the learner why the key is right.",
            place=item.place,
        )
