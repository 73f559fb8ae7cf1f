"""Tables in formulas: what of them is a column, a line, or the number of an equation."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from lessonry.exporters.prose import Element

WIDE: Final = re.compile(r"(?<![\w-])width:\s*[0-9.]+%")
SIDE: Final = re.compile(r"text-align:\s*(left|right|center)")
NO_GAP: Final = re.compile(r"padding-left:\s*0[;\s]?(?!\.)")


def side_of(cell: Element) -> str | None:
    """Return to which side the contents of a cell are set."""
    found = SIDE.search(cell.get("style") or "")
    return found[1] if found else cell.get("columnalign")


class Table:
    """One table, in the columns that are seen: two cells that meet at a sign are one."""

    def __init__(self, source: Element) -> None:
        found = [[cell for cell in row if cell.tag == "mtd"] for row in source if row.tag == "mtr"]
        self.tags: list[Element | None] = [None for _ in found]
        """The number that stands beside each row, if any."""
        if _has_margins(found):
            self.tags = [row[-1][0] if len(row[-1]) else None for row in found]
            found = [row[1:-1] for row in found]
        self.rows = [_grouped(row) for row in found]
        width = max((len(row) for row in self.rows), default=0)
        for row in self.rows:
            row += [[etree.Element("mtd")] for _ in range(width - len(row))]

    @property
    def only(self) -> Element | None:
        """Return the cell of a table that has one."""
        cells = [cell for row in self.rows for group in row for cell in group]
        return cells[0] if len(cells) == 1 else None

    @property
    def lines(self) -> str:
        """Return the lines between rows and columns, in typst's words."""
        across, down = set(), set()
        for y, row in enumerate(self.rows):
            for x, group in enumerate(row):
                style = " ".join(cell.get("style") or "" for cell in group)
                across |= {y} if "border-top:" in style else set()
                across |= {y + 1} if "border-bottom:" in style else set()
                down |= {x} if "border-left:" in style else set()
                down |= {x + 1} if "border-right:" in style else set()
        height, width = len(self.rows), len(self.rows[0]) if self.rows else 0
        inner = [
            f"{name}: ({', '.join(map(str, places))},)"
            for name, places in (
                ("hline", sorted(one for one in across if 0 < one < height)),
                ("vline", sorted(one for one in down if 0 < one < width)),
            )
            if places
        ]
        return f"augment: #({', '.join(inner)}, stroke: 0.5pt), " if inner else ""


def _has_margins(rows: list[list[Element]]) -> bool:
    """Return whether the outer columns are the margins of a page: what is in the last is a number."""
    return bool(rows) and all(
        len(row) > 2 and not len(row[0]) and WIDE.search(row[0].get("style") or "") for row in rows
    )


def _grouped(row: list[Element]) -> list[list[Element]]:
    groups: list[list[Element]] = []
    for cell in row:
        meets = NO_GAP.search(cell.get("style") or "") and side_of(cell) == "left"
        if meets and groups and len(groups[-1]) == 1 and side_of(groups[-1][0]) == "right":
            groups[-1].append(cell)
        else:
            groups.append([cell])
    return groups
