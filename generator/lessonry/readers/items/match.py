"""Reads match items: a list of `- left => right`, with `- => right` for a distractor."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lessonry.diagnostics import Place
from lessonry.domain.items import Item, Left, MatchItem, Right
from lessonry.domain.prose import Prose
from lessonry.readers.brackets import gaps_in, is_choice
from lessonry.readers.comments import without_code
from lessonry.readers.item_source import ItemSource
from lessonry.readers.items.frame import Frame, KindReader
from lessonry.readers.lists import ListLine, WrittenList, alphabetical, dedented, letter, lists_of
from lessonry.readers.slips import note_below_list

ARROW = re.compile(r"(?<![\\=<])=>(?!>)")
ARROW_HELP = "To show an arrow as it is, write `\\=>`, or put it into code."
SECOND_HELP = "Put all pairs into one list, or make two items of it."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """One line of the list: what stands on each side of its arrow."""

    left: Prose | None
    right: Prose | None
    place: Place


def lists(item: ItemSource) -> list[WrittenList]:
    """Return the bullet lists in which a line has an arrow; in a list of choices it is but text."""
    if not any("=>" in line for line in item.lines):
        return []
    return [
        found
        for found in lists_of(item)
        if not found.is_numbered
        and not any(is_choice(item.lines[line.start]) for line in found.lines)
        and any(_arrows(item, line) for line in found.lines)
    ]


def _arrows(item: ItemSource, line: ListLine) -> list[tuple[int, int]]:
    """Return the arrows of a list line outside of code: each one's line in the item, and its column."""
    return [
        (line.start + offset, arrow.start())
        for offset, text in enumerate(without_code(item.lines[line.start : line.end]))
        for arrow in ARROW.finditer(text)
    ]


def find(item: ItemSource) -> Place | None:
    """Return where the list of pairs begins."""
    found = lists(item)
    if not found:
        return None
    first = found[0].lines[0]
    return item.at(first.start, first.begin + 1)


def gives_way(item: ItemSource) -> bool:
    """Return whether the arrows may be part of a stem: not every line has one, or gaps stand there."""
    return any(
        not _arrows(item, line) or any(gaps_in(text) for text in item.lines[line.start : line.end])
        for found in lists(item)
        for line in found.lines
    )


def read(item: ItemSource, frame: Frame) -> Item | None:
    """Return the match item, whatever is wrong with it noted (LR112, LR171, LR173, LR174)."""
    first, *others = lists(item)
    for extra in others:
        message = "A second list of pairs stands under one question."
        place = item.at(extra.start, extra.lines[0].begin + 1)
        item.diagnostics.add("LR112", message, place, SECOND_HELP)
    pairs = [pair for line in first.lines if (pair := _pair(item, line)) is not None]
    note_below_list(item, (others or [first])[-1], "the list of pairs")
    for found in (first, *others):
        item.take(found.start, found.end)
    if item.is_noted("LR173") and len({p.right.folded for p in pairs if p.right}) <= 1:
        # What is missing is in the line that was told of.
        return None
    _check_distractors(item, pairs)
    rights = _rights(item, pairs)
    return MatchItem(
        **frame,
        body=item.rest,
        lefts=tuple(Left(text=pair.left, place=pair.left.place) for pair in pairs if pair.left),
        rights=tuple(rights.values()),
        key=tuple(
            rights[pair.right.folded].identifier if pair.right else ""
            for pair in pairs
            if pair.left
        ),
    )


def _pair(item: ItemSource, line: ListLine) -> _Pair | None:
    """Return what one line says; nothing where it has no arrow, or nothing behind it."""
    place = item.at(line.start, line.begin + 1)
    arrows = _arrows(item, line)
    if not arrows:
        message = "This line of the list has no `=>`."
        item.diagnostics.add("LR173", message, place)
        return None
    index, column = arrows[0]
    for other, start in arrows[1:]:
        message = "A second `=>` stands in this line: it reads two ways."
        item.diagnostics.add("LR112", message, item.at(other, start + 1, 2), ARROW_HELP)
    rows = [item.lines[line.start][line.begin :], *dedented(item.lines[line.start + 1 : line.end])]
    rows[index - line.start], cut = _cut(rows[index - line.start], item.lines[index][column:])
    before, after = rows[: index - line.start + 1], [cut, *rows[index - line.start + 1 :]]
    pair = _Pair(
        left=item.prose(before, line.start),
        right=item.prose(after, index),
        place=place,
    )
    if pair.right is None:
        message = "Nothing stands behind this arrow."
        item.diagnostics.add("LR171", message, item.at(index, column + 1, 2))
    return pair


def _check_distractors(item: ItemSource, pairs: list[_Pair]) -> None:
    """Note partners that are said to belong to nothing and belong to something, or stand twice."""
    lines = {pair.right.folded: pair.place.span.line for pair in pairs if pair.left and pair.right}
    for pair in pairs:
        if pair.left or pair.right is None:
            continue
        before = lines.setdefault(pair.right.folded, pair.place.span.line)
        if before != pair.place.span.line:
            message = f"This partner belongs to nothing, and line {before} has it already."
            item.diagnostics.add("LR172", message, pair.right.place)


def _cut(row: str, tail: str) -> tuple[str, str]:
    """Return what stands before the `tail` of a row that begins with an arrow, and what after it."""
    return row.removesuffix(tail).strip(), tail.removeprefix("=>").strip()


def _rights(item: ItemSource, pairs: list[_Pair]) -> dict[str, Right]:
    """Return the rights by their texts, each once, sorted; what is almost the same is noted."""
    texts: dict[str, Prose] = {}
    nearly: dict[str, Prose] = {}
    for pair in pairs:
        if pair.right is None:
            continue
        text = pair.right
        before = nearly.setdefault(text.folded.casefold(), text)
        if before.markdown != text.markdown:
            message = (
                f"This differs from line {before.place.span.line} by capitals or blanks alone."
            )
            item.diagnostics.add("LR174", message, text.place)
        known = texts.setdefault(text.folded, text)
        # Of two that differ in blanks, the same is shown whichever was written first.
        texts[text.folded] = min(known, text, key=lambda one: one.markdown)
    in_order = sorted(texts.values(), key=alphabetical)
    return {
        text.folded: Right(identifier=letter(index), text=text, place=text.place)
        for index, text in enumerate(in_order)
    }


READER = KindReader(
    name="a list of pairs",
    find=find,
    read=read,
    gives_way=gives_way,
    plain=ARROW_HELP,
)
