"""What reading a file gave, in values that JSON has, so that a later build need not read it again.

A place is told by its line, its column and its length: the text is that of the file, which is the same.
Of a quiz's items no more is told than what others ask of them; who wants them reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any, Final

from lessonry.diagnostics import Diagnostic, Diagnostics, Place, Source, Span
from lessonry.domain.about import Related
from lessonry.domain.access import Access
from lessonry.domain.course import Citation, Lesson, Objective, Page, Placement, QuizGoal
from lessonry.domain.glimpse import Glimpse, Glimpsed
from lessonry.domain.identity import prints
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.quiz import (
    FeedbackTime,
    Grading,
    Layout,
    Mode,
    PassMark,
    Quiz,
    Section,
    TimeLimit,
)
from lessonry.domain.unread import UnreadQuiz
from lessonry.project.reading import ReadFile
from lessonry.readers.quiz import read_quiz

KINDS: Final[tuple[type, ...]] = (
    Access, Citation, Diagnostic, Lesson, Objective, Page, PassMark, Placement, QuizGoal, Related,
    TimeLimit,
)  # fmt: skip
"""The values that are told, each by its number here and its fields."""
NAMES: Final[tuple[type[Enum], ...]] = (FeedbackTime, Grading, Layout, Mode, PartialCredit)
"""Those of which there are a few."""
FIELDS: Final = {kind: tuple(one.name for one in fields(kind)) for kind in (*KINDS, Quiz)}
TUPLE, PLACE, FRACTION, NAME, MAPPING, VALUE = range(6)
"""What the first element of a list says it is."""
OF_FILES: Final = "LR6"
"""The codes of what other files have to do with: captions, downloads."""


class _UntoldError(Exception):
    """Something is of a kind that is not told, or stands in another file."""


def told(read: ReadFile, source: Source) -> Any:
    """Return what reading a file gave, as JSON has it; nothing where not all of it can be told.

    Args:
        read: What it gave.
        source: The file.
    """
    page = read.lesson or read.page
    said = [*read.noted, *(one for found in read.checked.values() for one in found)]
    if (
        read.module is not None
        or (page is not None and (read.quizzes or page.media or getattr(page, "downloads", ())))
        or any(one.code.startswith(OF_FILES) for one in said)
    ):
        return None
    with suppress(_UntoldError):
        return [
            _told(page, source),
            [_told_quiz(quiz, source) for quiz in read.quizzes],
            _told(tuple(read.noted), source),
            [[name, _told(tuple(found), source)] for name, found in read.checked.items()],
        ]
    return None


def untold(said: Any, source: Source) -> ReadFile:
    """Return what was told of a file.

    Raises:
        TypeError: It was told otherwise than `told` does; or a `ValueError`, `LookupError`.
    """
    page, quizzes, noted, checked = said
    made = _untold(page, source)
    return ReadFile(
        lesson=made if isinstance(made, Lesson) else None,
        page=None if isinstance(made, Lesson) else made,
        quizzes=tuple(_untold_quiz(one, source) for one in quizzes),
        noted=[*_untold(noted, source)],
        checked={name: [*_untold(found, source)] for name, found in checked},
    )


def _told(value: Any, source: Source) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [TUPLE, *[_told(one, source) for one in value]]
    if isinstance(value, Place):
        return [PLACE, *_at(value, source)]
    if isinstance(value, Fraction):
        return [FRACTION, value.numerator, value.denominator]
    if isinstance(value, Mapping):
        return [MAPPING, *[[name, _told(one, source)] for name, one in value.items()]]
    kind = type(value)
    if kind in NAMES:
        return [NAME, NAMES.index(kind), value.value]
    if kind in KINDS and is_dataclass(value):
        of = [_told(getattr(value, name), source) for name in _fields(kind)]
        return [VALUE, KINDS.index(kind), *of]
    raise _UntoldError


def _untold(said: Any, source: Source) -> Any:
    if not isinstance(said, list):
        return said
    kind = said[0]
    if kind == VALUE:
        return _made(KINDS[said[1]], _fields(KINDS[said[1]]), said[2:], source)
    if kind == TUPLE:
        return tuple([_untold(one, source) for one in said[1:]])
    if kind == PLACE:
        return _place(said[1:], source)
    if kind == FRACTION:
        return Fraction(said[1], said[2])
    if kind == NAME:
        return NAMES[said[1]](said[2])
    return {name: _untold(one, source) for name, one in said[1:]}


def _made(kind: type, names: tuple[str, ...], said: list[Any], source: Source) -> Any:
    """Return a value with these fields, whatever it would do where it is made for the first time."""
    made: Any = object.__new__(kind)
    for put, one in zip(_putters(kind, names), said, strict=True):
        put(made, _untold(one, source) if isinstance(one, list) else one)
    return made


def _fields(kind: type) -> tuple[str, ...]:
    return FIELDS[kind]


@lru_cache
def _putters(kind: type, names: tuple[str, ...]) -> tuple[Callable[[object, object], None], ...]:
    return tuple(getattr(kind, name).__set__ for name in names)


OF_QUIZZES: Final = tuple(name for name in _fields(Quiz) if name != "sections")


def _told_quiz(quiz: Quiz, source: Source) -> Any:
    if quiz.mode is not Mode.PRACTICE or quiz.is_taking:
        raise _UntoldError
    sections = []
    for section in quiz.sections:
        items = []
        for item in section.items:
            if item.original is not None:
                raise _UntoldError
            known = [str(item.points), list(prints(item)), *_at(item.place, source)]
            items.append([item.identifier, item.kind, item.objective, *known])
        sections.append([section.title, section.draw, items])
    return [[_told(getattr(quiz, name), source) for name in OF_QUIZZES], sections]


def _untold_quiz(said: Any, source: Source) -> UnreadQuiz:
    rules, sections = said
    made: UnreadQuiz = _made(UnreadQuiz, OF_QUIZZES, rules, source)
    made.see(
        tuple(
            [
                Glimpsed(title, draw, tuple([_glimpse(one, source) for one in items]))
                for title, draw, items in sections
            ]
        ),
        partial(_sections, source, made.identifier),
    )
    return made


def _glimpse(said: list[Any], source: Source) -> Glimpse:
    identifier, kind, objective, points, known, line, column, length = said
    at = (line, column, length)
    return Glimpse(identifier, kind, objective, _points(points), tuple(known), source, at)


def _sections(source: Source, identifier: str) -> tuple[Section, ...]:
    return read_quiz(source, Diagnostics(), identifier=identifier).sections


@lru_cache
def _points(written: str) -> Fraction:
    return Fraction(written)


def _at(place: Place, source: Source) -> tuple[int, int, int]:
    if place.source is not source:
        raise _UntoldError
    span = place.span
    return span.line, span.column, span.length


def _place(said: list[int], source: Source) -> Place:
    line, column, length = said
    return Place(source=source, span=Span(line=line, column=column, length=length))
