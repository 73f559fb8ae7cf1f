"""One item as written: its heading, options, hint, explanation, and what is left to make a kind of.

The structure comes from markdown-it-py, which knows every token's lines; what stands inside is kept
as Markdown for the site's own renderer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.diagnostics.spelling import suggestion
from lessonry.domain.prose import Prose
from lessonry.readers.comments import plain_brackets

MARKDOWN = MarkdownIt("commonmark").enable("table").disable("inline")
"""The reader of structure, and of nothing inside a line; shared, since parsing keeps no state in it."""
ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)[^\n]*")
CODE_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
TOLD = ("hint", "explanation")


@dataclass(slots=True, kw_only=True)
class ItemSource:
    """The lines of one item; `lines` lose what has been read out of them."""

    source: Source
    first: int
    """The line of the source that `lines[0]` is, from 1."""
    lines: list[str]
    diagnostics: Diagnostics
    heading: Prose | None
    place: Place
    options: dict[str, tuple[str, Place]] = field(default_factory=dict)
    """What the heading's braces say besides the identifier, by name."""
    tokens: list[Token] = field(default_factory=list)

    def parse(self) -> None:
        """Read the structure of what is left."""
        self.tokens = MARKDOWN.parse("\n".join(self.lines))

    def take(self, start: int, end: int) -> list[str]:
        """Return lines `start` to `end` (from 0, end excluded) and leave blank ones there."""
        taken = self.lines[start:end]
        self.lines[start:end] = [""] * (end - start)
        return taken

    def at(self, index: int, column: int = 1, length: int | None = None) -> Place:
        """Return a place in line `index` (from 0) of the item."""
        return self.source.at(self.first + index, column, length)

    def prose(self, lines: Sequence[str], index: int) -> Prose | None:
        """Return lines that begin at `index` as Markdown, or nothing where they are blank."""
        kept = list(lines)
        while kept and not kept[0].strip():
            kept, index = kept[1:], index + 1
        while kept and not kept[-1].strip():
            kept.pop()
        if not kept:
            return None
        original = self.source.line(self.first + index)
        column = original.find(kept[0].strip()) + 1
        text = plain_brackets("\n".join(kept))
        return Prose(markdown=text, place=self.at(index, max(1, column)))

    @property
    def rest(self) -> Prose | None:
        """Return what has not been taken, as Markdown."""
        return self.prose(self.lines, 0)

    def told(self) -> dict[str, Prose]:
        """Take hint and explanation out of the lines."""
        found: dict[str, Prose] = {}
        fence = ""
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            fence = next_fence(fence, line)
            opening = None if fence else ADMONITION.fullmatch(line.rstrip())
            if opening is None:
                index += 1
                continue
            name, end = opening.group(1), self._block_end(index + 1)
            if name.lower() not in TOLD:
                self._near_miss(name, index)
                index = end
                continue
            inside = [dedent(line, 4) for line in self.take(index, end)[1:]]
            prose = self.prose(inside, index + 1)
            if name.lower() in found:
                message = f"This item has {_article(name)} already."
                self.diagnostics.add("LR116", message, self.at(index))
            elif prose is not None:
                found[name.lower()] = prose
            index = end
        return found

    def _block_end(self, index: int) -> int:
        """Return the index after the lines that are indented under an admonition."""
        end = index
        while index < len(self.lines):
            line = self.lines[index]
            if line.strip() and not line.startswith(("    ", "\t")):
                break
            index += 1
            end = index if line.strip() else end
        return end

    def _near_miss(self, name: str, index: int) -> None:
        guess = suggestion(name, TOLD)
        if guess:
            column = self.lines[index].find(name) + 1
            self.diagnostics.add(
                "LR115",
                f"`{name}` is no part of a quiz item.",
                self.at(index, column, len(name)),
                f"Did you mean `{guess}`?",
            )


def next_fence(fence: str, line: str) -> str:
    """Return the open code fence after `line`, given the one before it; empty outside of code."""
    found = CODE_FENCE.match(line)
    if not found:
        return fence
    mark = found.group(1)
    if not fence:
        return mark
    closes = mark[0] == fence[0] and len(mark) >= len(fence) and not line.strip().strip(mark[0])
    return "" if closes else fence


def dedent(line: str, width: int) -> str:
    """Return `line` without up to `width` columns of white space before it."""
    if line.startswith("\t"):
        return line[1:]
    return line[min(width, len(line) - len(line.lstrip(" "))) :]


def _article(name: str) -> str:
    return f"an {name.lower()}" if name[0].lower() in "aeiou" else f"a {name.lower()}"
