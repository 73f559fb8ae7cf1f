"""Patterns of XML Schema, as `patternMatch` has them, in our own language of patterns."""

from __future__ import annotations

import re
from typing import Final

PIECE: Final = re.compile(
    r"(?P<escape>\\.)|(?P<class>\[\^?(?:\\.|[^\]\\])*\])|(?P<other>.)", re.DOTALL
)
TOGETHER: Final = re.compile(r"\[(?P<upper>[^\W\d_])(?P<lower>[^\W\d_])\]")
MEANT: Final = {"d": "1", "w": "a", "s": " ", "b": ""}
"""What a letter behind a backslash may stand for."""
CLASS: Final = re.compile(r"(?:\\.|[^\]\\])+\]", re.DOTALL)
TIMES: Final = re.compile(r"(?:[?*+]|\{(?P<least>[0-9]{1,4})(?:,[0-9]{0,4})?\})\??")
RANGE: Final = re.compile(r"([A-Z])-([A-Z])")


def from_xsd(pattern: str) -> tuple[str, bool]:
    """Return a pattern as one of ours, and whether it is one that takes no notice of capitals.

    Anchors at its ends, which mean nothing there, are dropped; `[Gg]` for every letter becomes the
    flag that it stands for.
    """
    bare = pattern
    if bare.startswith("^"):
        bare = bare[1:]
    if bare.endswith("$") and not bare.endswith("\\$"):
        bare = bare[:-1]
    bare = bare.replace("[$]", "\\$")
    folded = _folded(bare)
    return (folded, True) if folded is not None else (bare, False)


def _folded(pattern: str) -> str | None:
    """Return the pattern with its letters once, where every one of them stands in both cases."""
    said: list[str] = []
    count = 0
    for piece in PIECE.finditer(pattern):
        if piece["class"]:
            once = _once(piece["class"])
            if once is None:
                return None
            count += 1
            said.append(once)
        elif piece["other"] and piece["other"].isalpha() and _has_case(piece["other"]):
            return None
        else:
            said.append(piece[0])
    return "".join(said) if count and any(char.isalpha() for char in "".join(said)) else None


def _has_case(letter: str) -> bool:
    return letter.lower() != letter.upper()


def _once(written: str) -> str | None:
    """Return a class in brackets with each letter in one case; nothing where the other is missing."""
    pair = TOGETHER.fullmatch(written)
    if pair is not None and pair["upper"].lower() == pair["lower"]:
        return pair["lower"]
    inside = re.sub(r"\\.", "", written)
    ranges = [(a, b) for a, b in re.findall(r"([A-Za-z])-([A-Za-z])", inside)]
    swapped = {(a.swapcase(), b.swapcase()) for a, b in ranges}
    if swapped != set(ranges):
        return None
    letters = {char for char in re.sub(r"[A-Za-z]-[A-Za-z]", "", inside) if char.isalpha()}
    if {char.swapcase() for char in letters if _has_case(char)} != {
        char for char in letters if _has_case(char)
    }:
        return None
    without = re.sub(r"(?<!\\)[A-Z]-[A-Z]", "", written)
    return re.sub(r"(?<!\\)[A-Z]", "", without)


def example(pattern: str) -> str | None:
    """Return a text that a simple pattern of ours matches; nothing where none is found easily."""
    try:
        reader = _Example(pattern)
        said = reader.either()
        return said if reader.at == len(pattern) else None
    except (IndexError, KeyError, RecursionError, ValueError):
        return None


class _Example:
    """Reads a pattern, and says the shortest text of its first way as it goes."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def either(self) -> str:
        """Return a text for what stands between bars: the first."""
        first = self._run()
        while self.pattern[self.at : self.at + 1] == "|":
            self.at += 1
            self._run()
        return first

    def _run(self) -> str:
        said = ""
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            piece = self._piece()
            said += piece * self._times()
        return said

    def _piece(self) -> str:
        sign = self.pattern[self.at]
        self.at += 1
        match sign:
            case "(":
                self.at += 2 * self.pattern.startswith("?:", self.at)
                said = self.either()
                if self.pattern[self.at] != ")":
                    raise ValueError(self.pattern)
                self.at += 1
                return said
            case "[":
                return self._class()
            case ".":
                return "a"
            case "^" | "$":
                return ""
            case "\\":
                return self._escaped()
            case "?" | "*" | "+" | "{":
                raise ValueError(sign)
        return sign

    def _escaped(self) -> str:
        sign = self.pattern[self.at]
        self.at += 1
        return MEANT[sign] if sign.isalnum() else sign

    def _class(self) -> str:
        found = CLASS.match(self.pattern, self.at)
        if found is None or self.pattern[self.at] == "^":
            raise ValueError(self.pattern)
        end = found.end()
        said = self._piece() if self.pattern[self.at] == "\\" else self.pattern[self.at]
        self.at = end
        return said

    def _times(self) -> int:
        found = TIMES.match(self.pattern, self.at)
        if found is None:
            return 1
        self.at = found.end()
        least = int(found["least"] or 0) if found["least"] else int(found[0].startswith("+"))
        return min(least, 50)
