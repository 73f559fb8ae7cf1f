"""Reads what a lesson names to go on with: other lessons, pages elsewhere, workshops."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.diagnostics import Place
from lessonry.domain.about import Related
from lessonry.readers.entries import WEB, entries
from lessonry.readers.fields import Fields


def read_related(fields: Fields) -> tuple[Related, ...]:
    """Return what `related:` names: identifiers of lessons, addresses, or `title:` with `url:`."""
    return tuple(_related(fields))


def _related(fields: Fields) -> Iterator[Related]:
    for entry in entries(
        listed_in(fields, "related"), "an entry of `related`", "lesson", fields.diagnostics
    ):
        entry.only("lesson", "title", "url", "about")
        lesson, url = entry.text("lesson"), entry.url("url")
        if lesson and lesson.startswith(WEB):
            lesson, url = None, lesson
        if bool(lesson) == bool(url):
            if not entry.values.keys() & {"lesson", "url"} or lesson:
                message = "What is related is a lesson or an address: one of the two."
                help = "Write a lesson's identifier, or `title:` and `url:`."
                fields.diagnostics.add("LR011", message, entry.place, help)
            continue
        title = entry.text("title") if lesson or entry.values.get("title") else url
        yield Related(
            lesson=lesson, title=title, url=url, about=entry.text("about"), place=entry.place
        )


def read_workshop_names(fields: Fields) -> tuple[tuple[str, Place], ...]:
    """Return the workshops of the course's list that a lesson names."""
    return fields.texts("workshops")


def listed_in(fields: Fields, name: str) -> list[tuple[object, Place]]:
    """Return the entries of a field that holds a list; one value counts as a list of one."""
    found = fields.get(name)
    if found is None:
        return []
    if isinstance(found.value, list):
        return list(found.entries)
    return [(found.value, found.value_place)]
