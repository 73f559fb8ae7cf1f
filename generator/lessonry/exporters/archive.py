"""Zips whose bytes depend on nothing but the files in them."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from lessonry.exporters.exported import Content

FIRST: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can tell of: what every file has where no other is given."""


def pack(files: Iterable[tuple[str, Content]], target: Path, *, stored: Iterable[str] = ()) -> None:
    """Write a zip beside `target` and put it in its place.

    Args:
        files: Names and contents, in the order in which they are packed.
        target: The zip.
        stored: Names of files that are not compressed, such as the `mimetype` of an EPUB.

    Raises:
        OSError: The disk did not take it; what was at `target` is still there.
    """
    moment, plain = _moment(), frozenset(stored)
    beside = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
            for name, content in files:
                entry = zipfile.ZipInfo(name, moment)
                entry.compress_type = zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED
                entry.create_system = 3  # of every system alike
                entry.external_attr = 0o100644 << 16
                data = content if isinstance(content, bytes) else content.read_bytes()
                packed.writestr(entry, data, compresslevel=9)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def files_of(folder: Path) -> Iterable[tuple[str, Path]]:
    """Yield the files of a folder by their names in it, sorted."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file


def moment() -> datetime | None:
    """Return the moment of `SOURCE_DATE_EPOCH`, where it is set."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(said), UTC) if said.isdigit() else None


def _moment() -> tuple[int, int, int, int, int, int]:
    date = moment()
    if date is None:
        return FIRST
    return max(FIRST, (date.year, date.month, date.day, date.hour, date.minute, date.second))
