"""Where the pages of a built site are in a book: what their links and pictures become there."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from lessonry.exporters.prose import Element
from lessonry.exporters.written.packed import PACKED, Packed
from lessonry.exporters.written.pictures import Pictures

HOME: Final = "https://course.invalid/"
"""Stands for the course's own address where questions are rendered; no host can be called so."""
PLAIN: Final = re.compile(r"^use_directory_urls:\s*false", re.M)
WAYS: Final = frozenset({"http", "https", "mailto", "tel"})


@dataclass(kw_only=True)
class Places:
    """One site, and the book that is made of it."""

    site: Path
    folder: Path
    """The course's."""
    url: str | None
    """Where the course is on the web."""
    names: dict[str, str]
    """The book's files of the lessons, by their pages."""
    part: str = ""
    """Of a translation, the part of the site that holds it: `es/`."""
    packed: Packed
    """What the questions show."""
    pictures: Pictures = field(init=False)

    def __post_init__(self) -> None:
        self.site = self.site.resolve()
        self.pictures = self.packed.pictures

    @cached_property
    def is_plain(self) -> bool:
        """Return whether a page `a.md` is at `a.html` on the web, too."""
        try:
            said = (self.folder / "mkdocs.yml").read_text("utf-8", errors="replace")
        except OSError:
            return False
        return PLAIN.search(said) is not None

    def public(self, path: str) -> str | None:
        """Return the address on the web of a file of the site, where the course has one."""
        if not self.url:
            return None
        if not self.is_plain and path.endswith(".html"):
            is_index = posixpath.basename(path) == "index.html"
            path = path.removesuffix("index.html") if is_index else f"{path[:-5]}/"
        return urljoin(self.url, quote(path))


def page_of(path: str) -> str:
    """Return the page of the site that a file of `docs/` becomes."""
    folder, name = posixpath.split(path.removesuffix(".md"))
    return posixpath.join(folder, "index.html" if name == "README" else f"{name}.html")


@dataclass(frozen=True, slots=True)
class Around:
    """What is around one page of the site."""

    places: Places
    page: str

    def link(self, href: str) -> str | None:
        """Return the link as the book has it; nothing for one that leads nowhere."""
        href = href.strip()
        try:
            parts = urlsplit(href)
        except ValueError:
            return None
        for home in (HOME, self.places.url):
            if home and href.startswith(home):
                return self._inside("index.html", href[len(home) :])
        if parts.scheme or parts.netloc:
            is_known = parts.scheme in WAYS and (parts.netloc or parts.scheme in ("mailto", "tel"))
            return quote(href, safe="%/:?#[]@!$&'()*+,;=~-._") if is_known else None
        if href.startswith("/"):
            return urljoin(self.places.url, href) if self.places.url else None
        return self._inside(self.page, href)

    def _inside(self, page: str, href: str) -> str | None:
        parts = urlsplit(href)
        if not parts.path:
            if page == self.page:
                return f"#{unquote(parts.fragment)}" if parts.fragment else None
            path = "index.html"
        elif parts.path.endswith(".xhtml") and page == self.page:
            return href  # of questions, which know the book's files
        else:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
            if path.startswith("../"):
                return None
            if parts.path.endswith("/"):
                stem = path if path != "." else "index"
                in_folder = self._has(f"{path}/index.html")
                path = f"{path}/index.html" if in_folder else f"{stem}.html"
        # A lesson that is not translated is in the book all the same.
        name = self.places.names.get(path) or self.places.names.get(f"{self.places.part}{path}")
        if name:
            return f"{name}#{unquote(parts.fragment)}" if parts.fragment else name
        address = self.places.public(path)
        return f"{address}#{parts.fragment}" if address and parts.fragment else address

    def _has(self, page: str) -> bool:
        return page in self.places.names or f"{self.places.part}{page}" in self.places.names

    def picture(self, src: str) -> str | None:
        """Return the name of a picture in the book; nothing for one that it cannot show."""
        if src.startswith(PACKED):
            return self.places.packed.picture(src)
        if src.startswith("data:"):
            return self.places.pictures.address(src)
        try:
            parts = urlsplit(src)
        except ValueError:
            return None
        if parts.scheme or parts.netloc or not parts.path or src.startswith("/"):
            return None
        path = posixpath.join(posixpath.dirname(self.page), unquote(parts.path))
        file = (self.places.site / path).resolve()
        if not file.is_relative_to(self.places.site):
            return None
        return self.places.pictures.file(file, posixpath.normpath(path))

    def drawing(self, svg: Element) -> str | None:
        """Return the name of a drawing that stands in the page itself."""
        return self.places.pictures.drawing(svg)
