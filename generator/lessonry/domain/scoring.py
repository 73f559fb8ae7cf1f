"""Item + response → outcome: the rule that the browser's runtime repeats, vector by vector."""

from __future__ import annotations

from fractions import Fraction
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
from lessonry.domain.response import Outcome, Response


def score(item: Item, response: Response) -> Outcome:
    """Return what `response` is worth: the kind's share from 0 to 1, times the item's points."""
    return Outcome(score=share(item, response) * item.points, max_score=item.points)


def share(item: Item, response: Response) -> Fraction:
    """Return how much of the item is right, from 0 to 1, as its partial credit counts it."""
    match item:
        case ChoiceItem():
            return choice.score(item, response)
        case OrderItem():
            return order.score(item, response)
        case MatchItem():
            return match.score(item, response)
        case MatrixItem():
            return matrix.score(item, response)
        case GapItem():
            return gap.score(item, response)
        case ExtendedTextItem():
            return extended_text.score(item, response)
        case HotspotItem():
            return hotspot.score(item, response)
        case ScenarioItem():
            return scenario.score(item, response)
        case _:
            assert_never(item)
