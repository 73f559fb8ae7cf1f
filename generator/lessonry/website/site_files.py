"""Reads each file of a built site once, for all who look for something that it should not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

from lessonry.website.readings import decoded, lines, readings, unfolded

BINARY: Final = re.compile(
    r"lessonry/(?:.*\.(?:z|wasm|ttf|otf|woff2?)|access-codes/[0-9a-f]{8}/.*\.bin)"
)
"""Fonts and compiled code of ours, in which no course stands, and what is sealed: to undo the packing of
20 MB that are none would take minutes."""
UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""A letter of Chinese or Japanese, which write no blanks."""


@dataclass(frozen=True, kw_only=True)  # no slots, for its cached properties
class SiteFile:
    """A file of a built site, in every way that it can be read."""

    name: str
    """Relative to the site."""
    raw: bytes
    """As it lies there."""
    opened: str = ""
    """What a code opens on it."""

    @cached_property
    def content(self) -> bytes:
        """Return what is in it, unpacked."""
        return unfolded(self.raw) + self.opened.encode()

    @cached_property
    def text(self) -> str:
        """Return its content as text, whatever it is."""
        return decoded(self.content)

    @cached_property
    def said(self) -> str:
        """Return the words of all its readings, each of these on a line."""
        return "\n".join({f" {' '.join(each)} " for each in self._lines})

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return its words: most of what is looked for has one that is not among them."""
        return frozenset(" ".join({line for each in self._lines for line in each}).split())

    @cached_property
    def letters(self) -> str:
        """Return its words, Chinese and Japanese letter by letter."""
        return letter_by_letter(self.said)

    @cached_property
    def _lines(self) -> list[list[str]]:
        """Return the words of each of its readings, line by line."""
        return [[*lines(reading)] for reading in set(readings(self.content))]


class Looking(Protocol):
    """Looks for something in one file after another."""

    def leaks_in(self, file: SiteFile) -> Iterator[object]:
        """Yield what a file tells, as something whose text is a sentence."""


def searched(site: Path, *looking: Looking | None, shipped: Iterable[Path] = ()) -> list[object]:
    """Return what is found in the files under `site`; nothing is as it should be.

    Args:
        site: The built site.
        looking: Who looks; where there is nothing to look for, no file is read.
        shipped: Folders of themes: what is in one of them byte for byte knows of no course.
    """
    asked = [one for one in looking if one is not None]
    found: list[list[object]] = [[] for _ in asked]
    folders = tuple(shipped)
    for path in sorted(path for path in site.rglob("*") if path.is_file()) if asked else ():
        name = path.relative_to(site).as_posix()
        if BINARY.fullmatch(name):
            continue
        file = SiteFile(name=name, raw=path.read_bytes())
        if any(_is(folder / name, file.raw) for folder in folders):
            continue
        for one, told in zip(asked, found, strict=True):
            told.extend(one.leaks_in(file))
    return [leak for told in found for leak in told]


def letter_by_letter(said: str) -> str:
    """Return words with Chinese and Japanese letters apart, one blank between all."""
    lines = (UNSPACED.sub(r" \g<0> ", line).split() for line in said.split("\n"))
    return "\n".join(f" {' '.join(line)} " for line in lines)


def _is(file: Path, raw: bytes) -> bool:
    return file.is_file() and file.read_bytes() == raw
