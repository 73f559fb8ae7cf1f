"""Of a learner's several records one counts: the exam's rule says which."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from lessonry.credentials.issuance.counting import count
from lessonry.credentials.issuance.steps import Seen
from lessonry.credentials.register import Known
from lessonry.domain.attempt import Attempt, Learner
from lessonry.domain.quiz import Grading, Quiz
from tests.credentials.academy import course

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
EXAM = course().quizzes[0]
KNOWN = Known(credential="urn:uuid:1", record="", learner="Anna Lind", score=70)


def opened(number: int, score: int, name: str = "Anna Lind", email: str | None = None) -> Seen:
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
    return Seen(
        file=Path(f"{number}.jwe"), attempt=attempt, digest="", said=None, passes=score > 6,
        share=Fraction(score, 10), shortfall="", known=None, notes=(), results=(),
    )  # fmt: skip


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
    passed, missed = opened(1, 7), replace(opened(2, 9), passes=False)
    (found,) = count([passed, missed], exam())
    assert found.counting.attempt.identifier == "1"


def test_of_two_that_are_as_good_the_one_that_was_certified_counts() -> None:
    (found,) = count([opened(1, 8), replace(opened(2, 8), known=KNOWN)], exam())
    assert found.counting.attempt.identifier == "2"


def test_what_was_certified_counts_though_it_cannot_be_graded_any_more() -> None:
    former = replace(opened(1, 7), passes=False, known=KNOWN)
    (found,) = count([former, opened(2, 5)], exam())
    assert found.counting.attempt.identifier == "1"
