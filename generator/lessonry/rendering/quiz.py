"""Renders a quiz: a practice quiz with its answers, an exam without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from jinja2 import Environment

from lessonry.domain.concealment import published
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import Item, ScenarioItem, variants
from lessonry.domain.quiz import Mode, PassMark, Quiz, TimeLimit
from lessonry.locales.words import Words
from lessonry.rendering.environment import ProseRenderer, words_of
from lessonry.rendering.figures import share, spoken
from lessonry.rendering.keys import key_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a quiz as its template sees it."""

    item: Item
    """Concealed, in an exam."""
    number: int
    """Of the item in the quiz, from 1; its variants share it."""
    variant: int | None
    """Which of the item's variants it is, from 0; nothing for an item without random values."""
    fingerprint: str
    key_json: str
    """Nothing in an exam."""
    template: str
    """The template of its kind: the course's own, or else ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One section of a quiz as its template sees it."""

    title: str | None
    draw: int | None
    """How many of its items are asked, where it draws by itself."""
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """One choice of extra time."""

    value: str
    """A share of the limit, as a fraction: `1/2`."""
    share: str
    """The same in per cent: `50 %`."""
    time: str
    """How long an attempt takes with it: `67 minutes`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtObjective:
    """An objective, with the lesson to read for it."""

    identifier: str
    text: str
    lesson: str
    """The lesson's title."""
    url: str
    """Its address, relative to the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockPlace:
    """Where a locked exam's files lie, relative to the page."""

    url: str
    """Of the lock file."""
    digest: str
    """Of the lock, by which the page knows that the file is its own."""
    kit_url: str | None = None
    """Of what the page makes a certificate from; nothing where it can make none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a quiz needs to know of the course and the page around it."""

    course_id: str
    edition: str
    language: str | None = None
    """Of a translation; nothing for the course as it was written."""
    lesson_id: str | None = None
    recipient_json: str = ""
    """The public key that completion records are sealed to, as a JWK; nothing where there is none."""
    send_to: str | None = None
    prefix: str = "lr"
    """Makes ids and names unique on the page."""
    level: int = 3
    """Of the quiz's heading."""
    objectives: tuple[TaughtObjective, ...] = ()
    """What the quiz's items test, as far as the course teaches it."""
    lock: LockPlace | None = None
    """Of a locked exam; nothing where the lock was not made, and it can only be handed in."""


def render_quiz(
    quiz: Quiz,
    environment: Environment,
    renderer: ProseRenderer,
    surroundings: Surroundings,
) -> str:
    """Return the quiz as HTML; an exam is concealed here, before any template sees it."""
    shown = published(quiz)
    limit, words = shown.time_limit, words_of(environment)
    is_practice = shown.mode is Mode.PRACTICE
    parts = list(_parts(shown, with_keys=is_practice))
    template = environment.get_template(_template(shown))
    return template.render(
        quiz=shown,
        parts=parts,
        entries=[entry for part in parts for entry in part.entries],
        total=len(shown.items),
        time=spoken(words, Fraction(limit.seconds)) if limit else None,
        extras=_extras(limit, words) if limit else [],
        prose_renderer=renderer,
        course_id=surroundings.course_id,
        lesson_id=surroundings.lesson_id,
        edition=surroundings.edition,
        language=surroundings.language,
        recipient_json=surroundings.recipient_json,
        send_to=surroundings.send_to,
        prefix=surroundings.prefix,
        level=surroundings.level,
        objectives=surroundings.objectives,
        needed=_needed(shown.pass_mark),
        lock=surroundings.lock,
    )


def _template(quiz: Quiz) -> str:
    """Return the template of a quiz; a practice quiz that is one conversation has its own."""
    if quiz.mode is not Mode.PRACTICE:
        return "exam.html.jinja"
    is_scenario = [item.kind for item in quiz.items] == [ScenarioItem.kind]
    return "scenario.html.jinja" if is_scenario else "quiz.html.jinja"


def _needed(mark: PassMark | None) -> str:
    """Return the pass mark for scripts: points, or a share with a star behind it."""
    return "" if mark is None else f"{mark.value}" if mark.in_points else f"{mark.value}*"


def _parts(quiz: Quiz, *, with_keys: bool) -> Iterator[Part]:
    number = 0
    for section in quiz.sections:
        entries: list[Entry] = []
        for item in section.items:
            number += 1
            entries += _entries(item, number, with_keys=with_keys)
        draws = section.draw is not None and section.asked < len(section.items)
        yield Part(
            title=section.title,
            draw=section.asked if draws and quiz.draw is None else None,
            entries=tuple(entries),
        )


def _entries(item: Item, number: int, *, with_keys: bool) -> Iterator[Entry]:
    """Yield the item, or each of its variants."""
    every = variants(item)
    for place, variant in enumerate(every):
        yield Entry(
            item=variant,
            number=number,
            variant=place if len(every) > 1 else None,
            fingerprint=fingerprint(variant),
            key_json=key_json(variant) if with_keys else "",
            template=f"items/{variant.kind}.html.jinja",
        )


def _extras(limit: TimeLimit, words: Words) -> list[Extra]:
    return [
        Extra(
            value=str(extra),
            share=share(words, extra),
            time=spoken(words, limit.with_extra(extra)),
        )
        for extra in limit.extra
    ]
