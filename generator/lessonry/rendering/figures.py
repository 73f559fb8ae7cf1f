"""Says numbers as the readers of a language write them: points, shares, times."""

from __future__ import annotations

from fractions import Fraction

from babel.numbers import get_decimal_symbol, get_minus_sign_symbol

from lessonry.domain.quiz import PassMark, decimal
from lessonry.locales.words import Words

SECONDS_FROM = 600
"""Seconds from which a time is said in whole minutes."""


def figure(words: Words, value: Fraction) -> str:
    """Return a number with the decimal mark and the minus of the language, in Western digits.

    `runtime/figures.js` says the same.
    """
    mark = get_decimal_symbol(words.language)
    minus = get_minus_sign_symbol(words.language).replace("-", "−")
    return decimal(value).replace(".", mark).replace("-", minus)


def points(words: Words, value: Fraction) -> str:
    """Return so many points: `1 point`, `2.5 points`."""
    return words.counted(float(value), "{n} point", "{n} points", n=figure(words, value))


def share(words: Words, value: Fraction) -> str:
    """Return a share from 0 to 1 in per cent: `50 %`."""
    return words.say("{n} %", n=figure(words, value * 100))


def mark(words: Words, needed: PassMark) -> str:
    """Return how much is enough: `60 %`, `5 points`."""
    return points(words, needed.value) if needed.in_points else share(words, needed.value)


def spoken(words: Words, seconds: Fraction) -> str:
    """Return a time: `45 minutes`, `1 minute 30 seconds`; above ten minutes no seconds."""
    minutes, rest = divmod(int(seconds), 60)
    whole = words.counted(minutes, "{n} minute", "{n} minutes")
    if seconds >= SECONDS_FROM or not rest:
        return whole
    left = words.counted(rest, "{n} second", "{n} seconds")
    return words.say("{minutes} {seconds}", minutes=whole, seconds=left) if minutes else left
