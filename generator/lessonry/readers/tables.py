"""Tables of an item as they are written: where they stand, and each cell with its column."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lessonry.diagnostics import Place
from lessonry.domain.prose import Prose
from lessonry.readers.comments import without_code
from lessonry.readers.item_source import ItemSource

BRACKETS = re.compile(r"\((?P<round>[ \t\u00a0xX]?)\)|\[(?P<square>[ \t\u00a0xX]?)\]")
"""A cell to choose by."""
BAR = re.compile(r"(?<!\\)(?:\\\\)*(?P<bar>\|)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell."""

    text: str
    """As written, without the blanks around it."""
    index: int
    """Its line in the item, from 0."""
    start: int
    """Where the text begins in the line, from 0."""

    @property
    def brackets(self) -> re.Match[str] | None:
        """Return its brackets, where they are all that it holds."""
        return BRACKETS.fullmatch(self.text)

    @property
    def is_key(self) -> bool:
        """Return whether its brackets are ticked."""
        return self.brackets is not None and "x" in self.text.lower()

    def place(self, item: ItemSource) -> Place:
        """Return where it stands."""
        return item.at(self.index, self.start + 1, max(1, len(self.text)))

    def prose(self, item: ItemSource) -> Prose | None:
        """Return what it says, as Markdown outside of a table; nothing where it is empty."""
        text = self.text.replace("\\|", "|")
        return Prose(markdown=text, place=self.place(item)) if text else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTable:
    """One table that stands by itself, in no other block."""

    start: int
    end: int
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def has_brackets(self) -> bool:
        """Return whether one of its cells is to choose by."""
        return any(cell.brackets for row in (self.head, *self.rows) for cell in row)


def tables_of(item: ItemSource) -> list[WrittenTable]:
    """Return the top-level tables of what is left of an item, in their order."""
    spans = [
        (token.map[0], token.map[1])
        for token in item.tokens
        if token.type == "table_open" and token.level == 0 and token.map
    ]
    return [
        WrittenTable(
            start=start,
            end=end,
            head=cells_of(item.lines[start], start),
            # The second line is the rule of dashes.
            rows=tuple(cells_of(item.lines[index], index) for index in range(start + 2, end)),
        )
        for start, end in spans
    ]


def cells_of(line: str, index: int) -> tuple[Cell, ...]:
    """Return the cells of a line; a bar in code or behind a backslash parts none."""
    (plain,) = without_code([line])
    inside = plain.strip()
    bars = [found.start("bar") for found in BAR.finditer(plain)]
    begins = [0, *(bar + 1 for bar in bars)]
    ends = [*bars, len(line)]
    if bars and inside.startswith("|"):
        begins, ends = begins[1:], ends[1:]
    if len(begins) > 1 and not line[begins[-1] :].strip():
        begins, ends = begins[:-1], ends[:-1]
    return tuple(_cell(line, index, *span) for span in zip(begins, ends, strict=True))


def _cell(line: str, index: int, begin: int, end: int) -> Cell:
    written = line[begin:end]
    text = written.strip()
    blanks = len(written) - len(written.lstrip()) if text else 0
    return Cell(text=text, index=index, start=begin + blanks)
