"""Checks of scenario items."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.domain.items import ScenarioItem


def check(item: ScenarioItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one scenario item."""
    yield from explained(item)
