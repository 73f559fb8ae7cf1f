"""What takes long to make and serves every worker of a run: the first makes it, each has a copy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder of this worker's own with what `make` puts into one, once in a run.

    Args:
        factory: The fixture `tmp_path_factory`.
        name: A name that nothing else has.
        make: Is given a folder that is there, and empty.
    """
    own = factory.mktemp(name)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        make(own)
        return own
    shared = factory.getbasetemp().parent / f"once-{name}"
    with FileLock(f"{shared}.lock"):
        if not shared.is_dir():
            begun = shared.with_name(f"{shared.name}-begun")
            shutil.rmtree(begun, ignore_errors=True)  # of a worker that could not finish
            begun.mkdir()
            make(begun)
            begun.rename(shared)
    shutil.copytree(shared, own, dirs_exist_ok=True, symlinks=True)
    return own
