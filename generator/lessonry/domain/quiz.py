"""A quiz: items in sections, and how they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from lessonry.diagnostics import Place
from lessonry.domain.items import Item


class Mode(Enum):
    """What a quiz is for: to learn by, or to certify by."""

    PRACTICE = "practice"
    EXAM = "exam"


class FeedbackTime(Enum):
    """When a practice quiz tells what was right: after each item, after the last, or not at all."""

    IMMEDIATE = "immediate"
    END = "end"
    NEVER = "never"


class Layout(Enum):
    """How an exam lies on the page."""

    ONE = "one"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassMark:
    """How much is enough: a share of the points, or a number of them."""

    value: Fraction
    """A share from 0 to 1, or points."""
    in_points: bool = False

    def needed(self, max_score: Fraction) -> Fraction:
        """Return the points that a pass takes, of `max_score`."""
        return self.value if self.in_points else self.value * max_score

    def __str__(self) -> str:
        if self.in_points:
            return f"{decimal(self.value)} point{'' if self.value == 1 else 's'}"
        return f"{decimal(self.value * 100)} %"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A run of items under a `#` heading; a quiz without such headings is one untitled section."""

    title: str | None = None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """A set of items and the rules they are asked by."""

    identifier: str
    """The file's name without `.md`, or the name that an inline quiz was given."""
    title: str
    description: str | None = None
    mode: Mode = Mode.PRACTICE
    sections: tuple[Section, ...] = ()
    pass_mark: PassMark | None = None
    draw: int | None = None
    """How many of the items an attempt asks; all where nothing is said."""
    shuffle: bool = False
    max_attempts: int | None = None
    feedback: FeedbackTime = FeedbackTime.IMMEDIATE
    layout: Layout = Layout.ONE
    achievement: str | None = None
    """The identifier of what passing earns."""
    place: Place = field(compare=False, repr=False)
    field_places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)
    """Where each field of the front matter has its value."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the items of all sections, in the order written."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def asked(self) -> int:
        """Return how many items one attempt asks."""
        return min(self.draw or len(self.items), len(self.items))


def decimal(value: Fraction) -> str:
    """Return `value` as people write it: at most two decimals, rounded half up, no empty ones."""
    hundredths = (value * 100 + Fraction(1, 2)).__floor__()
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
