"""Writes a quiz as a file: front matter, sections, items.

`read_quiz(write_quiz(quiz)) == quiz`, for whatever was read from a file of ours; a text from elsewhere
that no file of ours can hold as it stands is written so that a page shows the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from lessonry.domain.identity import slug
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
    ScenarioItem,
)
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.quiz import Quiz, Section
from lessonry.domain.selection import Selection, Sought
from lessonry.writers.frame import heading_line, option
from lessonry.writers.items import (
    choice,
    extended_text,
    gap,
    hotspot,
    match,
    matrix,
    order,
    scenario,
)
from lessonry.writers.rules import front_matter


def write_quiz(quiz: Quiz) -> str:
    """Return the text of the quiz's file.

    Of an item with random values the first variant is written: the values have lost where they came
    from. Items that a section takes from other files are not written, for the section names them.
    """
    of_item: dict[str, object] = {}
    parts: list[str] = []
    for index, section in enumerate(quiz.sections):
        items = _own(quiz, section)
        heading = _heading(section, is_first=index == 0)
        if heading:
            parts.append(f"{heading}\n")
        for item in items:
            parts.append(write_item(item, quiz.partial_credit))
            if isinstance(item, ScenarioItem):
                of_item |= scenario.fields(item)
    top = front_matter(quiz, of_item)
    return "\n".join([*([top] if top else []), *parts])


def write_item(item: Item, policy: PartialCredit = PartialCredit.ALL_OR_NOTHING) -> str:
    """Return an item as it stands in a file of items that are scored by `policy`."""
    match item:
        case ChoiceItem():
            return choice.write(item, policy)
        case OrderItem():
            return order.write(item, policy)
        case MatchItem():
            return match.write(item, policy)
        case MatrixItem():
            return matrix.write(item, policy)
        case GapItem():
            return gap.write(item, policy)
        case ExtendedTextItem():
            return extended_text.write(item, policy)
        case HotspotItem():
            return hotspot.write(item, policy)
        case ScenarioItem():
            return scenario.write(item)
        case _:
            assert_never(item)


def _own(quiz: Quiz, section: Section) -> tuple[Item, ...]:
    if section.selection is None:
        return section.items
    return tuple(item for item in section.items if item.place.source is quiz.place.source)


def _heading(section: Section, *, is_first: bool) -> str:
    """Return what begins a section; nothing for the one before all headings."""
    said = []
    if section.selection:
        said += list(_selection(section.selection))
    if section.draw is not None:
        said.append(option("draw", str(section.draw)))
    if is_first and section.title is None and not said:
        return ""
    heading = heading_line("#", section.title or "")
    if section.title and not said and heading.endswith(("}", "#")):
        # Braces that stand last are ours; a section's identifier says nothing to anybody.
        said.append(f"#{slug(section.title) or 'section'}")
    return f"{heading} {{ {' '.join(said)} }}" if said else heading


def _selection(selection: Selection) -> Iterator[str]:
    for name, sought in (
        ("from", selection.files),
        ("tag", selection.tags),
        ("objective", selection.objectives),
    ):
        if sought:
            yield option(name, _listed(sought))


def _listed(sought: tuple[Sought, ...]) -> str:
    return ",".join(one.name for one in sought)
