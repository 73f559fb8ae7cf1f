"""Lays finished pages beside their places, until MkDocs has written what stands in for them.

A page that is there already, from an earlier build or from another process, needs no template: MkDocs
gets one that makes next to nothing, and what that makes is replaced at the end.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from lessonry.project.processes import Sharing, processes_for


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

    def add(self, page: Page) -> None:
        """Count a page among the finished ones: it lies where `place` says."""
        self._pages[id(page)] = page

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
                    return StandIn
            return theirs(name, *more, **named)

        env.get_template = get_template  # type: ignore[method-assign]

    def lay(self) -> None:
        """Put the pages into their places."""
        for page in self._pages.values():
            place(page).replace(page.file.abs_dest_path)

    def share(
        self,
        pages: Sequence[Page],
        files: Files,
        nav: Navigation,
        env: Environment,
        processes: int | None,
    ) -> None:
        """Put rendered pages into their templates in several processes, where there are enough.

        Args:
            pages: Of which nothing else is made.
            files: The site's.
            nav: The menu.
            env: The templates, with no stand-ins yet.
            processes: How many; as many as there are cores where nothing is said.
        """
        count = processes_for(len(pages), processes)
        if count == 1:
            return
        making = _Making(pages, self.config, files, nav, env)
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
    ) -> None:
        super().__init__(logging.INFO)
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
        try:
            _build_page(page, self.config, self.files, self.nav, self.env)
        finally:
            page.file.abs_dest_path = there
        if self.has_heard:  # it will be said where there is somebody to hear it
            finished.unlink(missing_ok=True)
        return finished.is_file()


def place(page: Page) -> Path:
    """Return where a finished page lies until it can be in its place."""
    there = Path(page.file.abs_dest_path)
    return there.with_name(f".{there.name}-finished")
