"""Grading an attempt: the sum of the items asked, against the pass mark."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from lessonry.diagnostics import Place, Source
from lessonry.domain.attempt import Attempt, Given, Learner, grade
from lessonry.domain.course import Course, Lesson, Module, Objective
from lessonry.domain.quiz import PassMark, decimal
from lessonry.domain.response import Outcome, Response
from tests.cases import read

QUIZ = (
    "---\npass_mark: {}\n---\n\n## A {{ #a points=2 }}\n\n- (x) Yes\n    > So.\n- ( ) No\n\n"
    "## B {{ #b }}\n\n- (x) Yes\n    > So.\n- ( ) No\n\n## C {{ #c }}\n\nIt is [[so]].\n"
)
PLACE: Place = Source(path="test", text="").at(1)
TIME = datetime(2026, 11, 22, tzinfo=UTC)


def attempt(**given: str) -> Attempt:
    return Attempt(
        identifier="1",
        course="c",
        quiz="case",
        edition="0" * 16,
        learner=Learner(name="Anna"),
        started=TIME,
        ended=TIME,
        given=tuple(
            Given(item=name, fingerprint="", response=Response(values=(value,)))
            for name, value in given.items()
        ),
    )


@pytest.mark.parametrize(
    ("mark", "given", "score", "passed"),
    [
        ("75%", {"a": "a", "b": "a", "c": ""}, 3, True),
        ("76%", {"a": "a", "b": "a", "c": ""}, 3, False),
        ("75%", {"a": "b", "b": "a", "c": " SO "}, 2, False),
        ("3 points", {"a": "a", "b": "b", "c": "so"}, 3, True),
        ("3.5 points", {"a": "a", "b": "b", "c": "so"}, 3, False),
        ("100%", {"b": "a"}, 1, True),
        ("33,34%", {"a": "b", "b": "a"}, 1, False),
        ("50%", {}, 0, False),
    ],
)
def test_the_points_of_the_items_asked_decide(
    mark: str, given: dict[str, str], score: int, passed: bool
) -> None:
    quiz, _ = read(QUIZ.format(mark))
    graded = grade(quiz, attempt(**given))
    assert graded.total.score == score and graded.passed is passed
    assert 0 <= graded.share <= 1


def test_who_is_asked_nothing_that_is_graded_has_passed_nothing() -> None:
    quiz, _ = read("---\npass_mark: 50%\n---\n\n## A { #a points=0 }\n\nIt is [[so]].\n")
    assert not grade(quiz, attempt(a="so")).passed


def test_a_result_by_objective_follows_the_lessons_and_counts_what_is_graded() -> None:
    course = Course(
        identifier="c",
        title="C",
        modules=(
            Module(
                identifier="m", title=None, lessons=(lesson("late", "two"), lesson("soon", "one"))
            ),
        ),
    )
    quiz, _ = read(
        "## A { #a objective=one points=2 }\n\nIt is [[so]].\n\n"
        "## B { #b objective=two }\n\nIt is [[so]].\n\n"
        "## C { #c objective=one }\n\nIt is [[so]].\n\n## D { #d objective=gone }\n\nIt is [[so]].\n\n"
        "## E { #e objective=two points=0 }\n\nIt is [[so]].\n"
    )
    graded = grade(quiz, attempt(a="so", b="no", c="no", d="so", e="so"))
    results = graded.by_objective(course)
    told = [
        (r.objective and r.objective.identifier, r.lesson and r.lesson.identifier, r.right, r.asked)
        for r in results
    ]
    assert told == [("two", "late", 0, 1), ("one", "soon", 1, 2), (None, None, 1, 1)]
    assert results[1].outcome == Outcome(score=Fraction(2), max_score=Fraction(3))
    assert sum(r.outcome.max_score for r in results) == graded.total.max_score


def lesson(name: str, objective: str) -> Lesson:
    objectives = (Objective(identifier=objective, text=objective, place=PLACE),)
    return Lesson(identifier=name, path=f"{name}.md", title=name, objectives=objectives)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Fraction(80), "80"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(5, 2), "2.5"),
        (Fraction(0), "0"),
        (Fraction(100), "100"),
        (Fraction(199, 200), "1"),
    ],
)
def test_numbers_are_written_as_people_write_them(number: Fraction, written: str) -> None:
    assert decimal(number) == written


def test_a_pass_mark_says_itself() -> None:
    assert str(PassMark(value=Fraction(4, 5))) == "80 %"
    assert str(PassMark(value=Fraction(1), in_points=True)) == "1 point"
    assert str(PassMark(value=Fraction(5, 2), in_points=True)) == "2.5 points"
