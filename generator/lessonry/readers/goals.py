"""Reads what makes a lesson done, and what makes a course finished: quizzes with the share they take."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from lessonry.diagnostics import Diagnostics, Place
from lessonry.domain.course import Completion, QuizGoal
from lessonry.readers.fields import Fields

SHARE = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*%")
COMPLETION = ("lessons", "quizzes", "exam")
WANTED = "a list of quizzes, or quizzes with a share: `{unasked: 80%}`"

PlaceOf = Callable[[str], Place]
"""Where a name of the configuration stands."""


def read_lesson_goals(fields: Fields) -> tuple[QuizGoal, ...] | None:
    """Return what `done:` of a lesson says: nothing, no goal (`read`), or its quizzes.

    Its form is `done: read`, `done: answered`, or `done: {quizzes: {unasked: 80%}}`.
    """
    found = fields.get("done")
    if found is None or found.value == "answered":
        return None
    if found.value == "read":
        return ()
    value = found.value
    if not isinstance(value, dict) or list(value) != ["quizzes"]:
        fields.wrong(found, "`read`, `answered`, or `quizzes:` with their shares")
        return None
    line, column = found.value_place.span.line, 1

    def place_of(name: str) -> Place:
        source = fields.source
        for number in range(line, min(fields.body_line, len(source.lines) + 1)):
            if name in source.line(number):
                return source.find(name, number)
        return source.at(line, column)

    return _goals(value["quizzes"], "quizzes", place_of, fields.diagnostics)


def read_completion(value: object, place_of: PlaceOf, diagnostics: Diagnostics) -> Completion:
    """Return what the plugin's option `completion` says; the default for each part it leaves out."""
    whole = Completion()
    if value is None:
        return whole
    if not isinstance(value, Mapping):
        wanted = "`lessons:`, `quizzes:` and `exam:`, each on a line of its own"
        _wrong("completion", wanted, place_of("completion"), diagnostics)
        return whole
    for name in value:
        if name not in COMPLETION:
            message = f"`completion` has no field `{name}`."
            help = f"Known here: {', '.join(f'`{known}`' for known in COMPLETION)}."
            diagnostics.add("LR010", message, place_of(str(name)), help)
    lessons = value.get("lessons")
    share = whole.lessons if lessons is None else _share(lessons)
    if share is None:
        _wrong("lessons", "a share from `0%` to `100%`", place_of("lessons"), diagnostics)
    exam = value.get("exam", True)
    if not isinstance(exam, bool):
        _wrong("exam", "`true` or `false`", place_of("exam"), diagnostics)
    return Completion(
        lessons=whole.lessons if share is None else share,
        quizzes=_goals(value.get("quizzes"), "quizzes", place_of, diagnostics),
        exam=exam is not False,
    )


def _goals(
    value: object, name: str, place_of: PlaceOf, diagnostics: Diagnostics
) -> tuple[QuizGoal, ...]:
    if value is None:
        return ()
    if isinstance(value, list) and all(isinstance(quiz, str) for quiz in value):
        return tuple(QuizGoal(quiz=str(quiz), place=place_of(str(quiz))) for quiz in value)
    if not isinstance(value, Mapping):
        _wrong(name, WANTED, place_of(name), diagnostics)
        return ()
    goals = []
    for quiz, said in value.items():
        place = place_of(str(quiz))
        share = None if said is None else _share(said)
        if said is not None and share is None:
            _wrong(str(quiz), "a share from `0%` to `100%`", place, diagnostics)
        else:
            goals.append(QuizGoal(quiz=str(quiz), share=share, place=place))
    return tuple(goals)


def _share(value: object) -> Fraction | None:
    """Return a share that is written in per cent; nothing for what is none."""
    written = SHARE.fullmatch(value.strip()) if isinstance(value, str) else None
    share = Fraction(written[1].replace(",", ".")) / 100 if written else None
    return share if share is not None and share <= 1 else None


def _wrong(name: str, wanted: str, place: Place, diagnostics: Diagnostics) -> None:
    diagnostics.add("LR011", f"`{name}` must be {wanted}.", place, f"Write {wanted}.")
