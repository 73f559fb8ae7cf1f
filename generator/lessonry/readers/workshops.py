"""Reads the workshops of a course, as mkdocs.yml lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lessonry.diagnostics import Diagnostics, Place
from lessonry.domain.about import Workshop
from lessonry.domain.identity import slug
from lessonry.readers.entries import entries

PlaceOf = Callable[[str], Place]
"""Returns where a name stands in the configuration."""
FIELDS = ("name", "title", "url", "when", "until", "where", "about")
WORDS = ("title", "url", "where", "about")
"""What of a workshop a translation may say otherwise."""


def read_workshops(
    value: object, place_of: PlaceOf, diagnostics: Diagnostics
) -> Iterator[Workshop]:
    """Yield the workshops; one is called by its `name`, or after its title."""
    known: dict[str, Workshop] = {}
    for one in value if isinstance(value, list) else [] if value is None else [value]:
        title = str(one.get("title") or "") if isinstance(one, dict) else ""
        pairs = [(one, place_of(title or "workshops"))]
        for entry in entries(pairs, "a workshop", None, diagnostics):
            said = entry.only(*FIELDS).required("title")
            name = slug(entry.text("name") or said or "")
            if not said or not name:
                continue
            if name in known:
                message = f"Two workshops are called `{name}`."
                diagnostics.add("LR661", message, entry.place, "Give one of them a `name:`.")
                continue
            starts, ends = entry.day("when"), entry.day("until")
            if starts and ends and ends < starts:
                message = f"The workshop `{name}` ends before it begins."
                diagnostics.add("LR664", message, entry.place, "Correct `when` or `until`.")
                ends = None
            known[name] = Workshop(
                identifier=name,
                title=said,
                url=entry.url("url"),
                starts=starts,
                ends=ends or starts,
                where=entry.text("where"),
                about=entry.text("about"),
                place=entry.place,
            )
            yield known[name]


def read_workshop_words(
    value: object, place: Place, diagnostics: Diagnostics
) -> Mapping[str, Mapping[str, str]]:
    """Return what a translation says of the workshops, by their names."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        message = "`workshops` of a language must be a mapping of their names to `title:` and more."
        diagnostics.add("LR640", message, place)
        return {}
    made: dict[str, Mapping[str, str]] = {}
    for name, said in value.items():
        for entry in entries([(said, place)], "a workshop", "title", diagnostics):
            entry.only(*WORDS)
            found = {one: entry.url(one) if one == "url" else entry.text(one) for one in WORDS}
            made[str(name)] = {one: text for one, text in found.items() if text}
    return made
