"""Finds what locks are made from on this machine, and tells where a lock has to do without something."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.credentials.desk import self_service
from lessonry.diagnostics import Diagnostic
from lessonry.domain.course import Course
from lessonry.domain.quiz import Quiz


def secret_of(course: Course) -> bytes | None:
    """Return what the course's locks are made from, where this machine has it."""
    did = course.did.name if course.did else None
    return self_service.lock_secret(course.identifier, course.url, did)


def check_locks(course: Course) -> Iterator[Diagnostic]:
    """Yield what keeps the course's locks from being made here, or from certifying."""
    locked = [quiz for quiz in course.exams if quiz.is_locked]
    if not locked:
        return
    if secret_of(course) is None:
        for quiz in locked:
            yield Diagnostic(
                code="LR510",
                message=f"This machine has no secret to lock “{quiz.title}” with, so the exam is "
                "published without its lock.",
                place=quiz.field_places.get("lock", quiz.place),
            )
        return
    for quiz in locked:
        reason = _uncertified(course, quiz)
        if reason:
            yield Diagnostic(
                code="LR511",
                message=f"Whoever unlocks “{quiz.title}” gets no certificate at once: {reason}.",
                place=quiz.field_places.get("lock", quiz.place),
            )


def _uncertified(course: Course, quiz: Quiz) -> str | None:
    """Return why the page of a locked exam can certify nothing; nothing where it can."""
    if course.url is None:
        return "the course has no `site_url`, and so its certificates could not be verified"
    if course.issuer is None or course.did is None:
        return "the course has no issuer with keys"
    if self_service.desk_did(course.did.name) is None:
        return "the issuer's name is no place on the web (`did:web`)"
    if quiz.achievement is None or course.achievement(quiz.achievement) is None:
        return "passing earns no achievement"
    return None
