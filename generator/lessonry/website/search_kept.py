"""Keeps what was found of a site's pages, and the index made of it, for builds in which they stay.

What is kept lies in one folder of the course's cache: what is known of each page, the texts that the
engine was given, and the index. Each is one file, whole or of no use, and named by what it was made of:
builds at the same time, of other versions, or that were killed, cost each other nothing but time.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from lessonry.credentials.files import is_running
from lessonry.website import sealed

PAGES: Final = "pages.json"
INDEX: Final = "index"
"""What is known of the index, which lies in a folder beside of the same name and its key."""
FEW: Final = 16
"""Digits of a key that name a folder."""
MADE_BY: Final = (
    "search.py",
    "search_given.py",
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
        self.former: dict[str, Known] = {}
        """What the last build knew."""
        self._foreseen: dict[str, Known] = {}
        if home is not None:
            _sweep(home)
            with suppress(KeyError, TypeError):
                said = sealed.read_json(home / PAGES)
                if said["form"] == self.form:
                    self.former = {path: Known(**one) for path, one in said["pages"].items()}

    def recall(self, path: str, digest: str) -> Known | None:
        """Return what is known of a page, where it is what it was."""
        for known in (self._foreseen.get(path), self.former.get(path)):
            if known is not None and known.digest == digest:
                self.known[path] = known
                return known
        return None

    def is_of(self, path: str, digest: str) -> bool:
        """Return whether the last build knew a page whose hash begins so."""
        former = self.former.get(path)
        return former is not None and former.digest.startswith(digest)

    def begin(self) -> None:
        """Begin with the pages, now that all are there: what was found out until here is remembered."""
        self._foreseen, self.known = self.known, {}

    @property
    def key(self) -> str:
        """Return what the index of this build's pages depends on."""
        given = sorted((path, known.text) for path, known in self.known.items() if known.text)
        return hashlib.sha256(json.dumps([self.form, given]).encode()).hexdigest()

    @property
    def index_key(self) -> str:
        """Return what the index that is kept depends on."""
        return str(self._index().get("key", ""))

    def _index(self) -> dict[str, Any]:
        said = sealed.read_json(self.home / INDEX) if self.home is not None else None
        return said if isinstance(said, dict) else {}

    def lay_index(self, place: Path) -> bool:
        """Lay the index of these pages into a site, where it is kept; return whether it was."""
        said, key = self._index(), self.key
        if self.home is None or said.get("key") != key:
            return False
        here, there = str(self.home / f"{INDEX}-{key[:FEW]}"), str(place)
        try:
            files = dict(said["files"])
            for folder in {path.rpartition("/")[0] for path in files}:
                (place / folder).mkdir(parents=True, exist_ok=True)
            for path, stamp in files.items():
                stat = os.stat(f"{here}/{path}")  # noqa: PTH116 -- thousands of them
                if [stat.st_size, stat.st_mtime_ns] != stamp:
                    raise ValueError(path)  # somebody wrote into it
                _link(f"{here}/{path}", f"{there}/{path}")
        except (OSError, ValueError, KeyError, TypeError):
            shutil.rmtree(place, ignore_errors=True)
            return False
        return True

    def keep_pages(self) -> None:
        """Keep what is known of the pages, where it is not what was kept."""
        if self.home is not None and self.known != self.former:
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

    def keep_index(self, place: Path) -> None:
        """Keep an index that was made: as the site's own files, where the disk has hard links.

        Args:
            place: The folder that the index lies in.
        """
        if self.home is None:
            return
        name = f"{INDEX}-{self.key[:FEW]}"
        beside, kept = self.home / f".{INDEX}.{self.key[:FEW]}-{os.getpid()}", self.home / name
        with suppress(OSError):  # a folder that nobody may write to keeps nothing
            files: dict[str, list[int]] = {}
            try:
                for file in sorted(file for file in place.rglob("*") if file.is_file()):
                    path = file.relative_to(place).as_posix()
                    (beside / path).parent.mkdir(parents=True, exist_ok=True)
                    _link(str(file), f"{beside}/{path}")
                    stat = (beside / path).stat()
                    files[path] = [stat.st_size, stat.st_mtime_ns]
                shutil.rmtree(kept, ignore_errors=True)
                beside.replace(kept)
            finally:
                shutil.rmtree(beside, ignore_errors=True)
            sealed.write_json(self.home / INDEX, {"key": self.key, "files": files})
            for left in self.home.glob(f"{INDEX}-*"):
                if left != kept:
                    shutil.rmtree(left, ignore_errors=True)


def _link(file: str, place: str) -> None:
    """Let a file be at another place, too; a copy where the disk has no hard links."""
    try:
        os.link(file, place)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(file, place)


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
                if file.is_dir():
                    shutil.rmtree(file, ignore_errors=True)
                else:
                    file.unlink(missing_ok=True)
