"""Cuts a quiz of quizdown into its options and its questions, each a heading with what is below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import yaml

from lessonry.readers.item_source import next_fence

RULE = re.compile(r" {0,3}-{3,}\s*$")
HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})\s+(?P<text>.*?)(?:\s#+)?\s*$")
ITEM = re.compile(r"(?P<indent>\s*)(?P<mark>[-*+]|\d{1,9}[.)])(?:\s+|$)")
CODE_ANSWER = re.compile(
    r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\][ \t]+(?P<mark>`{3,})[\w+#.-]*[ \t]*$"
)
"""An answer that begins with a block of code."""
QUOTED = re.compile(r" {0,3}>")
LONGEST_OPTIONS: Final = 10_000


@dataclass(slots=True)
class Question:
    """A heading with what stands below it."""

    heading: str
    level: int
    lines: list[str]
    line: int
    options: dict[str, object] = field(default_factory=dict)


def cut(text: str, line: int, notes: list[str]) -> tuple[dict[str, object], list[Question]]:
    """Return the options of the quiz, and its questions with theirs.

    What stands above the first heading is a question without one.
    """
    options: dict[str, object] = {}
    questions: list[Question] = []
    first = Question(heading="", level=0, lines=[], line=line)
    for at, kind, content in _pieces(_unindented(_decoded(text)).split("\n")):
        if kind == "options":
            read = _yaml(content)
            if read is None:
                notes.append(f"The options from line {line + at} on cannot be read.")
            elif questions:
                questions[-1].options |= read
            else:
                options |= read
        elif kind == "heading":
            found = HEADING.fullmatch(content)
            assert found is not None
            questions.append(
                Question(heading=found["text"], level=len(found["marks"]), lines=[], line=line + at)
            )
        else:
            (questions[-1] if questions else first).lines.append(content)
    for question in (first, *questions):
        question.lines = _with_comments(question.lines)
    return options, [first, *questions]


def _with_comments(lines: Sequence[str]) -> list[str]:
    """Return lines with comments on answers, and their code, indented: in quizdown they need not be."""
    made: list[str] = []
    fence = ""
    is_answer = False
    code_end = 0
    for at, line in enumerate(lines):
        if at < code_end:
            made.append(f"    {line}")
            continue
        fence = next_fence(fence, line)
        if not fence and is_answer and QUOTED.match(line):
            made.append(f"    {line.lstrip()}")
            continue
        is_answer = not fence and bool(line.strip()) and (is_answer or ITEM.match(line) is not None)
        if is_answer and (opening := CODE_ANSWER.match(line)):
            code_end = _code_end(lines, at + 1, opening["mark"])
        made.append(line)
    return made


def _code_end(lines: Sequence[str], at: int, mark: str) -> int:
    """Return the index after the code that an answer begins with; nothing where it never ends."""
    for below in range(at, len(lines)):
        if not lines[below].strip() or ITEM.match(lines[below]) or lines[below].startswith(" "):
            return 0
        if lines[below].rstrip().endswith(mark):
            return below + 1
    return 0


def _parts_questions(lines: Sequence[str]) -> bool:
    """Return whether what stands between two rules are questions, and no options."""
    return not _yaml("\n".join(lines)) and any(HEADING.fullmatch(line) for line in lines)


def _pieces(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield options, headings and other lines, each with its line from 0."""
    fence, at = "", 0
    is_begin = True
    """Whether the line above is blank or a heading: below text a line of `---` underlines it."""
    open_marks: set[str] = set()
    """What would open blocks of code that are closed nowhere: below an answer it ends its code."""
    while at < len(lines):
        line = lines[at]
        if (inside := next_fence(fence, line)) and not fence and at and lines[at - 1].strip():
            inside = inside if _closes(lines, at, inside, open_marks) else ""
        fence = inside
        if not fence and is_begin and RULE.fullmatch(line):
            end = next((i for i in range(at + 1, len(lines)) if RULE.fullmatch(lines[i])), None)
            if end is not None and not _parts_questions(lines[at + 1 : end]):
                yield at, "options", "\n".join(lines[at + 1 : end])
                at = end + 1
                continue
        is_heading = not fence and HEADING.fullmatch(line) is not None
        yield at, "heading" if is_heading else "line", line
        is_begin = is_heading or not line.strip()
        at += 1


def _closes(lines: Sequence[str], at: int, mark: str, open_marks: set[str]) -> bool:
    """Return whether a block of code that begins on a line ends on a later one."""
    if mark in open_marks:
        return False
    if any(not next_fence(mark, lines[below]) for below in range(at + 1, len(lines))):
        return True
    open_marks.add(mark)
    return False


def _yaml(text: str) -> dict[str, object] | None:
    if len(text) > LONGEST_OPTIONS:
        return None
    try:
        read = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return {str(name): value for name, value in read.items()} if isinstance(read, dict) else {}


def _decoded(text: str) -> str:
    """Return text whose signs a page of HTML had to write as entities."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _unindented(text: str) -> str:
    """Return text without the blanks that all of its lines begin with."""
    lines = text.split("\n")
    widths = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    width = min(widths, default=0)
    return "\n".join(line[width:] if line.strip() else "" for line in lines)
