"""Renders the answers of an exam alone: what its review shows, once it has been unlocked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jinja2 import Environment

from lessonry.domain.identity import fingerprint
from lessonry.domain.items import Item, variants
from lessonry.domain.keys import key
from lessonry.domain.quiz import Mode, Quiz
from lessonry.rendering.environment import ProseRenderer
from lessonry.rendering.keys import key_json
from lessonry.rendering.quiz import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedAnswer:
    """What is told of one variant of an item."""

    key: object
    """As JSON values: what `data-lr-key` of a practice item says."""
    html: str
    """What a practice item shows as its answer, with all reasons."""


def render_answers(
    quiz: Quiz, environment: Environment, renderer: ProseRenderer
) -> dict[str, tuple[RenderedAnswer, ...]]:
    """Return the answers of all variants by the identifier of their item.

    They are secret: whoever calls this seals them.
    """
    practice = replace(quiz, mode=Mode.PRACTICE)
    return {
        item.identifier: tuple(
            RenderedAnswer(
                key=key(variant),
                html=_html(variant, practice, number, environment, renderer),
            )
            for variant in variants(item)
        )
        for number, item in enumerate(quiz.items, start=1)
    }


def _html(
    item: Item, quiz: Quiz, number: int, environment: Environment, renderer: ProseRenderer
) -> str:
    entry = Entry(
        item=item,
        number=number,
        variant=None,
        fingerprint=fingerprint(item),
        key_json=key_json(item),
        template=f"items/{item.kind}.html.jinja",
    )
    html = environment.get_template(entry.template).render(
        entry=entry,
        quiz=quiz,
        total=len(quiz.items),
        prefix="lr-answer",
        prose_renderer=renderer,
        answer_only=True,
    )
    return html.strip()
