"""One go at a quiz, as a completion record holds it, and what regrading finds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from lessonry.domain.course import Course, Lesson, Objective
from lessonry.domain.items import Item, variants
from lessonry.domain.quiz import Quiz
from lessonry.domain.response import Outcome, Response
from lessonry.domain.scoring import score

ADDRESS = re.compile(r"[^\s@<>\"]{1,64}@[^\s@<>\"]{1,190}")


def is_address(text: str) -> bool:
    """Return whether a text is an e-mail address, as far as browsers look when they ask for one."""
    return ADDRESS.fullmatch(text) is not None and text.isprintable()


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """Who says to have done it: nothing but what the learner typed."""

    name: str
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One item of an attempt with what was given to it."""

    item: str
    """The item's identifier."""
    fingerprint: str
    """Of the item as it was published then: what the learner really saw."""
    variant: int = 0
    """Which of the item's variants was asked."""
    response: Response


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeGiven:
    """What the page said of the time, when the attempt was begun."""

    limit: int
    """In seconds, as published."""
    extra: Fraction = Fraction(0)
    """What the learner added, as a share of the limit."""

    @property
    def seconds(self) -> Fraction:
        """Return how long the attempt could take."""
        return self.limit * (1 + self.extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """The items asked and the responses given."""

    identifier: str
    """Random, made by the browser: the same attempt handed in twice is known by it."""
    number: int = 1
    """The how-manieth of this learner, as far as the browser knew."""
    course: str
    quiz: str
    edition: str
    language: str | None = None
    """That it was taken in; nothing for the one that the course is written in."""
    learner: Learner
    started: datetime
    ended: datetime
    time: TimeGiven | None = None
    """Nothing where the page set no limit."""
    code: str | None = None
    """The invitation that the learner came with."""
    ratings: tuple[tuple[str, int], ...] = ()
    """How useful the learner found lessons, from 1 to 5 by their names, as far as that is offered."""
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveResult:
    """How an attempt did by one objective."""

    objective: Objective | None
    """Nothing for the items that name none, or one that no lesson has any more."""
    lesson: Lesson | None
    """What to read again."""
    right: int
    """How many of its items are wholly right."""
    asked: int
    outcome: Outcome
    """Their points together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """What an attempt is worth against the real key."""

    outcomes: tuple[tuple[Item, Outcome], ...]
    passed: bool

    @property
    def total(self) -> Outcome:
        """Return the sum over the items asked."""
        return _sum(outcome for _, outcome in self.outcomes)

    @property
    def share(self) -> Fraction:
        """Return the score from 0 to 1."""
        total = self.total
        return total.score / total.max_score if total.max_score else Fraction(0)

    def by_objective(self, course: Course) -> tuple[ObjectiveResult, ...]:
        """Return the result by objective, in the order of the lessons; what names none comes last.

        Items that are worth nothing are asked and not graded, so they are in no result.
        """
        known = {o.identifier: (o, lesson) for lesson in course.lessons for o in lesson.objectives}
        places = {name: place for place, name in enumerate(known)}
        groups: dict[str | None, list[Outcome]] = {}
        for item, outcome in self.outcomes:
            if outcome.max_score:
                name = item.objective if item.objective in known else None
                groups.setdefault(name, []).append(outcome)
        found = []
        for name in sorted(groups, key=lambda name: places.get(name or "", len(places))):
            objective, lesson = known.get(name or "", (None, None))
            outcomes = groups[name]
            found.append(
                ObjectiveResult(
                    objective=objective,
                    lesson=lesson,
                    right=sum(outcome.is_right for outcome in outcomes),
                    asked=len(outcomes),
                    outcome=_sum(outcomes),
                )
            )
        return tuple(found)


def _sum(outcomes: Iterable[Outcome]) -> Outcome:
    every = list(outcomes)
    return Outcome(
        score=sum((o.score for o in every), Fraction(0)),
        max_score=sum((o.max_score for o in every), Fraction(0)),
    )


def grade(quiz: Quiz, attempt: Attempt) -> Graded:
    """Return the outcome of every item asked, and whether the pass mark is reached.

    Where nothing is graded, nothing is passed.

    Args:
        quiz: With its key.
        attempt: Whose items all stand in `quiz`, each once and in a variant there is; check that
            first.
    """
    items = {item.identifier: variants(item) for item in quiz.items}
    asked = [(items[given.item][given.variant], given.response) for given in attempt.given]
    outcomes = tuple((item, score(item, response)) for item, response in asked)
    graded = Graded(outcomes=outcomes, passed=False)
    total = graded.total
    needed = quiz.pass_mark.needed(total.max_score) if quiz.pass_mark else Fraction(0)
    return Graded(outcomes=outcomes, passed=bool(total.max_score) and total.score >= needed)
