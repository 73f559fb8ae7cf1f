"""Tables for spreadsheets: CSV that tells its encoding, and of which no cell is carried out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

ENCODING = "utf-8-sig"
"""With the mark by which spreadsheets know UTF-8 from an old encoding of their own."""
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that a spreadsheet would carry out."""


def inert(cells: Iterable[str]) -> list[str]:
    """Return cells that are shown and not carried out, whatever learners wrote into them."""
    return [f"'{cell}" if cell.startswith(FORMULAS) else cell for cell in cells]


def table(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return a whole table as a file has it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue().encode(ENCODING)
