"""Does a record answer to the exam as it stands now, and what is it worth?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from lessonry.credentials.issuance.learner_name import shown
from lessonry.credentials.issuance.record import RecordError
from lessonry.domain.achievement import Achievement
from lessonry.domain.attempt import Attempt, Graded, grade
from lessonry.domain.concealment import conceal
from lessonry.domain.course import Course
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import Item, variants
from lessonry.domain.quiz import Mode, Quiz, decimal

KEPT = 4000
"""Items whose fingerprints are remembered: thousands of records answer the same ones."""


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

    def shortfall(self) -> str:
        """Return in a sentence what a pass would have taken and what there was."""
        reached, needed = map(decimal, self.points_shown())
        most = decimal(self.graded.total.max_score)
        return f"{reached} of {most} points, and the pass mark asks for {needed}."

    def points_shown(self) -> tuple[Fraction, Fraction]:
        """Return the points reached and those needed, for people: a near miss never reads as a pass."""
        score, needed = self.graded.total.score, self.needed
        if score < needed:
            score = Fraction((score * 100).__floor__(), 100)
            needed = Fraction((needed * 100).__ceil__(), 100)
        return score, needed


def examine(course: Course, attempt: Attempt) -> Examined:
    """Return the attempt graded.

    Raises:
        RecordError: It is another course's, or does not answer to the exam as it stands.
    """
    if attempt.course != course.identifier:
        raise RecordError(
            f"The record is of the course {shown(attempt.course)}, and this is “{course.identifier}”.",
            "Issue it from that course's folder: `lessonry issue --course FOLDER`.",
        )
    course = _in_language(course, attempt.language)
    quiz = course.quiz(attempt.quiz)
    if quiz is None or quiz.mode is not Mode.EXAM:
        raise RecordError(
            f"The course has no exam {shown(attempt.quiz)}.",
            "It may have been renamed since; issue from the edition that the learner took.",
        )
    achievement = course.achievement(quiz.achievement) if quiz.achievement else None
    if achievement is None:
        raise RecordError(
            f"Passing “{quiz.identifier}” earns no achievement, so there is nothing to issue.",
            f"Add `achievement:` to the front matter of the quiz {quiz.identifier}.",
        )
    _check_items(quiz, attempt)
    is_current = attempt.edition == course.edition
    notes = list(time_notes(quiz, attempt, is_current=is_current))
    if not is_current:
        notes.append(
            f"Taken in edition {shown(attempt.edition)}, and none of its items has changed since."
        )
    if quiz.max_attempts is not None and attempt.number > quiz.max_attempts:
        notes.append(
            f"This is attempt {attempt.number} in that browser, "
            f"and the exam allows {quiz.max_attempts}."
        )
    return Examined(
        quiz=quiz,
        achievement=achievement,
        attempt=attempt,
        graded=grade(quiz, attempt),
        notes=tuple(notes),
    )


def _in_language(course: Course, code: str | None) -> Course:
    """Return the course whose texts the learner answered: a typed word is right in one language."""
    if code is None or code in (course.language, *(one.language for one in course.translations)):
        return course.in_language(code)
    raise RecordError(
        f"The record was made in the language {shown(code)}, which the course is not translated into.",
        "Issue from the edition that the learner took, with that language in mkdocs.yml.",
    )


def time_notes(quiz: Quiz, attempt: Attempt, *, is_current: bool) -> Iterator[str]:
    """Yield, in sentences, what does not fit of the times that a record says.

    A browser's clock proves nothing, so nothing is refused by it.

    Args:
        quiz: As it stands now.
        attempt: What the record says.
        is_current: Whether the record is of the edition that stands now.
    """
    taken = int((attempt.ended - attempt.started).total_seconds())
    if taken < 0:
        yield "By its own times it ended before it began: the browser's clock was changed."
    given, limit = attempt.time, quiz.time_limit
    if given is None:
        if limit is not None:
            when = "" if is_current else ", and its edition may have had none"
            yield (
                f"The record says nothing of the time limit of {minutes(limit.seconds)}{when}; "
                f"by its own times it took {minutes(taken)}."
            )
        return
    if given.extra:
        yield f"With {decimal(given.extra * 100)} % extra time, by the learner's own choice."
    if is_current and (limit is None or given.limit != limit.seconds):
        has = f"has {minutes(limit.seconds)}" if limit else "sets no limit"
        yield f"The record says that the limit was {minutes(given.limit)}, and the exam {has}."
    if limit is not None and is_current and given.extra and given.extra not in limit.extra:
        yield "The exam does not offer that much extra time."
    if taken > given.seconds:
        yield (
            f"By its own times it took {minutes(taken)}, "
            f"and the time was over after {minutes(int(given.seconds))}."
        )


def minutes(seconds: int) -> str:
    """Return a time as a trainer reads it: `45 min`, `1 min 30 s`."""
    whole, rest = divmod(max(0, seconds), 60)
    return " ".join(
        [*([f"{whole} min"] if whole else []), *([f"{rest} s"] if rest or not whole else [])]
    )


def _check_items(quiz: Quiz, attempt: Attempt) -> None:
    """Raise a RecordError unless the items are ones that the exam asks, as it asks them."""
    current = {item.identifier: _prints(item) for item in quiz.items}
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
    changed = [
        g.item for g in attempt.given if g.fingerprint not in current[g.item][g.variant :][:1]
    ]
    if changed:
        raise RecordError(
            f"Changed since the learner saw it: {_listed(changed)}.",
            "Issue from the edition that the learner took, or ask the learner to take it again.",
        )
    if len(names) != quiz.asked:
        raise RecordError(f"The record answers {len(names)} items, and the exam asks {quiz.asked}.")
    for section in quiz.sections if quiz.draw is None else ():
        there = {item.identifier for item in section.items}
        answered = sum(name in there for name in names)
        if answered != section.asked:
            raise RecordError(
                f"The record answers {answered} items of the section “{section.title or ''}”, "
                f"and the exam asks {section.asked}."
            )


@lru_cache(maxsize=KEPT)
def _prints(item: Item) -> tuple[str, ...]:
    """Return the fingerprints of an item's variants as the exam publishes them."""
    return tuple(fingerprint(conceal(variant)) for variant in variants(item))


def _listed(names: list[str]) -> str:
    first = ", ".join(shown(name, longest=60) for name in names[:5])
    return f"{first} and {len(names) - 5} more" if len(names) > 5 else first
