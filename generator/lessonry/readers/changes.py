"""Reads the list of a course's editions: what changed in each, and in which lessons."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.about import Change, Edition
from lessonry.readers.entries import Entry, entries
from lessonry.readers.fields import Field, read_mapping


def read_editions(source: Source, diagnostics: Diagnostics) -> Iterator[Edition]:
    """Yield the editions as the file has them, the newest first.

    The file is a mapping: each edition's number, with `date:`, `changes:` and, if the author likes,
    `course:`, the hash that `lessonry check` prints.
    """
    fields = read_mapping(source, source.text, diagnostics)
    found = list(fields.fields.values())
    for one, following in zip(found, [*found[1:], None], strict=True):
        last = following.place.span.line - 1 if following else len(source.lines)
        edition = _edition(one, last, diagnostics)
        if edition is not None:
            yield edition


def _edition(found: Field, last: int, diagnostics: Diagnostics) -> Edition | None:
    entry = next(entries([(found.value, found.place)], "an edition", None, diagnostics), None)
    if entry is None:
        return None
    day = entry.only("date", "changes", "course").day("date")
    if day is None:
        if entry.values.get("date") is None:
            entry.required("date")
        return None
    return Edition(
        number=found.name,
        day=day,
        changes=tuple(_changes(entry, last)),
        course=entry.text("course"),
        place=found.place,
    )


def _changes(edition: Entry, last: int) -> Iterator[Change]:
    value = edition.values.get("changes")
    values = value if isinstance(value, list) else [] if value is None else [value]
    source, line = edition.place.source, edition.place.span.line
    for one in values:
        said = one.get("text") if isinstance(one, dict) else one
        # A text goes over several lines, so its first word is looked for.
        first = str(said).split(maxsplit=1)[0] if str(said).split() else ""
        lines = range(line + 1, last + 1)
        line = next((n for n in lines if first and first in source.line(n)), line)
        place = source.find(first, line)
        for entry in entries([(one, place)], "a change", "text", edition.diagnostics):
            text = entry.only("text", "lessons").required("text")
            if text:
                yield Change(text=text, lessons=entry.texts("lessons"), place=place)
