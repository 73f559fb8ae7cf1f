"""The course in short, for the browser: which lessons there are, what makes them done, what opens them.

It is a module of JavaScript and no JSON, so that it also comes to a page that was opened from a disk.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from lessonry.domain import identity
from lessonry.domain.course import Lesson, Module, Opening
from lessonry.domain.quiz import Quiz
from lessonry.website.assets import FOLDER, OUTLINE
from lessonry.website.site import Site

PRINT_LENGTH = 4
"""Digits that are kept of an item's fingerprint: enough to tell that an item has changed."""


def outline_file(site: Site) -> tuple[str, bytes]:
    """Return the module's path in the site, and what is in it."""
    said = json.dumps(outline(site), ensure_ascii=False, separators=(",", ":"))
    return f"{FOLDER}/{OUTLINE}", f"export default {said};\n".encode()


def outline(site: Site) -> dict[str, Any]:
    """Return the course as `runtime/outline.js` describes it."""
    course = site.course
    required = course.required_by()
    return {
        "course": course.identifier,
        "title": course.title,
        "edition": course.edition,
        "language": course.language,
        "url": course.url,
        "home": site.root_url("index.md"),
        "progress": site.root_url("progress.md"),
        "verify": site.root_url("verify.md") if course.issuer else None,
        "exams": list(_exams(site, required)),
        "modules": [_module(site, module, required) for module in course.modules],
        "completion": {
            "lessons": str(course.completion.lessons),
            "quizzes": {
                goal.quiz: str(goal.share if goal.share is not None else Fraction(0))
                for goal in course.completion.quizzes
            },
            "exam": course.completion.exam,
        },
        "open": course.opening is Opening.OPEN,
    }


def _exams(site: Site, required: dict[str, tuple[str, ...]]) -> Iterator[dict[str, Any]]:
    for exam in site.course.exams:
        page = site.course.page_of(exam.identifier)
        if page is not None:
            yield {
                "id": exam.identifier,
                "title": exam.title,
                "url": site.root_url(page.path),
                "requires": required.get(page.path, ()),
            }


def _module(site: Site, module: Module, required: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    return {
        "id": module.identifier,
        "title": module.title,
        **({"url": site.root_url(module.path)} if module.path else {}),
        "lessons": [_lesson(site, lesson, required[lesson.path]) for lesson in module.lessons],
    }


def _lesson(site: Site, lesson: Lesson, requires: tuple[str, ...]) -> dict[str, Any]:
    course = site.course
    goals = {goal.quiz: goal.share for goal in course.goals_of(lesson)}
    return {
        "id": lesson.identifier,
        "title": lesson.title,
        "url": site.root_url(lesson.path),
        "minutes": lesson.minutes or 0,
        "weight": lesson.weight,
        "requires": requires,
        "access": "full" if lesson.access.is_full else "free",
        "digest": lesson.text_digest,
        "quizzes": [_quiz(site, quiz, goals) for quiz in course.practice_of(lesson)],
    }


def _prints(site: Site, quiz: Quiz) -> str:
    """Return what its items' fingerprints begin with; a preview asks again for quizzes it had before."""
    former, prints = site.prints.get(quiz.identifier, (None, ""))
    if former is not quiz:
        known = (each for item in quiz.glimpses for each in identity.prints(item))
        prints = "".join(each[:PRINT_LENGTH] for each in known)
        site.prints[quiz.identifier] = (quiz, prints)
    return prints


def _quiz(site: Site, quiz: Quiz, goals: dict[str, Fraction | None]) -> dict[str, Any]:
    """Return a practice quiz; `prints` tells which of its answers are still answers to it."""
    said: dict[str, Any] = {
        "id": quiz.identifier,
        "title": quiz.title,
        "asked": quiz.asked,
        "prints": _prints(site, quiz),
    }
    if goals.get(quiz.identifier) is not None:
        said["needed"] = str(goals[quiz.identifier])
    if quiz.identifier not in goals:
        said["optional"] = True
    if "grading" in quiz.field_places:
        said["grading"] = quiz.grading.value
    return said
