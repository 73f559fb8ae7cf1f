"""What learners search in: a box in the header of every page, and the index that it asks.

The index is cut into pieces that a browser fetches as it needs them, so that a search costs the same
in a course of ten lessons and of a thousand. Quizzes and exams are not in it. Where its engine does not
run (no binary for the machine that builds, no WebAssembly in the page, a course opened from a
folder), titles and headings are searched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.pages import Page

from lessonry.website.search_index import (
    ARTICLE,
    ENGINES,
    INDEX,
    Indexing,
    Titles,
    find_engine,
    indexing,
    pages,
    write_index,
)
from lessonry.website.site import Site

UNSPACED: Final = {"zh", "ja"}
"""Languages that write no spaces between words."""
THEIR_DIALOG: Final = '<div class="md-search" data-md-component="search" role="dialog"'
THEIR_FIELD: Final = re.compile(r'<input[^>]*class="md-search__input"[^>]*aria-label="([^"]*)"')
"""Material's own search, which has no name (WCAG 4.1.2) but that of its field."""
HEADER: Final = re.compile(
    r'<nav class="md-header__inner.*?(?=<div class="md-header__source">|</nav>)', re.DOTALL
)


class Search:
    """The search of one site after another, where Material's header has a place for it."""

    def __init__(self) -> None:
        """Begin with no site."""
        self.is_serving = False
        """Whether it is a preview, whose index is made when somebody searches: a save stays quick."""
        self.is_fetched = True
        """Whether pages may fetch: from a disk they may not, and an index would be of no use."""
        self.is_on = False
        self._is_stale = False
        self._making = Lock()

    def take_place(self, config: MkDocsConfig, *, wanted: bool) -> None:
        """Take the place of Material's own search, which would fetch all its index at once."""
        self.is_on = wanted and config.theme.name == "material"
        theirs: Any = config.plugins.get("material/search")
        if self.is_on and theirs is not None:
            theirs.config.enabled = False

    def on_page(self, output: str, page: Page, site: Site) -> str:
        """Return a page with the box in its header, and its text marked as something to find."""
        if not self.is_on:
            field = THEIR_FIELD.search(output)
            named = f'{THEIR_DIALOG} aria-label="{field[1]}"' if field else THEIR_DIALOG
            return output.replace(THEIR_DIALOG, named, 1)
        header = HEADER.search(output)
        if header is None:
            return output
        site.page = page.file.src_uri
        box = site.environment.get_template("search.html.jinja").render(
            course=site.course, home=site.url_of("index.md")
        )
        output = output[: header.end()] + box + output[header.end() :]
        said = page.meta.get("search")
        if isinstance(said, dict) and said.get("exclude"):
            return output
        lesson = site.course.lesson_at(page.file.src_uri)
        module = site.course.module_of(lesson) if lesson else None
        marks = (
            " data-pagefind-body" if lesson else ' data-pagefind-body data-pagefind-weight="0.5"'
        )
        if module and module.title:
            marks += (
                f' data-lr-module="{html.escape(module.title)}"'
                ' data-pagefind-meta="module[data-lr-module]"'
            )
        return output.replace(ARTICLE.pattern, ARTICLE.pattern + marks, 1)

    @contextmanager
    def on_built(self, folder: Path) -> Iterator[list[str]]:
        """Lay the titles and the index beside the pages, the index while the block does something else.

        Yields:
            What the trainer should know, once the block has ended.
        """
        told: list[str] = []
        engine = find_engine() if self.is_on and self.is_fetched else None
        with ExitStack() as stack:
            index = None
            if engine is not None and not self.is_serving:
                index = stack.enter_context(indexing(folder, engine))
            if self.is_on:
                languages = self._take_pages(folder, index)
                told += self._warnings(engine, languages)
            self._is_stale = engine is not None and self.is_serving
            fault = index.begin() if index else None
            yield told
            if index is not None:
                fault = fault or index.end()
            if fault:
                told.append(f"The search finds titles and headings only: Pagefind said “{fault}”.")

    def _take_pages(self, folder: Path, index: Indexing | None) -> set[str]:
        """Read the pages once, for their titles and for the index; return their languages."""
        titles = Titles()
        for page in pages(folder):
            titles.add(page)
            if index is not None:
                index.add(page)
        titles.write(folder)
        return set(titles.found)

    def _warnings(self, engine: Path | None, languages: set[str]) -> Iterator[str]:
        """Yield what the search cannot do."""
        if not self.is_fetched:
            return
        if engine is None:
            yield (
                "The search finds titles and headings only: there is no Pagefind for this machine."
            )
            return
        spaceless = sorted(UNSPACED & {language.split("-")[0] for language in languages})
        if spaceless and ENGINES[0] not in str(engine):
            yield (
                f"Words of this language ({', '.join(spaceless)}) have no spaces between them: install "
                "`lessonry[cjk]`, or the search finds only what begins a sentence."
            )

    def on_serve(self, server: LiveReloadServer) -> None:
        """Let a preview make its index once somebody searches; its folder is the server's."""
        if self.is_on:
            server.set_app(self._indexing(server.get_app(), server))  # type: ignore[arg-type]

    def _indexing(
        self, app: Callable[..., Iterable[bytes]], server: LiveReloadServer
    ) -> Callable[..., Any]:
        def indexed(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            if f"/{INDEX}/" in environ.get("PATH_INFO", "") and self._is_stale:
                with self._making:
                    engine = find_engine()
                    if self._is_stale and engine:
                        self._is_stale = False
                        write_index(Path(server.root), engine)
            return app(environ, start_response)

        return indexed
