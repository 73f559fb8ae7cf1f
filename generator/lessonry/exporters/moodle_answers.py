"""Answers to type as Moodle compares them: its stars, its numbers with a tolerance, its weights."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import Final

from lessonry.domain.gaps import NumericAnswer
from lessonry.domain.moodle_grades import exact, nearest
from lessonry.domain.numbers import rounded

DIGITS: Final = Context(prec=15)
"""Of the numbers that Moodle reckons with."""
WILD: Final = frozenset("^$\\.*+?()[]{}|/")
MOST_KEYS: Final = 20
"""Right answers whose weights can make a hundred: the least is 5 %."""


def starred(pattern: str) -> str | None:
    """Return a pattern of letters and `.*` with Moodle's stars; nothing for any other."""
    made: list[str] = []
    position = 0
    while position < len(pattern):
        if pattern.startswith(".*", position):
            made.append("*")
            position += 2
        elif pattern[position] == "\\" and pattern[position + 1 : position + 2] in WILD:
            made.append(literal(pattern[position + 1]))
            position += 2
        elif pattern[position] in WILD:
            return None
        else:
            made.append(pattern[position])
            position += 1
    return "".join(made)


def literal(text: str) -> str:
    """Return words to type in which a star is a star."""
    return text.replace("*", "\\*")


def within(answer: NumericAnswer) -> tuple[Fraction, Fraction]:
    """Return a number and how far off an answer may be."""
    if answer.figures is not None:
        middle = rounded(answer.low, answer.figures)
        if not middle:
            return middle, Fraction(0)
        size = Decimal(abs(middle.numerator)) / Decimal(middle.denominator)
        return middle, Fraction(10) ** (size.adjusted() - answer.figures + 1) / 2
    return (answer.low + answer.high) / 2, (answer.high - answer.low) / 2


def decimal(number: Fraction) -> tuple[str, bool]:
    """Return a number with at most 15 digits, and whether it is the very number."""
    value = DIGITS.divide(Decimal(number.numerator), Decimal(number.denominator))
    plain = value.normalize(DIGITS)
    written = str(plain) if abs(plain.adjusted()) > 15 else format(plain, "f")
    return written, Fraction(value) == number


def weights(count: int) -> list[str]:
    """Return what each of so many right answers is worth, in per cent, a hundred together.

    Where no weight on Moodle's list is the share of one, some are worth 10 and some 5.
    """
    even = exact(Fraction(1, count)) if count else None
    if even is not None:
        return [even] * count
    if 10 < count <= MOST_KEYS:
        return ["10"] * (MOST_KEYS - count) + ["5"] * (2 * count - MOST_KEYS)
    return [nearest(Fraction(1, max(1, count)))] * count
