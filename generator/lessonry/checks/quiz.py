"""Checks of one quiz: its rules against its items."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lessonry.checks.items import check_item
from lessonry.diagnostics import Diagnostic, Place
from lessonry.domain.quiz import Mode, Quiz, decimal


def check_quiz(quiz: Quiz) -> Iterator[Diagnostic]:
    """Yield what is wrong with one quiz and its items."""
    for item in quiz.items:
        yield from check_item(item)
    yield from _pass_mark(quiz)
    if quiz.draw is not None and quiz.draw > len(quiz.items):
        yield Diagnostic(
            code="LR151",
            message=f"`draw` asks for {quiz.draw} items, and the quiz has {len(quiz.items)}.",
            place=_field(quiz, "draw"),
        )
    if quiz.mode is Mode.EXAM:
        yield from _exam(quiz)


def lowest_maximum(quiz: Quiz) -> Fraction:
    """Return the points of the poorest draw: what every attempt can reach at least."""
    return sum(sorted(item.points for item in quiz.items)[: quiz.asked], Fraction(0))


def _pass_mark(quiz: Quiz) -> Iterator[Diagnostic]:
    mark = quiz.pass_mark
    if mark is None:
        return
    place = _field(quiz, "pass_mark")
    reachable = lowest_maximum(quiz)
    if mark.in_points and quiz.items and mark.value > reachable:
        message = f"The pass mark is {mark}, and an attempt may offer only {decimal(reachable)}."
        yield Diagnostic(code="LR150", message=message, place=place)
    if not mark.in_points and mark.value > 1:
        message = f"The pass mark is {mark}: more than everything."
        yield Diagnostic(code="LR150", message=message, place=place)
    if mark.value == 0:
        yield Diagnostic(code="LR155", message="The pass mark is nothing.", place=place)


def _exam(quiz: Quiz) -> Iterator[Diagnostic]:
    if "pass_mark" not in quiz.field_places:
        yield Diagnostic(
            code="LR152",
            message=f"The exam “{quiz.title}” has no pass mark.",
            place=_field(quiz, "mode"),
        )
    if "achievement" not in quiz.field_places:
        yield Diagnostic(
            code="LR153",
            message=f"Passing the exam “{quiz.title}” earns nothing.",
            place=_field(quiz, "mode"),
        )


def _field(quiz: Quiz, name: str) -> Place:
    return quiz.field_places.get(name, quiz.place)
