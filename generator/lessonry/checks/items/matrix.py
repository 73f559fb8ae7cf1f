"""Checks of matrix items: a key in each row, and rows and columns that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.domain.items import MatrixItem
from lessonry.domain.prose import Prose


def check(item: MatrixItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one matrix item."""
    yield from _survey_keys(item) if item.survey else _keys(item)
    if len(item.columns) < 2:
        message = "This table has a single column, so there is nothing to choose between."
        yield Diagnostic(code="LR179", message=message, place=item.columns[0].text.place)
    yield from _equal("column", (column.text for column in item.columns))
    yield from _equal("row", (row.text for row in item.rows))
    if any(row.key for row in item.rows):
        yield from explained(item)


def _survey_keys(item: MatrixItem) -> Iterator[Diagnostic]:
    for row in item.rows:
        if row.key:
            yield Diagnostic(
                code="LR176",
                message="A cell of this row is marked as the key, and a survey has none.",
                place=row.place,
                help="Take the `x` out, or `survey=true`.",
            )


def _keys(item: MatrixItem) -> Iterator[Diagnostic]:
    if not any(row.key for row in item.rows):
        yield Diagnostic(
            code="LR175",
            message="No cell of this table is the key.",
            place=item.place,
            help="Mark the right cell of each row with `x`; to ask for opinions, where nothing is "
            "right, write `{ survey=true }` behind the heading.",
        )
        return
    for row in item.rows:
        if not row.key:
            message = "No cell of this row is the key."
            yield Diagnostic(code="LR175", message=message, place=row.place)
        elif len(row.key) > 1 and not item.multiple:
            message = "Two cells of this row are marked as the key, where only one can be chosen."
            yield Diagnostic(code="LR176", message=message, place=row.place)


def _equal(noun: str, texts: Iterable[Prose]) -> Iterator[Diagnostic]:
    """Yield the texts that stand there before, letter by letter."""
    seen: set[str] = set()
    for text in texts:
        folded = text.folded
        if folded in seen:
            message = f"Another {noun} says the same."
            yield Diagnostic(code="LR179", message=message, place=text.place)
        seen.add(folded)
