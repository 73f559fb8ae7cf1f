"""What print pages are put together from: lessons as their pages show them, and quizzes on these."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markupsafe import Markup

from lessonry.domain.course import Lesson


@dataclass(frozen=True, kw_only=True)  # no slots, for its cached property
class Noted:
    """A lesson as its page shows it."""

    url: str
    """Relative to the site's part in its language."""
    html: str

    @cached_property
    def digest(self) -> str:
        """Return a hash of what it shows."""
        return hash_of(self.html)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A lesson as a print page shows it."""

    lesson: Lesson
    position: int | None
    """Among those that are to be done, from 1."""
    prefix: str
    title: Markup
    """Its heading."""
    text: Markup | None
    """Nothing for a lesson that only a code opens."""


@dataclass(slots=True, kw_only=True)
class Part:
    """What is known of the course in one language."""

    lessons: dict[str, Noted] = field(default_factory=dict)
    """By their paths in `docs/`."""
    sheets: tuple[str, str] | None = None
    """The links to the styles of one page, and its address."""


@dataclass(slots=True, kw_only=True)
class Pieces:
    """What a page is put together from: of the last build's page, or made for this one."""

    former: dict[str, tuple[str, ...]]
    made: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """In the order in which they stand on the page."""

    def take(self, key: str, make: Callable[[], Iterable[str]]) -> tuple[str, ...]:
        """Return a piece, or a few that belong together; `key` tells what they are made of."""
        known = self.former.get(key)
        self.made[key] = tuple(make()) if known is None else known
        return self.made[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A print page that is to be made."""

    path: str
    """As if it were a page of `docs/`."""
    file: str
    """Where it goes, in the site's part in its language."""
    key: str
    """A hash of what it is made of."""
    make: Callable[[Pieces], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A practice quiz, on the first lesson that has it."""

    name: str
    lesson: Lesson
    digest: str
    """Of what the lesson shows of it."""
    is_told: bool
    """Whether the page tells what is right of any of its items."""
    marks: str
    """Which styles it needs, as `assets.marks_of` has it."""


def hash_of(value: Any) -> str:
    """Return a hash of a text, or of what JSON can say."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]
