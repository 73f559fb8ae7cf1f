"""Says on a terminal how far a build is that takes its time: stage, pages, pages a second."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from inspect import ismethod
from time import monotonic
from typing import Any, Final

from mkdocs.structure.files import Files, InclusionLevel

from lessonry.project import reading
from lessonry.website.terminal_line import TerminalLine, is_terminal
from lessonry.website.timing import replaced

AFTER: Final = 2.0
"""Seconds from which on a build is one that takes its time."""
EVERY: Final = 0.1
"""Seconds between two times that the line is written."""
STEADY: Final = 0.5
"""Seconds of a stage before which it cannot be said how fast it goes."""

READING: Final = "Reading {done} of {total} files"
RENDERING: Final = "Rendering {done} of {total} pages"
WRITING: Final = "Writing {done} of {total} pages"
INDEXING: Final = "Preparing {done} pages for the search"
WHOLE: Final = {
    "lessonry.website.print_pages:PrintPages.write": "Making the print pages",
    "lessonry.website.search_index:Indexing.end": "Waiting for the search index",
    "lessonry.website.plugin:searched": "Searching the site for answers",
    "lessonry.website.offline:Offline._list": "Listing what is read offline",
}
"""What is told as it begins, since it is one piece: which function, and what is said."""


class HowFar:
    """How far one build is."""

    def __init__(self, line: TerminalLine, now: Callable[[], float] = monotonic) -> None:
        """Begin."""
        self._line, self._now = line, now
        self._process = os.getpid()
        self._began = now()
        self._written = 0.0
        self._stage: tuple[str, int] | None = None
        self._since = 0.0
        self._done = 0
        self._before = 0
        """How much of the stage was done when it was first heard of."""
        self._files: Files | None = None
        self._pages = 0

    def begin(self, said: str) -> None:
        """Say what comes, of which no part can be counted."""
        self._stage = None
        if self._now() - self._began >= AFTER:
            self._line.show(f"{said} …")

    def count(self, stage: str, total: int = 0, *, done: int | None = None) -> None:
        """Say how far a stage is, one step further than before.

        Args:
            stage: What is said, with `{done}` and, where that is known, `{total}`.
            total: How many steps it has.
            done: How many of them are done, where that is known.
        """
        now = self._now()
        is_new = self._stage != (stage, total)
        former = 0 if is_new else self._done
        self._done = former + 1 if done is None else done
        if is_new:
            self._stage, self._since, self._before = (stage, total), now, self._done
        self._tell(now)

    def _tell(self, now: float) -> None:
        if self._stage is None or os.getpid() != self._process:  # copies of it keep silent
            return
        stage, total = self._stage
        if now - self._began < AFTER or now - self._written < EVERY:
            return
        self._written = now
        said = stage.format(done=f"{self._done:,}", total=f"{total:,}")
        passed = now - self._since
        is_steady = passed >= STEADY and self._done > self._before
        rate = f", {(self._done - self._before) / passed:,.0f} a second" if is_steady else ""
        self._line.show(f"{said}{rate}")

    def pages_of(self, files: Files) -> int:
        """Return how many pages of a site are built."""
        if files is not self._files:
            self._files = files
            pages = files.documentation_pages(inclusion=InclusionLevel.is_included)
            self._pages = len(pages)
        return self._pages

    # --- what is put around the functions of a build ---

    def places(self) -> Iterator[tuple[str, Callable[[Any], Any]]]:
        """Yield the functions, each with what puts something around it."""
        yield "lessonry.project.reading:Files._file", self.reads
        yield "lessonry.project.processes:Sharing._hear", self.hears
        yield "mkdocs.commands.build:_populate_page", self.renders
        yield "mkdocs.commands.build:_build_page", self.writes
        yield "lessonry.website.search_index:Indexing.add", self.indexes
        for function, said in WHOLE.items():
            yield function, self.whole(said)

    def reads(self, read: Callable[..., Any]) -> Callable[..., Any]:
        """Return what reads a file of the course, counted."""

        @functools.wraps(read)
        def counted(files: Any, number: int) -> Any:
            made = read(files, number)
            self.count(READING, len(files.quizzes) + len(files.pages))
            return made

        return counted

    def hears(self, hear: Callable[..., bool]) -> Callable[..., bool]:
        """Return what takes from other processes what they read, counted."""

        @functools.wraps(hear)
        def counted(sharing: Any, *, wait: bool) -> bool:
            more = hear(sharing, wait=wait)
            if ismethod(sharing.make) and isinstance(sharing.make.__self__, reading.Files):
                self.count(READING, sharing.pieces, done=len(sharing.made))
            return more

        return counted

    def renders(self, populate: Callable[..., None]) -> Callable[..., None]:
        """Return what renders a page's Markdown, counted."""

        @functools.wraps(populate)
        def counted(page: Any, config: Any, files: Files, *given: Any, **named: Any) -> None:
            populate(page, config, files, *given, **named)
            self.count(RENDERING + _language(config), self.pages_of(files))

        return counted

    def writes(self, build: Callable[..., None]) -> Callable[..., None]:
        """Return what writes a page, counted."""

        @functools.wraps(build)
        def counted(page: Any, config: Any, pages: Any, *given: Any, **named: Any) -> None:
            build(page, config, pages, *given, **named)
            self.count(WRITING + _language(config), len(pages))

        return counted

    def indexes(self, add: Callable[..., None]) -> Callable[..., None]:
        """Return what prepares a page for the search, counted."""

        @functools.wraps(add)
        def counted(*given: Any, **named: Any) -> None:
            add(*given, **named)
            self.count(INDEXING)

        return counted

    def whole(self, said: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Return what puts it around a function that it begins."""

        def make(function: Callable[..., Any]) -> Callable[..., Any]:
            @functools.wraps(function)
            def told(*given: Any, **named: Any) -> Any:
                self.begin(said)
                return function(*given, **named)

            return told

        return make


@contextmanager
def told_on_terminal(*, quiet: bool) -> Iterator[None]:
    """Say how far the build is that runs in the block, where there is a terminal to say it on."""
    if quiet or not is_terminal():
        yield
        return
    line = TerminalLine()
    far = HowFar(line)
    with ExitStack() as stack:
        stack.enter_context(line.kept_clean())
        for function, make in far.places():
            stack.enter_context(replaced(function, make))
        yield


def _language(config: Any) -> str:
    """Return which translation is built, to be said after the rest."""
    translated = getattr(config.plugins.get("lessonry"), "translated", None)
    return f" ({translated.language.code})" if translated else ""
