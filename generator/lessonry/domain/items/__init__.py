"""The kinds of item: one module a kind, and the union that every layer above matches over."""

from __future__ import annotations

from typing import cast

from lessonry.domain.items.choice import Choice, ChoiceItem
from lessonry.domain.items.extended_text import Criterion, ExtendedTextItem
from lessonry.domain.items.gap import GapItem
from lessonry.domain.items.hotspot import Area, HotspotItem, Shape
from lessonry.domain.items.match import Left, MatchItem, Right
from lessonry.domain.items.matrix import Column, MatrixItem, Row
from lessonry.domain.items.order import Entry, OrderItem
from lessonry.domain.items.scenario import ScenarioItem, Scene, Tone, Turn

Item = (
    ChoiceItem
    | OrderItem
    | MatchItem
    | MatrixItem
    | GapItem
    | ExtendedTextItem
    | HotspotItem
    | ScenarioItem
)
"""One question. Further kinds join here; the completeness test then names what they still lack."""


def variants(item: Item) -> tuple[Item, ...]:
    """Return the item and its further variants, by their numbers from 0."""
    return (item, *cast("tuple[Item, ...]", item.variants))


__all__ = [
    "Area",
    "Choice",
    "ChoiceItem",
    "Column",
    "Criterion",
    "Entry",
    "ExtendedTextItem",
    "GapItem",
    "HotspotItem",
    "Item",
    "Left",
    "MatchItem",
    "MatrixItem",
    "OrderItem",
    "Right",
    "Row",
    "ScenarioItem",
    "Scene",
    "Shape",
    "Tone",
    "Turn",
    "variants",
]
