"""Renders a quiz: a practice quiz with its answers, an exam without."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Environment

from lessonry.domain.concealment import published
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import Item
from lessonry.domain.quiz import Layout, Mode, Quiz
from lessonry.rendering.environment import ProseRenderer
from lessonry.rendering.keys import key_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a quiz as its template sees it."""

    item: Item
    """Concealed, in an exam."""
    number: int
    fingerprint: str
    key_json: str
    """Nothing in an exam."""
    template: str
    """The template of its kind: the course's own, or else ours."""
    section: str | None
    """The title of the section that begins with it, where the items keep their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a quiz needs to know of the course and the page around it."""

    course_id: str
    edition: str
    lesson_id: str | None = None
    recipient_json: str = ""
    """The public key that completion records are sealed to, as a JWK; nothing where there is none."""
    send_to: str | None = None
    prefix: str = "lr"
    """Makes ids and names unique on the page."""
    level: int = 3
    """Of the quiz's heading."""


def render_quiz(
    quiz: Quiz,
    environment: Environment,
    renderer: ProseRenderer,
    surroundings: Surroundings,
) -> str:
    """Return the quiz as HTML; an exam is concealed here, before any template sees it."""
    shown = published(quiz)
    is_practice = shown.mode is Mode.PRACTICE
    titles = _section_titles(shown)
    entries = [
        Entry(
            item=item,
            number=number,
            fingerprint=fingerprint(item),
            key_json=key_json(item) if is_practice else "",
            template=f"items/{item.kind}.html.jinja",
            section=titles.get(item.identifier),
        )
        for number, item in enumerate(shown.items, start=1)
    ]
    template = environment.get_template("quiz.html.jinja" if is_practice else "exam.html.jinja")
    return template.render(
        quiz=shown,
        entries=entries,
        prose_renderer=renderer,
        course_id=surroundings.course_id,
        lesson_id=surroundings.lesson_id,
        edition=surroundings.edition,
        recipient_json=surroundings.recipient_json,
        send_to=surroundings.send_to,
        prefix=surroundings.prefix,
        level=surroundings.level,
    )


def _section_titles(quiz: Quiz) -> dict[str, str]:
    """Return the sections' titles by their first items; none where items are drawn or change places."""
    moves = quiz.shuffle or quiz.asked < len(quiz.items)
    one_a_screen = quiz.mode is Mode.EXAM and quiz.layout is Layout.ONE
    if moves or one_a_screen:
        return {}
    return {
        section.items[0].identifier: section.title for section in quiz.sections if section.title
    }
