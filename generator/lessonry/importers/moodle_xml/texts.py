"""Texts of a Moodle export as Markdown, by the format that each says it is in."""

from __future__ import annotations

import html
import re
from typing import Final

from lxml.etree import _Element, tostring
from markdown import Markdown

from lessonry.importers.markup import angles, markdown_of
from lessonry.importers.moodle_xml.files import Files

FORMATS: Final = ("html", "moodle_auto_format", "plain_text", "markdown", "wiki_like")
PRIVATE = re.compile("[\ue000-\ue0ff]")
"""Signs that stand for gaps with us; a file that has them means something else."""
AROUND_TAG = re.compile(r"[\r\n]+\s*(?=<)|(?<=>)\s*[\r\n]+")
BLOCK_TAG = re.compile(r"</?(?:p|div|br|li|ul|ol|tr|td|th|h[1-6])\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
HOLLOW = re.compile(r"</?(?:p|br|div|span)\b[^<>]*>|&nbsp;|\s", re.IGNORECASE)
"""What an editor puts where nothing was written."""
BRACKETS: Final = (
    "Words in angle brackets that are no tags of HTML, which Moodle leaves out, are shown as they are"
    " written."
)
BARE: Final = (
    "A choice that is nothing but tags, which Moodle shows empty, is shown as it is written."
)
LONGEST_TAGS: Final = 100
"""Characters of a choice that is shown though it is nothing but tags: more are a drawing."""
LONGEST_ANSWER: Final = 1_000
"""Characters of an answer to type."""


class Texts:
    """The texts of one question."""

    def __init__(self, files: Files, notes: list[str], default: str) -> None:
        self.files = files
        self.notes = notes
        self.default = default
        """The format of what does not name one: that of the question's text."""

    def markdown(self, holder: _Element | None) -> str:
        """Return the text that an element holds, as Markdown."""
        return (
            self.of(source(holder), format_of(holder, self.default)) if holder is not None else ""
        )

    def choice(self, holder: _Element) -> str:
        """Return the text of a choice; where it is nothing but tags, these."""
        made = self.markdown(holder)
        text = source(holder)
        if made or not (is_said(text) or tag_in(text)) or len(text) > LONGEST_TAGS:
            return made
        self.notes.append(BARE)
        return self.plain(text if is_said(text) else tag_in(text))

    def optional(self, holder: _Element | None) -> str | None:
        """Return the text that an element holds, as Markdown; nothing where it says nothing."""
        return self.markdown(holder) or None

    def plain(self, text: str) -> str:
        """Return words that are no HTML, as Markdown."""
        return self.of(text, "plain_text")

    def of(self, text: str, format: str) -> str:
        """Return a text of that format as Markdown."""
        if not text.strip():
            return ""
        html = _html(text, format)
        told = angles.told(html, is_by_hand=False)
        made = markdown_of(told.html, link=self.files.link)
        notes = (*made.notes, BRACKETS) if told.html != html else made.notes
        self.notes += [note for note in notes if note not in self.notes]
        return made.markdown


def source(holder: _Element | None) -> str:
    """Return the text that an element holds, as it is written."""
    if holder is None:
        return ""
    found = holder.find("text")
    element = holder if found is None else found
    written = element.text or ""
    for child in element:
        if child.tag not in ("file", "feedback", "tolerance", "answer", "text"):
            written += tostring(child, encoding="unicode")  # tags that were not escaped
    return PRIVATE.sub("\ufffd", written).strip()


def format_of(holder: _Element | None, default: str = "html") -> str:
    """Return the format that an element's text is in."""
    said = (holder.get("format") or default).strip() if holder is not None else default
    return said if said in FORMATS else "html"


def words(holder: _Element | None) -> str:
    """Return an answer that is typed: plain text, whatever its format says."""
    return source(holder)[:LONGEST_ANSWER]


def is_said(text: str) -> bool:
    """Return whether a text is more than what an editor leaves where nothing was written."""
    return bool(HOLLOW.sub("", text))


def tag_in(text: str) -> str:
    """Return the one tag that a text consists of, in a paragraph or not; nothing where it has more."""
    tags: list[str] = TAG.findall(text)
    if unmarked(text) or "&" in text:
        return ""
    if len(tags) == 3 and tags[0][:2].lower() == "<p" and tags[2].lower() == "</p>":
        return tags[1]
    return tags[0] if len(tags) == 1 else ""


def unmarked(text: str) -> str:
    """Return words without tags and entities, for what can show no more."""
    return " ".join(html.unescape(TAG.sub("", BLOCK_TAG.sub(" ", text))).split())


def bare(text: str) -> str:
    """Return words without tags and entities; where there are but tags, these."""
    return unmarked(text) or (" ".join(text.split()) if is_said(text) else "")


def _html(text: str, format: str) -> str:
    if format == "moodle_auto_format":
        return AROUND_TAG.sub(" ", text.replace("\r\n", "\n")).replace("\n", "<br>")
    if format == "plain_text":
        return html.escape(text, quote=False).replace("\r\n", "\n").replace("\n", "<br>")
    if format == "markdown":
        return Markdown(extensions=["extra"]).convert(text)
    return text
