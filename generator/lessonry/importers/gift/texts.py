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
from lessonry.importers.markup import angles, is_html, markdown_of
from lessonry.importers.plain_text import shown

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
PRE = re.compile(r"(<pre\b[^<>]*>(?:[^<]|<(?!/?pre\b))*</pre>)\s*", re.IGNORECASE)
SIMPLE = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.?;%€’“”](?! $))*")
"""A text of words, which is its own Markdown: most are, and a file may hold a hundred thousand."""
ODD: Final = "Moodle takes that for a tag and does not show it; here it stands as text."
LONGEST_TAG: Final = 40
MOST_TAGS: Final = 5
LONE_TAG = re.compile(r"</?(?:p|br|div|span)\b[^<>]*>", re.IGNORECASE)
FORMULA = re.compile(r"\\\(|\\\[|\$\$")


class Texts:
    """The texts of one file: notes are of the question at hand, pictures of all of them."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        """Where pictures go, relative to the quizzes."""
        self.notes: list[str] = []
        self.odd: list[str] = []
        """What stands in angle brackets in the question at hand and is text."""
        self.pictures: dict[str, Attachment] = {}

    def begin(self) -> None:
        """Forget what was told of the question before."""
        self.notes, self.odd = [], []

    def markdown(self, text: Text) -> str:
        """Return a text as Markdown."""
        if not text.source or SIMPLE.fullmatch(text.source):
            return text.source
        if text.format == "markdown":
            made = cleaned(text.source)
        elif text.format == "plain":
            return _literal(text.source)
        else:
            told = angles.told(text.source, is_by_hand=text.format == "moodle")
            self._odd(*told.odd)
            if not (is_html(told.text) or FORMULA.search(told.text)):
                return _literal(text.source)
            html = told.html
            if text.format == "moodle":  # a line is a line there
                html = "".join(
                    part if PRE.match(part) else _broken(part) for part in PRE.split(html)
                )
            made = markdown_of(html, link=self.link)
        self._note(*made.notes)
        return made.markdown

    def answer(self, text: Text, *, is_right: bool = False) -> str:
        """Return what is chosen or put together; where that is nothing but tags, these are meant.

        An editor may leave `<br>` by itself, but not as the right answer.
        """
        is_said = is_right and LONE_TAG.fullmatch(text.source) is not None
        if text.format in ("moodle", "html") and (
            is_said or angles.says_nothing(text.source, is_by_hand=text.format == "moodle")
        ):
            self._odd(text.source)
            return _literal(text.source)
        return self.markdown(text).strip()

    def _note(self, *notes: str) -> None:
        self.notes += [note for note in notes if note not in self.notes]

    def _odd(self, *written: str) -> None:
        """Tell of what stands in angle brackets and is shown here, in one note for a question."""
        said = [f"`{' '.join(one.split())[:LONGEST_TAG]}`" for one in written]
        self.odd += [one for one in said if one not in self.odd]
        if not self.odd:
            return
        shown = ", ".join(self.odd[:MOST_TAGS]) + (" …" if len(self.odd) > MOST_TAGS else "")
        self.notes = [note for note in self.notes if not note.endswith(ODD)]
        self.notes.append(f"{shown}: {ODD}")

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


def _broken(html: str) -> str:
    return BLOCK_TAG.sub(r"\1", html).replace("\n\n", "</p><p>").replace("\n", "<br>")


def _literal(source: str) -> str:
    return shown(source).replace("  \n", "<br>\n")
