"""Checks of gap items."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.domain.items import GapItem


def check(item: GapItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one gap item."""
    yield from explained(item)
