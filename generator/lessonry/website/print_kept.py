"""The print pages as the last build left them: those that would be the same, and parts of the others.

They lie in the course's `.cache/lessonry/print/`, as files called by the hash of their content, of which
the site's own are hard links where the disk has such. A sealed record says what each was made of.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from lessonry.website.built import PRINT_RECORD
from lessonry.website.kept import digest_of, link, stamp
from lessonry.website.sealed import read_json, write_json

FOLDER: Final = "print"
PAGES: Final = "pages"
LESSONS: Final = "lessons"


class KeptPaper:
    """The print pages of one build, of all its languages."""

    def __init__(self, home: Path | None) -> None:
        """Read what there is.

        Args:
            home: The folder of what the course keeps; nothing where nothing is kept.
        """
        self.home = home
        said = read_json(home / PRINT_RECORD) if home else None
        self._former: dict[str, Any] = said if isinstance(said, dict) else {}
        self._now: dict[str, Any] = {}

    def part(self, folder: str, around: str | None) -> KeptPart:
        """Return the pages of one language.

        Args:
            folder: The language's.
            around: A hash of what all of them are made of; nothing where that is not known.
        """
        home = self.home if around else None
        former = self._former.get(folder, {})
        now: dict[str, Any] = {"around": around, PAGES: {}, LESSONS: {}}
        if home:
            self._now[folder] = now
        return KeptPart(home, former if home and former.get("around") == around else {}, now)

    def write(self) -> None:
        """Remember what this build made, and nothing else."""
        if self.home is None or not self._now:
            return
        with suppress(OSError):
            write_json(self.home / PRINT_RECORD, self._now)
            pages = (page for part in self._now.values() for page in part[PAGES].values())
            wanted = {page["digest"] for page in pages}
            for file in (self.home / FOLDER).iterdir():
                if file.name not in wanted and not file.name.startswith("."):
                    file.unlink(missing_ok=True)


class KeptPart:
    """The print pages of one language, those of the last build and those of this one."""

    def __init__(self, home: Path | None, former: Mapping[str, Any], now: dict[str, Any]) -> None:
        """Begin with what the last build left; without a `home` nothing is kept."""
        self.folder = home / FOLDER if home else None
        self.former, self.now = former, now

    def known(self, lesson: str, find: Callable[[], list[Any]]) -> list[Any]:
        """Return what is known of a lesson's page without looking at it again.

        Args:
            lesson: The hash of what it shows.
            find: What finds them where that is not known yet.
        """
        known: list[Any] = self.former.get(LESSONS, {}).get(lesson) or find()
        self.now[LESSONS][lesson] = known
        return known

    def lay(self, path: str, key: str, place: Path) -> bool:
        """Lay a page into the site; return whether it is there as it would be made.

        Args:
            path: The page's, in its language.
            key: A hash of what it is made of.
            place: Where it goes; nothing lies there yet.
        """
        page = self.former.get(PAGES, {}).get(path)
        if self.folder is None or page is None or page["key"] != key:
            return False
        file = self.folder / page["digest"]
        with suppress(OSError):
            if stamp(file) == page["stamp"] or digest_of(file.read_bytes()) == page["digest"]:
                try:
                    link(file, place)
                except OSError:
                    place.unlink(missing_ok=True)  # the half of a copy that the disk did not take
                    return False
                self.now[PAGES][path] = page
                return True
        return False

    def pieces(self, path: str) -> dict[str, tuple[str, ...]]:
        """Return pieces of a page as the last build left it, by hashes of what they are made of."""
        page = self.former.get(PAGES, {}).get(path)
        if self.folder is None or page is None or not page["pieces"]:
            return {}
        with suppress(OSError):
            content = (self.folder / page["digest"]).read_bytes()
            if digest_of(content) == page["digest"]:
                text = content.decode("utf-8")
                return {
                    key: tuple(text[at : at + length] for at, length in places)
                    for key, places in page["pieces"].items()
                }
        return {}

    def keep(
        self, path: str, key: str, place: Path, text: str, pieces: Mapping[str, Sequence[str]]
    ) -> None:
        """Remember a page that was made.

        Args:
            path: The page's, in its language.
            key: A hash of what it is made of.
            place: Where it was written.
            text: What it holds.
            pieces: What of it can be taken when it is made anew, in the order in which it stands there.
        """
        if self.folder is None:
            return
        digest = digest_of(text.encode("utf-8"))
        file, beside = self.folder / digest, self.folder / f".{digest}-{os.getpid()}"
        # A folder that nobody may write to keeps nothing, which is no fault.
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                link(place, beside)
                beside.replace(file)
            finally:
                beside.unlink(missing_ok=True)
            self.now[PAGES][path] = {
                "key": key,
                "digest": digest,
                "stamp": stamp(file),
                "pieces": _places(text, pieces),
            }


def _places(text: str, pieces: Mapping[str, Sequence[str]]) -> dict[str, list[list[int]]]:
    """Return where pieces of a page begin and how long they are; nothing where one is not there."""
    at = 0
    found: dict[str, list[list[int]]] = {}
    for key, parts in pieces.items():
        found[key] = []
        for part in parts:
            at = text.find(part, at)
            if at < 0:
                return {}
            found[key].append([at, len(part)])
            at += len(part)
    return found
