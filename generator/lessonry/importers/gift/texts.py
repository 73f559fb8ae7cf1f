"""Turns the texts of a GIFT question into Markdown, by the format that each is in."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import Final

from lessonry.importers.gift.question import Text
from lessonry.importers.imported import Attachment
from lessonry.importers.markdown_text import cleaned
from lessonry.importers.markup import is_html, markdown_of
from lessonry.importers.plain_text import escaped

PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml)(?:;[^,;]*)*;base64,", re.IGNORECASE)
ENDINGS: Final = {"png": "png", "jpeg": "jpg", "gif": "gif", "webp": "webp", "svg+xml": "svg"}
RUNS = re.compile(
    rb"<\s*(?:script|foreignObject|iframe|!DOCTYPE|!ENTITY)|\bon[a-z]+\s*=|javascript:",
    re.IGNORECASE,
)
"""What in a drawing could run."""
LARGEST_PICTURE: Final = 8_000_000
"""Characters of a picture that is written into the text."""
BLOCK_TAG = re.compile(
    r"(</?(?:p|div|ul|ol|li|table|tr|td|th|thead|tbody|h[1-6]|pre|blockquote|br|hr)\b[^<>]*>)\s*\n\s*",
    re.IGNORECASE,
)
SIMPLE = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.?;%€’“”](?! $))*")
"""A text of words, which is its own Markdown: most are, and a file may hold a hundred thousand."""
FORMULA = re.compile(r"\\\(|\\\[|\$\$")


class Texts:
    """The texts of one file: notes are of the question at hand, pictures of all of them."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        """Where pictures go, relative to the quizzes."""
        self.notes: list[str] = []
        self.pictures: dict[str, Attachment] = {}

    def markdown(self, text: Text) -> str:
        """Return a text as Markdown."""
        if not text.source or SIMPLE.fullmatch(text.source):
            return text.source
        if text.format == "markdown":
            made = cleaned(text.source)
        elif text.format == "plain" or not (is_html(text.source) or FORMULA.search(text.source)):
            return escaped(text.source).replace("  \n", "<br>\n")
        else:
            html = text.source
            if text.format == "moodle":  # a line is a line there
                html = BLOCK_TAG.sub(r"\1", html).replace("\n\n", "</p><p>").replace("\n", "<br>")
            made = markdown_of(html, link=self.link)
        self.notes += [note for note in made.notes if note not in self.notes]
        return made.markdown

    def optional(self, text: Text) -> str | None:
        """Return a text as Markdown; nothing where it says nothing."""
        return self.markdown(text).strip() or None

    def plain(self, text: Text) -> str:
        """Return what is typed as an answer, which Moodle compares sign by sign."""
        return " ".join(text.source.split())

    def link(self, address: str) -> str | None:
        """Return where a picture that stands in the text is kept; GIFT has no other files."""
        found = PICTURE.match(address)
        if found is None or len(address) > LARGEST_PICTURE:
            return None
        try:
            data = base64.b64decode(re.sub(r"\s|%0A", "", address[found.end() :]), validate=True)
        except (binascii.Error, ValueError):
            return None
        if found[1].lower().startswith("svg") and RUNS.search(data):
            return None
        name = hashlib.sha256(data).hexdigest()[:12]
        path = f"{self.folder}/picture-{name}.{ENDINGS[found[1].lower()]}"
        self.pictures.setdefault(path, Attachment(path=path, data=data))
        return path
