"""The languages that lessonry speaks: on its pages, and on the sheet of a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LANGUAGES = ("en", "ar", "de", "el", "es", "fr", "he", "hi", "it", "pl", "pt", "tr", "zh")
RIGHT_TO_LEFT = frozenset({"ar", "he"})


def known_language(tag: str) -> str | None:
    """Return which of `LANGUAGES` is meant by a tag such as `pt-BR`; nothing where none is."""
    first = tag.replace("_", "-").lower().partition("-")[0]
    return first if first in LANGUAGES else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A language that the course is translated into, as its configuration says."""

    code: str
    """As its folders and addresses have it: `es`, `pt-BR`."""
    title: str | None = None
    """What the course is called in it."""
    description: str | None = None
    copyright: str | None = None
    titles: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Of modules and of pages in the menu, by the original's."""
    workshops: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    """What it says of workshops, by their names: `title`, `url`, `where`, `about`."""
