"""Pieces of HTML that stay as they are, with our addresses and nothing that looks like our marks."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Final

from lxml.etree import _Element, strip_tags, tostring

from lessonry.importers.markup import mathematics
from lessonry.importers.markup.cleaning import cleaned
from lessonry.importers.markup.page import Page
from lessonry.importers.markup.text import MATHEMATICS

ADDRESSES: Final = {"href": "link's target", "src": "picture", "poster": "picture", "data": "file"}
LOADED: Final = ("img", "source", "iframe", "embed", "object")
TAG = re.compile(r"(<[^<>]*>)")
NOISE: Final = ("class", "style", "lang", "dir", "data-equation-content", "data-mathml")


def raw(node: _Element, page: Page) -> str:
    """Return an element as HTML on lines without a blank one between them, which would end it."""
    copy = deepcopy(node)
    copy.tail = None
    for one in list(copy.iter("math", "img")):
        formula = mathematics.of_element(one) if one.tag == "math" else mathematics.of_picture(one)
        if formula is not None:
            tail = one.tail
            one.clear()
            one.tag, one.text, one.tail = "span", formula, tail
    for one in copy.iter("*"):
        attributes = {str(name): str(value) for name, value in one.items()}
        one.attrib.clear()
        for name, value in attributes.items():
            kept = page.address(value, ADDRESSES[name]) if name in ADDRESSES else value
            if name not in NOISE and kept is not None:
                one.set(name, kept)
        if one.tag in LOADED and not (one.get("src") or one.get("data")) and one is not copy:
            tail, one_text = one.tail, one.get("alt") or ""
            one.clear()
            one.tag, one.text, one.tail = "span", one_text, tail
    strip_tags(copy, "span", "font", "iframe", "embed", "object")
    text = _marked(cleaned(tostring(copy, encoding="unicode", method="html")))
    text = text.replace("[[", "&#91;[").replace("{{", "&#123;{").replace("\xa0", " ")
    return re.sub(r"\n\s*\n", "\n", text).strip()


def _marked(html: str) -> str:
    """Return HTML whose formulas are marked as the site marks them: in HTML it looks for none."""
    parts = TAG.split(html)
    parts[::2] = [MATHEMATICS.sub(_formula, text) for text in parts[::2]]
    return "".join(parts)


def _formula(found: re.Match[str]) -> str:
    large = found["block"] or found["dollars"]
    said = rf"\[{large}\]" if large else rf"\({found['inline'] or found['tex']}\)"
    return f'<span class="arithmatex">{said}</span>'
