"""Puts together what a blank line took apart: answers and their question, or the answers themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from lessonry.importers.gift.blocks import CATEGORY, Block
from lessonry.importers.gift.question import marked

SIGNS: Final = ("=", "~", "#", "}")
"""What stands first in a piece of answers."""
MOST: Final = 40
"""Pieces among which the end of the answers is looked for."""
LONGEST: Final = 20_000
"""Characters of a question that is put together; more is no question that somebody tore apart."""


def joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, those of one question as one.

    Moodle would refuse the pieces, or show a text that asks nothing and answers without a question.
    """
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        while belonging := _belonging(block, blocks, at):
            for other in blocks[at : at + belonging]:
                block = _together(block, other)
            at += belonging
        yield block


def _belonging(first: Block, blocks: Sequence[Block], at: int) -> int:
    """Return how many of the blocks from `at` on are no questions without the first."""
    if first.text.startswith(CATEGORY):
        return 0
    before, length = marked(first.text), len(first.text)
    is_bare, is_open = _is_bare(before), before.count("{") == 1 and "}" not in before
    if not (is_bare or is_open):
        return 0
    for number, block in enumerate(blocks[at : at + MOST], start=1):
        after, length = marked(block.text), length + len(block.text)
        if length > LONGEST or after.startswith((CATEGORY, "::")):
            return 0
        if is_bare:
            return int(after.startswith("{"))
        if "{" in after:
            return 0
        if "}" in after or (number == 1 and after.startswith(SIGNS)):
            return number
    return 0


def _is_bare(text: str) -> bool:
    return "{" not in text and "}" not in text


def _together(first: Block, second: Block) -> Block:
    return replace(
        first,
        text=f"{first.text}\n{second.text}",
        comments="\n".join(filter(None, [first.comments, second.comments])),
        original=f"{first.original}\n\n{second.original}",
        after_nought=second.after_nought,
        is_joined=True,
    )
