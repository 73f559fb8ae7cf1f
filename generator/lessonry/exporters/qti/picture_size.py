"""How large a picture is, read from the beginning of its file."""

from __future__ import annotations

import re
import struct
from typing import Final

from lxml import etree

from lessonry.readers.untrusted_xml import UNTRUSTED

SMALLEST_WIDTH: Final = 800
"""To which a drawing without pixels of its own is enlarged, so that areas need not be coarse."""
LENGTH: Final = re.compile(r"\s*([0-9]*\.?[0-9]+)(px)?\s*")
FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The markers of a JPEG behind which its size stands."""


def size_of(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels; nothing where the format is not known."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        return _there(*struct.unpack(">II", data[16:24]))
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        return _there(*struct.unpack("<HH", data[6:10]))
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    if b"<svg" in data[:4096]:
        return _svg(data)
    return None


def _there(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if width > 0 and height > 0 else None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(data):
        if data[position] != 0xFF:
            return None
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
            continue
        if marker in FRAMES:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return _there(width, height)
        if marker == 0x01 or 0xD0 <= marker <= 0xD9:
            position += 2
            continue
        position += 2 + struct.unpack(">H", data[position + 2 : position + 4])[0]
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X" and len(data) >= 30:
        width = int.from_bytes(data[24:27], "little") + 1
        return _there(width, int.from_bytes(data[27:30], "little") + 1)
    if kind == b"VP8L" and len(data) >= 25:
        bits = int.from_bytes(data[21:25], "little")
        return _there((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 " and len(data) >= 30:
        width, height = struct.unpack("<HH", data[26:30])
        return _there(width & 0x3FFF, height & 0x3FFF)
    return None


def _svg(data: bytes) -> tuple[int, int] | None:
    root = etree.fromstring(data, etree.XMLParser(recover=True, **UNTRUSTED))
    if root is None:
        return None
    box = [float(n) for n in re.findall(r"-?[0-9]*\.?[0-9]+", root.get("viewBox") or "")]
    lengths = [LENGTH.fullmatch(root.get(name) or "") for name in ("width", "height")]
    if lengths[0] and lengths[1]:
        width, height = float(lengths[0][1]), float(lengths[1][1])
    elif len(box) == 4:
        width, height = box[2], box[3]
    else:
        return None
    if width <= 0 or height <= 0:
        return None
    larger = max(1.0, SMALLEST_WIDTH / width)
    return _there(round(width * larger), round(height * larger))
