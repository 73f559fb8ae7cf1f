"""Renders the pages of a big course in several processes, as MkDocs would have done one by one.

Each child is a copy of this process, taken when MkDocs is about to render. They begin at the last page,
this process at the first; where they meet, all is done. What a child made is taken only if the page's
text is the same here, after every plugin has had it: else, and wherever a child could not make a page,
it is rendered here. What it logged is logged here again. (What goes through the pipes is pickled: it
comes from this program alone, and never lies on a disk.)
"""

from __future__ import annotations

import gc
import logging
import mmap
import os
import pickle
import selectors
import struct
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from lessonry.website.known import is_known
from lessonry.website.site import Site

if sys.platform == "linux":
    import fcntl

MANY: Final = 40
"""Pages from which on it is worth a fork."""
MOST: Final = 8
"""Processes at the most."""
FREE, TAKEN = 0, 1
LENGTH: Final = struct.Struct("<I")
PIPE: Final = 1_048_576
"""Bytes that a child may be ahead of us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What rendering a page's Markdown made."""

    markdown: str
    """What it was made from."""
    content: str
    toc: Any
    """MkDocs' table of contents."""
    title: str | None
    """The text of its first heading of the first level."""
    anchors: frozenset[str]
    links: dict[str, dict[str, str]] | None
    """By the file that is linked to, anchors with the link as it is written."""
    warnings: tuple[str, ...]
    """What was amiss in the quizzes on it."""
    logged: tuple[tuple[str, int, str], ...]
    """Logger, level, message."""


@dataclass(slots=True)
class _Child:
    process: int
    pipe: int
    heard: bytearray = field(default_factory=bytearray)


class Forked:
    """The children of one build, and what came of them."""

    def __init__(
        self, pages: Sequence[Page], config: MkDocsConfig, files: Files, site: Site
    ) -> None:
        self.pages, self.config, self.files, self.site = pages, config, files, site
        self.taken = mmap.mmap(-1, max(1, len(pages)))
        self.children: list[_Child] = []
        self.made: dict[int, Rendered | None] = {}

    def begin(self, processes: int) -> None:
        """Fork, and let the pages take what the children make.

        Args:
            processes: How many in all, this one included.
        """
        gc.freeze()  # what stands now is nobody's garbage: unseen, its memory stays shared
        try:
            for number in range(processes - 1):
                self._fork(number, processes - 1)
        finally:
            gc.unfreeze()
        for index, page in enumerate(self.pages):
            page.render = self._renderer(index, page)  # type: ignore[method-assign, assignment]

    def end(self) -> None:
        """Let go of the children, whether they are done or not."""
        for page in self.pages:
            page.__dict__.pop("render", None)
        for child in self.children:
            os.close(child.pipe)  # who still writes ends by that
            with suppress(ChildProcessError):
                os.waitpid(child.process, 0)
        self.children.clear()
        self.made.clear()

    def _fork(self, number: int, of: int) -> None:
        reading, writing = os.pipe()
        if sys.platform == "linux":
            with suppress(OSError):  # a system may allow less
                fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, PIPE)
        process = os.fork()
        if process == 0:
            try:
                os.close(reading)
                for child in self.children:
                    os.close(child.pipe)
                self._work(number, of, writing)
            finally:
                os._exit(0)
        os.close(writing)
        os.set_blocking(reading, False)
        self.children.append(_Child(process, reading))

    # --- in a child ---

    def _work(self, number: int, of: int, pipe: int) -> None:
        """Render every `of`-th page that nobody has taken, the last first."""
        logged: list[tuple[str, int, str]] = []
        listener = _Listener(logged)
        for logger in (logging.getLogger(), logging.getLogger("mkdocs")):
            logger.handlers[:] = [listener]
        logging.getLogger("mkdocs").propagate = False
        for index in range(len(self.pages) - 1 - number, -1, -of):
            if self.taken[index] != FREE:
                continue
            self.taken[index] = TAKEN
            logged.clear()
            try:
                made = self._rendered(self.pages[index], logged)
            except Exception:
                made = None  # it will happen again where it can be told
            data = pickle.dumps((index, made), pickle.HIGHEST_PROTOCOL)
            rest = memoryview(LENGTH.pack(len(data)) + data)
            while rest:
                rest = rest[os.write(pipe, rest) :]

    def _rendered(self, page: Page, logged: list[tuple[str, int, str]]) -> Rendered | None:
        config, files, site = self.config, self.files, self.site
        locked = len(site.locks.made) if site.locks else 0
        site.warnings.clear()
        config._current_page = page
        page = config.plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        markdown = config.plugins.on_page_markdown(
            page.markdown or "", page=page, config=config, files=files
        )
        page.markdown = markdown
        logged.clear()  # what was said until here is said by the other process too
        page.render(config, files)
        if site.locks and len(site.locks.made) != locked:
            return None  # a lock is made in the process that writes it
        links = page.links_to_anchors
        return Rendered(
            markdown=markdown,
            content=page.content or "",
            toc=page.toc,
            title=page._title_from_render,
            anchors=frozenset(page.present_anchor_ids or ()),
            links=None if links is None else {file.src_uri: known for file, known in links.items()},
            warnings=tuple(site.warnings),
            logged=tuple(logged),
        )

    # --- in this process ---

    def _renderer(self, index: int, page: Page) -> Callable[[MkDocsConfig, Files], None]:
        def render(config: MkDocsConfig, files: Files) -> None:
            made = self._take(index)
            if made is None or made.markdown != page.markdown or not self._give(made, page):
                Page.render(page, config, files)

        return render

    def _take(self, index: int) -> Rendered | None:
        """Return what a child made of a page; nothing for one that is ours to render."""
        self._hear(wait=False)
        if self.taken[index] == FREE:
            self.taken[index] = TAKEN
            return None
        while index not in self.made and self._hear(wait=True):
            pass
        return self.made.pop(index, None)

    def _hear(self, *, wait: bool) -> bool:
        """Take in what the children have sent; return whether any of them may send more."""
        with selectors.DefaultSelector() as selector:
            for child in self.children:
                if child.pipe >= 0:
                    selector.register(child.pipe, selectors.EVENT_READ, child)
            if not selector.get_map():
                return False
            for key, _ in selector.select(None if wait else 0):
                self._read(key.data)
        return True

    def _read(self, child: _Child) -> None:
        while True:
            try:
                data = os.read(child.pipe, PIPE)
            except BlockingIOError:
                break
            if not data:
                self.children.remove(child)
                os.close(child.pipe)
                with suppress(ChildProcessError):
                    os.waitpid(child.process, 0)
                break
            child.heard += data
        while len(child.heard) >= LENGTH.size:
            (size,) = LENGTH.unpack_from(child.heard)
            if len(child.heard) < LENGTH.size + size:
                break
            index, made = pickle.loads(child.heard[LENGTH.size : LENGTH.size + size])
            del child.heard[: LENGTH.size + size]
            self.made[index] = made

    def _give(self, made: Rendered, page: Page) -> bool:
        """Give a page what was made of it; return whether that could be done."""
        links = None
        if made.links is not None:
            links = {}
            for path, known in made.links.items():
                file = self.files.get_file_from_path(path)
                if file is None:
                    return False
                links[file] = known
        page.content, page.toc, page._title_from_render = made.content, made.toc, made.title
        page.present_anchor_ids, page.links_to_anchors = set(made.anchors), links
        self.site.warnings.extend(made.warnings)
        for name, level, message in made.logged:
            logging.getLogger(name).log(level, "%s", message)
        return True


class _Listener(logging.Handler):
    """Keeps what a child logs."""

    def __init__(self, logged: list[tuple[str, int, str]]) -> None:
        super().__init__(logging.INFO)
        self.logged = logged

    def emit(self, record: logging.LogRecord) -> None:
        self.logged.append((record.name, record.levelno, record.getMessage()))


def begin(files: Files, config: MkDocsConfig, site: Site, processes: int | None) -> Forked | None:
    """Let children begin to render; return nothing where one process does it.

    Args:
        files: The site's; pages that are not published are nobody's work.
        config: With nothing in it that minds in which order pages come.
        site: The course.
        processes: How many a trainer wants; as many as there are cores where nothing is said.
    """
    found = (file.page for file in files.documentation_pages(inclusion=InclusionLevel.is_included))
    pages = [page for page in found if page is not None]
    count = processes_for(len(pages), processes)
    if count == 1 or not is_known(config):
        return None
    forked = Forked(pages, config, files, site)
    forked.begin(count)
    return forked


def processes_for(pages: int, asked: int | None) -> int:
    """Return how many processes render that many pages: one where a system cannot fork safely.

    Args:
        pages: How many there are.
        asked: How many processes a trainer wants; as many as there are cores where nothing is said.
    """
    # macOS forks, and its own libraries then fail; a thread's locks would be copied as they stand.
    if sys.platform != "linux" or pages < MANY or threading.active_count() > 1:
        return 1
    cores = len(os.sched_getaffinity(0))
    return max(1, min(asked or cores, MOST, pages))
