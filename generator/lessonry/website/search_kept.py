"""Keeps what was found of a site's pages, and the index made of it, for builds in which they stay.

What is kept lies in one folder of the course's cache: what is known of each page, the texts that the
engine was given, and the index. Each is one file, whole or of no use, and named by what it was made of:
builds at the same time, of other versions, or that were killed, cost each other nothing but time.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from lessonry.credentials.files import is_running
from lessonry.website import sealed

PAGES: Final = "pages.json"
TEXTS: Final = "texts"
INDEX: Final = "index"
MADE_BY: Final = (
    "search.py",
    "search_index.py",
    "search_kept.py",
    "search_tags.py",
    "search_text.py",
)
"""The modules that decide what is found: another letter in them, and nothing that is kept is used."""
LEFT: Final = re.compile(r"\.\w[\w.]*-([0-9]+)")
"""What a build that was killed may leave in the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one page."""

    digest: str
    """Of the page."""
    language: str
    entry: list[Any] | None
    """Its title and headings, where it has such."""
    text: str
    """The hash of what the engine is given of it; nothing where it is not searched."""


class Memory:
    """What one build knows of its pages, and what the last one did."""

    def __init__(self, home: Path | None, engine: Path | None) -> None:
        """Read what there is.

        Args:
            home: The folder that keeps it; nothing where nothing is kept.
            engine: What makes the index; nothing where there is none.
        """
        self.home = home
        self.form = _form(engine)
        self.known: dict[str, Known] = {}
        """Of this build, by the paths of the pages."""
        self._former: dict[str, Known] = {}
        self._texts: dict[str, memoryview] | None = None
        if home is not None:
            _sweep(home)
            with suppress(KeyError, TypeError):
                said = sealed.read_json(home / PAGES)
                if said["form"] == self.form:
                    self._former = {path: Known(**one) for path, one in said["pages"].items()}

    def recall(self, path: str, digest: str) -> Known | None:
        """Return what is known of a page, where it is what it was."""
        former = self._former.get(path)
        if former is None or former.digest != digest:
            return None
        self.known[path] = former
        return former

    @property
    def key(self) -> str:
        """Return what the index of this build's pages depends on."""
        given = sorted((path, known.text) for path, known in self.known.items() if known.text)
        return hashlib.sha256(json.dumps([self.form, given]).encode()).hexdigest()

    def text(self, known: Known) -> str | None:
        """Return what the engine was given of a page, where it is kept."""
        if self._texts is None:
            self._texts = sealed.unpacked(self.home / TEXTS)[1] if self.home is not None else {}
        piece = self._texts.get(known.text)
        if piece is None or digest_of(piece) != known.text:
            return None
        return str(piece, "utf-8", "surrogateescape")

    def lay_index(self, place: Path) -> bool:
        """Lay the index of these pages into a site, where it is kept; return whether it was."""
        if self.home is None:
            return False
        key, pieces = sealed.unpacked(self.home / INDEX)
        if key != self.key:
            return False
        for folder in {(place / path).parent for path in pieces}:
            folder.mkdir(parents=True, exist_ok=True)
        for path, piece in pieces.items():
            with open(f"{place}/{path}", "wb") as file:  # noqa: PTH123 -- thousands of them
                file.write(piece)
        return True

    def keep_pages(self) -> None:
        """Keep what is known of the pages, where it is not what was kept."""
        if self.home is not None and self.known != self._former:
            pages = {
                path: {
                    "digest": one.digest,
                    "language": one.language,
                    "entry": one.entry,
                    "text": one.text,
                }
                for path, one in self.known.items()
            }
            sealed.write_json(self.home / PAGES, {"form": self.form, "pages": pages})

    def keep_index(self, place: Path, texts: Mapping[str, Path]) -> None:
        """Keep an index that was made, and the texts that it was made of.

        Args:
            place: The folder that the index lies in.
            texts: The files that the engine read, by the paths of the pages.
        """
        if self.home is None:
            return
        self._texts = None
        found = sorted(file for file in place.rglob("*") if file.is_file())
        files = {file.relative_to(place).as_posix(): file for file in found}
        sealed.write(self.home / INDEX, sealed.packed(self.key, files))
        given = {self.known[path].text: file for path, file in texts.items()}
        sealed.write(self.home / TEXTS, sealed.packed(None, given))


def digest_of(content: bytes | memoryview) -> str:
    """Return the hash by which a text is known."""
    return hashlib.sha256(content).hexdigest()


def _form(engine: Path | None) -> str:
    """Return what decides on an index beside the pages: our own modules, and the engine."""
    made = hashlib.sha256()
    with suppress(metadata.PackageNotFoundError):
        made.update(metadata.version("lessonry").encode())
    for name in MADE_BY:
        with suppress(OSError):
            made.update(Path(__file__).with_name(name).read_bytes())
    if engine is not None:
        with suppress(OSError):
            stat = engine.stat()
            made.update(f"{engine} {stat.st_size} {stat.st_mtime_ns}".encode())
    return made.hexdigest()


def _sweep(home: Path) -> None:
    """Remove what builds that were killed have left."""
    with suppress(OSError):
        for file in home.iterdir():
            left = LEFT.fullmatch(file.name)
            if left and not is_running(int(left[1])):
                file.unlink(missing_ok=True)
