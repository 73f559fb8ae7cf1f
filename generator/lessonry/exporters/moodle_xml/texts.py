"""Writes prose as the texts of a Moodle file, each with the pictures that it shows."""

from __future__ import annotations

import base64
import re
from html import escape
from pathlib import Path
from typing import Final

from lessonry.domain.items.frame import GAP_MARK
from lessonry.domain.prose import Prose
from lessonry.exporters.plain import text_of
from lessonry.exporters.prose import HtmlProse

MARK: Final = "@@PLUGINFILE@@/"
SHOWN = re.compile(re.escape(MARK) + r"([A-Za-z0-9._-]+)")
LONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p\b).)*)</p>", re.DOTALL)
LARGEST_FILE: Final = 6_000_000
"""Bytes of a file that is written into the text; what reads such files stops at ten million signs."""


class Texts:
    """Makes the texts of one file."""

    def __init__(self, folder: Path, url: str | None, part: str = "") -> None:
        self.prose = HtmlProse(folder, url=url, address=lambda name: MARK + name, part=part)
        self.told = 0
        self.lost: list[str] = []

    def fragment(self, prose: Prose | None) -> str:
        """Return the prose as HTML, what is one paragraph without its tags."""
        if prose is None:
            return ""
        html = self.prose.block(prose)
        lone = LONE_PARAGRAPH.fullmatch(html)
        return lone[1] if lone else html

    def plain(self, prose: Prose) -> tuple[str, bool]:
        """Return the prose as one line of text, and whether anything but words was lost."""
        tree = self.prose.tree(prose)
        text = GAP_MARK.sub("…", " ".join(text_of(tree).split()))
        return text, any(element.tag not in ("div", "p") for element in tree.iter())

    def element(self, name: str, html: str, *, attributes: str = "", inside: str = "") -> str:
        """Return an element with a text of HTML and the files that it shows."""
        return (
            f'    <{name}{attributes} format="html">\n      {text(html)}\n'
            f"{self._files(html)}{inside}    </{name}>\n"
        )

    def file(self, name: str) -> str | None:
        """Return a file as an element; nothing where it is too big."""
        content = self.prose.files[name]
        data = content if isinstance(content, bytes) else content.read_bytes()
        if len(data) > LARGEST_FILE:
            said = f"The file {name} has {len(data) / 1e6:.0f} MB, which is too much to be written into"
            self.lost.append(f"{said} the text; put it into Moodle by hand.")
            return None
        encoded = base64.b64encode(data).decode()
        return f'<file name="{escape(name)}" path="/" encoding="base64">{encoded}</file>'

    def notes(self) -> list[str]:
        """Return what was lost since this was asked last."""
        said = [*self.prose.links.notes[self.told :], *self.lost]
        self.told, self.lost = len(self.prose.links.notes), []
        return list(dict.fromkeys(said))

    def _files(self, html: str) -> str:
        names = dict.fromkeys(name for name in SHOWN.findall(html) if name in self.prose.files)
        made = (self.file(name) for name in names)
        return "".join(f"      {one}\n" for one in made if one)


def text(said: str) -> str:
    """Return a `<text>`; what has signs of XML in it stands in a section of its own."""
    if not re.search("[<&>]", said):
        return f"<text>{said}</text>"
    parts = said.replace("]]>", "]]]]><![CDATA[>")
    return f"<text><![CDATA[{parts}]]></text>"
