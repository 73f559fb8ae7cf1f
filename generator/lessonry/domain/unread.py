"""A quiz that is known from afar, and whose items are read when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lessonry.domain.glimpse import Glimpse, Glimpsed
from lessonry.domain.quiz import Quiz, Section, drawn_of


class UnreadQuiz(Quiz):
    """A quiz that takes no items from other files, as an earlier build has read it."""

    __slots__ = ("_glimpsed", "_read")

    def see(self, glimpsed: tuple[Glimpsed, ...], read: Callable[[], tuple[Section, ...]]) -> None:
        """Take what is known of its sections, and how to read them."""
        object.__setattr__(self, "_glimpsed", glimpsed)
        object.__setattr__(self, "_read", read)

    def __getattr__(self, name: str) -> Any:
        """Read the items, the first time that somebody asks for them."""
        if name == "sections":
            sections = self._read()
            object.__setattr__(self, "sections", sections)
            return sections
        if name == "_glimpsed":  # a copy of it with other sections, say
            return None
        raise AttributeError(name)

    @property
    def asked(self) -> int:
        """Return how many items one attempt asks."""
        if self._glimpsed is None:
            return super().asked
        if self.draw is not None:
            return drawn_of(self.draw, len(self.glimpses))
        return sum(drawn_of(section.draw, len(section.items)) for section in self._glimpsed)

    @property
    def glimpses(self) -> tuple[Any, ...]:
        """Return its items, from afar."""
        if self._glimpsed is None:
            return super().glimpses
        known: tuple[Glimpsed, ...] = self._glimpsed
        found: tuple[Glimpse, ...] = tuple(item for section in known for item in section.items)
        return found

    @property
    def glimpsed(self) -> tuple[Any, ...]:
        """Return its sections, from afar."""
        return super().glimpsed if self._glimpsed is None else self._glimpsed

    @property
    def is_taking(self) -> bool:
        """Return whether it takes items from other files."""
        return super().is_taking if self._glimpsed is None else False
