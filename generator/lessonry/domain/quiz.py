"""A quiz: items in sections, and the rules they are asked by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from lessonry.diagnostics import Place
from lessonry.domain.glimpse import Glimpse, Glimpsed
from lessonry.domain.items import Item
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.selection import HALF, Selection


class Mode(Enum):
    """What a quiz is for: to learn by, to certify by, or to be drawn from by others."""

    PRACTICE = "practice"
    EXAM = "exam"
    POOL = "pool"


class FeedbackTime(Enum):
    """When a practice quiz tells what was right: after each item, after the last, or not at all."""

    IMMEDIATE = "immediate"
    END = "end"
    NEVER = "never"


class Grading(Enum):
    """Which of a learner's attempts at an exam counts."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"


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
class TimeLimit:
    """How long an attempt may take."""

    seconds: int
    extra: tuple[Fraction, ...] = ()
    """What a learner may add by choice, as shares of the limit; WCAG 2.2.1 asks for it."""

    def with_extra(self, extra: Fraction) -> Fraction:
        """Return the seconds that an attempt has whose learner chose `extra`."""
        return self.seconds * (1 + extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A run of items under a `#` heading; a quiz without such headings is one untitled section."""

    title: str | None = None
    items: tuple[Item, ...] = ()
    """Its own, and, once pools are joined, those that it takes from other files."""
    draw: int | None = None
    """How many of them an attempt asks; all where nothing is said."""
    selection: Selection | None = None
    """What it takes from other files."""
    draw_place: Place | None = field(default=None, compare=False, repr=False)
    """Where `draw` is said."""

    @property
    def asked(self) -> int:
        """Return how many of its items one attempt asks, where the quiz as a whole draws none."""
        return drawn_of(self.draw, len(self.items))


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
    """How many of all items an attempt asks; where nothing is said, each section has its own."""
    shuffle: bool = False
    max_attempts: int | None = None
    grading: Grading = Grading.BEST
    time_limit: TimeLimit | None = None
    exam_share: Fraction = HALF
    """Of a pool: how many of its items exams may ask, from 0 to 1."""
    partial_credit: PartialCredit = PartialCredit.ALL_OR_NOTHING
    """What its items are scored by, unless they say otherwise."""
    feedback: FeedbackTime = FeedbackTime.IMMEDIATE
    layout: Layout = Layout.ONE
    achievement: str | None = None
    """The identifier of what passing earns."""
    lock: bool = False
    """Whether enough right responses open an exam by themselves, with no server."""
    lock_weak: bool = False
    """Whether its author has accepted that the lock keeps nobody out for long."""
    language: str | None = None
    """Of its texts, where it is another than the course's: it waits for its translation."""
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
        if self.draw is not None:
            return drawn_of(self.draw, len(self.items))
        return sum(section.asked for section in self.sections)

    @property
    def glimpses(self) -> tuple[Item | Glimpse, ...]:
        """Return its items, for what can be asked of them from afar."""
        return self.items

    @property
    def glimpsed(self) -> tuple[Section | Glimpsed, ...]:
        """Return its sections, for what can be asked of them from afar."""
        return self.sections

    @property
    def is_taking(self) -> bool:
        """Return whether it takes items from other files."""
        return any(section.selection for section in self.sections)

    @property
    def has_rules(self) -> bool:
        """Return whether it says more of how it is asked and passed than a set of items does."""
        return bool(
            self.mode is not Mode.PRACTICE
            or self.pass_mark
            or self.draw
            or self.time_limit
            or self.max_attempts
            or self.shuffle
            or any(section.draw or section.selection for section in self.sections)
        )

    @property
    def is_locked(self) -> bool:
        """Return whether it is an exam with an answer lock."""
        return self.lock and self.mode is Mode.EXAM

    @property
    def own_items(self) -> tuple[Item, ...]:
        """Return the items that stand in its own file, and not those that it takes from others."""
        return tuple(item for item in self.items if item.place.source is self.place.source)

    @property
    def draws(self) -> tuple[tuple[tuple[Item, ...], int], ...]:
        """Return the sets of items that are drawn from, each with how many of it an attempt asks."""
        if self.draw is not None:
            return ((self.items, self.asked),)
        return tuple((section.items, section.asked) for section in self.sections)

    @property
    def lowest_maximum(self) -> Fraction:
        """Return the points of the poorest draw: what every attempt can reach at least."""
        return sum((_poorest(items, asked) for items, asked in self.draws), Fraction(0))


def drawn_of(draw: int | None, there: int) -> int:
    """Return how many of the items that are there a draw asks; all where nothing is drawn."""
    return there if draw is None else min(draw, there)


def _poorest(items: tuple[Item, ...], asked: int) -> Fraction:
    return sum(sorted(item.points for item in items)[:asked], Fraction(0))


def decimal(value: Fraction) -> str:
    """Return `value` as people write it: at most two decimals, rounded half up, no empty ones."""
    hundredths = (value * 100 + Fraction(1, 2)).__floor__()
    whole, rest = divmod(abs(hundredths), 100)
    return "-" * (hundredths < 0) + f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
