"""An author's lines with values in place of `{{ … }}`, which still know where everything was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.domain.items import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One value in a rendered line, from 0: where it stands now, and where its braces were written."""

    start: int
    end: int
    written_start: int
    written_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedLine:
    """One line with its values."""

    text: str
    pieces: tuple[Piece, ...] = ()

    def written(self, position: int, *, is_end: bool = False) -> int:
        """Return where in the author's line a position (from 0) was written.

        Args:
            position: In the rendered line; within a value all of its braces are meant.
            is_end: Whether the position is that behind a stretch.
        """
        shift = 0
        for piece in self.pieces:
            if position < piece.start or (is_end and position == piece.start):
                break
            if position < piece.end or (is_end and position == piece.end):
                return piece.written_end if is_end else piece.written_start
            shift = piece.written_end - piece.end
        return position + shift


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RenderedSource(Source):
    """A source some of whose lines are rendered; every place in it is one in the author's file."""

    original: Source
    rendered: Mapping[int, RenderedLine]
    """The rendered lines by their numbers, from 1."""

    def __post_init__(self) -> None:
        lines = list(self.original.lines)
        for number, line in self.rendered.items():
            lines[number - 1] = line.text
        object.__setattr__(self, "lines", tuple(lines))

    def at(self, line: int, column: int = 1, length: int | None = None) -> Place:
        """Return the place in the author's file that `line` and `column` come from."""
        line = min(line, len(self.lines))
        rendered = self.rendered.get(line)
        if rendered is None:
            return self.original.at(line, column, length)
        column = max(1, min(column, len(rendered.text)))
        start = rendered.written(column - 1)
        if length is None:
            return self.original.at(line, start + 1)
        end = rendered.written(column - 1 + max(1, length), is_end=True)
        return self.original.at(line, start + 1, max(1, end - start))


Read = Callable[[RenderedSource, Diagnostics], Item | None]
"""Returns the item of a rendered source, its faults noted."""
