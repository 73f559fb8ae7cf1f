"""What an exam may show of itself: every reader above this floor gets the concealed item.

Templates, exporters and scripts are handed `published(quiz)`, so that no template, not even a
trainer's own, has a key at hand to leak.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never, cast

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
    choice,
    extended_text,
    gap,
    hotspot,
    match,
    matrix,
    order,
    scenario,
    variants,
)
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import Mode, Quiz


def conceal(item: Item) -> Item:
    """Return `item`, its variants and what it translates without key, feedback and explanation.

    It is idempotent.
    """
    further = tuple(conceal(variant) for variant in variants(item)[1:])
    original = conceal(cast("Item", item.original)) if item.original else None
    return replace(_bare(item), variants=further, values=(), original=original)


def _bare(item: Item) -> Item:
    match item:
        case ChoiceItem():
            return choice.conceal(item)
        case OrderItem():
            return order.conceal(item)
        case MatchItem():
            return match.conceal(item)
        case MatrixItem():
            return matrix.conceal(item)
        case GapItem():
            return gap.conceal(item)
        case ExtendedTextItem():
            return extended_text.conceal(item)
        case HotspotItem():
            return hotspot.conceal(item)
        case ScenarioItem():
            return scenario.conceal(item)
        case _:
            assert_never(item)


def secrets(item: Item) -> tuple[Prose, ...]:
    """Return the texts that concealing `item` and its variants takes away."""
    return tuple(prose for variant in variants(item) for prose in _secrets(variant))


def _secrets(item: Item) -> tuple[Prose, ...]:
    match item:
        case ChoiceItem():
            return choice.secrets(item)
        case OrderItem():
            return order.secrets(item)
        case MatchItem():
            return match.secrets(item)
        case MatrixItem():
            return matrix.secrets(item)
        case GapItem():
            return gap.secrets(item)
        case ExtendedTextItem():
            return extended_text.secrets(item)
        case HotspotItem():
            return hotspot.secrets(item)
        case ScenarioItem():
            return scenario.secrets(item)
        case _:
            assert_never(item)


def published(quiz: Quiz) -> Quiz:
    """Return what may leave the trainer's computer: a practice quiz whole, an exam concealed."""
    if quiz.mode is Mode.PRACTICE:
        return quiz
    sections = tuple(
        replace(section, items=tuple(conceal(item) for item in section.items))
        for section in quiz.sections
    )
    return replace(quiz, sections=sections)
