"""Finds in a `cloze` text the table that is a matrix: in each row the same words to choose from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lessonry.domain.items.frame import GAP_MARK
from lessonry.importers.moodle_xml.cloze_marks import Mark
from lessonry.importers.moodle_xml.texts import bare, unmarked

TABLE = re.compile(r"<table\b[^<>]*>(?P<inside>(?:(?!</?table\b).)*)</table>", re.I | re.S)
ROW = re.compile(r"<tr\b[^<>]*>(.*?)</tr>", re.IGNORECASE | re.DOTALL)
CELL = re.compile(r"<t[dh]\b[^<>]*>(.*?)</t[dh]>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of statements that are judged by the same words."""

    stem: str
    """What stands around it, as HTML."""
    columns: tuple[str, ...]
    """The words, as plain text."""
    rows: tuple[str, ...]
    """The statements, as HTML."""
    keys: tuple[tuple[int, ...], ...]
    """Of each row the indexes of the words that are right."""
    multiple: bool


def table_of(text: str, found: Sequence[Mark]) -> Table | None:
    """Return the table of a text whose questions are all in it; nothing where it is no matrix.

    Args:
        text: Of the question, with a mark in place of each question in it.
        found: These questions.
    """
    multiple = all(mark.kind == "MR" for mark in found)
    is_judged = all(mark.kind == "MC" and mark.form[:1] in ("V", "H") for mark in found)
    words = {tuple(bare(one.text) for one in mark.alternatives) for mark in found}
    if len(found) < 2 or not (multiple or is_judged) or len(words) != 1:
        return None
    (columns,) = words
    tables = list(TABLE.finditer(text))
    if len(tables) != 1 or len(set(columns)) != len(columns) or not all(columns):
        return None
    rows = _rows(tables[0]["inside"])
    keys = tuple(_key(mark) for mark in found)
    if len(rows) != len(found) or not all(keys):
        return None
    if not multiple and any(len(key) > 1 for key in keys):
        return None
    return Table(
        stem=text[: tables[0].start()] + text[tables[0].end() :],
        columns=columns,
        rows=rows,
        keys=keys,
        multiple=multiple,
    )


def _rows(inside: str) -> tuple[str, ...]:
    """Return the statements of rows that have one and, behind it, a question; else nothing."""
    made = []
    for row in ROW.findall(inside):
        cells = CELL.findall(row)
        if len(cells) != 2 or GAP_MARK.search(cells[0]) or not unmarked(cells[0]):
            return ()
        if GAP_MARK.fullmatch(unmarked(cells[1])) is None:
            return ()
        made.append(cells[0])
    return tuple(made)


def _key(mark: Mark) -> tuple[int, ...]:
    best = max(one.share for one in mark.alternatives)
    return tuple(
        index
        for index, one in enumerate(mark.alternatives)
        if one.share > 0 and (mark.kind == "MR" or one.share == best)
    )
