"""What a learner gave to one item, and what it was worth."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

INVISIBLE = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
"""Marks that come along with what is pasted, as a character class: of direction, of places to break."""
BLANKS = str.maketrans(
    {"\ufeff": " "} | {chr(n): None for n in range(0x2070) if re.match(f"[{INVISIBLE}]", chr(n))}
)
"""White space to a browser and none to Python (a byte order mark), and what nobody sees."""


def is_blank(value: str) -> bool:
    """Return whether a value holds white space alone, by the rules of both languages together.

    The browser does the same in `runtime/items/item.js`.
    """
    return not value.translate(BLANKS).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """The values given to one item, as QTI's response variables are: strings, whatever the kind.

    A choice gives the identifiers of what was chosen, in any order; text entry gives one string
    a gap, in the order of the gaps, empty where nothing was typed.
    """

    values: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether nothing at all was given."""
        return all(is_blank(value) for value in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a response is worth."""

    score: Fraction
    """In points, from 0 to `max_score`."""
    max_score: Fraction

    @property
    def is_right(self) -> bool:
        """Return whether nothing is missing."""
        return self.score == self.max_score


def fold_entry(entry: str, *, ignore_case: bool, ignore_accents: bool = False) -> str:
    """Return a typed entry as it is compared: NFKC, trimmed, inner white space as one blank.

    The browser does the same in `runtime/gaps/text-entry.js`; the scoring vectors hold both to it.
    Lower case and not case folding, since JavaScript has no case folding.
    """
    folded = " ".join(unicodedata.normalize("NFKC", entry).translate(BLANKS).split())
    if ignore_accents:
        apart = unicodedata.normalize("NFD", folded)
        bare = "".join(c for c in apart if unicodedata.category(c) != "Mn")
        folded = unicodedata.normalize("NFC", bare)
    return folded.lower() if ignore_case else folded


def without_stop(entry: str) -> str:
    """Return an entry without the stop that ends a sentence; an entry of stops alone stays.

    Who is asked for a word at a sentence's end types its full stop too, and knows the word.
    """
    return entry.rstrip(".,;:!? ") or entry
