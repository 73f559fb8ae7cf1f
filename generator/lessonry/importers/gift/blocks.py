"""Cuts a GIFT file into its questions, as Moodle does: at every blank line, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lessonry.importers.foreign import MOST_QUESTIONS, ForeignError

BLANKS: Final = " \t\n\r\0\x0b"
"""What Moodle takes for blank: a line of other white space parts nothing."""
CATEGORY: Final = "$CATEGORY:"
ID = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f\x7f])+)\]")
TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`\x00-\x1f\x7f])+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One question as it stands, or a line that names a category."""

    line: int
    """Its first line that is no comment, from 1."""
    text: str
    """Its lines without comments, without blanks around each."""
    comments: str
    original: str
    """As it stands in the file."""
    after_nought: bool = False
    """Whether a line with nothing but `0` ended it, which Moodle takes for a blank one."""
    is_swallowed: bool = False
    """Whether it stands right under a category, where Moodle takes it for the category's name."""

    @property
    def number(self) -> str | None:
        """Return what the comments give as its identifier."""
        found = ID.search(self.comments)
        return found[1].strip().replace("\\]", "]") if found else None

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the tags that the comments give it."""
        found = (tag.strip().replace("\\]", "]") for tag in TAG.findall(self.comments))
        return tuple(dict.fromkeys(tag for tag in found if tag))


def blocks(text: str, name: str) -> Iterator[Block]:
    """Yield the questions and categories of a file, in order.

    Args:
        text: The file's.
        name: The file's, for messages.

    Raises:
        ForeignError: There are more than can be read.
    """
    lines: list[str] = []
    count = 0
    number = 0
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip(BLANKS)
        if stripped and stripped != "0":
            lines.append(line)
            continue
        for block in _block(lines, number - len(lines), after_nought=stripped == "0"):
            count += 1
            if count > MOST_QUESTIONS:
                raise too_many(name)
            yield block
        lines = []
    yield from _block(lines, number - len(lines) + 1)


def too_many(name: str) -> ForeignError:
    """Return what is said of a file with too many questions."""
    return ForeignError(
        f"{name} has more than {MOST_QUESTIONS:,} questions.",
        help="Split it into several files.",
    )


def _block(lines: list[str], first: int, *, after_nought: bool = False) -> Iterator[Block]:
    """Yield what a run of lines holds: nothing where all of them are comments.

    A category without a blank line below it would swallow the question there; here it does not.
    """
    stripped = [line.strip(BLANKS) for line in lines]
    kept = [(at, line) for at, line in enumerate(stripped) if not line.startswith("//")]
    comments = "\n".join(line for line in stripped if line.startswith("//"))
    if not kept:
        return
    begin, is_swallowed = kept[0][0], False
    if kept[0][1].startswith(CATEGORY):
        yield Block(line=first + begin, text=kept[0][1], comments="", original=lines[begin])
        kept = kept[1:]
        if not kept:
            return
        lines, begin, is_swallowed = lines[begin + 1 :], kept[0][0], True
    yield Block(
        line=first + begin,
        text="\n".join(line for _, line in kept).strip(BLANKS),
        comments=comments,
        original="\n".join(lines),
        after_nought=after_nought,
        is_swallowed=is_swallowed,
    )
