"""The pictures of a book: taken from a site or a course, checked, and without anything that runs."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from lxml import etree

from lessonry.exporters.prose import Element
from lessonry.exporters.written.trees import drop
from lessonry.readers.untrusted_xml import UNTRUSTED

KINDS: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
"""What every reader of books shows, by its ending."""
FOLDER: Final = "pictures/"
MOST: Final = 40_000_000
"""Bytes of one picture."""
DATA: Final = re.compile(r"data:image/[a-z0-9.+-]+(;[^,]*)?,(.*)", re.I | re.S)
SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "{http://www.w3.org/1999/xlink}href"


def kind_of(data: bytes) -> str | None:
    """Return the ending that goes with a picture's first bytes; nothing for what is none."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return "svg" if b"<svg" in data[:2000] else None


@dataclass(kw_only=True)
class Pictures:
    """What a book shows so far."""

    files: dict[str, bytes] = field(default_factory=dict)
    """By their names in it."""
    notes: list[str] = field(default_factory=list)
    _known: dict[Path, str | None] = field(default_factory=dict)

    def file(self, path: Path, shown: str) -> str | None:
        """Return the name of a file in the book; nothing where it can show none.

        Args:
            path: Where it lies.
            shown: What messages call it.
        """
        if path not in self._known:
            self._known[path] = self._read(path, shown)
        return self._known[path]

    def _read(self, path: Path, shown: str) -> str | None:
        try:
            if path.stat().st_size > MOST:
                self.notes.append(
                    f"{shown} is larger than {MOST // 1_000_000} MB, and is left out."
                )
                return None
            return self.data(path.read_bytes(), path.stem, shown)
        except OSError:
            self.notes.append(f"{shown} is not there, so it is left out.")
            return None

    def data(self, data: bytes, stem: str, shown: str) -> str | None:
        """Return the name of a picture in the book."""
        kind = kind_of(data)
        if kind == "svg":
            data = harmless(data) or b""
        if kind is None or not data:
            self.notes.append(f"{shown} is no picture that books can show, and is left out.")
            return None
        plain = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:40]
        name = f"{FOLDER}{plain or 'picture'}-{hashlib.sha256(data).hexdigest()[:8]}.{kind}"
        self.files[name] = data
        return name

    def address(self, url: str) -> str | None:
        """Return the name of a picture that is written out in its address."""
        found = DATA.fullmatch(url.strip())
        if found is None:
            return None
        try:
            if "base64" in (found[1] or ""):
                data = base64.b64decode(re.sub(r"\s", "", unquote(found[2])), validate=True)
            else:
                data = unquote(found[2]).encode()
        except (binascii.Error, ValueError):
            return None
        return self.data(data, "", "A picture in the text")

    def drawing(self, svg: Element) -> str | None:
        """Return the name of a drawing that stands in a page."""
        made = etree.fromstring(etree.tostring(svg, with_tail=False), etree.XMLParser(**UNTRUSTED))
        for one in made.iter(etree.Element):
            if not isinstance(one.tag, str) or "}" not in one.tag:
                one.tag = f"{{{SVG}}}{one.tag}"
        return self.data(etree.tostring(made), "drawing", "A drawing")


def harmless(data: bytes) -> bytes | None:
    """Return an SVG file without what runs or loads; nothing for what cannot be read."""
    try:
        root = etree.fromstring(data, etree.XMLParser(**UNTRUSTED))
    except (etree.XMLSyntaxError, ValueError):
        return None
    if etree.QName(root).localname != "svg":
        return None
    for one in list(root.iter()):
        if not isinstance(one.tag, str):
            if isinstance(one, (etree._Entity, etree._ProcessingInstruction)):
                drop(one)
            continue
        name = etree.QName(one).localname
        if name in ("script", "foreignObject", "handler", "listener") and one is not root:
            drop(one)
            continue
        for attribute in list(one.attrib):
            value = str(one.attrib[attribute]).strip().lower()
            is_link = attribute in ("href", XLINK)
            if attribute.lower().startswith("on") or (
                is_link and not value.startswith(("#", "data:image/"))
            ):
                del one.attrib[attribute]
    return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)
