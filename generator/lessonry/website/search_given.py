"""The texts that the search's engine reads, in a folder that stays from build to build.

A build takes the folder away for as long as it works in it, so no two ever do; who finds none begins a
new one. A file in it counts as long as nobody has written to it since it was noted.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from lessonry.website import sealed

TEXTS: Final = "texts"
RECORD: Final = ".texts.json"
"""What is noted of them, in the folder itself; the engine reads no such file."""


class Given:
    """The folder, in the hands of one build."""

    def __init__(self, home: Path | None) -> None:
        """Begin with nothing.

        Args:
            home: The folder that keeps it; nothing where nothing is kept.
        """
        self.home = home
        self.folder = Path()
        self._noted: dict[str, Any] = {}
        """By the paths of the pages: the text's hash, and the file's size and moment."""
        self.laid: dict[str, str] = {}
        """Of this build, with the texts' hashes."""

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Have the folder for as long as the block lasts."""
        if self.home is None or not self._take(self.home):
            with TemporaryDirectory(prefix="lessonry-") as name:
                self.folder = Path(name)
                yield
            return
        try:
            yield
        finally:
            with suppress(OSError):  # another build has left one meanwhile
                self.folder.rename(self.home / TEXTS)
            shutil.rmtree(self.folder, ignore_errors=True)

    def _take(self, home: Path) -> bool:
        """Take the folder, or a new one; return whether there is any."""
        self.folder = home / f".{TEXTS}-{os.getpid()}"
        with suppress(OSError):
            (home / TEXTS).rename(self.folder)
            if not self.folder.is_dir():  # of a version that kept a file
                self.folder.unlink()
                self.folder.mkdir()
            said = sealed.read_json(self.folder / RECORD)
            self._noted = said if isinstance(said, dict) else {}
            return True
        with suppress(OSError):
            self.folder.mkdir(parents=True)
            return True
        return False

    def has(self, path: str, digest: str) -> bool:
        """Return whether a page's text lies there already; it is laid out then."""
        if self.laid.get(path) == digest:
            return True
        noted = self._noted.get(path)
        if not isinstance(noted, list) or noted[:1] != [digest]:
            return False
        with suppress(OSError):
            if noted[1:] == _stamp(f"{self.folder}/{path}"):
                self.laid[path] = digest
                return True
        return False

    def add(self, path: str, text: bytes, digest: str) -> None:
        """Lay out a page's text."""
        place = f"{self.folder}/{path}"
        self._noted.pop(path, None)
        try:
            file = open(place, "wb")  # noqa: PTH123, SIM115 -- a Path for each takes as long again
        except FileNotFoundError:
            os.makedirs(place.rpartition("/")[0], exist_ok=True)  # noqa: PTH103 -- the same
            file = open(place, "wb")  # noqa: PTH123, SIM115 -- the same
        with file:
            file.write(text)
        self.laid[path] = digest

    def note(self, path: str, digest: str) -> None:
        """Note what a child of this process has laid out."""
        if digest:
            self.laid[path] = digest

    def only(self, paths: Container[str]) -> None:
        """Let nothing be laid out but the texts of these pages."""
        self.laid = {path: digest for path, digest in self.laid.items() if path in paths}

    def tidy(self) -> None:
        """Remove whatever lies there and is not laid out."""
        for here, _, names in os.walk(self.folder):
            before = f"{Path(here).relative_to(self.folder).as_posix()}/".removeprefix("./")
            for name in names:
                if before + name not in self.laid:
                    Path(here, name).unlink()

    def keep(self) -> None:
        """Note what lies there, for later builds."""
        if self.home is not None and self.folder.parent == self.home:
            with suppress(OSError):
                noted = {
                    path: [digest, *_stamp(f"{self.folder}/{path}")]
                    for path, digest in self.laid.items()
                }
                sealed.write_json(self.folder / RECORD, noted)


def _stamp(file: str) -> list[int]:
    stat = os.stat(file)  # noqa: PTH116 -- thousands of them
    return [stat.st_size, stat.st_mtime_ns]
