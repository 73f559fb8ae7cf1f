"""The fonts of sheets that are made in a browser: which there are, and what each of them draws."""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from lessonry.credentials.sheets import glyphs

FOLDER = "lessonry/fonts"
"""Of the site."""
CJK_TABLE = "cjk.json"
SUFFIX = ".z"
"""Of a font as published: its file deflated, since few servers compress fonts."""
FACES = {"Italic": "italic", "SemiBold": "semibold"}
PART = re.compile(r"-(?:\d-\w+|Kana|Han-\d+|Hangul-\d+)$")
"""What the name of a file has that holds a part of a font."""
ORDER = ("EBGaramond", "NotoSerif-", "NotoNaskhArabic", "NotoSerif")
"""Asked first, as `sheet.FAMILIES`; CJK comes last."""


def table(course_fonts: Path | None) -> dict[str, Any]:
    """Return each font's file, face and code points, the one to ask first before the others.

    The many of Chinese, Japanese and Korean have a table of their own, loaded for such names alone.
    """
    blocks = [code for first, last in glyphs.CJK_BLOCKS for code in range(first, last + 1)]
    return {
        "files": _described(_files(course_fonts)),
        "more": {"file": CJK_TABLE, "ranges": _ranges(blocks)},
    }


def _described(files_: Iterable[Path]) -> list[dict[str, str]]:
    return [
        {
            "file": _published(file),
            "font": PART.sub("", file.stem),
            "face": _face(file),
            "ranges": _ranges(glyphs.drawn(file)),
        }
        for file in files_
    ]


def published(course_fonts: Path | None) -> Iterator[tuple[str, bytes]]:
    """Yield what a site with a locked exam has of fonts, by their path in it."""
    yield f"{FOLDER}/{CJK_TABLE}", json.dumps(_described(_cjk()), separators=(",", ":")).encode()
    every = (*_files(course_fonts), *_cjk())
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for file, content in zip(every, pool.map(_deflated, every), strict=True):
            yield f"{FOLDER}/{_published(file)}", content


@cache
def _deflated(file: Path) -> bytes:
    return zlib.compress(file.read_bytes(), 6)


def _files(course_fonts: Path | None) -> list[Path]:
    package = Path(str(files("lessonry.credentials.sheets")))
    cut = sorted((package / "browser_fonts").glob("*.ttf"), key=_rank)
    whole = [
        file
        for file in sorted((package / "fonts").glob("*.ttf"), key=_rank)
        if not file.name.startswith("EBGaramond")
    ]
    own = [
        file
        for file in (
            sorted(course_fonts.rglob("*")) if course_fonts and course_fonts.is_dir() else []
        )
        if file.suffix.lower() in {".ttf", ".otf"} and glyphs.drawn(file)
    ]
    return [*cut, *whole, *own]


def _cjk() -> list[Path]:
    return sorted(glyphs.CJK.glob("*.[to]tf"))


def _rank(file: Path) -> tuple[int, str]:
    place = next((n for n, start in enumerate(ORDER) if file.name.startswith(start)), len(ORDER))
    return place, file.name


def _published(file: Path) -> str:
    return file.name + SUFFIX


def _face(file: Path) -> str:
    return next((face for part, face in FACES.items() if part in file.name), "regular")


def _ranges(codes: Iterable[int]) -> str:
    """Return code points as ranges in hexadecimal: `20-7e a0 c0-ff`."""
    found: list[list[int]] = []
    for code in sorted(codes):
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return " ".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in found)
