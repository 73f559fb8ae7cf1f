"""Checks of pages that only a code opens whole: what of them stays public against the author's will."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.diagnostics import Diagnostic
from lessonry.domain.course import Course, Lesson, Page
from lessonry.domain.quiz import Mode

HOMES = ("index.md", "README.md")


def check_access(course: Course) -> Iterator[Diagnostic]:
    """Yield what is wrong with the course's full pages."""
    pages: tuple[Page, ...] = (*course.lessons, *course.pages)
    free = [page for page in pages if not page.access.is_full]
    for page in pages:
        if page.access.is_full:
            yield from _page(page)
            yield from _quizzes(page, free, course)


def _page(page: Page) -> Iterator[Diagnostic]:
    access = page.access
    if access.place is None:
        return
    if page.path in HOMES:
        message = "The course's home cannot be full: it is where everybody arrives."
        yield Diagnostic(code="LR620", message=message, place=access.place)
        return
    for stray in access.strays:
        message = "`<!-- more -->` stands inside something here, so the page cannot be cut at it."
        yield Diagnostic(code="LR621", message=message, place=stray)
    if not access.has_more and access.mark is None and page.path.endswith(HOMES):
        return  # it is there for what it says of its folder
    if not access.has_more:
        message = "Nothing stands behind the preview of this page, so no code opens anything."
        yield Diagnostic(code="LR627", message=message, place=access.mark or access.place)
    elif access.mark is None and not access.strays and not _tells(page):
        message = f"“{page.title}” shows nothing before it is opened but its title."
        yield Diagnostic(code="LR625", message=message, place=access.place)


def _tells(page: Page) -> bool:
    """Return whether a page without a preview of its own says what it is about."""
    return isinstance(page, Lesson) and bool(page.description or page.objectives)


def _quizzes(page: Page, free: list[Page], course: Course) -> Iterator[Diagnostic]:
    """Yield the practice quizzes of a full page that a free one gives away."""
    for placement in page.placements:
        quiz = course.quiz(placement.quiz)
        if quiz is None or quiz.mode is not Mode.PRACTICE:
            continue
        other = next((p for p in free if placement.quiz in {q.quiz for q in p.placements}), None)
        if other is not None:
            message = f"The quiz `{placement.quiz}` stands on the free page {other.path}, too."
            yield Diagnostic(code="LR626", message=message, place=placement.place)
