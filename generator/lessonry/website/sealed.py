"""Writes and reads what is kept from build to build, so that half of it, or another's, is none of it.

A kept file begins with the hash of all that follows. It is written beside its place and then renamed:
two builds of one course never see half of what the other wrote.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

SEAL: Final = 65
"""Bytes that a kept file begins with: the hash of the others in hexadecimal digits, and a line's end."""


def read(file: Path) -> memoryview | None:
    """Return what a kept file holds; nothing where there is none, or one that is damaged."""
    with suppress(OSError):
        view = memoryview(file.read_bytes())
        if view[:SEAL].tobytes() == _seal(view[SEAL:]):
            return view[SEAL:]
    return None


def read_json(file: Path) -> Any:
    """Return what a kept file says; nothing where there is none, or one that is damaged."""
    content = read(file)
    if content is not None:
        with suppress(ValueError):
            return json.loads(content.tobytes())
    return None


def write(file: Path, pieces: Iterable[bytes]) -> bool:
    """Keep what is given in pieces; return whether the disk took it, which nobody needs to know."""
    beside = file.with_name(f".{file.name}-{os.getpid()}")
    made = hashlib.sha256()
    # A folder that nobody may write to keeps nothing, which is no fault.
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        ignored = file.parent / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
        try:
            with beside.open("wb") as opened:
                opened.write(bytes(SEAL))
                for piece in pieces:
                    made.update(piece)
                    opened.write(piece)
                opened.seek(0)
                opened.write(made.hexdigest().encode() + b"\n")
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
        return True
    return False


def write_json(file: Path, said: Any) -> bool:
    """Keep what JSON can say; return whether the disk took it."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return write(file, [text.encode("utf-8", "surrogatepass")])


def packed_bytes(said: Any, files: dict[str, bytes]) -> Iterator[bytes]:
    """Return files as one: what is said of them, their names and lengths, then what they hold."""
    yield _head(said, {name: len(content) for name, content in files.items()})
    yield from files.values()


def _head(said: Any, lengths: dict[str, int]) -> bytes:
    head = json.dumps([said, lengths], separators=(",", ":")).encode()
    return len(head).to_bytes(8, "big") + head


def unpacked(file: Path) -> tuple[Any, dict[str, memoryview]]:
    """Return what was said of files that were packed, and what they held; of none, nothing."""
    content = read(file)
    if content is None:
        return None, {}
    with suppress(ValueError, TypeError, AttributeError):  # of a version that packs otherwise
        at = 8 + int.from_bytes(content[:8], "big")
        said, lengths = json.loads(content[8:at].tobytes())
        pieces: dict[str, memoryview] = {}
        for name, length in lengths.items():
            pieces[name] = content[at : at + length]
            at += length
        return said, pieces
    return None, {}


def _seal(content: memoryview) -> bytes:
    return hashlib.sha256(content).hexdigest().encode() + b"\n"
