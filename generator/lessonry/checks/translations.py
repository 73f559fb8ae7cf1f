"""Checks of a translation: what it leaves in the original's words, and what its own words do amiss."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from lessonry.checks.course import check_course
from lessonry.diagnostics import Diagnostic
from lessonry.domain.course import Course
from lessonry.domain.quiz import Mode

OF_STRUCTURE = frozenset({"LR140", "LR410", "LR411"})
"""Codes of what a translation has of its original, which was told there."""


def check_translation(
    original: Course,
    translated: Course,
    faults: Iterable[Diagnostic],
    is_own: Callable[[Diagnostic], bool],
) -> Iterator[Diagnostic]:
    """Yield what is shown in the original's language, and what is wrong in this one alone.

    Args:
        original: The course as it was written.
        translated: The course in another language.
        faults: What is wrong with the original.
        is_own: Whether a fault stands in a file of the translation.
    """
    code = translated.language
    taught = {quiz.identifier for quiz in original.taught}
    for quiz in (*translated.quizzes, *translated.pools):
        if quiz.language and (quiz.identifier in taught or quiz.mode is Mode.POOL):
            message = f"“{quiz.title}” is not translated into `{code}`."
            yield Diagnostic(code="LR643", message=message, place=quiz.place)
    for first, achievement in zip(original.achievements, translated.achievements, strict=True):
        if achievement.place is first.place:
            message = f"“{first.name}” is not translated into `{code}`."
            yield Diagnostic(code="LR648", message=message, place=first.place)
    known = {_where(fault) for fault in faults}
    for fault in check_course(translated):
        if is_own(fault):
            if fault.code not in OF_STRUCTURE:
                yield fault
        elif _where(fault) not in known:
            # A rule of the original's that the texts of this language break, such as that of a lock.
            yield replace(fault, message=f"In the language `{code}`: {fault.message}")


def _where(fault: Diagnostic) -> tuple[str, str, int]:
    return fault.code, fault.place.source.path, fault.place.span.line
