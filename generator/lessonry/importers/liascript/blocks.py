"""Cuts a LiaScript course into blocks: headings, paragraphs, code, and the lines that make a quiz."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from lessonry.importers.markdown_text import without

FENCE = re.compile(r"\s*(?P<mark>`{3,}|~{3,})(?P<word>[^`]*)$")
HEADING = re.compile(r" {0,3}#{1,6}\s+(?P<text>.*?)(?:\s#+)?\s*$")
STARS = re.compile(r"\s*\*{3,}\s*$")
EFFECT = re.compile(r"\s*(?:--\{\{[^}]*\}\}--|\{\{[^}]*\}\})\s*(?:<!--.*-->)?\s*$")
"""A line that says when the block below it is shown, or read aloud."""
EFFECTS = re.compile(r"\{\{?[\d|>!\s-]*\}?\}\{(?P<inside>[^{}]*)\}|\{\{[\d|>!-]+\}\}")
ROUND = re.compile(r"\s*(?:-[ \t]?)?\[\((?P<mark>[^()\[\]]*)\)\](?P<text>.*)$")
SQUARE = re.compile(r"\s*(?:-[ \t]?)?\[\[(?P<mark>[^\[\]]*)\]\](?P<text>.*)$")
ROW = re.compile(
    r"\s*(?:-[ \t]?)?\[(?P<cells>(?:\s*(?:\[[ xX]\]|\([ xX]\))\s*){1,})\](?P<text>.*)$"
)
HEAD = re.compile(
    r"\s*(?:(?:-|\+\*)[ \t]*)?\[(?P<cells>"
    r"(?:\s*(?:\[(?:[^\[\]]|\[[^\]]*\])*\]|\((?:[^()]|\([^)]*\))*\))){2,}\s*)\]\s*$"
)
EMPTY_ROW = re.compile(r"\s*(?:-[ \t]?)?\[\s*\](?P<text>\s+\S.*)$")
CELL = re.compile(r"\[([^\[\]]*(?:\[[^\]]*\][^\[\]]*)*)\]|\(([^()]*(?:\([^)]*\)[^()]*)*)\)")
GAP = re.compile(r"\[(?P<drop>->)?\[(?P<inside>(?:\\.|[^\]\\]|\](?!\])){1,500}?)\]\]")
SPAN = re.compile(r"(?<!`)(`{1,5})(?!`)[^`]{1,500}?(?<!`)\1(?!`)")
"""Code in a line, where brackets are no gap."""
SCRIPT = re.compile(r"\s*<script\b")
LONGEST_LINE: Final = 2_000
"""Characters of a line with boxes, or with a list of answers."""
LONGEST_TEXT: Final = 20_000
"""Characters of a paragraph that gaps are looked for in."""


class Kind(Enum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    CODE = "code"
    SINGLE = "single choice"
    MULTIPLE = "multiple choice"
    MATRIX = "matrix"
    LINE = "line"
    """A quiz on a line of its own: a text to type, a list to choose from, or one for a script."""
    HINT = "hint"
    SOLUTION = "solution"
    SCRIPT = "script"
    ATTRIBUTES = "attributes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block."""

    kind: Kind
    lines: tuple[str, ...]
    line: int
    """Its first line, from 1."""

    @property
    def text(self) -> str:
        """Return its lines."""
        return "\n".join(self.lines)


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a course, in order."""
    lines = text.split("\n")
    ends = {
        closing: [at for at, line in enumerate(lines) if closing in line]
        for closing in ("-->", "</script>")
    }
    at = 0
    while at < len(lines):
        if not lines[at].strip() or EFFECT.fullmatch(lines[at]):
            at += 1
            continue
        kind, end = _next(lines, ends, at)
        yield Block(kind=kind, lines=tuple(lines[at:end]), line=at + 1)
        at = end


def _next(lines: list[str], ends: dict[str, list[int]], at: int) -> tuple[Kind, int]:
    """Return the kind of the block that begins at a line, and where it ends."""
    line = lines[at]
    fence = FENCE.fullmatch(line)
    if fence and (end := _fence_end(lines, at, fence["mark"])):
        return Kind.CODE, end
    if HEADING.fullmatch(line):
        return Kind.HEADING, at + 1
    if line.lstrip().startswith("<!--"):
        return Kind.ATTRIBUTES, _end_of(ends["-->"], at)
    if SCRIPT.match(line):
        return Kind.SCRIPT, _end_of(ends["</script>"], at)
    if STARS.fullmatch(line):
        end = next((i for i in range(at + 1, len(lines)) if STARS.fullmatch(lines[i])), None)
        if end is not None:
            return Kind.SOLUTION, end + 1
        return Kind.TEXT, at + 1
    if line.strip().startswith(("[[?]]", "- [[?]]")):
        return Kind.HINT, _run(lines, at, lambda one: one.strip().startswith(("[[?]]", "- [[?]]")))
    if _is_head(lines, at):
        return Kind.MATRIX, _run(lines, at + 1, _is_row)
    if _is_round(line):
        return Kind.SINGLE, _run(lines, at, _is_round)
    if _is_square(line):
        return Kind.MULTIPLE, _run(lines, at, _is_square)
    if found := _lone(lines, at):
        return Kind.LINE, found
    end = at + 1
    while end < len(lines) and lines[end].strip() and not _begins(lines, end):
        end += 1
    return Kind.TEXT, end


def _begins(lines: list[str], at: int) -> bool:
    """Return whether something else than text begins at a line."""
    line = lines[at]
    return bool(
        FENCE.fullmatch(line)
        or HEADING.fullmatch(line)
        or EFFECT.fullmatch(line)
        or STARS.fullmatch(line)
        or SCRIPT.match(line)
        or _is_round(line)
        or _is_square(line)
        or line.strip().startswith(("[[?]]", "<!--"))
        or _lone(lines, at)
        or _is_head(lines, at)
    )


def _lone(lines: list[str], at: int) -> int | None:
    """Return where a quiz ends that stands on lines of its own."""
    if not lines[at].lstrip().removeprefix("- ").startswith(("[[", "[->[")):
        return None
    for end in range(at, min(at + 30, len(lines))):
        if not lines[end].strip() or len(lines[end]) > LONGEST_LINE:
            return None
        if "]]" in lines[end]:
            text = "\n".join(lines[at : end + 1]).strip().removeprefix("- ")
            return end + 1 if GAP.fullmatch(text) else None
    return None


def _is_head(lines: Sequence[str], at: int) -> bool:
    """Return whether a line is the head of a matrix."""
    line = lines[at]
    return (
        line.lstrip("-+* \t").startswith("[")
        and at + 1 < len(lines)
        and _is_row(lines[at + 1])
        and len(line) <= LONGEST_LINE
        and HEAD.fullmatch(line) is not None
    )


def gaps_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the gaps of a text, but for what is code."""
    spans = [found.span() for found in SPAN.finditer(text)] if "`" in text else []
    for found in GAP.finditer(text):
        if not any(start < found.start() < end for start, end in spans):
            yield found


def _is_round(line: str) -> bool:
    found = ROUND.fullmatch(line) if len(line) <= LONGEST_LINE else None
    return found is not None and bool(found["text"].strip())


def _is_square(line: str) -> bool:
    found = SQUARE.fullmatch(line) if len(line) <= LONGEST_LINE else None
    return (
        found is not None
        and bool(found["text"].strip())
        and found["mark"].strip() not in ("?", "!")
        and not any(gaps_in(found["text"]))
        and (found["mark"].strip() in ("", "x", "X") or _is_survey_mark(found["mark"]))
    )


def _is_survey_mark(mark: str) -> bool:
    """Return whether what stands in the brackets names an answer of a survey: `[[1]] text`."""
    return re.fullmatch(r"[\w:-]{1,30}", mark.strip()) is not None


def _is_row(line: str) -> bool:
    if len(line) > LONGEST_LINE or "[" not in line:
        return False
    return ROW.fullmatch(line) is not None or EMPTY_ROW.fullmatch(line) is not None


def _run(lines: Sequence[str], at: int, is_of: Callable[[str], bool]) -> int:
    while at < len(lines) and is_of(lines[at]):
        at += 1
    return at


def _fence_end(lines: list[str], at: int, mark: str) -> int | None:
    for index in range(at + 1, len(lines)):
        if lines[index].strip().startswith(mark) and not lines[index].strip().strip(mark[0]):
            return index + 1
    return None


def _end_of(ends: Sequence[int], at: int) -> int:
    """Return the line behind the one that closes; the next one where nothing does."""
    found = bisect_left(ends, at)
    return ends[found] + 1 if found < len(ends) else at + 1


def without_effects(text: str) -> str:
    """Return text without what says when a part of it is shown."""
    lines = [
        line
        for line in without(text, re.compile("<!--"), re.compile("-->")).split("\n")
        if not EFFECT.fullmatch(line)
    ]
    return EFFECTS.sub(lambda found: found["inside"] or "", "\n".join(lines))
