"""The key of an item as the page carries it, for practice: `data-lr-key`."""

from __future__ import annotations

import json
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


def key_json(item: Item) -> str:
    """Return the key as JSON, in the shape that `runtime/items/<kind>.js` reads.

    A concealed item has no key to give; ask only for practice quizzes.
    """
    key = _key(item)
    return json.dumps(key, ensure_ascii=False, separators=(",", ":"))


def _key(item: Item) -> object:
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
