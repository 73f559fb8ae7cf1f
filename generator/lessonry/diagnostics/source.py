"""Where something was written: a file's text, and a stretch of one of its lines."""

from __future__ import annotations

import copyreg
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of one line."""

    line: int
    """The line, from 1."""
    column: int
    """The first character, from 1, counted in code points."""
    length: int = 1
    """How many code points; at least 1, so that there is always something to underline."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """The text of one file that an author wrote, with line ends as `\\n` and no byte order mark."""

    path: str
    """The file, relative to the course folder, with forward slashes: what messages print."""
    text: str
    lines: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(self.text.split("\n")))

    def line(self, number: int) -> str:
        """Return the line `number` (from 1), or nothing where the file has no such line."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def at(self, line: int, column: int = 1, length: int | None = None) -> Place:
        """Return the place at `line` and `column`, to the line's end unless `length` says less.

        A place past the end, where parsers like to find fault, is the last there is.
        """
        line = min(line, len(self.lines))
        text = self.lines[line - 1] if line > 0 else ""
        column = max(1, min(column, len(text))) if column != 1 else 1
        left = len(text) - column + 1
        wanted = left if length is None else length
        if length is None and text[-1:].isspace():
            wanted = len(text.rstrip()) - column + 1
        wanted = min(wanted, left) if wanted > 1 else 1
        return Place(source=self, span=Span(line=line, column=column, length=max(1, wanted)))

    def find(self, needle: str, line: int) -> Place:
        """Return the place of `needle` in `line`, or the line's own text where it is not in it."""
        text = self.line(line)
        start = text.find(needle)
        if needle and start >= 0:
            return self.at(line, start + 1, len(needle))
        return self.at(line, len(text) - len(text.lstrip()) + 1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """A span in a source: what a diagnostic points at, and what a domain value came from."""

    source: Source
    span: Span

    def __str__(self) -> str:
        return f"{self.source.path}:{self.span.line}:{self.span.column}"


def _source(path: str, text: str) -> Source:
    return Source(path=path, text=text)


def _place(source: Source, line: int, column: int, length: int) -> Place:
    return Place(source=source, span=Span(line=line, column=column, length=length))


# What one process hands to another is mostly places: a source has its lines from its text, and a
# place and its span are one. (A source that is more than that is handed over as any other value.)
copyreg.pickle(Source, lambda source: (_source, (source.path, source.text)))
copyreg.pickle(
    Place,
    lambda place: (_place, (place.source, place.span.line, place.span.column, place.span.length)),
)
