"""How wide and high a picture is, read from its first bytes: what areas in pixels are reckoned by."""

from __future__ import annotations

import re
from typing import Final

SVG_TAG = re.compile(rb"<(?:[a-zA-Z]+:)?svg\b[^>]*>")
SVG_NUMBER: Final = rb"\s*=\s*[\"']\s*([0-9.]{1,12})(?:px)?\s*[\"']"
VIEW_BOX = re.compile(
    rb"\bviewBox\s*=\s*[\"']\s*[-0-9.e]+[\s,]+[-0-9.e]+[\s,]+([0-9.e]{1,12})[\s,]+([0-9.e]{1,12})"
)
LONGEST_HEAD: Final = 65_536
FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of a JPEG behind which its size stands."""


def size_of(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels; nothing where the picture is none that is known here."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        found = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    elif data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        found = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    elif data.startswith(b"\xff\xd8"):
        found = _jpeg(data)
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) >= 30:
        found = _webp(data)
    else:
        found = _svg(data[:LONGEST_HEAD])
    return found if found[0] > 0 and found[1] > 0 else None


def _jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in FRAMES:
            height, width = data[at + 5 : at + 7], data[at + 7 : at + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return 0, 0


def _webp(data: bytes) -> tuple[int, int]:
    form = data[12:16]
    if form == b"VP8 ":
        width, height = data[26:28], data[28:30]
        return (
            int.from_bytes(width, "little") & 0x3FFF,
            int.from_bytes(height, "little") & 0x3FFF,
        )
    if form == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    return 0, 0


def _svg(head: bytes) -> tuple[int, int]:
    tag = SVG_TAG.search(head)
    if tag is None:
        return 0, 0
    width = re.search(rb"\bwidth" + SVG_NUMBER, tag[0])
    height = re.search(rb"\bheight" + SVG_NUMBER, tag[0])
    box = VIEW_BOX.search(tag[0])
    try:
        if width and height:
            return round(float(width[1])), round(float(height[1]))
        return (round(float(box[1])), round(float(box[2]))) if box else (0, 0)
    except (ValueError, OverflowError):
        return 0, 0
