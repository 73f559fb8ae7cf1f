"""Knows what the files of a site hold without reading them twice, in one build and from build to build.

A file is known by its size and the moment it was written. One that was written within two seconds of
being read is read again by the next build: it may have changed within one tick of a clock.
"""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import Any, Final

from lessonry.website.built import SETTLED
from lessonry.website.sealed import read_json, write_json

RECORD: Final = "digests.json"
TICK: Final = 50_000_000
"""Nanoseconds: longer than a tick of the clock by which a system notes that a file was written."""


class Digests:
    """The SHA-256 of files, each known by its path below the site's folder."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.begin(None)

    def begin(self, home: Path | None) -> None:
        """Begin a build with what the last one knew.

        Args:
            home: The folder that keeps it; nothing where nothing is kept.
        """
        self._record = home / RECORD if home else None
        former = read_json(self._record) if self._record else None
        self._former: dict[str, Any] = former if isinstance(former, dict) else {}
        self._now: dict[str, tuple[int, int, str]] = {}
        self._settled: dict[str, tuple[int, int, str]] = {}

    def of(self, path: str, file: str) -> tuple[str, int]:
        """Return the hash of what a file holds, in hexadecimal digits, and its length in bytes.

        Args:
            path: Its path below the site's folder.
            file: Where it is.
        """
        digest, size, _ = self.look(path, file)
        return digest, size

    def look(self, path: str, file: str) -> tuple[str, int, bytes | None]:
        """Return a file's hash and length, and what it holds where it had to be read for that."""
        stat = os.stat(file)  # noqa: PTH116 -- thousands of them: a Path for each takes as long again
        size, moment = stat.st_size, stat.st_mtime_ns
        known = self._now.get(path)
        if known is not None and known[:2] == (size, moment):
            return known[2], size, None
        former = self._former.get(path)
        if isinstance(former, list) and former[:-1] == [size, moment]:
            self._settled[path] = self._now[path] = (size, moment, str(former[2]))
            return str(former[2]), size, None
        now = time.time_ns()
        with open(file, "rb") as opened:  # noqa: PTH123 -- the same
            content = opened.read()
        digest = hashlib.sha256(content).hexdigest()
        if len(content) == size and now - moment > TICK:
            self._now[path] = (size, moment, digest)
            if now - moment > SETTLED:
                self._settled[path] = self._now[path]
        return digest, len(content), content

    def write(self) -> None:
        """Remember what was asked since the build began."""
        if self._record is not None and self._settled:
            write_json(self._record, self._settled)
