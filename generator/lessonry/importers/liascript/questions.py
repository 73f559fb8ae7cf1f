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
from lessonry.importers.liascript.texts import FORMULA, code

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
NO_KEY: Final = "None of the entries of a list in it stands in parentheses: none would be right."
TEX: Final = "Formulas in a list that drops down are shown as they are written."
DRAWN: Final = "Its gaps stand in a picture of signs, which cannot be carried over."
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


def line(
    block: Block, draft: Draft, read: Read, notes: list[str], *, in_any_capitals: bool = False
) -> Item:
    """Return the item of a quiz on a line of its own."""
    found = GAP.fullmatch(block.text.strip().removeprefix("- "))
    assert found is not None
    inside = found["inside"]
    if inside.strip() == "!":
        raise LiaError("A script decides whether it is solved, and no script is carried over.")
    if TO_FILL.fullmatch(inside):
        notes.append("A text of a survey, which is kept and not graded.")
        return replace(draft, points=Fraction(0)).extended_text()
    options = [part.strip() for part in BAR.split(inside.replace("\n", " "))]
    if len(options) > 1 and not found["drop"] and not any(map(_is_key, options)):
        notes.append(SURVEY)
        return replace(draft, points=Fraction(0)).matrix(
            [read(_unescaped(option)) for option in options],
            [(ANSWER, ())],
            multiple=False,
            survey=True,
        )
    gap = _gap(found, draft, notes, in_any_capitals=in_any_capitals)
    return replace(draft, stem=f"{draft.stem}\n\n{gap_mark(0)}".strip()).gaps((gap,))


def with_gaps(
    texts: Sequence[Block],
    draft: Draft,
    read: Read,
    notes: list[str],
    *,
    in_any_capitals: bool = False,
) -> Item:
    """Return the item of a text that has its gaps in it."""
    gaps: list[Gap] = []

    def marked(text: str) -> str:
        made, at = "", 0
        for found in gaps_in(text):
            gaps.append(_gap(found, draft, notes, in_any_capitals=in_any_capitals))
            made += text[at : found.start()] + gap_mark(len(gaps) - 1)
            at = found.end()
        return made + text[at:]

    stem = "\n\n".join(
        code(one.text) if one.kind is Kind.CODE else marked(read(one.text)) for one in texts
    )
    if not gaps:
        raise LiaError("No gap of it can be read.")
    return replace(draft, stem=stem).gaps(gaps)


def has_gaps(block: Block) -> bool:
    """Return whether gaps stand in a text."""
    if block.kind is not Kind.TEXT or "]]" not in block.text or len(block.text) > LONGEST_TEXT:
        return False
    return any(found["inside"].strip() not in ("?", "!") for found in gaps_in(block.text))


def _gap(found: re.Match[str], draft: Draft, notes: list[str], *, in_any_capitals: bool) -> Gap:
    """Return a gap: a word to type, or a list where bars or an arrow stand in it.

    LiaScript compares letter by letter; a script may do so in any capitals.
    """
    parts = [part.strip() for part in BAR.split(found["inside"].replace("\n", " "))]
    if len(parts) == 1 and not found["drop"]:
        return text_gap(draft.place, [_unescaped(parts[0])], case_sensitive=not in_any_capitals)
    if found["drop"]:
        notes.append("Words to drag became a list that drops down.")
    if len(parts) == 1 and not _is_key(parts[0]):
        parts = [f"({parts[0]})"]
    if not any(map(_is_key, parts)):
        raise LiaError(NO_KEY)
    choices = [
        (_plain(part[1:-1] if _is_key(part) else part, notes), _is_key(part)) for part in parts
    ]
    return inline_gap(draft.place, choices)


def _is_key(option: str) -> bool:
    return option.startswith("(") and option.endswith(")")


def _plain(text: str, notes: list[str]) -> str:
    """Return text without the marks of Markdown, which a list that drops down would show."""
    if FORMULA.search(text):
        notes.append(TEX)
        return _unescaped(text.strip())
    bare = MARKUP.sub(r"\1", text.strip())
    if bare != text.strip():
        notes.append("A list that drops down shows plain text: marks of Markdown were taken out.")
    return _unescaped(bare)


def _unescaped(text: str) -> str:
    return UNESCAPED.sub(r"\1", text)
