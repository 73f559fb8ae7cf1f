"""What a cover and a title page say of a course: who made it, and which edition it is."""

from __future__ import annotations

from dataclasses import dataclass

from lessonry.credentials.sheets.words import date_words
from lessonry.exporters.written.lessons import Written
from lessonry.rendering.course import length


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """All of it, in the reader's language."""

    title: str
    about: str | None
    issuer: str | None
    edition: str | None
    lines: tuple[str, ...]
    url: str | None


def imprint(written: Written) -> Imprint:
    """Return what a course says of itself."""
    course, words = written.course, written.words
    issuer = course.issuer.name if course.issuer else None
    edition = None
    if latest := course.around.edition:
        day = date_words(latest.day, words.language)
        edition = words.say("Edition {number}, {day}", number=latest.number, day=day)
    counting = course.counting
    extent = words.counted(len(counting), "{n} lesson", "{n} lessons")
    if course.minutes:
        extent += f" · {length(words, course.minutes)}"
    by = words.say("A course by {issuer}", issuer=issuer) if issuer else None
    return Imprint(
        title=course.title,
        about=course.description,
        issuer=issuer,
        edition=edition,
        lines=tuple(line for line in (by, edition, extent) if line),
        url=written.url,
    )
