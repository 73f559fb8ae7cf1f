"""The weights that Moodle knows for an answer: any other keeps a question out of it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

GRADES: Final = (
    *("100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30"),
    *("25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5"),
)
"""In per cent, as Moodle writes them; each may be negative, and an answer may be worth nothing."""
SHARES: Final = tuple(Fraction(grade) / 100 for grade in GRADES)
TOLERANCE: Final = Fraction(1, 100_000)
"""How far a share may be off: `33.333` is a third, `33.33` is not."""


def is_known(share: Fraction) -> bool:
    """Return whether Moodle takes this weight, as a share of 1."""
    return share == 0 or any(abs(abs(share) - one) < TOLERANCE for one in SHARES)


def nearest(share: Fraction) -> str:
    """Return the weight on Moodle's list that is nearest to a share, as Moodle writes it."""
    if abs(share) < SHARES[-1] / 2:
        return "0"
    grade = min(GRADES, key=lambda one: abs(abs(share) - Fraction(one) / 100))
    return f"-{grade}" if share < 0 else grade


def exact(share: Fraction) -> str | None:
    """Return how Moodle writes a share that is on its list; nothing for any other."""
    return nearest(share) if is_known(share) else None
