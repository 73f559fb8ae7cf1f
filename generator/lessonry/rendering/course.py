"""Renders what surrounds the lessons: the course map, and the frame of a lesson."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment

from lessonry.domain.course import Course, Lesson
from lessonry.domain.quiz import Mode, Quiz

UrlOf = Callable[[str], str]
"""From a path in `docs/` to a URL relative to the page that is rendered."""


def render_course_map(course: Course, environment: Environment, url_of: UrlOf) -> str:
    """Return the course's home: modules, what it takes, what it gives, the learner's progress."""

    def exam_url(quiz: Quiz) -> str | None:
        page = course.page_of(quiz.identifier)
        return url_of(page.path) if page else None

    return environment.get_template("course.html.jinja").render(
        course=course,
        lesson_url=lambda lesson: url_of(lesson.path),
        quiz_total=lambda lesson: quiz_total(course, lesson),
        exam_url=exam_url,
        verify_url=url_of("verify.md") if course.issuer else None,
    )


def render_lesson_frame(
    course: Course, lesson: Lesson, environment: Environment, url_of: UrlOf
) -> tuple[str, str]:
    """Return what stands above and below a lesson's own text."""
    lessons = course.lessons
    index = lessons.index(lesson)
    following = lessons[index + 1] if index + 1 < len(lessons) else None
    exam = next((page for quiz in course.exams if (page := course.page_of(quiz.identifier))), None)
    ahead = following or exam
    before = lessons[index - 1] if index else None
    context = {
        "course": course,
        "lesson": lesson,
        "module": course.module_of(lesson),
        "position": index + 1,
        "total": len(lessons),
        "quiz_total": lambda lesson: quiz_total(course, lesson),
        "lesson_url": lambda lesson: url_of(lesson.path),
        "next_url": url_of(ahead.path) if ahead else None,
        "next_title": ahead.title if ahead else None,
        "previous_url": url_of(before.path) if before else None,
        "previous_title": before.title if before else None,
    }
    head = environment.get_template("lesson-head.html.jinja").render(context)
    foot = environment.get_template("lesson-foot.html.jinja").render(context)
    return head, foot


def quiz_total(course: Course, lesson: Lesson) -> int:
    """Return how many practice items a lesson asks."""
    placed = [course.quiz(placement.quiz) for placement in lesson.placements]
    return sum(quiz.asked for quiz in placed if quiz is not None and quiz.mode is Mode.PRACTICE)
