"""Renders what stands inside a quiz with the site's own Python-Markdown, and mends its links."""

from __future__ import annotations

import html
import posixpath
import re
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from lessonry.domain.prose import Prose
from lessonry.website.pieces import pieces_like
from lessonry.website.site import Site

OWN_IDS = re.compile(r'((?:\b(?:id|name|for)="|\bhref="#))__')
"""Ids that extensions count from one in each Markdown object: tabs, line numbers."""


class SiteProse:
    """Renders the pieces of the quizzes of one page."""

    def __init__(self, page: Markdown, site: Site) -> None:
        self.markdown = pieces_like(page, site.extensions)
        self.count = 0
        self.links = _QuizLinks(self.markdown, site)
        self.markdown.treeprocessors.register(self.links, "lessonry-links", 1)
        if "relpath" in page.treeprocessors:
            # MkDocs' own: it turns links between source files into URLs, and checks them.
            relpath = page.treeprocessors["relpath"]
            self.markdown.treeprocessors.register(relpath, "relpath", 0)

    def place_on(self, page: str | None) -> None:
        """Say which page of `docs/` the pieces that follow stand on, where that is known."""
        self.links.page = page

    def block(self, prose: Prose) -> str:
        """Return `prose` as HTML, with ids that no other piece of the page has."""
        self.links.prose = prose
        self.markdown.reset()
        self.count += 1
        try:
            made = self.markdown.convert(prose.markdown)
        except RecursionError:
            message = f"{prose.place}: this is nested too deeply and is shown as it was written."
            self.links.site.warnings.append(message)
            return f"<pre>{html.escape(prose.markdown)}</pre>"
        return OWN_IDS.sub(rf"\g<1>__lr{self.count}_", made)


class _QuizLinks(Treeprocessor):
    """Makes links that are written relative to a quiz file relative to the page that places it."""

    def __init__(self, markdown: Markdown, site: Site) -> None:
        super().__init__(markdown)
        self.site = site
        self.prose: Prose | None = None
        self.page: str | None = None

    def run(self, root: Element) -> None:
        """Change `href` and `src` in place."""
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            link = element.get(name) if name else None
            if name and link:
                element.set(name, self._mended(link))

    def _mended(self, link: str) -> str:
        try:
            parts = urlsplit(link)
        except ValueError:
            place = self.prose.place if self.prose else ""
            self.site.warnings.append(f"{place}: `{link}` is no link that a browser can follow.")
            return "#"
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return link
        if self.prose is None or self.page is None:
            return link
        written_in = self.prose.place.source.path
        layout = self.site.layout
        docs = layout.label((layout.original or layout).docs)
        if written_in.startswith(f"{docs}/"):
            return link
        folder = posixpath.dirname(written_in)
        target = posixpath.normpath(posixpath.join(folder, parts.path))
        if layout.original is not None:
            # A translation's links may be as the original has them, or as seen from its own file.
            first = layout.label(layout.original.quizzes)
            own = layout.label(layout.docs)
            if not target.startswith(f"{docs}/") and folder == layout.label(layout.quizzes):
                target = posixpath.normpath(posixpath.join(first, parts.path))
            if target.startswith(f"{own}/"):
                target = f"{docs}/{target.removeprefix(f'{own}/')}"
        if not target.startswith(f"{docs}/"):
            self.site.warnings.append(
                f"{self.prose.place}: `{link}` leads outside {docs}/, so it is not on the site. "
                f"Put the file into {docs}/ and write the path as seen from the quiz file."
            )
            return link
        inside = target.removeprefix(f"{docs}/")
        here = posixpath.dirname(self.page) or "."
        return parts._replace(path=posixpath.relpath(inside, here)).geturl()
