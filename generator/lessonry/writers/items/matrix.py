"""Writes matrix items: a table with brackets in its cells."""

from __future__ import annotations

import re

from lessonry.domain.items import MatrixItem
from lessonry.domain.partial_credit import PartialCredit
from lessonry.readers.tables import cells_of
from lessonry.writers.escape import cell, in_line
from lessonry.writers.frame import body, write_item
from lessonry.writers.items.choice import brackets


def write(item: MatrixItem, policy: PartialCredit) -> str:
    """Return the item as it stands in a file."""
    corner = item.corner.markdown if item.corner else ""
    asked = [
        line(corner, [column.text.markdown for column in item.columns], are_marks=False),
        line("---", ["---"] * len(item.columns), are_marks=True),
    ]
    for row in item.rows:
        marks = [
            brackets(column.identifier in row.key, multiple=item.multiple)
            for column in item.columns
        ]
        asked.append(line(row.text.markdown, marks, are_marks=True))
    # A survey has no points, and saying so would be one word too many.
    options = {"survey": "true"} if item.survey else {}
    skipped = ("points",) if item.survey else ()
    return write_item(item, policy, asked, stem=body(item), options=options, skipped=skipped)


def line(first: str, others: list[str], *, are_marks: bool) -> str:
    """Return one line of a table.

    Args:
        first: Its first cell.
        others: The cells behind it.
        are_marks: Whether these are brackets or dashes, and not texts.
    """
    cells = [first if first == "---" else text_of(first)]
    cells += others if are_marks else [text_of(other) for other in others]
    written = f"| {' | '.join(cells)} |"
    if len(cells_of(written, 0)) != len(cells):
        # Ticks that are alone in their cells would make code of the bars between them.
        written = f"| {' | '.join(_without_ticks(text) for text in cells)} |"
    return written.replace("|  |", "| |")


def text_of(markdown: str) -> str:
    """Return a text in a cell."""
    lines = [line.strip() for line in markdown.strip().split("\n")]
    return cell(in_line("<br>".join(lines)))


def _without_ticks(text: str) -> str:
    return re.sub(r"(?<!\\)`", "&#96;", text)
