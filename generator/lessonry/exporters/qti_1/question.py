"""One question of QTI 1.2 before its dialect: what it asks, what it accepts, what it tells.

An item of ours is one such question, or several where the dialect knows no such kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypedDict


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something that can be chosen."""

    identifier: str
    html: str
    is_key: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A place in the text, `[name]` in the stem: words that it accepts, or a list that drops down."""

    name: str
    options: tuple[Option, ...]
    """Of a blank to type into, each is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Numbers that are accepted."""

    low: Fraction
    high: Fraction
    exact: Fraction | None = None
    is_open: bool = False
    """Whether `low` itself is not accepted."""


class Said(TypedDict):
    """What every question is made with."""

    identifier: str
    title: str
    stem: str
    points: Fraction
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every question has."""

    identifier: str
    title: str
    stem: str
    points: Fraction
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion(Asked):
    """One or several of a list."""

    options: tuple[Option, ...]
    multiple: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuestion(Asked):
    """A word to type."""

    answers: tuple[str, ...]
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberQuestion(Asked):
    """A number to type."""

    answers: tuple[Bounds, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlanksQuestion(Asked):
    """Several places in a text."""

    blanks: tuple[Blank, ...]
    is_typed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchQuestion(Asked):
    """Pairs."""

    lefts: tuple[tuple[str, str, str], ...]
    """Identifier, HTML, and the identifier of its right."""
    rights: tuple[tuple[str, str], ...]
    """Identifier and plain text: Canvas shows no more in a list that drops down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayQuestion(Asked):
    """Sentences."""

    model_answer: str = ""


Question = (
    ChoiceQuestion | TextQuestion | NumberQuestion | BlanksQuestion | MatchQuestion | EssayQuestion
)


@dataclass(slots=True, kw_only=True)
class Made:
    """What an item became."""

    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def rounded(value: Fraction, figures: int) -> Bounds:
    """Return the numbers that agree with `value` to so many significant figures."""
    if not value:
        return Bounds(low=value, high=value, exact=value)
    power = 0
    size = abs(value)
    while size >= 10:
        size, power = size / 10, power + 1
    while size < 1:
        size, power = size * 10, power - 1
    half = Fraction(10) ** (power - figures + 1) / 2
    step = 2 * half
    middle = round(value / step) * step
    return Bounds(low=middle - half, high=middle + half, exact=value)
