"""Seals what is full: cuts each page behind its preview, and lays the rest encrypted beside the site.

A part leaves its page as soon as it is rendered, before anything reads the page's text, its headings
or its pictures. It is sealed at the end of the build, with the files that only such parts use.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import TableOfContents

from lessonry.access import place, sealing
from lessonry.access.book import Book
from lessonry.access.sealing import Ring
from lessonry.diagnostics import Diagnostic
from lessonry.domain.course import Course, Lesson, Page
from lessonry.project import Layout
from lessonry.rendering.access import render_panel, render_preview
from lessonry.website.access_audit import ClosedAudit, closed_audit
from lessonry.website.assets import FOLDER, STYLE, styles_of
from lessonry.website.enclosing import Enclosing
from lessonry.website.locks import now
from lessonry.website.preview import cut, cut_markdown, headings_in
from lessonry.website.site import Site

CODES = f"{FOLDER}/access-codes"
"""The folder of the site that holds, for each list of codes, the parts and the wrapped keys."""
INDEX = "index.json"
"""Tells the browser under which names this build's parts and keys lie."""
SIGN = "full"
"""The status of a page in the theme's navigation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What of a page stands behind its preview."""

    page: Page
    file: str
    """Of the page, in the site."""
    html: str
    folder: str = ""
    """Of a translation, the part of the site that holds it: `es/`."""

    @property
    def name(self) -> str:
        """Return what its file is called, below the folder of parts."""
        return self.folder + name_of(self.page)


@dataclass(kw_only=True)
class Closed:
    """The full pages of one build."""

    course: Course
    ring: Ring | None
    """Nothing where this machine has no codes, so that the parts are left out."""
    codes: tuple[str, ...] = ()
    """Those that hold."""
    is_preview: bool = False
    """Whether the trainer is looking: then everything is shown, and marked."""
    parts: dict[str, Part] = field(default_factory=dict)
    """By the path of their page."""
    whole: dict[str, str] = field(default_factory=dict)
    """Their HTML with their files in it, once it is written."""
    folder: str = ""
    """Of a translation, the part of the site that holds it: `es/`."""

    def page_at(self, path: str | None) -> Page | None:
        """Return the full page of that path."""
        pages = (*self.course.lessons, *self.course.pages)
        return next((p for p in pages if p.path == path and p.access.is_full), None)

    def name_sign(self, config: MkDocsConfig, site: Site) -> None:
        """Say what the sign of full pages in the theme's navigation means."""
        if is_full(self.course):
            signs = config.extra.setdefault("status", {})
            if isinstance(signs, dict):
                signs.setdefault(SIGN, site.words.say("opens with an access code"))

    def put_sign(self, page: SitePage) -> None:
        """Put the sign on a full page; one of the trainer's own stays."""
        if self.page_at(page.file.src_uri):
            page.meta.setdefault("status", SIGN)

    def take(self, site: Site, html: str, front: str, page: SitePage) -> tuple[str, str]:
        """Return what everybody may read of a page, and what it shows first; a free page as it is.

        Args:
            site: With the page that is being rendered.
            html: As the page's Markdown made it.
            front: What a page shows first, such as its video: of a full page it is full, too.
            page: As the host has it; its text and its contents are cut alike.
        """
        full = self.page_at(page.file.src_uri)
        if full is None:
            return html, front
        preview, rest = cut(html)
        if not (rest.strip() or front):
            return html, front
        about = full.description if isinstance(full, Lesson) else None
        if full.access.mark is None and about:
            preview += site.environment.from_string("<p>{{ about }}</p>\n").render(about=about)
        if self.is_preview:
            return preview + render_preview(site.environment) + front + rest, ""
        page.markdown = cut_markdown(page.markdown or "")
        page.toc = TableOfContents(list(headings_in(preview, page.toc)))
        made = Part(
            page=full,
            file=self.folder + page.file.dest_uri,
            html=front + rest,
            folder=self.folder,
        )
        self.parts[self.folder + full.path] = made
        part = made.name if self.ring else None
        return preview + render_panel(site.environment, self.course.identifier, part), ""

    def write(self, folder: Path, docs: Path) -> Iterator[Diagnostic]:
        """Write the sealed parts and the wrapped keys into a built site; yield what stays public.

        Args:
            folder: The built site.
            docs: The course's pages and their files.
        """
        enclosing = Enclosing(site=folder, docs=docs)
        for path, part in sorted(self.parts.items()):
            self.whole[path], too_large = enclosing.enclosed(part.html, part.file)
            for file in too_large:
                message = (
                    f"{file} is too large to travel inside the sealed part, so it stays public."
                )
                place = part.page.access.place
                assert place is not None
                yield Diagnostic(code="LR624", message=message, place=place)
        enclosing.remove()
        if self.ring is not None and self.whole:
            self._seal(self.ring, folder)

    def _seal(self, ring: Ring, folder: Path) -> None:
        for path, html in self.whole.items():
            styles = [style for style in styles_of(html) if style != STYLE]
            content = json.dumps({"html": html, "styles": styles}, ensure_ascii=False)
            name = self.parts[path].name
            data = sealing.sealed(ring, name, content.encode())
            _write(folder, f"{ring.edition}/parts/{name}.bin", data)
        shards = sealing.shards(ring, self.codes)
        for number, shard in enumerate(shards):
            _write(folder, f"{ring.edition}/keys/{number}.bin", shard)
        said: dict[str, Any] = {
            "course": self.course.identifier,
            "folder": ring.edition,
            "salt": ring.salt.hex(),
            "bits": len(shards).bit_length() - 1,
        }
        _write(folder, INDEX, json.dumps(said).encode() + b"\n")

    def texts(self) -> dict[str, str]:
        """Return the sealed parts by their pages' files: who opens one must find no exam's key."""
        return {part.file: part.html for part in self.parts.values()}

    def audit(self, layout: Layout) -> ClosedAudit | None:
        """Return what looks in a built site for the sealed parts."""
        parts = [(part.page.title, part.html) for part in self.parts.values()]
        return closed_audit(self.course, layout, parts, self.codes)


def open_access(course: Course, *, is_preview: bool) -> Closed:
    """Return the full pages of a build that begins.

    Raises:
        UsageError: The book of codes is not what it should be.
        WorldError: It cannot be read.
    """
    book = _book(course) if is_full(course) else None
    codes = book.held(today()) if book else ()
    ring = sealing.ring(book.secret, course.identifier, codes) if book and codes else None
    return Closed(course=course, ring=ring, codes=codes, is_preview=is_preview)


def check_codes(course: Course) -> Iterator[Diagnostic]:
    """Yield a warning where full pages cannot be sealed here, and so are left out.

    Raises:
        UsageError: The book of codes is not what it should be.
        WorldError: It cannot be read.
    """
    places = [page.access.place for page in (*course.lessons, *course.pages) if page.access.is_full]
    if not places or places[0] is None:
        return
    book = _book(course)
    if book is not None and book.held(today()):
        return
    why = "Of the course's access codes none holds today"
    if book is None:
        why = "This machine has no access codes of the course"
    message = f"{why}, so what is full is left out of the site."
    yield Diagnostic(code="LR622", message=message, place=places[0])


def is_full(course: Course) -> bool:
    """Return whether any page of the course is full."""
    return any(page.access.is_full for page in (*course.lessons, *course.pages))


def name_of(page: Page) -> str:
    """Return what a page's part is called."""
    return page.path.removesuffix(".md")


def today() -> date:
    """Return the day of the build: of `SOURCE_DATE_EPOCH`, or today."""
    return now().date()


def _book(course: Course) -> Book | None:
    did = course.did.name if course.did else None
    return place.load(course.identifier, course.url, did)


def _write(site: Path, name: str, data: bytes) -> None:
    file = site / CODES / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
