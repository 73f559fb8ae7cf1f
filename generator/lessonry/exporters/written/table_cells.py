"""Where the cells of an HTML table are: beside those that reach down from the rows above them."""

from __future__ import annotations

from dataclasses import dataclass

from lessonry.exporters.prose import Element

MOST = 50
"""Columns or rows that one cell may go over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table, in its place."""

    element: Element
    x: int
    y: int
    width: int
    height: int


def placed(rows: list[Element], heads: int) -> list[Cell]:
    """Return the cells of a table where HTML puts them: beside those that reach down from above."""
    taken: set[tuple[int, int]] = set()
    found = []
    for y, row in enumerate(rows):
        x = 0
        below = (heads if y < heads else len(rows)) - y
        for element in _cells(row):
            while (x, y) in taken:
                x += 1
            height = min(_span(element, "rowspan"), below)
            width = 1
            while width < _span(element, "colspan") and (x + width, y) not in taken:
                width += 1
            taken.update((x + right, y + down) for right in range(width) for down in range(height))
            found.append(Cell(element=element, x=x, y=y, width=width, height=height))
            x += width
    return found


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell: Element, name: str) -> int:
    said = cell.get(name) or "1"
    return min(max(int(said), 1), MOST) if said.isdigit() else 1
