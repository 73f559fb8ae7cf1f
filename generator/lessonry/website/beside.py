"""Lays finished pages beside their places, until MkDocs has written what stands in for them.

A page that is there already, from an earlier build or from another process, needs no template: MkDocs
gets one that makes next to nothing, and what that makes is replaced at the end.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment
from mkdocs.commands.build import _build_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from lessonry.project.processes import Sharing, processes_for
from lessonry.website.set_aside import SetAside

ASIDE: Final = ".lessonry-aside"
"""The file of the site, until it is finished, that takes what stands in for finished pages."""


class StandIn:
    """A template: the page itself replaces what it makes."""

    @staticmethod
    def render(context: object) -> str:
        """Return anything but nothing, which MkDocs would not write."""
        return "."


class Beside:
    """The finished pages of one build."""

    def __init__(self, config: MkDocsConfig) -> None:
        """Begin with none."""
        self.config = config
        self._pages: dict[int, Page] = {}
        self._places: dict[int, str] = {}
        """Where they belong: what MkDocs writes in their stead goes elsewhere."""
        self._there: set[int] = set()
        """Of those, what lies there."""
        self._aside = Path(config.site_dir) / ASIDE
        self.texts: SetAside | None = None
        """The texts of pages, where they may wait on the disk."""

    def add(self, page: Page, *, is_there: bool = False) -> None:
        """Count a page among the finished ones: it lies where `place` says, or in its place already."""
        self._pages[id(page)] = page
        if is_there:
            self._there.add(id(page))
        self._places[id(page)] = page.file.abs_dest_path

    def holds(self, page: Page) -> bool:
        """Return whether a page is finished."""
        return id(page) in self._pages

    def take_place(self, env: Environment, prepare: Callable[[Page], None]) -> None:
        """Give MkDocs stand-ins for the templates of finished pages.

        Args:
            env: The templates.
            prepare: What is done with a page before its template is asked for.
        """
        theirs = env.get_template

        def get_template(name: Any, *more: Any, **named: Any) -> Any:
            page: Page | None = self.config._current_page
            if page is not None:
                prepare(page)
                self.config._current_page = page
                if self.holds(page):
                    page.file.abs_dest_path = str(self._aside)
                    return StandIn
                if self.texts is not None:
                    self.texts.back(page)
            return theirs(name, *more, **named)

        env.get_template = get_template  # type: ignore[method-assign]

    def lay(self) -> None:
        """Put the pages into their places."""
        self._aside.unlink(missing_ok=True)
        for key, page in self._pages.items():
            page.file.abs_dest_path = self._places[key]
            if key not in self._there:
                place(page).replace(self._places[key])

    def share(
        self,
        pages: Sequence[Page],
        files: Files,
        nav: Navigation,
        env: Environment,
        processes: int | None,
    ) -> None:
        """Put rendered pages into their templates, in several processes where there are enough.

        Args:
            pages: Of which nothing else is made.
            files: The site's.
            nav: The menu.
            env: The templates, with no stand-ins yet.
            processes: How many; as many as there are cores where nothing is said.
        """
        count = processes_for(len(pages), processes)
        making = _Making(pages, self.config, files, nav, env, self.texts)
        sharing = Sharing(making.made, len(pages), making.listen)
        try:
            sharing.begin(count - 1)
            for page, is_made in zip(pages, sharing.all(), strict=True):
                if is_made:
                    self.add(page)
        finally:
            sharing.end()


class _Making(logging.Handler):
    """Makes one page after another; in a child, it hears what is logged."""

    def __init__(
        self,
        pages: Sequence[Page],
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        env: Environment,
        texts: SetAside | None,
    ) -> None:
        super().__init__(logging.INFO)
        self.texts = texts
        self.pages, self.config, self.nav, self.env = pages, config, nav, env
        self.files = files.documentation_pages(inclusion=InclusionLevel.is_included)
        self.has_heard = False

    def listen(self) -> None:
        """Hear whatever is logged from now on, instead of telling it."""
        for logger in (logging.getLogger(), logging.getLogger("mkdocs")):
            logger.handlers[:] = [self]
        logging.getLogger("mkdocs").propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        """Remember that something was said."""
        self.has_heard = True

    def made(self, number: int) -> bool:
        """Make a page beside its place; return whether it is there, and nothing was to be said."""
        page, self.has_heard = self.pages[number], False
        finished = place(page)
        finished.parent.mkdir(parents=True, exist_ok=True)
        page.file.abs_dest_path, there = str(finished), page.file.abs_dest_path
        if self.texts is not None:
            self.texts.back(page)
        try:
            _build_page(page, self.config, self.files, self.nav, self.env)
        finally:
            page.file.abs_dest_path = there
        if self.texts is not None:
            self.texts.let_go(page)
        if self.has_heard:  # it will be said where there is somebody to hear it
            finished.unlink(missing_ok=True)
        return finished.is_file()


def place(page: Page) -> Path:
    """Return where a finished page lies until it can be in its place."""
    there = Path(page.file.abs_dest_path)
    return there.with_name(f".{there.name}-finished")
