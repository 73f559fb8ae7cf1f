"""Of a learner's several records one counts: the exam's rule says which."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from lessonry.credentials.counting import count
from lessonry.credentials.grading import Examined
from lessonry.credentials.issuing import Opened
from lessonry.domain.attempt import Attempt, Graded, Learner
from lessonry.domain.quiz import Grading, Quiz
from lessonry.domain.response import Outcome
from tests.credentials.academy import choice_item, course

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
COURSE = course()
EXAM = COURSE.quizzes[0]


def opened(number: int, score: int, name: str = "Anna Lind", email: str | None = None) -> Opened:
    """Return an attempt of that hour, with so many points of ten."""
    attempt = Attempt(
        identifier=f"{number}",
        number=number,
        course="c",
        quiz="final-exam",
        edition="",
        learner=Learner(name=name, email=email),
        started=NINE + timedelta(hours=number),
        ended=NINE,
        given=(),
    )
    outcome = Outcome(score=Fraction(score), max_score=Fraction(10))
    graded = Graded(outcomes=((choice_item("a"), outcome),), passed=score > 6)
    examined = Examined(
        quiz=EXAM, achievement=COURSE.achievements[0], attempt=attempt, graded=graded
    )
    return Opened(attempt=attempt, examined=examined, known=None)


def exam(grading: Grading = Grading.BEST, most: int | None = None) -> Quiz:
    return replace(EXAM, grading=grading, max_attempts=most)


@pytest.mark.parametrize(
    ("grading", "counting"), [(Grading.BEST, "2"), (Grading.LAST, "3"), (Grading.FIRST, "1")]
)
def test_the_rule_decides_whatever_the_order_on_the_desk(grading: Grading, counting: str) -> None:
    attempts = [opened(3, 5), opened(1, 4), opened(2, 9)]
    (found,) = count(attempts, exam(grading))
    assert found.counting.attempt.identifier == counting
    assert found.note == (
        f"Of 3 attempts, number {counting} counts: the {grading.value} of them "
        f"(`grading: {grading.value}`)."
    )


def test_of_two_that_are_as_good_the_earlier_counts() -> None:
    (found,) = count([opened(2, 8), opened(1, 8)], exam())
    assert found.counting.attempt.identifier == "1"


def test_one_record_twice_is_one_attempt() -> None:
    (found,) = count([opened(1, 8), opened(1, 8)], exam(most=1))
    assert len(found.attempts) == 1 and found.note is None


@pytest.mark.parametrize(
    ("learners", "people"),
    [
        ([("Anna Lind", None), ("ANNA  lind", None)], 1),
        ([("Anna Lind", "a@x.org"), ("Anna L.", "A@X.org")], 1),
        ([("Anna Lind", "a@x.org"), ("Anna Lind", "b@x.org")], 2),
        ([("Anna Lind", None), ("Anna Lind", "b@x.org")], 1),
        ([("Anna Lind", None), ("Bert", None)], 2),
        ([("Anna Lind", None), ("Bert", "a@x.org"), ("Anna Lind", "a@x.org")], 1),
    ],
)
def test_the_same_address_or_name_is_the_same_learner(
    learners: list[tuple[str, str | None]], people: int
) -> None:
    attempts = [opened(n, 5, name, email) for n, (name, email) in enumerate(learners, 1)]
    found = count(attempts, exam())
    assert len(found) == people
    assert sum(len(group.attempts) for group in found) == len(learners)


def test_more_attempts_than_allowed_are_said_plainly() -> None:
    (found,) = count([opened(1, 5), opened(2, 5)], exam(most=1))
    assert found.note and found.note.endswith("2 attempts lie here, and the exam allows 1.")


def test_a_pass_is_better_than_a_greater_share_of_a_poorer_draw() -> None:
    passed, missed = opened(1, 7), opened(2, 9)
    assert missed.examined is not None
    graded = replace(missed.examined.graded, passed=False)
    missed = replace(missed, examined=replace(missed.examined, graded=graded))
    (found,) = count([passed, missed], exam())
    assert found.counting.attempt.identifier == "1"
