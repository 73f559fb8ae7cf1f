"""One go at a quiz, as a completion record holds it, and what regrading finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz
from lessonry.domain.response import Outcome, Response
from lessonry.domain.scoring import score


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
    response: Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """The items asked and the responses given."""

    identifier: str
    """Random, made by the browser: the same attempt handed in twice is known by it."""
    course: str
    quiz: str
    edition: str
    learner: Learner
    started: datetime
    ended: datetime
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """What an attempt is worth against the real key."""

    outcomes: tuple[tuple[Item, Outcome], ...]
    passed: bool

    @property
    def total(self) -> Outcome:
        """Return the sum over the items asked."""
        return Outcome(
            score=sum((o.score for _, o in self.outcomes), Fraction(0)),
            max_score=sum((o.max_score for _, o in self.outcomes), Fraction(0)),
        )

    @property
    def share(self) -> Fraction:
        """Return the score from 0 to 1."""
        total = self.total
        return total.score / total.max_score if total.max_score else Fraction(0)


def grade(quiz: Quiz, attempt: Attempt) -> Graded:
    """Return the outcome of every item asked, and whether the pass mark is reached.

    Args:
        quiz: With its key.
        attempt: Whose items all stand in `quiz`, each once; check that first.
    """
    items = {item.identifier: item for item in quiz.items}
    outcomes = tuple((items[g.item], score(items[g.item], g.response)) for g in attempt.given)
    graded = Graded(outcomes=outcomes, passed=False)
    total = graded.total
    needed = quiz.pass_mark.needed(total.max_score) if quiz.pass_mark else Fraction(0)
    return Graded(outcomes=outcomes, passed=bool(outcomes) and total.score >= needed)
