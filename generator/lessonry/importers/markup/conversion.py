"""Turns a piece of HTML into Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lxml import html as parsing
from lxml.etree import ParserError
from lxml.html import HtmlElement

from lessonry.importers.markup import blocks, emphasis, inline, mathematics
from lessonry.importers.markup.cleaning import cleaned
from lessonry.importers.markup.page import Links, Page

TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--")
ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
DEEPEST: Final = 100
"""Elements within elements; what lies deeper is read as plain text."""

LEFT_OUT: Final = (
    (re.compile(r"<script\b", re.IGNORECASE), "A script was left out."),
    (re.compile(r"<style\b", re.IGNORECASE), "A style sheet was left out."),
    (re.compile(r"<svg\b", re.IGNORECASE), "A drawing inside the text (SVG) was left out."),
    (
        re.compile(r"<[a-zA-Z][^<>]*\son[a-z]+\s*=", re.IGNORECASE),
        "What a script would do at a click was left out.",
    ),
    (
        re.compile(r"<[^<>]*\b(?:href|src)\s*=\s*[\"']?\s*(?:java|vb)script:", re.IGNORECASE),
        "A link that runs a script was left out.",
    ),
    (
        re.compile(r"<(?:input|select|textarea|button|form)\b", re.IGNORECASE),
        "A form field was left out.",
    ),
    (
        re.compile(r"<[^<>]*\bclass\s*=\s*[\"'][^\"']*\bmultilang\b", re.IGNORECASE),
        "The text holds several languages; all of them stand in it now.",
    ),
)
"""What is told when it was there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A piece of HTML as Markdown."""

    markdown: str
    notes: tuple[str, ...] = ()
    """A sentence for each thing that is lost or another."""


def is_html(text: str) -> bool:
    """Return whether `text` has a tag or an entity of HTML in it."""
    return TAG.search(text) is not None or ENTITY.search(text) is not None


def markdown_of(html: str, *, link: Callable[[str], str | None] | None = None) -> Converted:
    """Return `html` as Markdown.

    Args:
        html: As another tool wrote it, well-formed or not.
        link: Returns for each address of a picture, a file or a page inside of the package where it
            is with us, or nothing where it is not; web addresses are kept and not asked for.
    """
    if not html.strip():
        return Converted(markdown="")
    if "<" not in html and "&" not in html:  # most answers: words alone
        said = inline.paragraphs([html], Page(links=Links(link=link)))
        return Converted(markdown=inline.unindented("\n\n".join(said)))
    notes = [sentence for pattern, sentence in LEFT_OUT if pattern.search(html)]
    root = _parsed(mathematics.on_one_line(mathematics.unscripted(html)))
    if root is None:
        return Converted(markdown="", notes=tuple(notes))
    emphasis.join(root)
    page = Page(links=Links(link=link))
    page.notes += notes
    text = blocks.text_of(root, page)
    return Converted(markdown=text, notes=tuple(dict.fromkeys(page.notes)))


def _parsed(html: str) -> HtmlElement | None:
    """Return a `div` that holds what is left of `html` once it is clean."""
    clean = cleaned(html.replace("\0", "\ufffd"))
    if _depth(clean) > DEEPEST:
        clean = TAG.sub(" ", clean)
    try:
        root: HtmlElement = parsing.fragment_fromstring(clean, create_parent="div")
        return root
    except (ParserError, ValueError):
        return None


def _depth(clean: str) -> int:
    """Return a bound for how deep the elements lie: of clean HTML, in which every tag is closed."""
    depth = deepest = 0
    for found in re.finditer(r"<(/?)([a-z0-9]+)", clean):
        if found[1]:
            depth -= 1
        elif found[2] not in ("br", "hr", "img", "col", "wbr", "source", "track", "embed"):
            depth += 1
            deepest = max(deepest, depth)
    return deepest
