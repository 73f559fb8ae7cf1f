"""Reads a LiaScript course as lines: its macros put in, what only lays it out taken off."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from lessonry.importers.liascript.macros import Macros, header_of

FENCE = re.compile(r"\s*(?P<mark>`{3,}|~{3,})(?P<word>[^`]*)$")
SPAN = re.compile(r"(?<!`)(`{1,5})(?!`)[^`]{1,500}?(?<!`)\1(?!`)")
"""Code in a line, where brackets are no gap and tags are text."""
SCRIPT = re.compile(r"\s*<script\b")
LAYOUT = re.compile(
    r"</?(?:article|aside|bdi|center|div|font|footer|header|main|p|section|span)"
    r"(?:\s[^<>]{0,1000})?/?>",
    re.IGNORECASE,
)
"""Tags that say where a text stands and how it looks."""
HIDDEN = re.compile(
    r"<(?P<tag>\w{1,20})\s[^<>]{0,1000}display\s{0,9}:\s{0,9}none[^<>]{0,1000}>"
    r"[^<>]{0,2000}</(?P=tag)\s{0,9}>",
    re.IGNORECASE,
)
STYLED = re.compile(r"<[a-z][a-z0-9]{0,20}\s[^<>]{1,1000}>", re.IGNORECASE)
STYLE = re.compile(r"\s+(?:style|class|id|data-[\w-]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)
COMMENT = re.compile(r"<!--(?:(?!-->).){0,5000}-->")
QUOTED = re.compile(r"\s*> ?")
QUOTED_BOX = re.compile(r"\s*>\s*(?:-[ \t]?)?\[(?:\([ xX]\)|\[[ xX]\])\]\s*\S")
LONGEST: Final = 20_000
"""Characters of a line that tags are taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a course."""

    text: str
    number: int
    """In the file, from 1: all that a macro puts in stands where it is called."""
    foreign: tuple[str, ...] = ()
    """The macros of other files that stood in it, or on lines of their own right below."""


def lines_of(text: str) -> list[Line]:
    """Return the lines of a course behind its header, with what its macros stand for."""
    written = text.split("\n")
    macros, begin = header_of(written)
    made: list[Line] = []
    waiting = deque((line, number) for number, line in enumerate(written[begin:], begin + 1))
    closing = ""
    open_ends: set[str] = set()
    """What would close a block of code, a comment or a script, and stands nowhere below."""

    def is_below(end: str) -> bool:
        if end in open_ends:
            return False
        found = any(_ends(other, end) for other, _ in waiting)
        if not found:
            open_ends.add(end)
        return found

    while waiting:
        line, number = waiting.popleft()
        if closing:
            made.append(Line(text=line, number=number))
            closing = "" if _ends(line, closing) else closing
            continue
        if opening := FENCE.fullmatch(line):
            closing = opening["mark"] if is_below(opening["mark"]) else ""
            made.append(Line(text=line, number=number))
            continue
        if SCRIPT.match(line) or line.lstrip().startswith("<!--"):
            end = "</script>" if SCRIPT.match(line) else "-->"
            if end not in line:
                closing = end if is_below(end) else ""
                made.append(Line(text=line, number=number))
                continue
        put = macros.expanded(line, _code(line))
        if "\n" in put:
            waiting.extendleft((one, number) for one in reversed(put.split("\n")))
            continue
        _add(made, put, Line(text=line, number=number), macros)
    return _unquoted(made)


def _add(made: list[Line], text: str, line: Line, macros: Macros) -> None:
    """Add a line; one on which nothing is left but a macro of another file belongs to the last."""
    text, names = macros.without_foreign(text, _code(text))
    text = _plain(text)
    if text.strip() or "@" not in line.text:
        made.append(replace(line, text=text, foreign=names))
    elif names and made and made[-1].text.strip():
        made[-1] = replace(made[-1], foreign=(*made[-1].foreign, *names))
    elif names:
        made.append(replace(line, text="", foreign=names))


def _plain(line: str) -> str:
    """Return a line without tags that lay it out, and without comments beside text; code stays."""
    if len(line) > LONGEST or "<" not in line:
        return line
    code = list(_code(line))

    def outside(pattern: re.Pattern[str], by: str, text: str) -> str:
        spans = code if text == line else list(_code(text))
        return pattern.sub(
            lambda found: found[0] if any(s < found.start() < e for s, e in spans) else by, text
        )

    bare = outside(COMMENT, "", line)
    line = bare if bare.strip() else line
    if not bare.strip():
        return line
    line = outside(HIDDEN, "", line)
    line = STYLED.sub(lambda tag: STYLE.sub("", tag[0]), line)
    return outside(LAYOUT, "", line)


def _unquoted(lines: list[Line]) -> list[Line]:
    """Return the lines with the quotations that hold a quiz as plain text: the quiz is one as well."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and QUOTED.match(lines[end].text):
            end += 1
        if any(QUOTED_BOX.match(line.text) for line in lines[at:end]):
            for index in range(at, end):
                bare = QUOTED.sub("", lines[index].text, count=1)
                lines[index] = replace(lines[index], text=bare)
        at = max(end, at + 1)
    return lines


def _code(line: str) -> Iterator[tuple[int, int]]:
    """Yield where code stands in a line."""
    if "`" in line and len(line) <= LONGEST:
        for found in SPAN.finditer(line):
            yield found.span()


def _ends(line: str, closing: str) -> bool:
    """Return whether a line ends a comment or a script, or closes a block of code."""
    if closing in ("-->", "</script>"):
        return closing in line
    return line.strip().startswith(closing) and not line.strip().strip(closing[0])
