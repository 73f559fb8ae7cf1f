"""Renders My progress, and says what the practice questions test, for the browser to reckon with."""

from __future__ import annotations

import json

from jinja2 import Environment

from lessonry.domain.course import Course
from lessonry.domain.glimpse import Glimpse
from lessonry.domain.items import ExtendedTextItem, Item, ScenarioItem
from lessonry.domain.quiz import FeedbackTime, Quiz
from lessonry.rendering.course import UrlOf

APART = (ExtendedTextItem.kind, ScenarioItem.kind)
"""Kinds that take longer than a review, and have more than one good end."""


def render_progress(course: Course, environment: Environment, url_of: UrlOf) -> str:
    """Return the frame of the page; what was done is known to the learner's browser alone."""
    template = environment.get_template("progress.html.jinja")
    return template.render(course=course, home_url=url_of("index.md"))


def questions_module(course: Course) -> str:
    """Return what `runtime/review/questions.js` describes, as a module of JavaScript.

    Lessons that only a code opens are left out: identifiers are often made of what a question says.
    """
    objectives = [
        {"id": objective.identifier, "text": objective.text, "lesson": lesson.identifier}
        for lesson in course.lessons
        for objective in lesson.objectives
    ]
    numbers = {objective["id"]: number for number, objective in enumerate(objectives)}
    quizzes: dict[str, dict[str, object]] = {}
    for lesson in course.lessons:
        if lesson.access.is_full:
            continue
        for quiz in course.practice_of(lesson):
            quizzes[quiz.identifier] = {
                "tests": {
                    item.identifier: numbers[item.objective]
                    for item in quiz.glimpses
                    if item.objective in numbers and item.points
                },
                "apart": [item.identifier for item in quiz.glimpses if not is_reviewed(item, quiz)],
            }
    said = {"objectives": objectives, "quizzes": quizzes}
    return f"export default {json.dumps(said, ensure_ascii=False, separators=(',', ':'))};\n"


def is_reviewed(item: Item | Glimpse, quiz: Quiz) -> bool:
    """Return whether a question comes back: it is right or wrong, at once, and the page tells which."""
    tells = quiz.feedback is not FeedbackTime.NEVER
    return tells and item.points > 0 and item.kind not in APART
