"""Matrix: a table in which each row is judged by the same columns; also an ungraded survey."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar

from lessonry.diagnostics import Place
from lessonry.domain.items.frame import ItemFrame, frame_content, given_values
from lessonry.domain.partial_credit import share_of_parts
from lessonry.domain.prose import Prose
from lessonry.domain.response import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One judgement that a row may be given."""

    identifier: str
    """`a`, `b`, … from the left."""
    text: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to be judged."""

    text: Prose
    key: frozenset[str]
    """Identifiers of the columns that are right; empty in a concealed item and in a survey."""
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixItem(ItemFrame):
    """A question in the form of a table."""

    kind: ClassVar[str] = "matrix"

    corner: Prose | None = None
    """What stands above the rows' texts."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    multiple: bool
    """Whether a row may be given several columns (`[ ]` in the source)."""
    survey: bool = False
    """Whether it asks for an opinion: nothing is right, and nothing is graded."""


def score(item: MatrixItem, response: Response) -> Fraction:
    """Return the share of the rows that are right, as the item's policy counts it.

    A row of several columns is right where exactly its key is ticked.
    """
    if item.survey:
        return Fraction(0)
    values = given_values(response.values, len(item.rows))
    parts = [
        bool(row.key) and frozenset(value.split(" ")) == row.key if value else None
        for row, value in zip(item.rows, values, strict=True)
    ]
    return share_of_parts(parts, item.partial_credit)


def key(item: MatrixItem) -> list[str] | None:
    """Return what the page needs to grade it: of each row its columns, with a blank between."""
    return None if item.survey else [" ".join(sorted(row.key)) for row in item.rows]


def content(item: MatrixItem) -> dict[str, object]:
    """Return the item as JSON values, for its fingerprint."""
    return frame_content(item) | {
        "corner": item.corner.folded if item.corner else "",
        "columns": [column.text.folded for column in item.columns],
        "rows": [[row.text.folded, sorted(row.key)] for row in item.rows],
        "multiple": item.multiple,
        "survey": item.survey,
    }


def conceal(item: MatrixItem) -> MatrixItem:
    """Return the item without its key and explanation."""
    bare = tuple(replace(row, key=frozenset()) for row in item.rows)
    return replace(item, rows=bare, explanation=None)


def secrets(item: MatrixItem) -> tuple[Prose, ...]:
    """Return the texts of a concealed item that nothing published may hold."""
    return (item.explanation,) if item.explanation else ()
