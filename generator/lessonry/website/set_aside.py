"""Keeps the rendered texts of pages on the disk while they wait for their templates.

MkDocs renders all pages before it writes the first: in a big course, that is most of what a build holds.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from pathlib import Path

from mkdocs.structure.pages import Page


class SetAside:
    """The texts of one build, in a file without a name that its children have, too."""

    def __init__(self, folder: Path | None = None) -> None:
        """Begin with none.

        Args:
            folder: On the disk that the site goes to; the system's own may be in the memory.
        """
        home = folder if folder and os.access(folder, os.W_OK) else None
        self._file = tempfile.TemporaryFile(buffering=0, dir=home)  # noqa: SIM115 -- see `end`
        weakref.finalize(self, self._file.close)
        self._process = os.getpid()
        self._end = 0
        self._places: dict[int, tuple[int, int]] = {}
        self._former: Page | None = None

    def begin(self, page: Page | None) -> None:
        """Set the text of the page before aside, which is done with; after the last comes nothing."""
        if os.getpid() != self._process or self._file.closed:
            return  # what a child renders is for the process that asked it
        former, self._former = self._former, page
        if former is not None:
            self._put(former)
        if page is not None:
            self._places.pop(id(page), None)

    def _put(self, page: Page) -> None:
        if not page.content:
            return
        data = page.content.encode("utf-8", "surrogatepass")
        try:
            self._file.seek(self._end)
            written = self._file.write(data)
        except OSError:
            written = 0
        if written != len(data):
            return  # a full disk: the text stays where it is
        self._places[id(page)] = self._end, len(data)
        self._end += len(data)
        page.content = ""

    def text(self, page: Page) -> str:
        """Return the text of a page, wherever it is."""
        if page.content or id(page) not in self._places:
            return page.content or ""
        at, length = self._places[id(page)]
        return self._read(at, length).decode("utf-8", "surrogatepass")

    def _read(self, at: int, length: int) -> bytes:
        if hasattr(os, "pread"):  # children of one process share where they are in a file
            return os.pread(self._file.fileno(), length, at)
        self._file.seek(at)
        return self._file.read(length)

    def back(self, page: Page) -> None:
        """Give a page its text again."""
        page.content = self.text(page) or page.content

    def end(self) -> None:
        """Forget all texts: their pages are written."""
        self._places.clear()
        self._file.close()

    def let_go(self, page: Page) -> None:
        """Take the text of a page that was put into its template, if it can be given again."""
        if id(page) in self._places:
            page.content = ""
