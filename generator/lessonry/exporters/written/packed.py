"""Where questions lie that are read outside of their course: what their links and pictures are there."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote

from lxml import html as lxml_html

from lessonry.exporters.prose import Element, HtmlProse
from lessonry.exporters.written.pictures import Pictures
from lessonry.exporters.written.tidy import Tidy
from lessonry.locales.words import Words

PACKED: Final = "packed:"
"""Before the name of a picture that questions have."""


def address(name: str) -> str:
    """Return what stands in `src` for a picture that questions have."""
    return PACKED + quote(name)


class Packed:
    """The surroundings of questions that stand in no lesson."""

    def __init__(self, prose: HtmlProse, words: Words, *, has_tex: bool = False) -> None:
        self.prose = prose
        self.words = words
        self.has_tex = has_tex
        self.pictures = Pictures()
        self.notes: dict[str, None] = {}

    def page(self, html: str) -> Element:
        """Return what questions say, fit for a book or a card."""
        tidy = Tidy(around=self, say=self.words.say, has_tex=self.has_tex)
        made = tidy.page(lxml_html.fragment_fromstring(html, create_parent="div"))
        self.notes.update(dict.fromkeys(tidy.notes))
        return made

    @property
    def told(self) -> tuple[str, ...]:
        """Return all that the trainer should know of links and pictures."""
        return tuple(dict.fromkeys([*self.notes, *self.prose.notes, *self.pictures.notes]))

    def link(self, href: str) -> str | None:
        """Return a link: only those to the web, and within the page, lead on."""
        return href if href.startswith(("http://", "https://", "mailto:", "#")) else None

    def picture(self, src: str) -> str | None:
        """Return the name of a picture."""
        if not src.startswith(PACKED):
            return None
        content = self.prose.files.get(unquote(src.removeprefix(PACKED)))
        if content is None:
            return None
        if isinstance(content, bytes):
            return self.pictures.data(content, "", "A picture in the text")
        return self.pictures.file(content, content.name)

    def drawing(self, svg: Element) -> str | None:
        """Return the name of a drawing that stands in the text."""
        return self.pictures.drawing(svg)
