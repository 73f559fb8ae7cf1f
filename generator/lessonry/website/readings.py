"""The ways to read a published file: as it lies there, and as a patient reader would undo it.

Decompressed, with tags stripped, entities, escapes, per cent codes and base64 undone; each reading
is a text, and what is compared is words, so that neither markup nor line breaks hide a sentence.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote_plus

WORD = re.compile(r"[^\W_]+")
TAG = re.compile(r"<[^<>]*>")
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[nrt])")
BASE64 = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
LARGEST = 64 * 1024 * 1024
"""Bytes that a compressed file may unfold to."""
DEEPEST = 2
"""Layers of base64 in base64."""


def words(text: str) -> str:
    """Return the words of `text` in lower case with one blank before, between and after them."""
    found = WORD.findall(INVISIBLE.sub("", text).lower())
    return f" {' '.join(found)} "


def unfolded(raw: bytes) -> bytes:
    """Return the bytes, decompressed where they are gzip, zlib or zip."""
    try:
        if raw[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
                return file.read(LARGEST)
        if raw[:1] == b"\x78":
            return zlib.decompressobj().decompress(raw, LARGEST)
        if raw[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                sizes = sum(entry.file_size for entry in archive.infolist())
                if sizes <= LARGEST:
                    return b"\n".join(archive.read(name) for name in archive.namelist())
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        pass
    return raw


def decoded(raw: bytes) -> str:
    """Return the bytes as text, whatever they are."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="ignore")
    return raw.decode("utf-8", errors="ignore")


def readings(raw: bytes, depth: int = DEEPEST) -> Iterator[str]:
    """Yield every text that can be read out of `raw`, which is unfolded already."""
    text = decoded(raw)
    yield text
    for plain in (text, unquote_plus(text)) if "%" in text else (text,):
        escaped = ESCAPE.sub(_unescaped, plain)
        bare = html.unescape(TAG.sub("", escaped))
        yield bare
        yield html.unescape(TAG.sub(" ", escaped))
        if "&" in escaped:
            whole = html.unescape(escaped)
            yield whole
            # A page may hold HTML inside JSON or an attribute: undo one more layer.
            yield html.unescape(TAG.sub("", html.unescape(whole)))
        elif "<" in bare:
            yield TAG.sub("", bare)
    for run in BASE64.findall(text) if depth else ():
        standard = run.translate(str.maketrans("-_", "+/")).rstrip("=")
        try:
            inside = unfolded(base64.b64decode(standard + "=" * (-len(standard) % 4)))
        except (binascii.Error, ValueError):
            continue
        if b" " in inside or b"\x00" in inside[:8]:
            yield from readings(inside, depth - 1)


def _unescaped(found: re.Match[str]) -> str:
    code = found.group(1) or found.group(2)
    return chr(int(code, 16)) if code else " "
