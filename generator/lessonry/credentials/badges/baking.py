"""A credential inside a picture, and out of it again (Open Badges 3.0 §5.3: baked badges).

A PNG carries it in a text chunk, an SVG in an element of its own; the picture looks as it did.
Pictures come from anywhere, so what is read of them is bounded and believed only when it verifies.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

PNG = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
LARGEST_CREDENTIAL = 1_000_000
MOST_CHUNKS = 10_000
OPENING = re.compile(r"""<svg\b(?:[^>"']|"[^"]*"|'[^']*')*>""")
SVG_START = re.compile(rb"<svg[\s>]")


class BakingError(ValueError):
    """A picture can carry no credential, or carries none; the message is the end of a sentence."""


def is_png(data: bytes) -> bool:
    """Return whether it is a PNG picture."""
    return data.startswith(PNG)


def is_svg(data: bytes) -> bool:
    """Return whether it is an SVG picture."""
    start = data[:20_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and SVG_START.search(start) is not None


def into_png(picture: bytes, credential: str) -> bytes:
    """Return the picture with the credential in it, in the place of one that was there.

    Raises:
        BakingError: It is no PNG, or a broken one.
    """
    text = KEYWORD + b"\0" + b"\0\0" + b"\0" + b"\0" + credential.encode()
    out = bytearray(PNG)
    for kind, content in _chunks(picture):
        if kind == b"IEND":
            out += _chunk(b"iTXt", text)
        if not (kind == b"iTXt" and content.startswith(KEYWORD + b"\0")):
            out += _chunk(kind, content)
    return bytes(out)


def into_svg(picture: bytes, credential: str) -> bytes:
    """Return the picture with the credential in it.

    Raises:
        BakingError: It is no SVG that an element can be put into, or has one already.
    """
    text = _svg_text(picture)
    opening = OPENING.search(text)
    if opening is None or opening[0].endswith("/>"):
        raise BakingError("it has no <svg> element to put a credential into")
    # "]]>" would end the section early.
    content = credential.replace("]]>", "]]]]><![CDATA[>")
    element = (
        f'\n<openbadges:credential xmlns:openbadges="{NAMESPACE}"><![CDATA[{content}]]>'
        "</openbadges:credential>"
    )
    baked = (text[: opening.end()] + element + text[opening.end() :]).encode()
    if from_svg(baked) != credential:
        raise BakingError("a credential put into it cannot be found again")
    return baked


def from_picture(data: bytes) -> str:
    """Return the credential inside a PNG or SVG picture: JSON, or the three parts of a JWT.

    Raises:
        BakingError: There is none, or more than one.
    """
    return from_png(data) if is_png(data) else from_svg(data)


def from_png(picture: bytes) -> str:
    """Return the credential in a PNG's text chunk."""
    found = []
    for kind, content in _chunks(picture):
        keyword, _, rest = content.partition(b"\0")
        if kind != b"iTXt" or keyword != KEYWORD or len(rest) < 2:
            continue
        *_, text = (rest[2:].split(b"\0", 2)) if rest[2:].count(b"\0") >= 2 else (b"",)
        found.append(_inflated(text) if rest[0] == 1 else text)
    return _only(found)


def from_svg(picture: bytes) -> str:
    """Return the credential in an SVG's element, or the JWT in its attribute."""
    text = _svg_text(picture)
    try:
        root = ET.fromstring(text)
    except (ET.ParseError, ValueError, RecursionError):
        raise BakingError("it is damaged, or not written as SVG must be") from None
    elements = root.iter(f"{{{NAMESPACE}}}credential")
    return _only([(one.get("verify") or one.text or "").encode() for one in elements])


def _only(found: list[bytes]) -> str:
    if len(found) != 1 or not found[0].strip():
        raise BakingError(
            "it carries more than one credential" if len(found) > 1 else "it carries no credential"
        )
    if len(found[0]) > LARGEST_CREDENTIAL:
        raise BakingError("what it carries is larger than any credential")
    try:
        return found[0].decode("utf-8").strip()
    except UnicodeDecodeError:
        raise BakingError("what it carries is not text") from None


def _svg_text(picture: bytes) -> str:
    try:
        text = picture.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BakingError("it is not written in UTF-8") from None
    if "<!ENTITY" in text:
        raise BakingError("it declares entities; save it as plain SVG")
    # What it says of its encoding holds no more.
    return re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the content of each chunk (W3C PNG §5.3), the last one being IEND."""
    if not is_png(picture):
        raise BakingError("it is no PNG picture")
    at = len(PNG)
    for _ in range(MOST_CHUNKS):
        head = picture[at : at + 8]
        if len(head) < 8:
            break
        length, kind = struct.unpack(">I4s", head)
        content = picture[at + 8 : at + 8 + length]
        check = picture[at + 8 + length : at + 12 + length]
        if len(content) < length or check != struct.pack(">I", zlib.crc32(kind + content)):
            break
        yield kind, content
        if kind == b"IEND":
            return
        at += 12 + length
    raise BakingError("it is damaged or not complete")


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I4s", len(content), kind) + content + struct.pack(">I", check)


def _inflated(data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(data, LARGEST_CREDENTIAL)
    except zlib.error:
        raise BakingError("what it carries cannot be unpacked") from None
    if inflater.unconsumed_tail:
        raise BakingError("what it carries is larger than any credential")
    return text
