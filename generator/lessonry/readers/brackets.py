"""Brackets of choices and of gaps: by them items are told, and slips in items."""

from __future__ import annotations

import re
from functools import lru_cache

from lessonry.diagnostics import Place
from lessonry.readers.item_source import ItemSource
from lessonry.readers.lists import span
from lessonry.readers.tokens import Token

MARKER = re.compile(r"(?P<mark>\((?P<round>[ \u00a0xX]?)\)|\[(?P<square>[ \u00a0xX]?)\])(?=\s|$)")
"""A choice's brackets; the blank inside may be missing."""
BULLET = re.compile(r"\s*[-*+]\s+")
CHOICE = re.compile(BULLET.pattern + MARKER.pattern)
GAP = re.compile(
    r"(?<!\\)\[\[(?P<inside>(?:[^\]/|]*\|)*\s*/(?:\\.|[^/\\\n])+/[A-Za-z]*\s*(?=\]\]|\|)"
    r"(?:(?!\]\]).)*|(?:(?!\]\]).)*)(?P<close>\]\])?"
)
"""A gap on one line: a pattern may hold brackets of its own, so it is tried first."""
KEPT = 256
"""Lines of which it is kept where their text starts: several look at the lines of one item."""
ESSAY = re.compile(r"\s*(?:\.{2,}|…+)\s*")
"""What stands in a gap for a text of many sentences, which is an item of its own."""


def choice_lists(item: ItemSource) -> list[tuple[Token, list[Token]]]:
    """Return the top-level bullet lists in which a line has brackets, with their line tokens."""
    if item.choices is not None:
        return item.choices
    found: list[tuple[Token, list[Token]]] = []
    for token in item.tokens:
        if token.type == "bullet_list_open" and token.level == 0:
            found.append((token, []))
        elif token.type == "list_item_open" and token.level == 1 and found:
            found[-1][1].append(token)
    item.choices = [one for one in found if any(_is_marked(item, line) for line in one[1])]
    return item.choices


def is_choice(line: str) -> bool:
    """Return whether `line` begins as a choice does."""
    return text_start(line) > 0


@lru_cache(maxsize=KEPT)
def text_start(line: str) -> int:
    """Return where the text of a choice begins in its first line; nothing where it has no brackets."""
    found = CHOICE.match(line)
    return found.end() if found else 0


def _is_marked(item: ItemSource, token: Token) -> bool:
    return is_choice(item.lines[span(token)[0]])


def gaps_in(line: str) -> list[re.Match[str]]:
    """Return the gaps of a line; one for an essay is another kind's, and beside gaps LR112's."""
    if "[[" not in line:
        return []
    return [gap for gap in GAP.finditer(line) if not ESSAY.fullmatch(gap.group("inside"))]


def first_gap(item: ItemSource) -> Place | None:
    """Return the first gap."""
    for index, line in enumerate(item.lines):
        for gap in gaps_in(line):
            return item.at(index, gap.start() + 1, len(gap.group()))
    return None
