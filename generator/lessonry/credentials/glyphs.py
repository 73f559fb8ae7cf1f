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
        return "".join(
            dict.fromkeys(c for c in composed if ord(c) not in self.drawn and not _is_silent(c))
        )


def font_folders(course_fonts: Path | None) -> FontFolders:
    """Return the package's fonts and those in a course's `certificates/fonts/`."""
    package = Path(str(files("lessonry.credentials").joinpath("fonts")))
    folders = (package, course_fonts) if course_fonts and course_fonts.is_dir() else (package,)
    fonts = [
        file
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in SUFFIXES
    ]
    return FontFolders(folders=folders, drawn=frozenset().union(*(_drawn(file) for file in fonts)))


def script_names(characters: Iterable[str]) -> str:
    """Return the scripts of some characters in words: `Han and Hangul`."""
    names = list(dict.fromkeys(_script(character) for character in characters))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _script(character: str) -> str:
    name = str(scripts.script_name(scripts.script(character)))
    if name in {"Common", "Inherited", "Unknown"}:
        return f"the character {character} (U+{ord(character):04X})"
    return name.replace("_", " ")


def _is_silent(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Zs", "Cc"}


@cache
def _drawn(file: Path) -> frozenset[int]:
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
