"""Reads what the braces behind a section's heading say: how many it draws, and from where."""

from __future__ import annotations

import re

from lessonry.diagnostics import Diagnostics, Place
from lessonry.diagnostics.spelling import listed, suggestion
from lessonry.domain.items import Item
from lessonry.domain.quiz import Section
from lessonry.domain.selection import Selection, Sought
from lessonry.readers.headings import Heading

OPTIONS = frozenset({"draw", "from", "tag", "objective"})
SAME = {"tags": "tag", "objectives": "objective", "pool": "from"}
"""Words that another place of the format uses for the same."""


def read_section(
    heading: Heading | None, items: tuple[Item, ...], diagnostics: Diagnostics
) -> Section:
    """Return the section under `heading`, or the one before the first heading."""
    if heading is None:
        return Section(items=items)
    for name, (_, place) in heading.options.items():
        if name not in OPTIONS:
            guess = SAME.get(name) or suggestion(name, OPTIONS)
            help = f"Did you mean `{guess}`?" if guess else f"Known here: {listed(OPTIONS)}."
            diagnostics.add("LR114", f"Unknown option `{name}`.", place, help)
    draw, draw_place = heading.options.get("draw", (None, None))
    return Section(
        title=heading.text.markdown if heading.text else None,
        items=items,
        draw=_number(draw, draw_place, diagnostics) if draw and draw_place else None,
        draw_place=draw_place,
        selection=_selection(heading, diagnostics),
    )


def _number(written: str, place: Place, diagnostics: Diagnostics) -> int | None:
    if re.fullmatch(r"[1-9]\d{0,5}", written):
        return int(written)
    message = "`draw` must be a whole number of items, such as `5`."
    diagnostics.add("LR114", message, place)
    return None


def _selection(heading: Heading, diagnostics: Diagnostics) -> Selection | None:
    said = [place for name, (_, place) in heading.options.items() if name in OPTIONS - {"draw"}]
    if not said:
        return None
    return Selection(
        files=_sought(heading, "from", diagnostics),
        tags=_sought(heading, "tag", diagnostics),
        objectives=_sought(heading, "objective", diagnostics),
        place=said[0],
    )


def _sought(heading: Heading, name: str, diagnostics: Diagnostics) -> tuple[Sought, ...]:
    """Return the words of an option, each where it stands; commas lie between them."""
    value, place = heading.options.get(name, ("", heading.place))
    source, line = place.source, place.span.line
    column = place.span.column + len(name) + 1
    column = max(column, source.line(line).find(value, column - 1) + 1)
    found = []
    for part in value.split(","):
        word = part.strip()
        if word:
            start = column + len(part) - len(part.lstrip())
            found.append(Sought(name=word, place=source.at(line, start, len(word))))
        column += len(part) + 1
    if name in heading.options and not found:
        diagnostics.add("LR114", f"`{name}` names nothing.", place)
    return tuple(dict.fromkeys(found))
