"""Renders what stands inside a quiz with the site's own Python-Markdown, and mends its links."""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from lessonry.domain.prose import Prose
from lessonry.website.site import Site

LEFT_OUT = frozenset({"TocExtension", "FootnoteExtension", "LessonryExtension"})
"""Extensions that speak of a whole page; in a piece of one they would repeat ids."""
LEFT_OUT_MODULES = (
    "markdown.extensions.toc", "markdown.extensions.footnotes", "pymdownx.blocks", "mkdocs.",
)  # fmt: skip
"""Where processors of such extensions are defined, and MkDocs' own, which it adds to each page."""


class SiteProse:
    """A second Markdown object with the extensions of the first, for the pieces of a quiz."""

    def __init__(self, page: Markdown, site: Site) -> None:
        self.markdown = Markdown(
            extensions=[
                _again(extension)
                for extension in page.registeredExtensions
                if type(extension).__name__ not in LEFT_OUT
            ],
            tab_length=page.tab_length,
        )
        _take_over(page, self.markdown)
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
        """Return `prose` as HTML."""
        self.links.prose = prose
        self.markdown.reset()
        return self.markdown.convert(prose.markdown)


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
        docs = self.site.layout.label(self.site.layout.docs)
        if written_in.startswith(f"{docs}/"):
            return link
        target = posixpath.normpath(posixpath.join(posixpath.dirname(written_in), parts.path))
        if not target.startswith(f"{docs}/"):
            self.site.warnings.append(
                f"{self.prose.place}: `{link}` leads outside {docs}/, so it is not on the site. "
                f"Put the file into {docs}/ and write the path as seen from the quiz file."
            )
            return link
        inside = target.removeprefix(f"{docs}/")
        here = posixpath.dirname(self.page) or "."
        return parts._replace(path=posixpath.relpath(inside, here)).geturl()


def _again(extension: Extension) -> Extension:
    """Return a fresh extension with the same settings, or the same one where that cannot be."""
    try:
        return type(extension)(**extension.getConfigs())
    except (TypeError, KeyError, ValueError):
        return extension


def _take_over(page: Markdown, pieces: Markdown) -> None:
    """Copy what extensions added to `page` without registering themselves: tables, lists, HTML.

    Python-Markdown remembers only extensions that want to be reset; of the others (`tables`,
    `def_list`, `md_in_html`) nothing is left but their processors.
    """
    pieces.ESCAPED_CHARS = list(page.ESCAPED_CHARS)
    pieces.block_level_elements = list(page.block_level_elements)
    for theirs, ours in _registries(page, pieces):
        # A registry tells names and priorities to nobody.
        for name, priority in list(theirs._priority):  # type: ignore[attr-defined]
            processor = theirs[name]
            if type(processor).__module__.startswith(LEFT_OUT_MODULES):
                continue
            if name in ours and type(ours[name]) is type(processor):
                continue
            mine = copy.copy(processor)
            if getattr(mine, "md", None) is page:
                mine.md = pieces
            if getattr(mine, "parser", None) is page.parser:
                mine.parser = pieces.parser
            ours.register(mine, name, priority)


def _registries(page: Markdown, pieces: Markdown) -> Iterator[tuple[Registry[Any], Registry[Any]]]:
    yield page.preprocessors, pieces.preprocessors
    yield page.parser.blockprocessors, pieces.parser.blockprocessors
    yield page.inlinePatterns, pieces.inlinePatterns
    yield page.treeprocessors, pieces.treeprocessors
    yield page.postprocessors, pieces.postprocessors
