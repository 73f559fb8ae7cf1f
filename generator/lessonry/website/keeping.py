"""Gives MkDocs each page that would be made as it was, and remembers those that are made.

Such a page is neither rendered nor put into its template; what others ask of it (its title, its
anchors, its links) is remembered with it. All of them are given up where the menu is another. A page
that was not rendered in silence is made each time, so that what is amiss in it is said each time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mkdocs.commands.build import _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from lessonry.website import forked
from lessonry.website.beside import Beside
from lessonry.website.ingredients import Ingredients, menu
from lessonry.website.kept import PAGES, Entry, Kept, Part, digest_of
from lessonry.website.known import is_known, reads_its_folder_alone
from lessonry.website.outward import shows_more
from lessonry.website.set_aside import SetAside

log = logging.getLogger("mkdocs.plugins.lessonry")
QUIET: Final = frozenset({"awesome-nav", "lessonry", "redirects", "search"})
"""Plugins that do nothing to a page's text, nor take anything of it that is not remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A page's own text, as it stands between all that surrounds it."""

    html: str
    """As its Markdown made it."""
    front: str
    """What it shows first."""


@dataclass(slots=True, kw_only=True)
class _Made:
    """What is known of a page that this build renders."""

    entry: Entry | None = None
    """As it was kept; nothing for one that is rendered."""
    key: str
    content: str = ""
    """A hash of all that it shows, where it was rendered."""
    cuts: tuple[int, ...] = ()


class Keeping:
    """One build of the pages of one language."""

    def __init__(
        self, kept: Kept, ingredients: Ingredients, nav: Navigation, *, is_quoted: bool
    ) -> None:
        """Begin with nothing chosen; the arguments are those of `keeping`."""
        self.kept, self.ingredients, self.nav = kept, ingredients, nav
        self.site, self.config, self.files = ingredients.site, ingredients.config, ingredients.files
        self.is_quoted = is_quoted
        self.pages = forked.published(self.files)
        self.made: dict[str, _Made] = {}
        """By their paths in `docs/`, the pages that may be kept."""
        self._listener = _Listener(self.config)
        self._former = kept.former.get(self.site.folder)
        self._menu = ""
        self.texts: SetAside | None = None
        """The texts of pages, where they wait on the disk."""

    def begin(self) -> None:
        """Choose the pages that stay, and give MkDocs what is remembered of them."""
        logger = logging.getLogger("mkdocs")
        logger.addHandler(self._listener)
        level = logger.getEffectiveLevel()
        former = self._former.pages if self._former else {}
        for page in self.pages:
            key = self.ingredients.of(page.file)
            if key is None:
                continue
            path = page.file.src_uri
            entry = former.get(path)
            stays = (
                entry is not None
                and entry.key == key
                and entry.level <= level
                and entry.edition in ("", self.site.course.edition)
                and self.kept.holds(entry)
            )
            self.made[path] = _Made(key=key, entry=entry if stays else None)
            if stays:
                page.render = self._renderer(page)  # type: ignore[method-assign, assignment]

    @property
    def rendered(self) -> list[Page]:
        """Return the pages that are not kept."""
        return [page for page in self.pages if self.entry(page) is None]

    def entry(self, page: Page) -> Entry | None:
        """Return what is remembered of a page that stays."""
        made = self.made.get(page.file.src_uri)
        return made.entry if made else None

    def whole(self, page: Page) -> str | None:
        """Return a page that stays, where more is made of it."""
        entry = self.entry(page)
        return self.kept.text(entry) if entry and self.is_quoted else None

    def text(self, page: Page) -> Text | None:
        """Return the own text of a page that stays, where more is made of it."""
        entry, text = self.entry(page), self.whole(page)
        if entry is None or text is None:
            return None
        begin, before, head, front, after = entry.cuts
        shown = begin + before + head
        return Text(
            html=text[begin : begin + before] + text[shown + front : shown + front + after],
            front=text[shown : shown + front],
        )

    def note(self, page: Page, content: str, cuts: tuple[int, ...]) -> None:
        """Remember what a page that was rendered shows.

        Args:
            page: The page.
            content: All of it, with its frame.
            cuts: The lengths of its text's first part, its frame's head, what it shows first, and the
                rest of its text.
        """
        made = self.made.get(page.file.src_uri)
        if made is not None:
            made.content, made.cuts = digest_of(_bytes(content)), cuts

    def settle(self, processes: int | None) -> None:
        """Render after all what was to stay, where the menu is another.

        Args:
            processes: How many may render; all titles are known by now.
        """
        self._menu = menu(self.nav.items, self.files)
        staying = [page for page in self.pages if self.entry(page)]
        if staying and (self._former is None or self._former.menu != self._menu):
            self._give_up(staying, processes)

    def lay(self, page: Page, beside: Beside) -> None:
        """Lay a page that stays beside its place; render it after all where it is no more there."""
        entry = self.entry(page)
        if entry is None:
            return
        if self.kept.lay(entry, Path(page.file.abs_dest_path)):
            beside.add(page, is_there=True)
        else:  # another build has taken it away meanwhile
            self._give_up([page], 1)

    def end(self) -> None:
        """Stop listening."""
        logging.getLogger("mkdocs").removeHandler(self._listener)

    def take(self) -> None:
        """Remember the pages of the site that was built, each as it stands there."""
        self.end()
        level = logging.getLogger("mkdocs").getEffectiveLevel()
        edition = self.site.course.edition
        pages: dict[str, Entry] = {}
        with suppress(OSError):
            (self.kept.home / PAGES).mkdir(parents=True, exist_ok=True)
            (self.kept.home / ".gitignore").write_text("*\n", encoding="utf-8")
            for page in self.pages:
                path = page.file.src_uri
                made = self.made.get(path)
                if made is None or path in self._listener.noisy:
                    continue
                if made.entry is not None:
                    pages[path] = made.entry
                    continue
                if self.ingredients.of(page.file) != made.key:
                    continue  # somebody wrote it meanwhile, and MkDocs has read one or the other
                file = Path(page.file.abs_dest_path)
                data = file.read_bytes() if file.is_file() else b""
                text = data.decode("utf-8")
                shown = self.texts.text(page) if self.texts else page.content or ""
                begin = text.find(shown) if shown else -1
                if begin < 0 or digest_of(_bytes(shown)) != made.content:
                    continue  # whatever made another text of it, nothing is known of that
                digest = digest_of(data)
                links = page.links_to_anchors or {}
                pages[path] = Entry(
                    key=made.key,
                    digest=digest,
                    stamp=self.kept.keep(file, digest),
                    level=level,
                    edition=edition if edition and edition in text else "",
                    title=page._title_from_render,
                    anchors=sorted(page.present_anchor_ids or ()),
                    links={file.src_uri: known for file, known in links.items()},
                    cuts=[begin, *made.cuts],
                )
            self.kept.parts[self.site.folder] = Part(menu=self._menu, pages=pages)

    def _renderer(self, page: Page) -> Callable[[MkDocsConfig, Files], None]:
        def render(config: MkDocsConfig, files: Files) -> None:
            entry = self.entry(page)
            if entry is None:
                Page.render(page, config, files)
                return
            page.content = ""
            page._title_from_render = entry.title
            page.present_anchor_ids = set(entry.anchors)
            found = {files.get_file_from_path(path): one for path, one in entry.links.items()}
            page.links_to_anchors = {file: one for file, one in found.items() if file is not None}

        return render

    def _forget(self, page: Page) -> None:
        self.made[page.file.src_uri].entry = None
        page.__dict__.pop("render", None)

    def _give_up(self, pages: list[Page], processes: int | None) -> None:
        """Render pages that were to stay, as MkDocs would have."""
        config = self.config
        for page in pages:
            self._forget(page)
        helpers = forked.begin(pages, self.files, config, self.site, processes)
        try:
            for page in pages:
                _populate_page(page, config, self.files)
        finally:
            if helpers is not None:
                helpers.end()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def is_quiet(config: MkDocsConfig) -> bool:
    """Return whether no plugin takes anything of a page as it is put into its template."""
    plugins = {name.removeprefix("material/"): one for name, one in config.plugins.items()}
    theirs: Any = plugins.get("search")
    if theirs is not None and theirs.config.get("enabled", True):
        return False  # it reads each page's text as it goes by
    return is_known(config) and plugins.keys() <= QUIET


def keeping(
    kept: Kept, ingredients: Ingredients, nav: Navigation, *, is_quoted: bool
) -> Keeping | None:
    """Begin to keep the pages of a build, of quiet plugins; return nothing where they may be others.

    Args:
        kept: What earlier builds left.
        ingredients: What the pages of this one are made of.
        nav: The menu.
        is_quoted: Whether more than the pages themselves is made of their texts.
    """
    config = ingredients.config
    if not reads_its_folder_alone(config, ingredients.sources.folder) or shows_more(config):
        return None
    made = Keeping(kept, ingredients, nav, is_quoted=is_quoted)
    try:
        made.begin()
    except (OSError, TypeError) as error:
        made.end()
        log.debug("No page is kept: %s", error)
        return None
    return made


class _Listener(logging.Handler):
    """Notes the pages whose making says anything."""

    def __init__(self, config: MkDocsConfig) -> None:
        super().__init__(logging.INFO)
        self.config = config
        self.noisy: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        page = self.config._current_page
        if page is not None:
            self.noisy.add(page.file.src_uri)
