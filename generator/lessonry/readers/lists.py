"""Lists of an item as they are written: where they stand, their lines, and the letters these get."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lessonry.domain.prose import Prose
from lessonry.readers.item_source import ItemSource, dedent
from lessonry.readers.tokens import Token

BEGIN = re.compile(r"\s*(?:[-*+]|(?P<number>\d{1,9})[.)])(?:[ \t]+|$)")
"""What a list line begins with."""
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One line of a list, with what hangs below it."""

    start: int
    """Its first line in the item, from 0."""
    end: int
    begin: int
    """Where its text begins in the first line, from 0."""
    number: int | None
    """What it is numbered with, in a numbered list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenList:
    """One list that stands by itself, in no other block."""

    is_numbered: bool
    start: int
    end: int
    lines: tuple[ListLine, ...]


def lists_of(item: ItemSource) -> list[WrittenList]:
    """Return the top-level lists of what is left of an item, in their order."""
    found: list[tuple[Token, list[Token]]] = []
    for token in item.tokens:
        if token.type in ("bullet_list_open", "ordered_list_open") and token.level == 0:
            found.append((token, []))
        elif token.type == "list_item_open" and token.level == 1 and found:
            found[-1][1].append(token)
    held = {line for span in item.admonitions() for line in range(*span)}
    return [
        WrittenList(
            is_numbered=open_.type == "ordered_list_open",
            start=span(open_)[0],
            end=_end(item, *span(open_)),
            lines=tuple(_line(item, token) for token in lines),
        )
        for open_, lines in found
        if span(open_)[0] not in held
    ]


def span(token: Token) -> tuple[int, int]:
    """Return the lines of a block: its first, and the one after its last."""
    assert token.map is not None
    return token.map[0], token.map[1]


def text_of(item: ItemSource, line: ListLine) -> Prose | None:
    """Return what a list line says, with the blocks below it."""
    first = item.lines[line.start][line.begin :].strip()
    return item.prose([first, *dedented(item.lines[line.start + 1 : line.end])], line.start)


def dedented(lines: Sequence[str]) -> list[str]:
    """Return the lines below a list line's first without the indentation that they share."""
    widths = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    width = min(filter(None, widths), default=0)  # a lazy line shares nothing
    return [dedent(line, width) for line in lines] if width else list(lines)


def alphabetical(text: Prose) -> tuple[str, str]:
    """Return what texts are sorted by where the order written must not show."""
    return text.folded.casefold(), text.folded


def letter(index: int) -> str:
    """Return `a` to `z`, then `aa`, `ab` and on."""
    before, last = divmod(index, len(ALPHABET))
    return (letter(before - 1) if before else "") + ALPHABET[last]


def _line(item: ItemSource, token: Token) -> ListLine:
    start, end = span(token)
    first = item.lines[start]
    begin = BEGIN.match(first)
    number = begin.group("number") if begin else None
    return ListLine(
        start=start,
        end=_end(item, start, end),
        begin=begin.end() if begin else len(first),
        number=int(number) if number else None,
    )


def _end(item: ItemSource, start: int, end: int) -> int:
    """Return where a block ends without the blank lines after it."""
    while end > start + 1 and not item.lines[end - 1].strip():
        end -= 1
    return end
