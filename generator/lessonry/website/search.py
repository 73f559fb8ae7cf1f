"""What learners search in: a box in the header of every page, and the index that it asks.

The index is cut into pieces that a browser fetches as it needs them, so that a search costs the same
in a course of ten lessons and of a thousand. Quizzes and exams are not in it. Where its engine does not
run (no binary for the machine that builds, no WebAssembly in the page, a course opened from a
folder), titles and headings are searched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from lessonry.project.processes import processes_for, shared
from lessonry.website.digests import Digests
from lessonry.website.search_index import (
    ARTICLE,
    ENGINES,
    INDEX,
    Found,
    Indexing,
    Titles,
    digest_of,
    find_engine,
    indexing,
    look_at,
    paths,
    write_index,
)
from lessonry.website.search_kept import Known, Memory
from lessonry.website.site import Site

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

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
        self.cache: Path | None = None
        """The folder that keeps what was found from build to build; nothing where nothing is kept."""
        self.digests = Digests()
        """What the site's files hold, for whoever asks after the search."""
        self._boxes: tuple[Site | None, dict[str, str]] = None, {}
        """Of one site, by the address of its home as it stands in the page."""
        self._foreseen: _Foreseen | None = None
        self._is_stale = False
        self._making = Lock()

    def take_place(self, config: MkDocsConfig, *, wanted: bool) -> None:
        """Take the place of Material's own search, which would fetch all its index at once."""
        self._boxes = None, {}
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
        at, box = header.end(), self._box(site)
        article = output.find(ARTICLE)
        said = page.meta.get("search")
        if article < 0 or (isinstance(said, dict) and said.get("exclude")):
            return output[:at] + box + output[at:]
        end = article + len(ARTICLE)
        (first, one), (second, other) = sorted([(at, box), (end, self._marks(page, site))])
        return "".join((output[:first], one, output[first:second], other, output[second:]))

    def _box(self, site: Site) -> str:
        """Return the box for the page being rendered; on each it is the same but for an address."""
        home = site.url_of("index.md")
        of, boxes = self._boxes
        if of is not site:
            boxes = {}
            self._boxes = site, boxes
        if home not in boxes:
            template = site.environment.get_template("search.html.jinja")
            boxes[home] = template.render(course=site.course, home=home)
        return boxes[home]

    def _marks(self, page: Page, site: Site) -> str:
        """Return what tells the engine that a page's text is to be found, and in which module it is."""
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
        return marks

    def foresee(
        self,
        folder: Path,
        made: Mapping[str, Path],
        stays: Mapping[str, str],
        processes: int | None = 1,
    ) -> None:
        """Begin with the index, of what pages will most likely say, while the site is still built.

        Args:
            folder: The site that is built.
            made: Pages that are finished, by their paths in the site, and where they lie.
            stays: Pages that are as a former build left them, with what their hashes begin with.
            processes: How many look at them; as many as there are cores where nothing is said.
        """
        engine = find_engine() if self.is_on and self.is_fetched and not self.is_serving else None
        if engine is None:
            return
        memory = Memory(self.cache, engine)
        if any(not memory.is_of(path, digest) for path, digest in stays.items()):
            return
        with ExitStack() as stack:
            index = stack.enter_context(indexing(folder, engine, self.cache))
            memory.known |= memory.former
            paths = [*made]

            def learn(number: int) -> Known:
                path = paths[number]
                data = made[path].read_bytes()
                return _learn(look_at(path, data), digest_of(data), index, path)

            found = shared(learn, len(paths), processes_for(len(paths), processes))
            for path, known in zip(paths, found, strict=True):
                memory.known[path] = known
                index.given.note(path, known.text)
            foreseen = _Foreseen(memory=memory, index=index, stack=stack.pop_all())
        self._foreseen = foreseen
        texts = {path: known.text for path, known in memory.known.items() if known.text}
        is_new = memory.key != memory.index_key
        if is_new and all(index.has(path, text) for path, text in texts.items()):
            foreseen.key = "" if index.begin() else memory.key

    def end(self) -> None:
        """Let go of an index that was begun and of which nothing came."""
        if self._foreseen is not None:
            self._foreseen.stack.close()
            self._foreseen = None

    @contextmanager
    def on_built(self, folder: Path) -> Iterator[list[str]]:
        """Lay the titles and the index beside the pages, the index while the block does something else.

        Yields:
            What the trainer should know, once the block has ended.
        """
        told: list[str] = []
        engine = find_engine() if self.is_on and self.is_fetched else None
        with ExitStack() as stack:
            foreseen, self._foreseen = self._foreseen, None
            index, key = None, ""
            if foreseen is not None:
                stack.push(foreseen.stack)
                memory, index, key = foreseen.memory, foreseen.index, foreseen.key
                memory.begin()
            elif engine is not None and not self.is_serving:
                index = stack.enter_context(indexing(folder, engine, self.cache))
                memory = Memory(self.cache, engine)
            else:
                memory = Memory(None, engine)
            self.digests.begin(self.cache)
            if self.is_on:
                languages = self._take_pages(folder, index, memory)
                told += self._warnings(engine, languages)
            self._is_stale = engine is not None and self.is_serving
            fault, is_made = None, index is None
            if index is not None and key != memory.key:
                index.discard()
                is_made = memory.lay_index(folder / INDEX)
                if not is_made:
                    _lay(folder, index, memory)
                    fault = index.begin()
            yield told
            if index is not None and not is_made:
                fault = fault or index.end()
                if not fault:
                    memory.keep_index(folder / INDEX)
                    index.given.keep()
            memory.keep_pages()
            self.digests.write()
            if fault:
                told.append(f"The search finds titles and headings only: Pagefind said “{fault}”.")

    def _take_pages(self, folder: Path, index: Indexing | None, memory: Memory) -> set[str]:
        """Learn of each page its titles, and its text for the index; return their languages."""
        titles = Titles()
        for path in paths(folder):
            digest, _, data = self.digests.look(path, f"{folder}/{path}")
            known = memory.recall(path, digest)
            if known is None:
                found = look_at(path, data if data is not None else (folder / path).read_bytes())
                known = memory.known[path] = _learn(found, digest, index, path)
            if known.entry:
                titles.add(known.language, known.entry)
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


@dataclass(slots=True, kw_only=True)
class _Foreseen:
    """An index that was begun before the site was finished."""

    memory: Memory
    index: Indexing
    stack: ExitStack
    key: str = ""
    """What it depends on; nothing for one that was not begun."""


def _learn(found: Found | None, digest: str, index: Indexing | None, path: str) -> Known:
    """Find out about a page; let it be indexed, where an index is made."""
    if found is None:
        return Known(digest=digest, language="", entry=None, text="")
    made = ""
    if index is not None:
        text = found.searched.encode()
        made = digest_of(text)
        if not index.has(path, made):
            index.add(path, text, made)
    return Known(digest=digest, language=found.language, entry=found.entry, text=made)


def _lay(folder: Path, index: Indexing, memory: Memory) -> None:
    """Lay out for the engine what is known of pages, too, and no page that has gone."""
    index.given.only({path for path, known in memory.known.items() if known.text})
    for path, known in memory.known.items():
        if known.text and not index.has(path, known.text):
            found = look_at(path, (folder / path).read_bytes())
            index.add(path, found.searched.encode() if found else b"", known.text)
