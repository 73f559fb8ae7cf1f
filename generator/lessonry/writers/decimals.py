"""Writes numbers as our grammar reads them: with a stop, exactly where that can be."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

MOST_PLACES: Final = 15


def decimal(value: Fraction, places: int = MOST_PLACES) -> str:
    """Return `value` with at most so many places, rounded where it has more."""
    scaled = abs(value) * 10**places
    whole = (scaled + Fraction(1, 2)).__floor__()
    digits = str(whole).rjust(places + 1, "0")
    written = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
    return f"-{written}" if value < 0 and written != "0" else written


def exact(value: Fraction) -> str:
    """Return `value` as a decimal where it is one, else as a fraction."""
    written = decimal(value)
    return written if Fraction(written) == value else str(value)


def share(value: Fraction, places: int) -> str:
    """Return a share from 0 to 1 as per cent."""
    return f"{decimal(value * 100, places)}%"
