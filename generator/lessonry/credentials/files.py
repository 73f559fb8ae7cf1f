"""Files written beside and renamed, so that a kill leaves the old file or the new one, never half."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from lessonry.errors import WorldError

BESIDE = re.compile(r"\.([0-9]{1,9})-[a-z0-9_]{8}$")
"""How the names of files end that are still being written: the process that writes them."""


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


def write_private_in(file: Path, data: bytes) -> None:
    """Write `data` as `file` for its owner alone, making its folder where it is missing."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _failed(file, error) from error
    write_private(file, data)


def make_private_folder(folder: Path) -> None:
    """Make `folder` and what is missing above it, open to nobody but the owner."""
    try:
        missing = [up for up in (folder, *folder.parents) if not up.exists()]
        for up in reversed(missing):
            up.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise _failed(folder, error) from error


def sweep(folder: Path) -> None:
    """Remove what writers that were killed have left beside the files of a folder."""
    for left in folder.glob(".*") if folder.is_dir() else ():
        found = BESIDE.search(left.name)
        if found and not is_running(int(found[1])):
            left.unlink(missing_ok=True)


def is_running(process: int) -> bool:
    """Return whether another process of that number runs, as far as the system tells."""
    if os.name != "posix":
        # Asking would end the process there; what is left is swept on the next system.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return process != os.getpid()


def _replace(file: Path, data: bytes, *, mode: int) -> None:
    # mkstemp makes the file 0600 from its first moment; there is never a readable one.
    prefix = f".{file.name[:40]}.{os.getpid()}-"
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=prefix)
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
