"""Loads the list of a course's editions, and lays a translation's words over what surrounds lessons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lessonry.diagnostics import Diagnostics
from lessonry.domain.about import Around, Edition, Workshop
from lessonry.domain.languages import Translation
from lessonry.project.layout import Layout
from lessonry.readers.changes import read_editions
from lessonry.readers.files import read_source

FILE = "changes.yml"
"""In `docs/`, unless the configuration names another."""


def load_editions(layout: Layout, diagnostics: Diagnostics) -> tuple[Edition, ...]:
    """Return the editions that the author wrote down; none where there is no such file."""
    said = layout.options.get("changes")
    file = layout.docs / (said if isinstance(said, str) else FILE)
    if not file.is_file():
        if isinstance(said, str) and layout.original is None:
            config = layout.place.source
            lines = (n for n, line in enumerate(config.lines, start=1) if said in line)
            message = f"There is no file `{layout.label(file)}`."
            diagnostics.add("LR672", message, config.find(said, next(lines, 1)))
        return ()
    source = read_source(file, layout.label(file), diagnostics)
    return () if source is None else tuple(read_editions(source, diagnostics))


def around_in(
    around: Around,
    translated: Iterable[Edition],
    language: Translation,
    diagnostics: Diagnostics,
) -> Around:
    """Return what surrounds lessons in the words of a translation, as far as it has any.

    Args:
        around: The original's.
        translated: The editions as the translation's own file has them.
        language: What the configuration says of the translation.
        diagnostics: Where faults go.
    """
    by_number = {edition.number: edition for edition in translated}
    known = {edition.number: edition for edition in around.editions}
    for number, said in by_number.items():
        there = known.get(number)
        if there is None or len(there.changes) != len(said.changes):
            wanted = "no such edition" if there is None else f"{len(there.changes)} changes here"
            message = f"The original has {wanted}."
            diagnostics.add("LR671", message, said.place)
    return replace(
        around,
        editions=tuple(_edition(one, by_number.get(one.number)) for one in around.editions),
        workshops=tuple(_workshop(one, language) for one in around.workshops),
    )


def _edition(original: Edition, said: Edition | None) -> Edition:
    if said is None or len(original.changes) != len(said.changes):
        return original
    pairs = zip(original.changes, said.changes, strict=True)
    return replace(original, changes=tuple(replace(one, text=other.text) for one, other in pairs))


def _workshop(original: Workshop, language: Translation) -> Workshop:
    said = language.workshops.get(original.identifier, {})
    return replace(
        original,
        title=said.get("title", original.title),
        url=said.get("url", original.url),
        where=said.get("where", original.where),
        about=said.get("about", original.about),
    )
