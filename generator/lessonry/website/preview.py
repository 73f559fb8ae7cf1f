"""Cuts a full page in two: what everybody may read, and what a code opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from mkdocs.structure.toc import AnchorLink

from lessonry.readers.access import MORE

TITLE = re.compile(r"\s*<h1\b.*?</h1>", re.DOTALL)
ID = re.compile(r"""\sid=["']?([^"'\s>]+)""")
VOID = (
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
)  # fmt: skip
"""Elements that have no end."""


def cut(html: str) -> tuple[str, str]:
    """Return a page's preview and the rest: at the mark that stands in no element, or behind the title.

    Where it is not sure that the mark stands in none, all but the title is the rest.
    """
    reader = _Reader(html)
    if reader.mark is not None:
        return html[: reader.mark], html[reader.mark :]
    title = TITLE.match(html)
    at = title.end() if title else 0
    return html[:at], html[at:]


def cut_markdown(markdown: str) -> str:
    """Return the Markdown of a page's preview, for whoever else makes something of a page's text."""
    mark = MORE.search(markdown)
    return markdown[: mark.start()] if mark else ""


def headings_in(html: str, entries: Iterable[AnchorLink]) -> Iterator[AnchorLink]:
    """Yield the entries of a table of contents whose headings stand in `html`."""
    shown = set(ID.findall(html))
    for entry in entries:
        if entry.id in shown:
            entry.children = list(headings_in(html, entry.children))
            yield entry


class _Reader(HTMLParser):
    """Finds the mark where no element is open."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.mark: int | None = None
        self.depth = 0
        self.lines = [0]
        for line in html.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag not in VOID

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over an element that ends at once."""

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag not in VOID

    def handle_comment(self, data: str) -> None:
        if self.depth == 0 and self.mark is None and MORE.fullmatch(f"<!--{data}-->"):
            line, column = self.getpos()
            self.mark = self.lines[line - 1] + column
