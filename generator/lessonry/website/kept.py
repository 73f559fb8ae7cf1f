"""The finished pages of a course, as builds leave them for one another.

They lie in the course's `.cache/lessonry/`: the pages as files called by the hash of their content, of
which the site's own are hard links where the disk has such, and a record in JSON of what is known of
each. A record that was not written whole, or by another version, is none.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from lessonry.website.built import CACHE, PAGES_RECORD

PAGES: Final = "pages"


@dataclass(slots=True, kw_only=True)
class Entry:
    """What is remembered of one page."""

    key: str
    """Of what it is made of."""
    digest: str
    """Of the page as it was written, and the name of the file that holds it."""
    stamp: list[int]
    """Size and moment of that file, in bytes and nanoseconds: while they stay, so does what is in it."""
    level: int
    """From which on what its rendering had to say would have been heard."""
    edition: str
    """Of the course, where the page names it."""
    title: str | None
    """The text of its first heading of the first level."""
    anchors: list[str]
    links: dict[str, dict[str, str]]
    """By the file that is linked to, anchors with the link as it is written."""
    cuts: list[int]
    """Where in the page its own text begins, and the lengths of what stands there: see `Text`."""


FIELDS: Final = tuple(one.name for one in fields(Entry))


@dataclass(slots=True, kw_only=True)
class Part:
    """The pages of one language."""

    menu: str
    pages: dict[str, Entry]
    """By their paths in `docs/`."""


class Kept:
    """The pages of one course, as earlier builds left them."""

    def __init__(self, folder: Path) -> None:
        """Read what there is.

        Args:
            folder: The course's.
        """
        self.home = folder.resolve() / CACHE
        self.former = _read(self.home / PAGES_RECORD)
        self.parts: dict[str, Part] = {}
        """Of this build, by the folders of the languages."""

    def holds(self, entry: Entry) -> bool:
        """Return whether a page is still what it was."""
        file = self.home / PAGES / entry.digest
        with suppress(OSError):
            return stamp(file) == entry.stamp or digest_of(file.read_bytes()) == entry.digest
        return False

    def text(self, entry: Entry) -> str:
        """Return a page that is still what it was."""
        return (self.home / PAGES / entry.digest).read_text("utf-8")

    def lay(self, entry: Entry, place: Path) -> bool:
        """Lay a page somewhere, as one file with the kept one where that can be; return whether it is.

        Args:
            entry: The page.
            place: Where nothing lies yet.
        """
        try:
            try:
                os.mkdir(place.parent)  # noqa: PTH102 -- thousands, and most in a folder of its own
            except FileExistsError:
                pass
            except FileNotFoundError:
                place.parent.mkdir(parents=True, exist_ok=True)
            link(self.home / PAGES / entry.digest, place)
        except OSError:
            place.unlink(missing_ok=True)  # the half of a copy that the disk did not take
            return False
        return True

    def keep(self, file: Path, digest: str) -> list[int]:
        """Let a page that was written be among those that are kept; return its stamp."""
        place = self.home / PAGES / digest
        beside = place.with_name(f".{digest}-{os.getpid()}")
        try:
            link(file, beside)
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)
        return stamp(place)

    def write(self) -> None:
        """Remember what this build made, and nothing else."""
        if not self.parts:
            return
        said = {
            name: {
                "menu": part.menu,
                "pages": {
                    path: {field: getattr(one, field) for field in FIELDS}
                    for path, one in part.pages.items()
                },
            }
            for name, part in self.parts.items()
        }
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        beside = self.home / f".{PAGES_RECORD}-{os.getpid()}"
        # A folder that nobody may write to is built each time, which is no fault.
        with suppress(OSError):
            try:
                beside.write_text(f"{_seal(text)}\n{text}", encoding="utf-8", newline="\n")
                beside.replace(self.home / PAGES_RECORD)
            finally:
                beside.unlink(missing_ok=True)
            wanted = {one.digest for part in self.parts.values() for one in part.pages.values()}
            for file in (self.home / PAGES).iterdir():
                if file.name not in wanted and not file.name.startswith("."):
                    file.unlink(missing_ok=True)


def _read(record: Path) -> dict[str, Part]:
    """Return what a record says; nothing where there is none, or a damaged one."""
    with suppress(OSError, ValueError):
        seal, _, text = record.read_text("utf-8").partition("\n")
        if seal == _seal(text):
            return {name: _part(said) for name, said in json.loads(text).items()}
    return {}


def _part(said: Any) -> Part:
    pages = {path: Entry(**one) for path, one in said["pages"].items()}
    return Part(menu=said["menu"], pages=pages)


def _seal(text: str) -> str:
    """Return what stands above a record: whatever was written otherwise, or half, is none."""
    form = " ".join(FIELDS)
    return f"{digest_of(text.encode())} {form}"


def link(file: Path, place: Path) -> None:
    """Let a file be at another place, too; a copy where the disk has no hard links."""
    try:
        os.link(file, place)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(file, place)


def stamp(file: Path) -> list[int]:
    """Return size and moment of a file, in bytes and nanoseconds."""
    stat = file.stat()
    return [stat.st_size, stat.st_mtime_ns]


def digest_of(data: bytes) -> str:
    """Return what a file with that content is called, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()[:40]
