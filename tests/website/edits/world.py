"""A course with what decides on its site besides, and the list of all edits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from tests.website.rich_course import dumped

SITE: Final = "site"
CACHE: Final = ".cache"
MADE: Final = (SITE, CACHE)
"""Folders of a course that a build makes."""


@dataclass
class World:
    """A course, and around it what decides on its site."""

    folder: Path
    variables: dict[str, str]
    options: list[str] = field(default_factory=list)
    """Of the next build alone."""
    target: list[str] = field(default_factory=list)
    """Where its site goes, where that is said."""
    program: str = "lessonry"
    """What makes the next build."""
    day: str | None = None
    former: Path | None = None
    """What the course was before the last edits."""

    def file(self, path: str) -> Path:
        return self.folder / path

    def read(self, path: str) -> str:
        file = self.file(path)
        return file.read_bytes().decode("utf-8", "replace") if file.is_file() else ""

    def write(self, path: str, text: str | bytes) -> None:
        file = self.file(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def configured(self) -> dict[str, Any]:
        text = self.read("mkdocs.yml").replace("!ENV [LESSON_WORDS, none]", "=LESSON_WORDS=")
        found: dict[str, Any] = yaml.safe_load(text)
        return found

    def configure(self, config: dict[str, Any]) -> None:
        self.write("mkdocs.yml", dumped(config))

    def made(self, name: str) -> list[Path]:
        """Return the files of a folder that a build makes."""
        return sorted(file for file in self.file(name).rglob("*") if file.is_file())


Edit = Callable[[World, int], None]
EDITS: dict[str, Edit] = {}


def edit(name: str) -> Callable[[Edit], Edit]:
    """Put an edit on the list."""

    def named(one: Edit) -> Edit:
        assert name not in EDITS, f"Two edits are called {name}."
        EDITS[name] = one
        return one

    return named


def sources(world: World) -> Iterator[Path]:
    """Yield what the course is made of."""
    for file in sorted(world.folder.rglob("*")):
        if file.is_file() and file.relative_to(world.folder).parts[0] not in MADE:
            yield file
