"""Writes prose as the texts of a GIFT file: HTML on one line, its signs escaped, its pictures inside."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Final

from lessonry.domain.items.frame import GAP_MARK
from lessonry.domain.prose import Prose
from lessonry.exporters.plain import text_of
from lessonry.exporters.prose import HtmlProse

ESCAPED = re.compile(r"[\\#=~{}:\n\r]")
FORMAT = re.compile(r"\[(?=(?:html|moodle|plain|markdown)\])")
LONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p\b).)*)</p>", re.DOTALL)
LAST_GAP = re.compile("<p>\\s*\ue000gap0\ue001\\s*</p>\\s*$")
TYPES: Final = {
    ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".svg": "svg+xml", ".webp": "webp",
}  # fmt: skip
LARGEST_PICTURE: Final = 2_000_000
"""Bytes of a picture that is written into the text; GIFT has no files beside it."""


class Texts:
    """Makes the texts of one file."""

    def __init__(self, folder: Path, url: str | None, part: str = "") -> None:
        self.prose = HtmlProse(folder, url=url, address=self._address, part=part)
        self.lost: list[str] = []
        self.told = 0

    def fragment(self, prose: Prose) -> str:
        """Return the prose as HTML, what is one paragraph without its tags."""
        html = self.prose.block(prose)
        lone = LONE_PARAGRAPH.fullmatch(html)
        return lone[1] if lone else html

    def stem(self, heading: Prose | None, body: Prose | None) -> str:
        """Return a question as HTML; gaps stay as their marks."""
        head = f"<p>{self.prose.inline(heading)}</p>" if heading else ""
        return head + (self.prose.block(body) if body else "")

    def plain(self, prose: Prose) -> tuple[str, bool]:
        """Return the prose as one line of text, and whether anything but words was lost."""
        tree = self.prose.tree(prose)
        text = GAP_MARK.sub("…", " ".join(text_of(tree).split()))
        return text, any(element.tag not in ("div", "p") for element in tree.iter())

    def notes(self) -> list[str]:
        """Return what was lost since this was asked last."""
        said = [*self.prose.links.notes[self.told :], *self.lost]
        self.told = len(self.prose.links.notes)
        self.lost = []
        return list(dict.fromkeys(said))

    def _address(self, name: str) -> str:
        """Return a picture as the address that holds it."""
        content = self.prose.files[name]
        kind = TYPES.get(Path(name).suffix.lower())
        data = content if isinstance(content, bytes) else content.read_bytes()
        if kind is None or len(data) > LARGEST_PICTURE:
            self.lost.append(
                f"The file {name} cannot be written into the text; put it into Moodle by hand."
            )
            return f"@@PLUGINFILE@@/{name}"
        return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def escaped(text: str) -> str:
    """Return text with a backslash before each sign that GIFT reads."""
    return ESCAPED.sub(lambda sign: {"\n": "\\n", "\r": ""}.get(sign[0], f"\\{sign[0]}"), text)


def html_text(html: str, *, is_answer: bool = False) -> str:
    """Return HTML as a text of GIFT.

    Args:
        html: The HTML.
        is_answer: Whether a weight could be read into its beginning.
    """
    html = (
        FORMAT.sub("&#91;", html.strip(), count=1) if html.strip().startswith("[") else html.strip()
    )
    if is_answer and html.startswith("%"):
        html = "&#37;" + html[1:]
    return escaped(html)


def entry(html: str) -> str:
    """Return HTML as an entry of an ordering question: Moodle gives no escaped sign back there."""
    html = " ".join(html.split("\n"))
    return re.sub(r"[\\#{}]", lambda sign: f"&#{ord(sign[0])};", html)


def word(text: str) -> str:
    """Return an answer to be typed, its stars as Moodle has them; no format is read into it."""
    return escaped(f"[plain]{text}" if FORMAT.match(text) else text)


def without_last_gap(html: str) -> tuple[str, str, str]:
    """Return HTML cut at its one gap: what is before it, the gap where it is not last, and the rest."""
    last = LAST_GAP.search(html)
    if last:
        return html[: last.start()], "", ""
    before, mark, after = html.partition("\ue000gap0\ue001")
    return before, mark, after
