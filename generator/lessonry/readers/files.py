"""Opening what an author wrote: UTF-8 with or without a byte order mark, any line ends."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

from lessonry.diagnostics import Diagnostics, Source


def read_source(path: Path, name: str, diagnostics: Diagnostics) -> Source | None:
    """Return the file's text, or nothing and a diagnostic.

    Args:
        path: The file.
        name: What messages call it: relative to the course folder, with forward slashes.
        diagnostics: Where a fault is noted (LR001, LR003).
    """
    try:
        raw = path.read_bytes().removeprefix(BOM_UTF8)
    except OSError as error:
        source = Source(path=name, text="")
        reason = (error.strerror or str(error)).lower()
        diagnostics.add("LR003", f"The file cannot be opened: {reason}.", source.at(1))
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        source = Source(path=name, text=_newlines(raw.decode("cp1252", errors="replace")))
        before = _newlines(raw[: error.start].decode("utf-8"))
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        diagnostics.add(
            "LR001",
            f"The file is not UTF-8: byte 0x{raw[error.start]:02X} stands here.",
            source.at(line, column, 1),
        )
        return None
    if "\0" in text:
        before = _newlines(text[: text.index("\0")])
        source = Source(path=name, text=_newlines(text).replace("\0", "\ufffd"))
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        message = "The file holds a NUL byte: it is no text, or it is UTF-16."
        diagnostics.add("LR001", message, source.at(line, column, 1))
        return None
    return Source(path=name, text=_newlines(text))


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
