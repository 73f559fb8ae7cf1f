"""A course of next to nothing, for exports of single quizzes."""

from __future__ import annotations

from pathlib import Path

from lessonry.domain.course import Course
from lessonry.domain.quiz import Quiz
from lessonry.exporters.formats import Request


def request(folder: Path, *quizzes: Quiz) -> Request:
    """Return the request to export quizzes of a course in a folder."""
    return Request(course=COURSE, quizzes=quizzes, folder=folder)


COURSE = Course(identifier="small", title="Small")
