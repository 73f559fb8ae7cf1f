"""Checks what makes a lesson done and a course finished: that a learner can get there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lessonry.diagnostics import Diagnostic
from lessonry.diagnostics.spelling import suggestion
from lessonry.domain.course import Course, QuizGoal
from lessonry.domain.quiz import Quiz


def check_completion(course: Course) -> Iterator[Diagnostic]:
    """Yield the goals that name no practice quiz, and those that nobody can reach."""
    everywhere: dict[str, Quiz] = {}
    for lesson in course.lessons:
        here = {quiz.identifier: quiz for quiz in course.practice_of(lesson)}
        everywhere |= here
        for goal in lesson.goals or ():
            yield from _goal(goal, here, f"The lesson `{lesson.identifier}`")
    for goal in course.completion.quizzes:
        yield from _goal(goal, everywhere, "The course")


def _goal(goal: QuizGoal, known: Mapping[str, Quiz], whose: str) -> Iterator[Diagnostic]:
    quiz = known.get(goal.quiz)
    if quiz is None:
        guess = suggestion(goal.quiz, known)
        yield Diagnostic(
            code="LR214",
            message=f"{whose} has no practice quiz `{goal.quiz}`.",
            place=goal.place,
            help=f"Did you mean `{guess}`?"
            if guess
            else f"Place it: `/// quiz | {goal.quiz}`, and `///` on the next line.",
        )
    elif goal.share and not any(item.points for item in quiz.glimpses):
        message = f"`{goal.quiz}` has no points, so no share of them can be reached."
        yield Diagnostic(code="LR215", message=message, place=goal.place)
