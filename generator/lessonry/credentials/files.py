"""Files written beside and renamed, so that a kill leaves the old file or the new one, never half."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from lessonry.errors import WorldError


def write(file: Path, data: bytes) -> None:
    """Write `data` as `file`, making its folder where it is missing."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _replace(file, data, mode=0o644)
    except OSError as error:
        raise _failed(file, error) from error


def write_private(file: Path, data: bytes) -> None:
    """Write `data` as `file` that nobody but its owner may read."""
    try:
        _replace(file, data, mode=0o600)
    except OSError as error:
        raise _failed(file, error) from error


def make_private_folder(folder: Path) -> None:
    """Make `folder` and what is missing above it, open to nobody but the owner."""
    try:
        missing = [up for up in (folder, *folder.parents) if not up.exists()]
        for up in reversed(missing):
            up.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise _failed(folder, error) from error


def _replace(file: Path, data: bytes, *, mode: int) -> None:
    # mkstemp makes the file 0600 from its first moment; there is never a readable one.
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:40]}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        beside.chmod(mode)
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _failed(file: Path, error: OSError) -> WorldError:
    return WorldError(
        f"{file} cannot be written: {error.strerror or error}.",
        help="Look at the folder's permissions and whether the disk is full.",
    )
