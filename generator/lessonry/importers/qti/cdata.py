"""HTML that stands in an item as CDATA: systems show it as HTML, though XML has it as plain text."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree, html

SECTION: Final = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
BEFORE: Final = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[^<>]*>[^<>]*\Z")
BEHIND: Final = 2_000
"""Bytes before a section in which the element is looked for that it stands in."""
VALUES: Final = (b"value", b"baseValue", b"qti-value", b"qti-base-value", b"property", b"script")
"""Elements whose text is an answer, or a program, and shown to nobody."""
TAGS: Final = re.compile(
    r"<(/?)(p|div|span|b|strong|i|em|u|sub|sup|ul|ol|table|h[1-6]|a|code|pre|font|blockquote)\b",
    re.IGNORECASE,
)
SIGNS: Final = re.compile(
    r"<(?:br|img|hr)\b[^<>]*>|&(?:[a-z]{2,8}|#[0-9]{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE
)
"""What ends a line or shows a picture, and signs that are written as HTML writes them."""
NAME: Final = re.compile(r"[A-Za-z_][\w.-]*")
NOTE: Final = "Texts that stand as CDATA and hold HTML are read as HTML."


def opened(data: bytes) -> tuple[bytes, int]:
    """Return a document with the HTML in its CDATA as elements, and in how many places that was."""
    places = 0

    def open_one(found: re.Match[bytes]) -> bytes:
        nonlocal places
        before = BEFORE.search(data[max(0, found.start() - BEHIND) : found.start()])
        if before is not None and before[1] in VALUES:
            return found[0]
        made = _elements(found[1])
        places += made is not None
        return found[0] if made is None else made

    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<![CDATA[" not in data:
        return data, 0
    return SECTION.sub(open_one, data), places


def _elements(section: bytes) -> bytes | None:
    """Return a section as XML; nothing where it holds no HTML."""
    try:
        text = section.decode()
    except UnicodeDecodeError:
        return None
    if not _is_marked(text):
        return None
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        made = html.fragment_fromstring(text, create_parent="div", parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    for element in list(made.iter()):
        for key in [key for key in element.attrib if NAME.fullmatch(str(key)) is None]:
            element.attrib.pop(key)
        if NAME.fullmatch(str(element.tag)) is None:  # such as Word's `o:p`
            element.drop_tag()
    written = [_escaped(made.text or "")]
    written += [etree.tostring(child, encoding="unicode") for child in made]
    return "".join(written).encode("ascii", "xmlcharrefreplace")


def _is_marked(text: str) -> bool:
    """Return whether a text holds HTML: an element with its end, or what only HTML writes so."""
    found = TAGS.findall(text)
    opened_in = {name.lower() for end, name in found if not end}
    return SIGNS.search(text) is not None or any(
        end and name.lower() in opened_in for end, name in found
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
