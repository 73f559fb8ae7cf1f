"""Patterns of XML Schema, as `patternMatch` has them, in our own language of patterns."""

from __future__ import annotations

import re
from re import _parser as sre_parse  # type: ignore[attr-defined]
from typing import Any, Final

PIECE: Final = re.compile(
    r"(?P<escape>\\.)|(?P<class>\[\^?(?:\\.|[^\]\\])*\])|(?P<other>.)", re.DOTALL
)
TOGETHER: Final = re.compile(r"\[(?P<upper>[^\W\d_])(?P<lower>[^\W\d_])\]")
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
        parsed = list(sre_parse.parse(pattern))
        return _example(parsed)
    except (re.error, RecursionError, KeyError, ValueError, OverflowError):
        return None


def _example(parsed: list[tuple[object, Any]]) -> str:
    said = ""
    for code, value in parsed:
        match str(code):
            case "LITERAL":
                said += chr(value)
            case "ANY" | "NOT_LITERAL":
                said += "a" if value != ord("a") else "b"
            case "IN":
                said += _member(value)
            case "BRANCH":
                said += _example(list(value[1][0]))
            case "SUBPATTERN":
                said += _example(list(value[-1]))
            case "MAX_REPEAT" | "MIN_REPEAT":
                said += _example(list(value[2])) * min(int(value[0]), 50)
            case "AT":
                continue
            case _:
                raise ValueError(code)
    return said


def _member(members: list[tuple[object, Any]]) -> str:
    """Return a character of a class."""
    code, value = members[0]
    match str(code):
        case "LITERAL":
            return chr(value)
        case "RANGE":
            return chr(value[0])
        case "CATEGORY":
            return {"CATEGORY_DIGIT": "1", "CATEGORY_WORD": "a", "CATEGORY_SPACE": " "}[str(value)]
        case _:
            raise ValueError(code)
