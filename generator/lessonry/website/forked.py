"""Renders the pages of a big course in several processes, as MkDocs would have done one by one.

Each child is a copy of this process, taken when MkDocs is about to render. They begin at the last page,
this process at the first; where they meet, all is done. What a child made is taken only if the page's
text is the same here, after every plugin has had it: else, and wherever a child could not make a page,
it is rendered here. What it logged is logged here again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from lessonry.project.processes import Sharing, processes_for
from lessonry.website.known import is_known
from lessonry.website.site import Site


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


class Forked:
    """The pages of one build that are rendered in children, too."""

    def __init__(
        self, pages: Sequence[Page], config: MkDocsConfig, files: Files, site: Site
    ) -> None:
        self.pages, self.config, self.files, self.site = pages, config, files, site
        self.logged: list[tuple[str, int, str]] = []
        """In a child, what was logged of the page that it renders."""
        self.sharing = Sharing(self._made, len(pages), self._listen)

    def begin(self, processes: int) -> None:
        """Fork, and let the pages take what the children make.

        Args:
            processes: How many in all, this one included.
        """
        self.sharing.begin(processes - 1)
        for index, page in enumerate(self.pages):
            page.render = self._renderer(index, page)  # type: ignore[method-assign, assignment]

    def end(self) -> None:
        """Let go of the children, whether they are done or not."""
        for page in self.pages:
            page.__dict__.pop("render", None)
        self.sharing.end()

    # --- in a child ---

    def _listen(self) -> None:
        """Keep what is logged, for the process that has somebody to tell."""
        listener = _Listener(self.logged)
        for logger in (logging.getLogger(), logging.getLogger("mkdocs")):
            logger.handlers[:] = [listener]
        logging.getLogger("mkdocs").propagate = False

    def _made(self, index: int) -> Rendered | None:
        self.logged.clear()
        return self._rendered(self.pages[index], self.logged)

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
            made = self.sharing.take(index)
            if made is None or made.markdown != page.markdown or not self._give(made, page):
                Page.render(page, config, files)

        return render

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


def begin(
    pages: Sequence[Page], files: Files, config: MkDocsConfig, site: Site, processes: int | None
) -> Forked | None:
    """Let children begin to render; return nothing where one process does it.

    Args:
        pages: What is to be rendered, in MkDocs' order.
        files: The site's.
        config: With nothing in it that minds in which order pages come.
        site: The course.
        processes: How many a trainer wants; as many as there are cores where nothing is said.
    """
    count = processes_for(len(pages), processes)
    if count == 1 or not is_known(config):
        return None
    forked = Forked(pages, config, files, site)
    forked.begin(count)
    return forked


def published(files: Files) -> list[Page]:
    """Return the pages that a build publishes, in MkDocs' order."""
    found = (file.page for file in files.documentation_pages(inclusion=InclusionLevel.is_included))
    return [page for page in found if page is not None]
