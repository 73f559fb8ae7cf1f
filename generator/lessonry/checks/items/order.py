"""Checks of order items."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.domain.items import OrderItem


def check(item: OrderItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one order item."""
    yield from explained(item)
