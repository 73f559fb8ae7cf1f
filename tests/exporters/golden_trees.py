"""Packages compared with what they were: `LESSONRY_GOLDEN=1` writes them anew."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def same_as_golden(name: str, files: Mapping[str, bytes]) -> None:
    """Fail unless these files are, byte for byte, those of `golden/<name>/`."""
    home = FOLDER / name
    if os.environ.get("LESSONRY_GOLDEN"):
        for path, data in files.items():
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            (home / path).write_bytes(data)
    kept = {
        file.relative_to(home).as_posix(): file.read_bytes()
        for file in sorted(home.rglob("*"))
        if file.is_file()
    }
    assert sorted(files) == sorted(kept)
    for path, data in files.items():
        assert data == kept[path], f"{name}/{path} is another; LESSONRY_GOLDEN=1 keeps it."
