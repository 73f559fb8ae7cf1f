"""Checks of exams against practice: a question that both ask is published with its key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from lessonry.diagnostics import Diagnostic
from lessonry.domain.concealment import conceal
from lessonry.domain.course import Course
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import Item, MatrixItem, variants
from lessonry.domain.quiz import Mode

HELP = (
    "Ask something else in one of them, or move such items into a file with `mode: pool`: "
    "each of them is then asked on one side only."
)


def check_twins(course: Course) -> Iterator[Diagnostic]:
    """Yield the practice items that ask what an exam asks, word for word."""
    examined: dict[str, tuple[str, Item]] = {}
    for exam in course.exams:
        for item in exam.items:
            for print_ in _prints(item):
                examined.setdefault(print_, (exam.identifier, item))
    told: set[int] = set()
    for quiz in course.quizzes if examined else ():
        for item in quiz.items if quiz.mode is Mode.PRACTICE else ():
            same = next((examined[p] for p in _prints(item) if p in examined), None)
            if same is None or id(item) in told:
                continue
            told.add(id(item))
            name, twin = same
            message = (
                f"The exam `{name}` asks the same ({twin.place}), and here its key is published."
            )
            yield Diagnostic(code="LR163", message=message, place=item.place, help=HELP)


def _prints(item: Item) -> set[str]:
    """Return what each variant asks, as hashes; nothing for a survey, which has no key."""
    if isinstance(item, MatrixItem) and item.survey:
        return set()
    bare = (replace(conceal(v), hint=None, points=Fraction(0)) for v in variants(item))
    return {fingerprint(variant) for variant in bare}
