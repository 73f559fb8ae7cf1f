"""Exact numbers, and how people write them: 0.1 + 0.2 is 0.3."""

from __future__ import annotations

import math
from fractions import Fraction

Number = int | Fraction

MOST_DIGITS = 40
"""Of a number above or below its fraction's line; what is larger is nobody's question."""
MOST_DECIMALS = 12
FIGURES = 10
"""Significant figures of a number that no decimal says exactly, such as a third."""


class TooLargeError(ValueError):
    """A number that has more digits than are reckoned with."""


def plain(number: Fraction | int) -> Number:
    """Return a number as a whole one where it is one; refuse what is too large.

    Raises:
        TooLargeError: It has too many digits.
    """
    if max(abs(number.numerator), number.denominator) >= 10**MOST_DIGITS:
        raise TooLargeError
    return number.numerator if number.denominator == 1 else Fraction(number)


def inexact(number: float) -> Number:
    """Return what a function such as a root gave, to twelve figures."""
    if not math.isfinite(number) or abs(number) >= 10.0**MOST_DIGITS:
        raise TooLargeError
    return plain(Fraction(format(number, ".12g")))


def power(base: Number, exponent: Number) -> Number:
    """Return `base` to the power of `exponent`, exactly where the exponent is a whole number.

    Raises:
        TooLargeError: It has too many digits.
        ZeroDivisionError: Nothing to a power below nothing.
        ValueError: A root of a number below nothing.
    """
    if isinstance(exponent, int):
        bits = max(abs(base.numerator), base.denominator).bit_length()
        if base not in (0, 1, -1) and bits * abs(exponent) > 4 * MOST_DIGITS:
            raise TooLargeError
        return plain(Fraction(base) ** exponent)
    if base < 0:
        raise ValueError("a root of a number below nothing")
    try:
        return inexact(float(base) ** float(exponent))
    except OverflowError:
        raise TooLargeError from None


def root(number: Number) -> Number:
    """Return the square root, exactly where there is one."""
    if number < 0:
        raise ValueError("a root of a number below nothing")
    above, below = math.isqrt(number.numerator), math.isqrt(number.denominator)
    if above**2 == number.numerator and below**2 == number.denominator:
        return plain(Fraction(above, below))
    return inexact(math.sqrt(number))


def rounded(number: Number, decimals: int) -> Number:
    """Return `number` to so many decimals, a half away from nothing."""
    unit = Fraction(1, 10**decimals) if decimals >= 0 else Fraction(10**-decimals)
    whole = (abs(Fraction(number)) / unit + Fraction(1, 2)).__floor__()
    return plain((-1 if number < 0 else 1) * whole * unit)


def fixed(number: Number, decimals: int) -> str:
    """Return `number` with exactly so many decimals: `12.50`."""
    units = abs(rounded(number, decimals)) * 10**decimals
    digits = str(int(units)).rjust(decimals + 1, "0")
    sign = "-" if number < 0 and units else ""
    whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def written(number: Number) -> str:
    """Return `number` as people write it: no empty decimals, and no more than are needed."""
    if isinstance(number, int):
        return str(number)
    for decimals in range(1, MOST_DECIMALS + 1):
        if 10**decimals % number.denominator == 0:
            return fixed(number, decimals)
    size = len(str(int(abs(number)))) if abs(number) >= 1 else _leading(abs(number))
    text = fixed(number, max(0, min(2 * MOST_DIGITS, FIGURES - size)))
    return text.rstrip("0").rstrip(".") if "." in text else text


def _leading(number: Fraction) -> int:
    """Return how far behind the mark the first figure of a number below 1 stands, from 0 down."""
    place = 0
    while number * 10 < 1:
        number, place = number * 10, place - 1
    return place
