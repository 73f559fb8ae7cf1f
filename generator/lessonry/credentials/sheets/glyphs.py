"""Which characters the sheet's fonts can draw, so that a missing script can be named."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools import unicodedata as scripts
from fontTools.ttLib import TTCollection, TTFont, TTLibError

CJK = Path(str(files("lessonry.credentials.sheets"))) / "cjk_fonts"
"""Chinese, Japanese and Korean fonts: read only for what is written so, since they are many."""
CJK_BLOCKS = (
    (0x2E80, 0x312F),
    (0x31F0, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFF00, 0xFFEF),
)
SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFolders:
    """The folders whose fonts a sheet may use: the package's, then the course's own."""

    folders: tuple[Path, ...]
    drawn: frozenset[int] = field(repr=False)
    """Code points that some font in them draws."""

    def missing(self, text: str) -> str:
        """Return the characters of `text` that none of the fonts can draw, each once."""
        composed = unicodedata.normalize("NFC", text)
        lacking = (c for c in composed if ord(c) not in self.drawn and not _is_silent(c))
        return "".join(
            dict.fromkeys(c for c in lacking if not is_cjk(c) or ord(c) not in cjk_drawn())
        )

    def needs_cjk(self, text: str) -> bool:
        """Return whether the package's Chinese, Japanese and Korean fonts are wanted for a text."""
        composed = unicodedata.normalize("NFC", text)
        return any(is_cjk(c) and ord(c) not in self.drawn for c in composed)


def font_folders(course_fonts: Path | None) -> FontFolders:
    """Return the package's fonts and those in a course's `certificates/fonts/`."""
    package = Path(str(files("lessonry.credentials.sheets").joinpath("fonts")))
    folders = (package, course_fonts) if course_fonts and course_fonts.is_dir() else (package,)
    fonts = [
        file
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in SUFFIXES
    ]
    return FontFolders(folders=folders, drawn=frozenset().union(*(drawn(file) for file in fonts)))


def script_names(characters: Iterable[str]) -> str:
    """Return the scripts of some characters in words: `Han and Hangul`."""
    names = list(dict.fromkeys(_script(character) for character in characters))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _script(character: str) -> str:
    name = str(scripts.script_name(scripts.script(character)))
    if name in {"Common", "Inherited", "Unknown"}:
        return f"the character {character} (U+{ord(character):04X})"
    return name.replace("_", " ")


def is_cjk(character: str) -> bool:
    """Return whether a character is one that the fonts of `CJK` are for."""
    return any(first <= ord(character) <= last for first, last in CJK_BLOCKS)


@cache
def cjk_drawn() -> frozenset[int]:
    """Return the code points of the fonts of `CJK`."""
    return frozenset().union(*(drawn(file) for file in CJK.glob("*.[to]tf")))


def _is_silent(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Zs", "Cc"}


@cache
def drawn(file: Path) -> frozenset[int]:
    """Return the code points of a font file; none where it is damaged."""
    try:
        with file.open("rb") as opened:
            if file.suffix.lower() in {".ttc", ".otc"}:
                fonts = TTCollection(opened, lazy=True).fonts
                return frozenset(code for font in fonts for code in _cmap(font))
            return frozenset(_cmap(TTFont(opened, lazy=True)))
    except (TTLibError, OSError, ValueError, KeyError, AssertionError):
        return frozenset()


def _cmap(font: TTFont) -> Iterable[int]:
    return font.getBestCmap() or ()
