"""One item as written: its heading, options, hint, explanation, and what is left to make a kind of.

What stands inside of its blocks is kept as Markdown for the site's own renderer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from lessonry.diagnostics import Diagnostic, Diagnostics, Place, Source
from lessonry.diagnostics.spelling import suggestion
from lessonry.domain.prose import Prose
from lessonry.readers.comments import plain_arrows, plain_brackets
from lessonry.readers.structure import blocks_of
from lessonry.readers.tokens import Token

ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)(?:[^\"\n]*\"(?P<title>[^\"\n]*)\")?[^\n]*"
)
CODE_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
BLOCK = re.compile(r"!!!|\?\?\?|`{3}|~{3}|[-*+][ \t]*[\[(][ \txX]?[\])]")
TOLD = ("hint", "explanation", "rubric", "model-answer")
MEANT = {
    "clue": "hint",
    "criteria": "rubric",
    "criterion": "rubric",
    "model": "model-answer",
    "modelanswer": "model-answer",
    "model_answer": "model-answer",
    "sample-answer": "model-answer",
    "answer": "explanation",
    "answers": "explanation",
    "because": "explanation",
    "explain": "explanation",
    "feedback": "explanation",
    "justification": "explanation",
    "key": "explanation",
    "rationale": "explanation",
    "reason": "explanation",
    "reasons": "explanation",
    "solution": "explanation",
    "solutions": "explanation",
    "why": "explanation",
}
"""Words that mean a part of an item, and which part."""


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
    explained: int | None = None
    """The line (from 0) after the explanation, where there is one."""
    parts: dict[str, Prose] = field(default_factory=dict)
    """What `told` took out, by name."""
    tokens: list[Token] = field(default_factory=list)
    choices: list[tuple[Token, list[Token]]] | None = None
    """Its lists of choices, once they were looked for in the lines as they are."""

    def parse(self) -> None:
        """Read the structure of what is left."""
        self.tokens = blocks_of(self.lines)
        self.choices = None

    def take(self, start: int, end: int) -> list[str]:
        """Return lines `start` to `end` (from 0, end excluded) and leave blank ones there."""
        taken = self.lines[start:end]
        self.lines[start:end] = [""] * (end - start)
        self.choices = None
        return taken

    def at(self, index: int, column: int = 1, length: int | None = None) -> Place:
        """Return a place in line `index` (from 0) of the item."""
        return self.source.at(self.first + index, column, length)

    def prose(self, lines: Sequence[str], index: int) -> Prose | None:
        """Return lines that begin at `index` as Markdown, or nothing where they are blank."""
        first, end = 0, len(lines)
        while first < end and not lines[first].strip():
            first += 1
        while first < end and not lines[end - 1].strip():
            end -= 1
        if first == end:
            return None
        number = self.first + index + first
        column = self.source.line(number).find(lines[first].strip()) + 1
        text = shown("\n".join(lines[first:end]))
        return Prose(markdown=text, place=self.source.at(number, max(1, column)))

    def is_noted(self, *codes: str) -> bool:
        """Return whether one of `codes` was noted in the item, so that what follows from it is not."""
        return any(noted.code in codes for noted in self.noted())

    def noted(self) -> Iterator[Diagnostic]:
        """Yield what was noted in the item so far, the last first: it stands at the list's end."""
        lines = range(self.place.span.line, self.first + len(self.lines))
        return takewhile(
            lambda d: d.place.source.path == self.source.path and d.place.span.line in lines,
            reversed(self.diagnostics.found),
        )

    @property
    def rest(self) -> Prose | None:
        """Return what has not been taken, as Markdown."""
        return self.prose(self.lines, 0)

    def told(self) -> dict[str, Prose]:
        """Take hint, explanation, rubric and model answer out of the lines."""
        found: dict[str, Prose] = {}
        fence = ""
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if "```" in line or "~~~" in line:
                fence = next_fence(fence, line)
            is_told = not fence and line.startswith(("!!!", "???"))
            opening = ADMONITION.fullmatch(line.rstrip()) if is_told else None
            if opening is None:
                index += 1
                continue
            name, end = opening.group(1), self._block_end(index + 1)
            if name.lower() not in TOLD:
                self._near_miss(name, opening.group("title") or "", index)
                index = end
                continue
            inside = [dedent(line, 4) for line in self.take(index, end)[1:]]
            prose = self.prose(inside, index + 1)
            end, outside = self._not_indented(name.lower(), index, end, is_empty=prose is None)
            prose = prose or outside
            if name.lower() == "explanation":
                self.explained = end
            if name.lower() in found:
                message = f"This item has {_article(name)} already."
                self.diagnostics.add("LR116", message, self.at(index))
            elif prose is not None:
                found[name.lower()] = prose
            index = end
        self.parts = found
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

    def admonitions(self) -> list[tuple[int, int]]:
        """Return first line and end of each admonition that is still there, from 0."""
        found: list[tuple[int, int]] = []
        if not any(line.startswith(("!!!", "???")) for line in self.lines):
            return found
        fence = ""
        for index, line in enumerate(self.lines):
            if found and index < found[-1][1]:
                continue
            fence = next_fence(fence, line)
            if not fence and ADMONITION.fullmatch(line.rstrip()):
                found.append((index, self._block_end(index + 1)))
        return found

    def _not_indented(
        self, name: str, index: int, end: int, *, is_empty: bool
    ) -> tuple[int, Prose | None]:
        """Take the lines that were meant to be in the block and are not: they would be published.

        Returns:
            Where the block ends with them, and their text.
        """
        start = end
        if is_empty:
            while start < len(self.lines) and not self.lines[start].strip():
                start += 1
        if start < len(self.lines) and not _begins_block(self.lines[start]):
            stop = start
            while stop < len(self.lines) and self.lines[stop].strip():
                if _begins_block(self.lines[stop]):
                    break
                stop += 1
            if stop > start:
                line = self.lines[start]
                place = self.at(start, len(line) - len(line.lstrip()) + 1)
                message = f"This text stands under `{name}` and is not indented by four blanks."
                help = f"Put four blanks before each line of the {name}."
                self.diagnostics.add("LR117", message, place, help)
                return stop, self.prose(self.take(start, stop), start)
        if is_empty:
            message = f"There is no text in this {name}."
            help = f"Write the {name} under it, each line indented by four blanks."
            self.diagnostics.add("LR117", message, self.at(index), help)
        return end, None

    def _near_miss(self, name: str, title: str, index: int) -> None:
        said = name if meant(name) else title.strip(" .:!")
        guess = meant(said)
        if guess:
            column = self.lines[index].find(said) + 1
            self.diagnostics.add(
                "LR115",
                f"`{said}` is no part of a quiz item.",
                self.at(index, column, len(said)),
                advice_for(said, guess),
            )


def shown(text: str) -> str:
    """Return Markdown of ours as any renderer reads it."""
    return plain_arrows(plain_brackets(text)) if "\\" in text else text


def meant(word: str) -> str | None:
    """Return the part of an item that `word` means, or is a slip of."""
    return MEANT.get(word.casefold()) or suggestion(word, TOLD)


def advice_for(word: str, part: str) -> str:
    """Return how to write the part of an item that an author called `word`."""
    written = f"{'???' if part == 'hint' else '!!!'} {part}"
    advice = f"Did you mean `{part}`? Write `{written}` at the beginning of the line"
    if word.casefold() == "feedback":
        return f"{advice}, or the feedback of one choice as `    > …` under it."
    return f"{advice}, its text indented by four blanks."


def _begins_block(line: str) -> bool:
    """Return whether something of its own begins in `line`, whatever stands above."""
    return bool(BLOCK.match(line))


def next_fence(fence: str, line: str) -> str:
    """Return the open code fence after `line`, given the one before it; empty outside of code."""
    found = CODE_FENCE.match(line) if "```" in line or "~~~" in line else None
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
