"""Puts the macros of a LiaScript course in: those of its header; those of other files are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

ONE_LINE = re.compile(r"@(?P<name>[A-Za-z_]\w*(?:[.-]\w+)*)[ \t]*:[ \t]*(?P<body>.*)$")
BLOCK = re.compile(r"@(?P<name>[A-Za-z_]\w*(?:[.-]\w+)*)[ \t]*$")
IMPORT = re.compile(r"\s*import[ \t]*:")
CALL = re.compile(
    r"(?<![\w@\\`.])@@?(?P<name>[A-Za-z]\w*(?:[.-]\w+)*)"
    r"(?P<arguments>\((?:`[^`]*`|[^()`]|\([^()]*\))*\))?"
)
PART = re.compile(r"(?:`[^`]*`|\([^()]*\)|[^,`()])+")
OWN: Final = frozenset({"author", "date", "email", "input", "section", "uid", "version"})
"""Names that LiaScript itself gives a meaning."""
DEEPEST: Final = 8
"""How many macros may stand in one another."""
MOST_PUT_IN: Final = 1_000_000
"""Characters that macros may put in, in one course."""
LONGEST: Final = 20_000
"""Characters of a line that macros are looked for in, and of what they make of it."""


@dataclass(slots=True)
class Macros:
    """The macros of a course."""

    bodies: Mapping[str, str]
    has_imports: bool
    """Whether macros of other files may stand in it, too."""
    put_in: int = 0

    def expanded(self, line: str, spans: Iterator[tuple[int, int]]) -> str:
        """Return a line with what the macros of the header stand for; code is left."""
        if len(line) > LONGEST or "@" not in line:
            return line
        made = self._expanded(line, list(spans), 0)
        return made if len(made) <= LONGEST else line

    def without_foreign(
        self, line: str, spans: Iterator[tuple[int, int]]
    ) -> tuple[str, tuple[str, ...]]:
        """Return a line without the macros of other files, and their names."""
        if len(line) > LONGEST or "@" not in line:
            return line, ()
        code = list(spans)
        names: list[str] = []

        def taken(call: re.Match[str]) -> str:
            if _is_in(call, code) or not self._is_foreign(call):
                return call[0]
            names.append(f"@{call['name']}")
            return ""

        return CALL.sub(taken, line), tuple(names)

    def _is_foreign(self, call: re.Match[str]) -> bool:
        if call["name"] in OWN or call["name"] in self.bodies:
            return False
        return self.has_imports or bool(call["arguments"]) or "." in call["name"]

    def _expanded(self, text: str, code: list[tuple[int, int]], depth: int) -> str:
        def put(call: re.Match[str]) -> str:
            body = self.bodies.get(call["name"])
            if body is None or _is_in(call, code):
                return "" if call["name"] == "uid" and depth else call[0]
            self.put_in += len(body)
            if depth >= DEEPEST or self.put_in > MOST_PUT_IN:
                return call[0]
            for index, part in reversed(list(enumerate(_arguments(call["arguments"] or "")))):
                body = body.replace(f"@{index}", part)
            return self._expanded(body, [], depth + 1)

        return CALL.sub(put, text)


@dataclass(slots=True)
class _Header:
    bodies: dict[str, str] = field(default_factory=dict)
    has_imports: bool = False


def header_of(lines: list[str]) -> tuple[Macros, int]:
    """Return the macros of a course, and the line at which its text begins.

    A comment in the body of a macro does not end the header.
    """
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if not lines or not lines[first].lstrip().startswith("<!--"):
        return Macros(bodies={}, has_imports=False), 0
    ends = [at for at, line in enumerate(lines) if line.strip() == "@end"]
    header, at = _Header(), first
    while at < len(lines):
        line = lines[at].strip()
        end = next((end for end in ends if end > at), None) if BLOCK.fullmatch(line) else None
        if end is not None:
            header.bodies[line[1:]] = "\n".join(lines[at + 1 : end])
            at = end + 1
            continue
        if "-->" in line:
            return Macros(bodies=header.bodies, has_imports=header.has_imports), at + 1
        if found := ONE_LINE.fullmatch(line):
            header.bodies[found["name"]] = found["body"].strip()
        header.has_imports = header.has_imports or IMPORT.match(line) is not None
        at += 1
    return Macros(bodies={}, has_imports=False), 0


def _arguments(written: str) -> list[str]:
    """Return what stands between the parentheses of a call, part by part."""
    return [part.strip().strip("`") for part in PART.findall(written[1:-1])]


def _is_in(call: re.Match[str], code: list[tuple[int, int]]) -> bool:
    return any(start < call.start() < end for start, end in code)
