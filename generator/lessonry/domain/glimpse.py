"""What others ask of an item without reading it: by that, most quizzes of a build need not be read."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from lessonry.diagnostics import Place, Source, Span


class Glimpse(NamedTuple):
    """An item from afar: its fields are called as those of an item are."""

    identifier: str
    kind: str
    objective: str | None
    points: Fraction
    prints: tuple[str, ...]
    """The fingerprints of the item and of its further variants."""
    source: Source
    at: tuple[int, int, int]
    """Line, column and length of its heading."""

    @property
    def place(self) -> Place:
        """Return where it stands."""
        line, column, length = self.at
        return Place(source=self.source, span=Span(line=line, column=column, length=length))


class Glimpsed(NamedTuple):
    """A section from afar."""

    title: str | None
    draw: int | None
    items: tuple[Glimpse, ...]
