"""Items that ask several things, cut into one item each: with the text that stands before it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Final

from lxml import etree

from lessonry.importers.qti.tree import (
    BLOCK_INTERACTIONS,
    INLINE_INTERACTIONS,
    INTERACTIONS,
    Element,
    find,
    first,
    words,
)

WRAPPERS: Final = frozenset({"div", "section", "article"})
INLINE: Final = INLINE_INTERACTIONS | {
    "a", "abbr", "b", "big", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd",
    "label", "mark", "math", "object", "q", "ruby", "s", "samp", "small", "span", "strong", "sub",
    "sup", "tt", "u", "var", "printedVariable",
}  # fmt: skip
"""What stands in a line of text."""
SHARED: Final = "rubricBlock"
MOST_PARTS: Final = 50


def parts_of(root: Element) -> list[Element]:
    """Return an item's tree as several, one for each thing that it asks.

    Gaps that follow one another stay together. An item that asks one thing, or whose parts cannot be
    told apart, is returned as it is.
    """
    body = first(root, "itemBody")
    if body is None or _asked(body) < 2 or is_revealed(body):
        return [root]
    groups = _groups(_blocks(body))
    if groups is None or not 1 < len(groups) <= MOST_PARTS:
        return [root]
    intro = [block for block in groups[0] if not _kinds(block)]
    shared = [block for block in intro if block.tag == SHARED]
    made: list[Element] = []
    for place, group in enumerate(groups):
        is_mute = place > 0 and not any(words(_bare(block)) for block in group)
        part: Element = copy.deepcopy(root)
        held = first(part, "itemBody")
        assert held is not None
        held.text = None
        for child in list(held):
            held.remove(child)
        before = (intro if is_mute else shared) if place else []
        held.extend(copy.deepcopy(block) for block in [*before, *group])
        made.append(part)
    return made


def is_revealed(body: Element) -> bool:
    """Return whether things to answer are shown bit by bit, as the answers before have it."""
    told = find(body, "feedbackBlock", "feedbackInline")
    return any(next(find(one, *INTERACTIONS), None) is not None for one in told)


def _asked(body: Element) -> int:
    """Return how many things an item asks: gaps together are one."""
    blocks = sum(1 for _ in find(body, *BLOCK_INTERACTIONS))
    return blocks + (next(find(body, *INLINE_INTERACTIONS), None) is not None)


def _kinds(block: Element) -> frozenset[str]:
    """Return whether a block holds interactions that are blocks, or that stand in the text."""
    found = {str(one.tag) for one in block.iter(*BLOCK_INTERACTIONS, *INLINE_INTERACTIONS)}
    return frozenset(
        kind
        for kind, names in (("block", BLOCK_INTERACTIONS), ("inline", INLINE_INTERACTIONS))
        if found & names
    )


def _blocks(body: Element) -> list[Element]:
    """Return the blocks of a body; a `div` around several things to answer gives way to its own.

    Words between blocks are paragraphs.
    """
    made: list[Element] = []
    line = _line(body.text)
    for child in body:
        bare = copy.deepcopy(child)
        bare.tail = None
        if child.tag in INLINE and "block" not in _kinds(child):
            bare.tail = child.tail
            line.append(bare)
            continue
        made += _told(line)
        if child.tag in WRAPPERS and (_count(child) > 1 or len(_kinds(child)) > 1):
            made += _blocks(child)
        else:
            made.append(bare)
        line = _line(child.tail)
    return made + _told(line)


def _line(text: str | None) -> Element:
    made: Element = etree.Element("p")
    made.text = text
    return made


def _told(line: Element) -> list[Element]:
    """Return a line where it says anything."""
    shown = next(find(line, "img", "object", *INLINE_INTERACTIONS), None) is not None
    return [line] if shown or words(line) else []


def _count(block: Element) -> int:
    return sum(1 for _ in block.iter(*BLOCK_INTERACTIONS))


def _groups(blocks: Sequence[Element]) -> list[list[Element]] | None:
    """Return the blocks by the thing that they ask; nothing where one block asks two."""
    groups: list[list[Element]] = []
    current: list[Element] = []
    has_gaps = False
    for block in blocks:
        kinds = _kinds(block)
        if len(kinds) > 1 or _count(block) > 1:
            return None
        if "block" in kinds and has_gaps:
            groups.append(current)
            current, has_gaps = [], False
        if groups and not current and not kinds and _only_tells(block):
            groups[-1].append(block)
            continue
        current.append(block)
        if "block" in kinds:
            groups.append(current)
            current = []
        has_gaps = has_gaps or "inline" in kinds
    if has_gaps:
        groups.append(current)
    elif groups:
        groups[-1] += current
    return groups


def _only_tells(block: Element) -> bool:
    """Return whether a block holds feedback and nothing besides."""
    made: Element = copy.deepcopy(block)
    told = list(made.iter("feedbackInline", "feedbackBlock"))
    for one in told:
        for child in list(one):
            one.remove(child)
        one.text = None
    return bool(told) and not words(made)


def _bare(block: Element) -> Element:
    """Return a block without what is chosen from, to see whether it says anything."""
    made: Element = copy.deepcopy(block)
    for choice in list(made.iter("simpleChoice", "simpleAssociableChoice", "hotspotChoice")):
        choice.clear()
    return made
