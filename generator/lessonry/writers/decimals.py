"""Writes numbers as our grammar reads them: with a stop, exactly where that can be."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

MOST_PLACES: Final = 15
LEAST_PLACES: Final = 6
"""Noughts behind the stop that are still written out."""
MOST_EXPONENT: Final = 320
"""Beyond it no number of floating point reaches."""


def decimal(value: Fraction, places: int = MOST_PLACES) -> str:
    """Return `value` with at most so many places, rounded where it has more."""
    scaled = abs(value) * 10**places
    whole = (scaled + Fraction(1, 2)).__floor__()
    digits = str(whole).rjust(places + 1, "0")
    written = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
    return f"-{written}" if value < 0 and written != "0" else written


def exact(value: Fraction) -> str:
    """Return `value` as a decimal where it is one, else as a fraction."""
    return scientific(value) or str(value)


def scientific(value: Fraction) -> str | None:
    """Return a decimal as people write it: `0.05`, `1.6e-19`, `6.022e23`; nothing for any other."""
    scaled, places = abs(value), 0
    while scaled.denominator != 1:
        if places == MOST_EXPONENT:
            return None
        scaled, places = scaled * 10, places + 1
    digits = str(scaled.numerator)
    bare = digits.rstrip("0") or "0"
    power = len(digits) - 1 - places
    sign = "-" if value < 0 else ""
    if value and (power < -LEAST_PLACES or (power >= MOST_PLACES and len(bare) <= MOST_PLACES)):
        return f"{sign}{bare[0]}{f'.{bare[1:]}' if bare[1:] else ''}e{power}"
    if not places:
        return sign + digits
    digits = digits.rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def share(value: Fraction, places: int) -> str:
    """Return a share from 0 to 1 as per cent."""
    return f"{decimal(value * 100, places)}%"
