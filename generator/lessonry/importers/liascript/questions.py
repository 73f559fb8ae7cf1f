"""Makes items of LiaScript's quizzes: choices, matrices, words to type, lists, gaps, surveys."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from lessonry.domain.gaps import Gap
from lessonry.domain.items import Item
from lessonry.domain.items.frame import gap_mark
from lessonry.importers.drafts import Draft, inline_gap, text_gap
from lessonry.importers.liascript.blocks import (
    CELL,
    EMPTY_ROW,
    GAP,
    HEAD,
    LONGEST_TEXT,
    ROUND,
    ROW,
    SQUARE,
    Block,
    Kind,
    gaps_in,
)

Read = Callable[[str], str]
"""Reads Markdown, and notes what was left out of it."""
BAR = re.compile(r"(?<!\\)\|")
UNESCAPED = re.compile(r"\\([|()\[\]@\\])")
MARKUP = re.compile(r"[*`_]{1,2}(\S(?:.*?\S)?)[*`_]{1,2}")
TO_FILL = re.compile(r"[_\s]+")
ANSWER: Final = "Your answer"
"""The row of a survey that was a list."""
MIXED: Final = (
    "Rows with one answer and rows with several stand in one table; here all take several."
)
SURVEY: Final = "A survey of LiaScript became a table with one row."
ANY_ONE: Final = "LiaScript takes any one of its right answers; here all of them have to be chosen."


class LiaError(ValueError):
    """A quiz that has no place here; the message says why, as a sentence."""


def choice(block: Block, draft: Draft, read: Read, notes: list[str]) -> Item:
    """Return the item of lines with boxes: a choice, or a survey where the boxes have names."""
    pattern = ROUND if block.kind is Kind.SINGLE else SQUARE
    found = [line for one in block.lines if (line := pattern.fullmatch(one))]
    marks = [line["mark"].strip() for line in found]
    texts = [read(line["text"].strip()) for line in found]
    if any(mark.lower() not in ("", "x") for mark in marks):
        notes.append(SURVEY)
        several = block.kind is Kind.MULTIPLE
        return replace(draft, points=Fraction(0)).matrix(
            texts, [(ANSWER, ())], multiple=several, survey=True
        )
    keys = [bool(mark) for mark in marks]
    multiple = block.kind is Kind.MULTIPLE
    if sum(keys) > 1 and not multiple:
        notes.append(ANY_ONE)
        multiple = True
    if not any(keys) and multiple:
        raise LiaError("None of its boxes is ticked: here something must be right.")
    return draft.choice(
        [(text, is_key, None) for text, is_key in zip(texts, keys, strict=True)], multiple=multiple
    )


def matrix(block: Block, draft: Draft, read: Read, notes: list[str]) -> Item:
    """Return the item of a table of boxes."""
    head = HEAD.fullmatch(block.lines[0])
    assert head is not None
    columns = [read((cell[1] or cell[2] or "").strip()) for cell in CELL.finditer(head["cells"])]
    rows: list[tuple[str, list[int]]] = []
    shapes: set[bool] = set()
    is_survey = False
    for line in block.lines[1:]:
        if empty := EMPTY_ROW.fullmatch(line):
            is_survey = True
            rows.append((read(empty["text"].strip()), []))
            continue
        row = ROW.fullmatch(line)
        assert row is not None
        cells = re.findall(r"[\[(][ xX][\])]", row["cells"])
        shapes.update(cell[0] == "[" for cell in cells)
        key = [at for at, cell in enumerate(cells) if cell[1] in "xX"]
        rows.append((read(row["text"].strip()), [at for at in key if at < len(columns)]))
        if len(cells) != len(columns):
            notes.append("A row has another number of boxes than the head; it was made to fit.")
    if is_survey:
        multiple = "[[" in block.lines[0].replace(" ", "")
        return replace(draft, points=Fraction(0)).matrix(
            columns, rows, multiple=multiple, survey=True
        )
    if len(shapes) > 1:
        notes.append(MIXED)
    multiple = True in shapes or any(len(key) > 1 for _, key in rows)
    return draft.matrix(columns, rows, multiple=multiple)


def line(block: Block, draft: Draft, read: Read, notes: list[str]) -> Item:
    """Return the item of a quiz on a line of its own."""
    found = GAP.fullmatch(block.text.strip().removeprefix("- "))
    assert found is not None
    inside = found["inside"]
    if inside.strip() == "!":
        raise LiaError("A script decides whether it is solved, and no script is carried over.")
    if TO_FILL.fullmatch(inside):
        notes.append("A text of a survey, which is kept and not graded.")
        return replace(draft, points=Fraction(0)).extended_text()
    gap = _gap(found, draft, notes)
    return replace(draft, stem=f"{draft.stem}\n\n{gap_mark(0)}".strip()).gaps((gap,))


def with_gaps(texts: Sequence[Block], draft: Draft, read: Read, notes: list[str]) -> Item:
    """Return the item of a text that has its gaps in it."""
    gaps: list[Gap] = []

    def marked(text: str) -> str:
        made, at = "", 0
        for found in gaps_in(text):
            gaps.append(_gap(found, draft, notes))
            made += text[at : found.start()] + gap_mark(len(gaps) - 1)
            at = found.end()
        return made + text[at:]

    stem = "\n\n".join(
        one.text if one.kind is Kind.CODE else marked(read(one.text)) for one in texts
    )
    if not gaps:
        raise LiaError("No gap of it can be read.")
    return replace(draft, stem=stem).gaps(gaps)


def has_gaps(block: Block) -> bool:
    """Return whether gaps stand in a text."""
    if block.kind is not Kind.TEXT or "]]" not in block.text or len(block.text) > LONGEST_TEXT:
        return False
    return any(found["inside"].strip() not in ("?", "!") for found in gaps_in(block.text))


def _gap(found: re.Match[str], draft: Draft, notes: list[str]) -> Gap:
    """Return a gap: a word to type, or a list where bars or an arrow stand in it."""
    parts = [part.strip() for part in BAR.split(found["inside"].replace("\n", " "))]
    if len(parts) == 1 and not found["drop"]:
        return text_gap(draft.place, [_plain(parts[0], [])])
    if found["drop"]:
        notes.append("Words to drag became a list that drops down.")
    if len(parts) == 1:
        parts = [f"({parts[0].removeprefix('(').removesuffix(')')})"]
    choices = []
    for part in parts:
        is_key = part.startswith("(") and part.endswith(")")
        choices.append((_plain(part[1:-1] if is_key else part, notes), is_key))
    return inline_gap(draft.place, choices)


def _plain(text: str, notes: list[str]) -> str:
    """Return text without the marks of Markdown, which a list that drops down would show."""
    bare = MARKUP.sub(r"\1", text.strip())
    if bare != text.strip():
        notes.append("A list that drops down shows plain text: marks of Markdown were taken out.")
    return UNESCAPED.sub(r"\1", bare)
