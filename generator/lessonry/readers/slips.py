"""Slips that would show everybody what only some may see: a reason or a key left in the question.

What an exam conceals is what was read as feedback, explanation or key. A text that its author meant
so and wrote otherwise would be published as a part of the stem, so each such slip is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lessonry.diagnostics import Place
from lessonry.readers.brackets import choice_lists, gaps_in, is_choice, text_start
from lessonry.readers.item_source import (
    ADMONITION,
    ItemSource,
    advice_for,
    dedent,
    meant,
    next_fence,
)
from lessonry.readers.lists import WrittenList, lists_of
from lessonry.readers.tables import WrittenTable, cells_of, tables_of
from lessonry.readers.tokens import Token

ALMOST_ADMONITION = re.compile(r"(?P<indent>[ \t]*)(?:[!?]{2,5}\+?|/{3,})[ \t]*(?P<name>[\w-]+)")
BRACKETS = re.compile(
    r"\s*+(?:(?P<bullet>[-*+]|\d+[.)]|[•–—·])\s*+)?(?P<brackets>[\[(][ \t]*[xX✓✔]?[ \t]*[\])])(?![(\[:])"
)
"""A line that begins as a choice does; `[x](…)`, `[x][…]` and `[x]: …` are links."""
DEFINITION = re.compile(r"\s*(?:\*?\[[^\]]+\]:|\{:?[^{}]*\}\s*$)")
"""Footnotes, abbreviations, addresses of links and attributes: they may stand at an item's end."""
NO_HEADING = re.compile(r" {0,3}(?:#{1,2}[^\s#]|#{3,6}\s)")
"""A line that was meant as a heading of ours, and is none."""
HEADING_HELP = "Write `## ` before a question and `# ` before a section, each with one blank."
NO_PROSE = ("fence", "code_block", "hr", "blockquote_open")
QUOTE_HELP = (
    "Indent feedback by four blanks under its choice; "
    "a quotation that belongs to the question goes into `!!! quote`."
)
PROSE_HELP = (
    "Put it above the list or table where it belongs to the question, or into `!!! explanation`, "
    "indented by four blanks."
)
UNDER_HELP = (
    "A single line has no feedback here: say in `!!! explanation` why the whole is right; "
    "a quotation that belongs to the question goes above the list."
)
AFTER_HELP = (
    "Indent it by four blanks where it belongs to the explanation, or put it above the explanation."
)
BRACKETS_HELP = (
    "Write a choice as `- (x) text` or `- [x] text` at the beginning of a line, with a blank before "
    "and behind the brackets; to show brackets as they are, write `\\(x)`."
)

CELLS_HELP = (
    "A table stands at the beginning of the line and in no other block; under its first line comes "
    "one of dashes, `| --- | --- |`, with as many cells; a bar in a text is written `\\|`."
)


def note_slips(item: ItemSource) -> None:
    """Note the slips of an item whose hint and explanation are taken out (LR115, LR117, LR127)."""
    _Slips(item=item).note()


def note_below_list(item: ItemSource, found: WrittenList | WrittenTable, what: str) -> None:
    """Note what stands in or below a list or table that is answered and tells of its key (LR117).

    Args:
        item: Nothing is taken out of it yet but hint and explanation.
        found: The list, or the table.
        what: What messages call it.
    """
    _Slips(item=item).note_below(found, what)


def code_lines(item: ItemSource) -> set[int]:
    """Return the lines (from 0) that are code; what is indented under an admonition is none."""
    code = {
        line
        for token in item.tokens
        if token.type in ("fence", "code_block") and token.map
        for line in range(*token.map)
    }
    for start, end in item.admonitions():
        fence = ""
        for index in range(start + 1, end):
            before, fence = fence, next_fence(fence, dedent(item.lines[index], 4))
            (code.add if before or fence else code.discard)(index)
    return code


@dataclass(slots=True, kw_only=True)
class _Slips:
    """One look over an item."""

    item: ItemSource
    code: set[int] = field(init=False)
    noted: set[int] = field(default_factory=set)
    """Lines of which something is said already."""

    def __post_init__(self) -> None:
        self.code = code_lines(self.item)

    def note(self) -> None:
        """Note them all."""
        lists = choice_lists(self.item)
        self._almost_admonitions()
        self._brackets({line.map[0] for _, lines in lists for line in lines if line.map})
        self._cells()
        if lists:
            self._quotes()
            assert lists[0][0].map is not None
            self._prose(lists[0][0].map[1], "after the list of choices", PROSE_HELP)
        elif self.item.explained is not None:
            rest = self.item.lines[self.item.explained :]
            blocks: tuple[WrittenList | WrittenTable, ...] = (
                *lists_of(self.item),
                *tables_of(self.item),
            )
            asked = [found for found in blocks if found.start >= self.item.explained]
            if not asked and not any(gaps_in(line) for line in rest):
                self._prose(self.item.explained, "after the explanation", AFTER_HELP)

    def note_below(self, found: WrittenList | WrittenTable, what: str) -> None:
        """Note block quotes and text from the list on."""
        item = self.item
        self.noted = {d.place.span.line - item.first for d in item.noted()}
        for token in item.tokens:
            if token.type == "blockquote_open" and token.map and token.map[0] >= found.start:
                message = f"This block quote stands under {what} and would be shown to everybody."
                item.diagnostics.add("LR117", message, self._place(token.map[0]), UNDER_HELP)
        self._prose(found.end, f"after {what}", PROSE_HELP)

    def _almost_admonitions(self) -> None:
        """Note `!!!explanation` and the like, which only look like a part of the item."""
        for index, line in enumerate(self.item.lines):
            found = ALMOST_ADMONITION.match(line)
            if found is None or index in self.code or ADMONITION.fullmatch(line.rstrip()):
                continue
            name = found.group("name")
            if guess := meant(name):
                message = f"This is not read as the {guess} of the item."
                place = self.item.at(index, found.end("indent") + 1)
                self.item.diagnostics.add("LR115", message, place, advice_for(name, guess))
                self.noted.add(index)

    def _brackets(self, choices: set[int]) -> None:
        """Note brackets at the beginning of lines that are no choices."""
        tables = self._lines_of("table_open")
        foreign = False
        for index, line in enumerate(self.item.lines):
            if index in self.code or index in tables:
                continue
            start = 0
            if index in choices:
                start = text_start(line)
                if not start:
                    continue
            found = BRACKETS.match(line, start)
            if found and (found.group("bullet") or "-") not in "-*+":
                # One slip, however many lines the list has.
                self.noted.add(index)
                found, foreign = (None if foreign else found), True
            if found:
                message = "These brackets make no choice and would be shown as they are."
                column, length = found.start("brackets") + 1, len(found.group("brackets"))
                place = self.item.at(index, column, length)
                self.item.diagnostics.add("LR127", message, place, BRACKETS_HELP)
                self.noted.add(index)

    def _cells(self) -> None:
        """Note lines with cells to choose by that belong to no table, or to one in another block."""
        tables = {line for table in tables_of(self.item) for line in range(table.start, table.end)}
        for index, line in enumerate(self.item.lines):
            if "|" not in line or index in self.code | tables | self.noted:
                continue
            cells = [cell for cell in cells_of(line, index) if cell.brackets]
            if len(cells) > 1 or (cells and line.lstrip(" \t>").startswith("|")):
                self.noted.add(index)
                if index - 1 in self.noted:
                    continue
                message = "These brackets stand in no table that is read, and would be shown."
                self.item.diagnostics.add("LR127", message, cells[0].place(self.item), CELLS_HELP)

    def _quotes(self) -> None:
        """Note block quotes that stand under no choice."""
        for token in self._blocks("blockquote_open"):
            assert token.map is not None
            message = "This block quote stands under no choice and would be shown to everybody."
            place = self._place(token.map[0])
            self.item.diagnostics.add("LR117", message, place, QUOTE_HELP)

    def _prose(self, first: int, where: str, help: str) -> None:
        """Note the first text from line `first` on that no admonition holds."""
        held = {line for span in self.item.admonitions() for line in range(*span)}
        for token in self._blocks():
            if token.type in NO_PROSE or token.map is None or token.map[0] < first:
                continue
            for index in range(*token.map):
                line = self.item.lines[index]
                if not line.strip() or index in held:
                    continue
                if index in self.noted or DEFINITION.match(line) or is_choice(line):
                    break
                message = f"This text stands {where} and would be shown to everybody."
                help = HEADING_HELP if NO_HEADING.match(line) else help
                self.item.diagnostics.add("LR117", message, self._place(index), help)
                return

    def _blocks(self, kind: str = "") -> list[Token]:
        return [
            token
            for token in self.item.tokens
            if token.level == 0 and token.nesting >= 0 and token.map and kind in ("", token.type)
        ]

    def _lines_of(self, kind: str) -> set[int]:
        return {
            line
            for token in self.item.tokens
            if token.type == kind and token.map
            for line in range(*token.map)
        }

    def _place(self, index: int) -> Place:
        line = self.item.lines[index]
        return self.item.at(index, len(line) - len(line.lstrip()) + 1)
