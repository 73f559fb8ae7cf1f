"""Does a record answer to the exam as it stands now, and what is it worth?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from lessonry.credentials.record import RecordError
from lessonry.domain.achievement import Achievement
from lessonry.domain.attempt import Attempt, Graded, grade
from lessonry.domain.concealment import conceal
from lessonry.domain.course import Course
from lessonry.domain.identity import fingerprint
from lessonry.domain.quiz import Mode, Quiz, decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """An attempt that belongs to this course's exam, graded with the real key."""

    quiz: Quiz
    achievement: Achievement
    attempt: Attempt
    graded: Graded
    notes: tuple[str, ...] = ()

    @property
    def needed(self) -> Fraction:
        """Return the points that a pass takes."""
        mark = self.quiz.pass_mark
        return mark.needed(self.graded.total.max_score) if mark else Fraction(0)

    @property
    def required(self) -> Fraction:
        """Return the pass mark from 0 to 1."""
        most = self.graded.total.max_score
        return self.needed / most if most else Fraction(0)

    def missed_by_objective(self) -> list[tuple[str | None, int, int]]:
        """Return, for each objective that lost points, its identifier, its right items and all."""
        right: Counter[str | None] = Counter()
        asked: Counter[str | None] = Counter()
        for item, outcome in self.graded.outcomes:
            asked[item.objective] += 1
            right[item.objective] += outcome.is_right
        return [(name, right[name], asked[name]) for name in asked if right[name] < asked[name]]

    def shortfall(self) -> str:
        """Return in a sentence what a pass would have taken and what there was."""
        total = self.graded.total
        return (
            f"{decimal(total.score)} of {decimal(total.max_score)} points, "
            f"and the pass mark asks for {decimal(self.needed)}."
        )


def examine(course: Course, attempt: Attempt) -> Examined:
    """Return the attempt graded.

    Raises:
        RecordError: It is another course's, or does not answer to the exam as it stands.
    """
    if attempt.course != course.identifier:
        raise RecordError(
            f"The record is of the course “{attempt.course}”, and this is “{course.identifier}”.",
            "Issue it from that course's folder: `lessonry issue --course FOLDER`.",
        )
    quiz = course.quiz(attempt.quiz)
    if quiz is None or quiz.mode is not Mode.EXAM:
        raise RecordError(
            f"The course has no exam “{attempt.quiz}”.",
            "It may have been renamed since; issue from the edition that the learner took.",
        )
    achievement = course.achievement(quiz.achievement) if quiz.achievement else None
    if achievement is None:
        raise RecordError(
            f"Passing “{quiz.identifier}” earns no achievement, so there is nothing to issue.",
            f"Add `achievement:` to the front matter of the quiz {quiz.identifier}.",
        )
    _check_items(quiz, attempt)
    notes: tuple[str, ...] = ()
    if attempt.edition != course.edition:
        notes = (f"Taken in edition {attempt.edition}, and none of its items has changed since.",)
    return Examined(
        quiz=quiz,
        achievement=achievement,
        attempt=attempt,
        graded=grade(quiz, attempt),
        notes=notes,
    )


def _check_items(quiz: Quiz, attempt: Attempt) -> None:
    """Raise a RecordError unless the items are ones that the exam asks, as it asks them."""
    current = {item.identifier: fingerprint(conceal(item)) for item in quiz.items}
    names = [given.item for given in attempt.given]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise RecordError(f"The record answers {_listed(twice)} more than once.")
    unknown = [name for name in names if name not in current]
    if unknown:
        raise RecordError(
            f"The exam has no {_listed(unknown)}.",
            "The exam was changed since; issue from the edition that the learner took.",
        )
    changed = [g.item for g in attempt.given if g.fingerprint != current[g.item]]
    if changed:
        raise RecordError(
            f"Changed since the learner saw it: {_listed(changed)}.",
            "Issue from the edition that the learner took, or ask the learner to take it again.",
        )
    if len(names) != quiz.asked:
        raise RecordError(f"The record answers {len(names)} items, and the exam asks {quiz.asked}.")


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"“{name[:60]}”" for name in names[:5])
    return f"{shown} and {len(names) - 5} more" if len(names) > 5 else shown
