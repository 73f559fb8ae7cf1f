"""Cuts a LiaScript course into blocks: headings, paragraphs, code, and the lines that make a quiz."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from lessonry.importers.liascript.lines import FENCE, SCRIPT, Line
from lessonry.importers.liascript.texts import EFFECT, FORMULA

HEADING = re.compile(r" {0,3}#{1,6}\s+(?P<text>.*?)(?:\s#+)?\s*$")
DRAWING = re.compile(r"[ \t]*(?:ascii|art)\b", re.IGNORECASE)
LONGEST_FENCE: Final = 8
"""Ticks of a block of code: behind more stands a picture of signs."""
STARS = re.compile(r"\s*\*{3,}\s*$")
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
TOKEN = re.compile(
    r"(?<!`)(?P<ticks>`{1,5})(?!`)[^`]{1,500}?(?<!`)(?P=ticks)(?!`)"
    rf"|{FORMULA.pattern}|{GAP.pattern}"
)
"""What is read as one: code, a formula or a gap, whichever begins first."""
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
    STARS = "stars"
    """A line of stars: it begins or ends a solution, or what is shown step by step, or it parts."""
    OPENING = "opening"
    """The lines that begin what is shown at a step."""
    DRAWING = "drawing"
    """A picture of signs, with gaps in it."""
    SCRIPT = "script"
    ATTRIBUTES = "attributes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block."""

    kind: Kind
    lines: tuple[str, ...]
    line: int
    """Its first line in the file, from 1."""
    begin: int
    """Its first line among those of the course as they were made ready, and the one behind it."""
    end: int

    @property
    def text(self) -> str:
        """Return its lines."""
        return "\n".join(self.lines)


def blocks(course: Sequence[Line]) -> Iterator[Block]:
    """Yield the blocks of a course, in order."""
    lines = [line.text for line in course]
    ends = {
        closing: [at for at, line in enumerate(lines) if closing in line]
        for closing in ("-->", "</script>")
    }
    at = 0
    while at < len(lines):
        is_effect = EFFECT.fullmatch(lines[at]) is not None
        if is_effect and at + 1 < len(lines) and STARS.fullmatch(lines[at + 1]):
            kind, end = Kind.OPENING, at + 2
        elif is_effect or not lines[at].strip():
            at += 1
            continue
        else:
            kind, end = _next(lines, ends, at)
        yield Block(
            kind=kind, lines=tuple(lines[at:end]), line=course[at].number, begin=at, end=end
        )
        at = end


def _next(lines: list[str], ends: dict[str, list[int]], at: int) -> tuple[Kind, int]:
    """Return the kind of the block that begins at a line, and where it ends."""
    line = lines[at]
    fence = FENCE.fullmatch(line)
    if fence and (end := _fence_end(lines, at, fence["mark"])):
        is_drawing = DRAWING.match(fence["word"]) or len(fence["mark"]) > LONGEST_FENCE
        has_gaps = is_drawing and any(GAP.search(one) for one in lines[at + 1 : end - 1])
        return Kind.DRAWING if has_gaps else Kind.CODE, end
    if HEADING.fullmatch(line):
        return Kind.HEADING, at + 1
    if line.lstrip().startswith("<!--"):
        return Kind.ATTRIBUTES, _end_of(ends["-->"], at)
    if SCRIPT.match(line):
        return Kind.SCRIPT, _end_of(ends["</script>"], at)
    if STARS.fullmatch(line):
        return Kind.STARS, at + 1
    if line.strip().startswith(("[[?]]", "- [[?]]")):
        return Kind.HINT, _run(lines, at, lambda one: one.strip().startswith(("[[?]]", "- [[?]]")))
    if _is_head(lines, at):
        return Kind.MATRIX, _run(lines, at + 1, _is_row)
    if _is_round(line):
        return Kind.SINGLE, _run(lines, at, _is_round)
    if _is_square(line):
        return Kind.MULTIPLE, _run(lines, at, _is_square)
    if (end := _run(lines, at, _is_named)) > at + 1:
        return Kind.MULTIPLE, end
    if found := _lone(lines, at):
        return Kind.LINE, found
    end = at + 1
    is_quotation = line.lstrip().startswith(">")
    while end < len(lines) and lines[end].strip() and not _begins(lines, end):
        if is_quotation and not lines[end].lstrip().startswith(">"):
            break
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
        or _run(lines, at, _is_named) > at + 1
        or line.strip().startswith(("[[?]]", "<!--"))
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
    """Yield the gaps of a text, but for what is code or a formula."""
    for found in TOKEN.finditer(text):
        if found["inside"] is not None:
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


def _is_named(line: str) -> bool:
    """Return whether a line may be an answer of a survey, whatever it is called: `[[as ever]] text`.

    One by itself begins a text with a gap.
    """
    found = SQUARE.fullmatch(line) if len(line) <= LONGEST_LINE else None
    return (
        found is not None
        and bool(found["text"].strip())
        and not found["mark"].startswith((" ", "\t"))
        and re.fullmatch(r"[^|?!]{1,60}", found["mark"]) is not None
        and not any(gaps_in(found["text"]))
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
