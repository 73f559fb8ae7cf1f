"""Checks of extended text items."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.domain.items import ExtendedTextItem


def check(item: ExtendedTextItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one extended text item."""
    yield from explained(item)
