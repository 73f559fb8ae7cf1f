"""A course that is built from what earlier builds left, and a copy of it that is built from nothing."""

from __future__ import annotations

import difflib
import hashlib
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from lessonry.access.book import Book, Cohort, packed
from tests.website import rich_course
from tests.website.builder import Builder, Ended
from tests.website.conftest import EPOCH, LOCK_SECRET
from tests.website.edits import EDITS, MADE, SITE, World, sources

COHORT = Cohort(identifier="0123456789abcdef", label="tests", made=date(2026, 1, 1), count=1)
ACCESS = packed(Book(course="rich", secret=bytes(range(32)), cohorts=(COHORT,)), date(2026, 1, 1))
OTHER = "../other"
"""A second place for the site, beside the course."""
KINDS: dict[str, tuple[str, ...]] = {
    "plain": (),
    "in two languages": ("languages",),
    "with all that is made of pages": ("print", "search", "offline"),
    "in Material's clothes": ("Material",),
    "with its edition on each page": ("reports",),
}
"""What courses there are to begin with: the edits that make them of the first."""
Site = dict[str, bytes]
"""A site by its paths; of an empty folder no bytes."""


class SideBySide:
    """Builds of a course, from what was kept and from nothing, in processes of their own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.course, self.copy = home / "kept" / "course", home / "clean" / "course"
        self.builders = Builder(), Builder()
        self._known: dict[str, tuple[Ended, Site]] = {}
        """What builds from nothing have made, by what they were made from."""

    def begin(self, kind: str = "plain") -> World:
        """Return a course as it was first built, with its site and its cache.

        Args:
            kind: One of `KINDS`.
        """
        remove(self.course.parent)
        world = World(
            folder=self.course,
            variables={
                "SOURCE_DATE_EPOCH": EPOCH,
                "LESSONRY_ACCESS": ACCESS,
                "LESSONRY_KEYS": str(self.home / "keys"),
                "LESSONRY_LOCK": LOCK_SECRET,
            },
        )
        begun = self.home / f"begun {kind}"
        if begun.exists():
            shutil.copytree(begun, self.course)
            return world
        rich_course.make(self.course)
        for name in KINDS[kind]:
            EDITS[name](world, 1)
        first = self.build(world)
        assert first.code == 0, first.said
        shutil.copytree(self.course, begun)
        return world

    def site(self, world: World, course: Path | None = None) -> Site:
        """Return the site as it stands."""
        course = course or self.course
        return files_in(course / (OTHER if world.target else SITE))

    def build(self, world: World, **accidents: Any) -> Ended:
        """Build the course.

        Args:
            world: The course.
            accidents: What befalls the build, as `tests.website.builder` knows it.
        """
        self.order(0, self.course, world, **accidents)
        return self.ended(0, self.course)

    def clean(self, world: World) -> tuple[Ended, Site]:
        """Return what a build makes of a copy of the course that never was built."""
        key = _digest(world)
        if key not in self._known:
            self._begin_clean(world)
            self._known[key] = self._end_clean(world)
        return self._known[key]

    def both(self, world: World) -> tuple[Ended, tuple[Ended, Site]]:
        """Build the course and, at the same time, its copy."""
        key = _digest(world)
        if key in self._known:
            return self.build(world), self._known[key]
        self._begin_clean(world)
        kept = self.build(world)
        self._known[key] = self._end_clean(world)
        return kept, self._known[key]

    def order(self, number: int, course: Path, world: World, **accidents: Any) -> None:
        """Begin to build with one of the builders.

        Args:
            number: The builder's: 0 or 1.
            course: What it builds.
            world: Around it.
            accidents: As for `build`.
        """
        arguments = [world.program, "build", "--quiet", *world.options, *world.target]
        if accidents:
            accidents["root"] = str(course.parent)
        if world.day:
            accidents["day"] = world.day
        told = self.home / f"told{number}"
        self.builders[number].begin(course, arguments, world.variables, told, **accidents)

    def ended(self, number: int, course: Path) -> Ended:
        """Wait for the end of what one of the builders builds."""
        ended = self.builders[number].end()
        return replace(ended, said=ended.said.replace(str(course), "COURSE"))

    def close(self) -> None:
        for builder in self.builders:
            builder.close()

    def _begin_clean(self, world: World) -> None:
        remove(self.copy.parent)
        shutil.copytree(self.course, self.copy, ignore=made_in(self.course))
        self.order(1, self.copy, world)

    def _end_clean(self, world: World) -> tuple[Ended, Site]:
        return self.ended(1, self.copy), self.site(world, self.copy)


def files_in(folder: Path) -> Site:
    """Return all that is in a folder."""
    return {
        path.relative_to(folder).as_posix(): b"" if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }


def remove(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)


def made_in(course: Path) -> Callable[[str, list[str]], Iterable[str]]:
    """Return what tells `copytree` to leave out what builds have made."""
    return lambda here, names: {*MADE} & {*names} if Path(here) == course else ()


def assert_alike(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> None:
    """Fail with what differs, in lines.

    Args:
        one: As it was made from what was kept.
        other: As it must be.
    """
    told = []
    for path in sorted({*one, *other}):
        left, right = one.get(path), other.get(path)
        if left is None or right is None:
            told.append(f"{path}: {'missing' if left is None else 'too many'}")
        elif left != right:
            is_so, must_be = (
                text.decode("utf-8", "replace").splitlines() for text in (left, right)
            )
            lines = difflib.unified_diff(is_so, must_be, "is", "must be", lineterm="", n=0)
            told += [f"{path}:", *(line[:300] for line in islice(lines, 12))]
    assert not told, "\n".join(told)


def _digest(world: World) -> str:
    """Return what decides on the site that a build from nothing makes."""
    around = (
        sorted(world.variables.items()),
        world.options,
        world.target,
        world.program,
        world.day,
    )
    hashed = hashlib.sha256(repr(around).encode())
    for file in sources(world):
        content = file.read_bytes()
        hashed.update(f"{file.relative_to(world.folder)}\0{len(content)}\0".encode() + content)
    return hashed.hexdigest()
