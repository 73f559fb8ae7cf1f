"""Checks of objectives against items: what is promised and never tested, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.diagnostics import Diagnostic
from lessonry.domain.course import Course, Objective
from lessonry.domain.glimpse import Glimpse
from lessonry.domain.items import Item, ScenarioItem

NAMED = 3
"""Identifiers that a message names before it counts the rest."""


def check_coverage(course: Course) -> Iterator[Diagnostic]:
    """Yield the objectives that no item tests, and the quizzes with items that test none."""
    objectives: dict[str, Objective] = {}
    for lesson in course.lessons:
        for objective in lesson.objectives:
            objectives.setdefault(objective.identifier, objective)
    every = (*course.quizzes, *course.pools)
    tested = {item.objective for quiz in every for item in quiz.glimpses}
    for objective in objectives.values():
        if objective.identifier not in tested:
            message = f"No item tests the objective `{objective.identifier}`."
            yield Diagnostic(code="LR410", message=message, place=objective.place)
    if not objectives:
        return
    for quiz in course.taught:
        aimless = [item for item in quiz.glimpses if _is_aimless(item)]
        if not aimless:
            continue
        names = ", ".join(f"`{item.identifier}`" for item in aimless[:NAMED])
        rest = f" and {len(aimless) - NAMED} more" if len(aimless) > NAMED else ""
        tests = "tests" if len(aimless) == 1 else "test"
        message = f"In `{quiz.identifier}`, {names}{rest} {tests} no objective."
        yield Diagnostic(code="LR411", message=message, place=aimless[0].place)


def _is_aimless(item: Item | Glimpse) -> bool:
    """Return whether an item counts and names nothing; a scenario is of several things at once."""
    return item.objective is None and bool(item.points) and item.kind != ScenarioItem.kind
