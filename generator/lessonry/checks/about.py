"""Checks of what surrounds lessons: what they name is there, dates are in order, files stay private."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lessonry.diagnostics import Diagnostic
from lessonry.diagnostics.spelling import suggestion
from lessonry.domain.course import Course, Lesson


def check_about(course: Course) -> Iterator[Diagnostic]:
    """Yield what is wrong with related lessons, workshops, downloads and the list of changes."""
    lessons = {lesson.identifier for lesson in course.lessons}
    for lesson in course.lessons:
        yield from _related(lesson, lessons)
        yield from _workshops(lesson, course)
    yield from _downloads(course)
    yield from _editions(course, lessons)


def _related(lesson: Lesson, lessons: set[str]) -> Iterator[Diagnostic]:
    seen = {lesson.identifier}
    for one in lesson.related:
        if one.lesson is None:
            continue
        if one.lesson not in lessons:
            yield Diagnostic(
                code="LR660",
                message=f"There is no lesson `{one.lesson}`.",
                place=one.place,
                help=_meant(one.lesson, lessons),
            )
        elif one.lesson in seen:
            is_self = one.lesson == lesson.identifier
            why = "is this lesson itself" if is_self else "is named already"
            message = f"`{one.lesson}` {why}."
            yield Diagnostic(code="LR669", message=message, place=one.place)
        seen.add(one.lesson)


def _workshops(lesson: Lesson, course: Course) -> Iterator[Diagnostic]:
    known = {workshop.identifier for workshop in course.around.workshops}
    for name, place in lesson.workshops:
        if name not in known:
            message = f"mkdocs.yml lists no workshop `{name}`."
            yield Diagnostic(code="LR661", message=message, place=place, help=_meant(name, known))


def _downloads(course: Course) -> Iterator[Diagnostic]:
    free = {
        download.path: lesson
        for lesson in course.lessons
        if not lesson.access.is_full
        for download in lesson.downloads
    }
    for lesson in course.lessons:
        seen: set[str] = set()
        for download in lesson.downloads:
            if lesson.access.is_full and download.path in free:
                title = free[download.path].title
                message = f"“{title}”, which is free, offers the same file: it stays public."
                yield Diagnostic(code="LR670", message=message, place=download.place)
            if download.path in seen:
                message = f"`{download.path}` is offered already."
                yield Diagnostic(code="LR669", message=message, place=download.place)
            seen.add(download.path)


def _editions(course: Course, lessons: set[str]) -> Iterator[Diagnostic]:
    editions = course.around.editions
    for newer, older in pairwise(editions):
        if newer.day < older.day:
            message = f"Edition {newer.number} stands before {older.number} and is older."
            yield Diagnostic(code="LR665", message=message, place=older.place)
    for edition in editions:
        for change in edition.changes:
            for name in change.lessons:
                if name not in lessons:
                    yield Diagnostic(
                        code="LR663",
                        message=f"There is no lesson `{name}`.",
                        place=change.place,
                        help=_meant(name, lessons),
                    )
    newest = course.around.edition
    if newest and newest.course and newest.course != course.edition:
        message = (
            f"The course is `{course.edition}` now, and edition {newest.number} tells of "
            f"`{newest.course}`."
        )
        help = f"Write a new edition above it, or correct `course: {course.edition}`."
        yield Diagnostic(code="LR666", message=message, place=newest.place, help=help)


def _meant(name: str, known: set[str]) -> str | None:
    guess = suggestion(name, known)
    return f"Did you mean `{guess}`?" if guess else None
