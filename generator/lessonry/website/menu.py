"""The menu that every page repeats, cut at its items and put together as Material makes it.

Of a page's menu only the way down to that page is its own. All else differs from another page's in
addresses alone, which are relative. So each part of the menu is rendered once, by the theme's own
templates, with a mark in the place of every address, and a page costs a few joins instead of a menu.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, normalize_url

MENU: Final = "partials/nav.html"
ITEM: Final = "partials/nav-item.html"
ADDRESS: Final = re.compile("\x02([^\x03]*)\x03")
"""An address that is still to be made relative, as it stands in what is kept."""
NOWHERE: Final = "\x02"
"""A folder's name in which no page lies."""
KEPT: Final = 8
"""In how many folders' words a part of the menu is kept: most have one or two."""

Told = Mapping[str, Any]
"""What a template is told: MkDocs' context of a page."""


class Uncut(Exception):
    """The menu is not made as this module takes it to be; the theme must make it itself."""


class Elsewhere:
    """Stands for the page where nothing may depend on it: it is no item, and says no more."""

    def __getattr__(self, name: str) -> Any:
        raise Uncut(f"an item asks for the page's `{name}`")

    def __str__(self) -> str:
        raise Uncut("an item depends on where the page is")


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where an item stands in the menu."""

    item: Any
    index: int
    """Among its siblings, from 0."""
    path: str
    """The name that the theme's templates make from the indexes."""
    level: int
    parent: Place | None

    @property
    def told(self) -> tuple[Any, ...]:
        """Return what the theme's macro is called with."""
        parent = (self.parent.item,) if self.parent else ()
        return (self.item, self.path, self.level, *parent)


@dataclass(slots=True, eq=False)
class Part:
    """The list of a section that the page is in, or the whole menu, cut at its items."""

    texts: list[str]
    """What is around the items, and the items as they are when the page is in none of them, by turns."""
    own: int | None
    """Which of the items has no place in the list, since it is the section's own page."""
    _folders: Counter[str] = field(init=False)
    """How many addresses lie in each folder."""
    _within: dict[int, Counter[str]] = field(default_factory=dict)
    """The same for one item."""
    _made: dict[tuple[int, str], tuple[str, list[int]]] = field(default_factory=dict)
    """The text, and where its pieces end, for pages of one depth and one folder shared with it."""

    def __post_init__(self) -> None:
        self._folders = _folders(self.texts)

    def around(self, index: int | None, folder: list[str]) -> tuple[str, str]:
        """Return what stands before and after one item on a page in `folder`; all, where it is none."""
        if index is not None and index not in self._within:
            self._within[index] = _folders(self.texts[2 * index + 1 : 2 * index + 2])
        without = self._within[index] if index is not None else Counter()
        # An address is relative by what it shares with the page's folder. Pages that share no more
        # than these first names with anything that is shown have all addresses alike.
        shared = 0
        for end in range(1, len(folder) + 1):
            name = "/".join(folder[:end])
            if self._folders[name] <= without[name]:
                break
            shared = end
        text, ends = self._text(len(folder), "/".join(folder[:shared]))
        if index is None:
            return text, ""
        return text[: ends[2 * index]], text[ends[2 * index + 1] :]

    def _text(self, depth: int, shared: str) -> tuple[str, list[int]]:
        if made := self._made.get((depth, shared)):
            return made
        here = [*shared.split("/")] if shared else []
        here += [NOWHERE] * (depth - len(here))
        near = _Near("/".join(here) + "/" if here else "")
        known: dict[str, str] = {}

        def relative(found: re.Match[str]) -> str:
            url = found[1]
            if url not in known:
                known[url] = normalize_url(url, page=near)  # type: ignore[arg-type]
            return known[url]

        pieces = [ADDRESS.sub(relative, text) for text in self.texts]
        ends, end = [], 0
        for piece in pieces:
            end += len(piece)
            ends.append(end)
        if len(self._made) >= KEPT:
            self._made.clear()
        self._made[depth, shared] = made = "".join(pieces), ends
        return made


@dataclass(frozen=True, slots=True)
class _Near:
    """All that MkDocs asks of a page to make an address relative to it."""

    url: str


class Menu:
    """The menu of one site, from the theme's own templates."""

    def __init__(self, env: Environment, told: Told) -> None:
        """Cut the menu that `told` names.

        Args:
            env: Of the theme; its loader finds the theme's own templates.
            told: What any page's templates are told.

        Raises:
            Uncut: It has items that only the theme knows.
        """
        self.nav: Navigation = told["nav"]
        self._env = env.overlay()
        self._env.filters = {**env.filters, "url": _marked}
        self._told = {**told, "page": Elsewhere(), "base_url": Elsewhere()}
        template: Any = self._env.get_template(ITEM)
        self._render: Callable[..., str] = template.make_module(self._told, True).render
        self._parts: dict[Place | None, Part] = {}
        self.places: dict[int, Place] = {}
        """Of the pages, by their identity: MkDocs compares pages by title and file."""
        self._children: dict[Place | None, list[Place]] = {}
        self._place(self.nav.items, None)

    def _place(self, items: list[Any], parent: Place | None) -> None:
        path, level = (f"{parent.path}_", parent.level + 1) if parent else ("__nav_", 1)
        places = [
            Place(item, index, f"{path}{index + 1}", level, parent)
            for index, item in enumerate(items)
        ]
        self._children[parent] = places
        for place in places:
            item = place.item
            if isinstance(item, Page) and not item.children and not getattr(item, "pages", None):
                if id(item) in self.places:
                    raise Uncut(f"{item.file.src_uri} stands there twice")
                self.places[id(item)] = place
            elif type(item) is Section:
                self._place(item.children, place)
            elif type(item) is not Link:
                raise Uncut(f"there is an item of the kind {type(item).__name__}")

    def html(self, page: Page, render: Callable[..., str]) -> str:
        """Return the menu on a page.

        Args:
            page: That page.
            render: The theme's macro for an item, told what that page's templates are told.
        """
        folder = folder_of(page)
        place = self.places.get(id(page))
        if place is None:
            return self._part(None, page).around(None, folder)[0]
        if self._part(place.parent, page).own == place.index:
            assert place.parent is not None
            place = place.parent
        html = str(render(*place.told))
        while True:
            before, after = self._part(place.parent, page).around(place.index, folder)
            html = f"{before}{html}{after}"
            if place.parent is None:
                return html
            place = place.parent

    def _part(self, section: Place | None, page: Page) -> Part:
        """Return the list of a section as it is while some page below it is shown."""
        if section not in self._parts:
            with _shown_in(section.item if section else None, page):
                self._parts[section] = self._cut(section)
        return self._parts[section]

    def _cut(self, section: Place | None) -> Part:
        if section is None:
            whole = "".join(rendered(self._env, MENU, self._told))
        else:
            whole = str(self._render(*section.told))
        texts, end, own = [], 0, None
        for place in self._children[section]:
            item = str(self._render(*place.told))
            at = whole.find(item, end)
            if at >= 0:
                texts += [whole[end:at], item]
                end = at + len(item)
            elif own is None and getattr(place.item, "is_index", False):
                own = place.index
                texts += ["", ""]
            else:
                raise Uncut(f"{place.item!r} is not where it should be")
        return Part([*texts, whole[end:]], own)


@pass_context  # as MkDocs' own, so that what Jinja compiles is the same
def _marked(context: Context, url: str) -> str:
    return f"\x02{url}\x03"


def rendered(env: Environment, name: str, told: Told) -> Iterator[str]:
    """Render a template as `include` does."""
    template = env.get_template(name)
    return template.root_render_func(template.new_context(dict(told), shared=True))


def folder_of(page: Page) -> list[str]:
    """Return the folders that a page lies in, as MkDocs' `get_relative_url` takes them."""
    folder, _, name = page.url.rpartition("/")
    return _parts(folder if "." in name else page.url)


def _parts(url: str) -> list[str]:
    path = posixpath.normpath(f"/{url.lstrip('/')}").strip("/")
    return path.split("/") if path else []


def _folders(texts: list[str]) -> Counter[str]:
    """Count the addresses in each folder, and the addresses themselves."""
    found: Counter[str] = Counter()
    for url, count in Counter(url for text in texts for url in ADDRESS.findall(text)).items():
        parts = _parts(get_relative_url(url, ""))
        for end in range(1, len(parts) + 1):
            found["/".join(parts[:end])] += count
    return found


@contextmanager
def _shown_in(section: Section | None, page: Page) -> Iterator[None]:
    """Let a section be the one that the page is in, though none of its items is the page."""
    page.active = False
    if section is not None:
        section.active = True
    try:
        yield
    finally:
        if section is not None:
            section.active = False
        page.active = True
