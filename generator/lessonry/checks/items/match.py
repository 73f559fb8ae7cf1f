"""Checks of match items."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.domain.items import MatchItem


def check(item: MatchItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one match item."""
    yield from explained(item)
