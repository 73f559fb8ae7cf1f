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
from lessonry.website.pieces import pieces_for
from lessonry.website.site import Site

OWN_IDS = re.compile(r'((?:\b(?:id|name|for)="|\bhref="#))__')
"""Ids that extensions count from one in each Markdown object: tabs, line numbers."""
ANY_ID = re.compile(r'\b(?:id|name|for)=|\bhref="#')
"""What must not be on a page twice."""
PICTURE = re.compile(r"<img\b[^>]*>")
PICTURE_CLASS = re.compile(r"""\bclass=(?:"([^"]*)"|'([^']*)'|([^\s>]*))""")
UNLIT = "off-glb"
"""The class by which the lightbox passes over a picture: a click on a choice chooses."""
LIT = re.compile(r"\bo(?:n|ff)-glb\b")


class SiteProse:
    """Renders the pieces of the quizzes of one page."""

    def __init__(self, page: Markdown, site: Site) -> None:
        site.pieces = pieces_for(page, site.extensions, site.pieces)
        self.site = site
        self.pieces = site.pieces
        self.links = _QuizLinks(self.pieces.markdown, site)
        self.relpath: Treeprocessor | None = None
        if "relpath" in page.treeprocessors:
            # MkDocs' own: it turns links between source files into URLs, and checks them.
            self.relpath = page.treeprocessors["relpath"]
        self.count = 0
        self.known: dict[tuple[str, str], str] = {}

    def place_on(self, page: str | None) -> None:
        """Say which page of `docs/` the pieces that follow stand on, where that is known."""
        self.links.page = page
        self.known.clear()

    def block(self, prose: Prose) -> str:
        """Return `prose` as HTML, with ids that no other piece of the page has."""
        self.count += 1
        if self.pieces.plain is None:
            return self._converted(prose)
        made = self.pieces.plain.paragraph(prose.markdown)
        if made is not None:
            return made
        # What can be chosen is there again among the answers.
        piece = (prose.markdown, prose.place.source.path)
        made = self.known.get(piece)
        if made is None:
            made = self._converted(prose)
            if not ANY_ID.search(made):
                self.known[piece] = made
        return made

    def _converted(self, prose: Prose) -> str:
        markdown = self.pieces.take(self.links, self.relpath)
        self.links.prose = prose
        markdown.reset()
        self.pieces.number(self.count)
        try:
            made = markdown.convert(prose.markdown)
        except RecursionError:
            message = f"{prose.place}: this is nested too deeply and is shown as it was written."
            self.site.warnings.append(message)
            return f"<pre>{html.escape(prose.markdown)}</pre>"
        if self.site.has_lightbox:
            made = PICTURE.sub(_unlit, made)
        return OWN_IDS.sub(rf"\g<1>__lr{self.count}_", made)


def _unlit(picture: re.Match[str]) -> str:
    """Return a picture that the lightbox leaves, unless its author says how it is to be."""
    tag = picture[0]
    if LIT.search(tag):
        return tag
    named = PICTURE_CLASS.search(tag)
    if named is None:
        return tag.replace("<img", f'<img class="{UNLIT}"', 1)
    value = named[1] or named[2] or named[3] or ""
    return f'{tag[: named.start()]}class="{UNLIT} {value}"{tag[named.end() :]}'


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
