"""Ranges of numbers, as choices have them: `10–20 minutes`, `from 5 to 10`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

NUMBER = r"\d+(?:[.,\u202f\u00a0 ]\d{3})*(?:[.,]\d+)?"
RANGE = re.compile(
    rf"(?P<before>[^\d]*?)(?P<low>{NUMBER})(?P<unit>[^\d]{{0,12}}?)"
    rf"\s*(?P<to>-|–|—|~|～|\bto\b|\bbis\b|\bà\b|\ba\b|\baté\b|\bhasta\b|\bdo\b|至|到)\s*"
    rf"(?P<high>{NUMBER})(?P<after>[^\d]*)",
    re.IGNORECASE,
)
LONGEST = 80
"""Characters; what is longer is a sentence."""
SCORE = 10
"""A bare range below this may as well be the score of a match, such as `1-2`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The numbers from `low` to `high`, and the words around them."""

    low: Fraction
    high: Fraction
    around: str

    def overlaps(self, other: Range) -> bool:
        """Return whether a number belongs to both; ranges of different things never overlap."""
        return self.around == other.around and self.low <= other.high and other.low <= self.high

    def shared(self, other: Range) -> str:
        """Return a number that belongs to both, as it is read."""
        return f"{float(max(self.low, other.low)):g}"


def read_range(text: str) -> Range | None:
    """Return the range that a whole choice is, if it is one."""
    found = RANGE.fullmatch(text.strip().rstrip(".")) if len(text) <= LONGEST else None
    if found is None:
        return None
    low, high = (_number(found.group(name)) for name in ("low", "high"))
    around = " ".join((found.group("before") + " " + found.group("after")).casefold().split())
    if low >= high or (high < SCORE and not around and found.group("to") == "-"):
        return None
    return Range(low=low, high=high, around=around)


def _number(written: str) -> Fraction:
    """Return the number; a mark with three digits behind it parts thousands."""
    whole = re.sub(r"[.,\u202f\u00a0 ](?=\d{3}(?!\d))", "", written)
    return Fraction(whole.replace(",", "."))
