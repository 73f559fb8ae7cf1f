"""Checks of matrix items."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.domain.items import MatrixItem


def check(item: MatrixItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one matrix item."""
    yield from explained(item)
