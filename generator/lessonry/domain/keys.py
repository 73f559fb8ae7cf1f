"""The key of an item as JSON values: what a response is held against."""

from __future__ import annotations

from typing import assert_never

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
)


def key(item: Item) -> object:
    """Return the key of an item of any kind as JSON values; a concealed item has none to give."""
    match item:
        case ChoiceItem():
            return choice.key(item)
        case OrderItem():
            return order.key(item)
        case MatchItem():
            return match.key(item)
        case MatrixItem():
            return matrix.key(item)
        case GapItem():
            return gap.key(item)
        case ExtendedTextItem():
            return extended_text.key(item)
        case HotspotItem():
            return hotspot.key(item)
        case ScenarioItem():
            return scenario.key(item)
        case _:
            assert_never(item)
