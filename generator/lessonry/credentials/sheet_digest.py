"""Is the sheet the one that was issued? The digest of a certificate file that its credential holds.

The credential lies inside the file whose digest it holds, so its own bytes count as zeros, and so
do the hex digits of the file's seal, which is made after it; every other byte is covered, other
attachments too. A digest of the visible streams alone would be no use: a page can be turned to
other streams, or to one behind a false `/Type`, without a change in any that is looked at.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lessonry.credentials import multibase

LARGEST_FILE = 20_000_000
"""Bytes of a PDF that is looked into."""
MOST_OBJECTS = 100_000

OBJECT = re.compile(rb"\b\d{1,10}[\0\t\n\f\r ]{1,9}\d{1,5}[\0\t\n\f\r ]{1,9}obj\b")
STREAM_OR_END = re.compile(rb"\bstream(?:\r\n|\n|\r)|\bendobj\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
"""A character in a PDF name, written by its number."""
LENGTH = re.compile(rb"/Length\s+(\d{1,10})(?!\s+\d+\s+R|\d)")
EMBEDDED = re.compile(rb"/Type\s*/EmbeddedFile\b")
SEAL = re.compile(
    rb"\n\d{1,10} 0 obj\n<</Type/Sig/Filter/Adobe\.PPKLite/SubFilter/ETSI\.CAdES\.detached"
    rb"[^<>]{0,200}/ByteRange\[0 (\d{1,9}) (\d{1,9}) (\d{1,9})\] {0,40}/Contents<([0-9A-Fa-f]+)>"
)
"""A signature dictionary as `pades` writes it; of any other form, its bytes count like all others."""


class SheetError(ValueError):
    """A PDF cannot be looked into; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One stream of a file: its dictionary's bytes, and where its content lies."""

    dictionary: bytes
    start: int
    end: int

    @property
    def is_attachment(self) -> bool:
        """Return whether it is an embedded file."""
        plain = ESCAPED.sub(lambda hit: bytes([int(hit[1], 16)]), self.dictionary)
        return EMBEDDED.search(plain) is not None

    @property
    def is_deflated(self) -> bool:
        """Return whether its content is compressed."""
        return b"FlateDecode" in self.dictionary


def streams(pdf: bytes) -> Iterator[Stream]:
    """Yield the streams of a PDF in the order of its bytes, in one pass over them."""
    if len(pdf) > LARGEST_FILE:
        raise SheetError(f"it is larger than {LARGEST_FILE // 1_000_000} MB")
    position = 0
    for _ in range(MOST_OBJECTS):
        begin = OBJECT.search(pdf, position)
        mark = STREAM_OR_END.search(pdf, begin.end()) if begin else None
        if begin is None or mark is None:
            return
        position = mark.end()
        if mark.group() == b"endobj":
            continue
        dictionary = pdf[begin.end() : mark.start()]
        end = _end(pdf, dictionary, mark.end())
        yield Stream(dictionary=dictionary, start=mark.end(), end=end)
        position = end
    raise SheetError("it has more objects than any certificate")


def _end(pdf: bytes, dictionary: bytes, start: int) -> int:
    """Return where a stream's content ends: as its dictionary says, where that is true."""
    length = LENGTH.search(dictionary)
    if length:
        end = start + int(length[1])
        if pdf[end : end + 12].lstrip(b"\r\n").startswith(b"endstream"):
            return end
    end = pdf.find(b"endstream", start)
    if end < 0:
        return len(pdf)
    return end - (2 if pdf[end - 2 : end] == b"\r\n" else pdf[end - 1 : end] in (b"\n", b"\r"))


def content(pdf: bytes, stream: Stream, limit: int) -> bytes:
    """Return a stream's content, inflated; SheetError where it is broken or larger than `limit`."""
    raw = pdf[stream.start : stream.end]
    if not stream.is_deflated:
        return raw
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(raw, limit)
    except zlib.error:
        raise SheetError("a part of it cannot be unpacked") from None
    if inflater.unconsumed_tail:
        raise SheetError("a part of it unpacks to more than it may")
    return data


def of_file(pdf: bytes) -> str:
    """Return the digest of the file with zeros for its holes, in multibase.

    Raises:
        SheetError: There is no attachment, or the file cannot be looked into.
    """
    zeroed = bytearray(pdf)
    for start, end in holes(pdf):
        zeroed[start:end] = bytes(end - start)
    return multibase.encode(multibase.SHA256_PREFIX + hashlib.sha256(zeroed).digest())


def holes(pdf: bytes) -> list[tuple[int, int]]:
    """Return where the bytes lie that no digest can cover: the credential's, and the seal's.

    Raises:
        SheetError: There is no attachment, or the file cannot be looked into.
    """
    attached = next((stream for stream in streams(pdf) if stream.is_attachment), None)
    if attached is None:
        raise SheetError("nothing is attached to it")
    seal = seal_place(pdf)
    return [(attached.start, attached.end), *([seal] if seal else [])]


def seal_place(pdf: bytes) -> tuple[int, int] | None:
    """Return where the hex digits of the file's one seal lie, if it says the truth about itself.

    A seal that does not cover the whole file but for these digits is none, and where there are two,
    neither is.
    """
    found = list(SEAL.finditer(pdf))
    if len(found) != 1:
        return None
    before, after, rest = (int(found[0][n]) for n in (1, 2, 3))
    start, end = found[0].span(4)
    told = (before, after, after + rest)
    return (start, end) if told == (start - 1, end + 1, len(pdf)) else None


def is_sealed(pdf: bytes) -> bool:
    """Return whether the file has a seal that is filled in; whether it holds, PDF readers judge."""
    place = seal_place(pdf)
    return place is not None and bool(pdf[slice(*place)].strip(b"0"))


def attachments(pdf: bytes) -> list[Stream]:
    """Return the embedded files of a PDF."""
    return [stream for stream in streams(pdf) if stream.is_attachment]
