"""What the readers of gaps are given, and what each must offer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lessonry.diagnostics import Place
from lessonry.domain.gaps import Gap
from lessonry.readers.item_source import ItemSource

ALTERNATIVE = re.compile(
    r"(?:\s*/(?P<pattern>(?:\\.|[^/\\])+)/(?P<flags>[A-Za-z]*)\s*|(?P<text>[^|]*?))(?:\\?\||$)"
)
"""One of the alternatives between bars: a pattern may hold bars of its own, so it is tried first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSource:
    """One gap as written: `[[inside]]`."""

    item: ItemSource
    inside: str
    """What stands between the brackets, without blanks at its end."""
    index: int
    """Its line in the item, from 0."""
    start: int
    """Where `inside` begins in that line, from 0."""
    place: Place
    """The whole gap, brackets and all."""

    def at(self, start: int, length: int) -> Place:
        """Return the place of a part of `inside`, from 0."""
        return self.item.at(self.index, self.start + start + 1, max(1, length))

    def note(
        self, code: str, message: str, place: Place | None = None, help: str | None = None
    ) -> None:
        """Note what is wrong with the gap."""
        self.item.diagnostics.add(code, message, place or self.place, help)

    def alternatives(self) -> list[re.Match[str]]:
        """Return the alternatives, in order; a bar at the end leaves an empty one behind it."""
        found, position, ahead = [], 0, True
        while ahead:
            alternative = ALTERNATIVE.match(self.inside, position)
            assert alternative is not None
            found.append(alternative)
            position = alternative.end()
            ahead = alternative.group().endswith("|")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReader:
    """One kind's reader: each module of this package makes one, named `READER`."""

    name: str
    """What messages call the kind: `words to type`."""
    is_of: Callable[[GapSource], bool]
    """Returns whether what stands inside shows the kind."""
    read: Callable[[GapSource], Gap | None]
    """Returns the gap, or nothing where it is too broken, with diagnostics in either case."""
    options: frozenset[str] = frozenset()
    """Options of the heading's braces that this kind alone knows."""
    check_options: Callable[[ItemSource], None] = lambda item: None
    """Notes what is wrong with those options: once an item, however many gaps it has."""
