"""Checks of hotspot items."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.domain.items import HotspotItem


def check(item: HotspotItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one hotspot item."""
    yield from explained(item)
