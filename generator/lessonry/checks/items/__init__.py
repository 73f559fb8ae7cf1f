"""Checks of one item: one module a kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from lessonry.checks.items import (
    choice,
    extended_text,
    gap,
    hotspot,
    match,
    matrix,
    order,
    scenario,
)
from lessonry.diagnostics import Diagnostic
from lessonry.diagnostics.variants import told_once
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
    variants,
)


def check_item(item: Item) -> Iterator[Diagnostic]:
    """Yield what is wrong with one item; of random values, with which variant it is."""
    each = variants(item)
    if len(each) == 1:
        return _check(item)
    return iter(told_once([(variant.values, _check(variant)) for variant in each]))


def _check(item: Item) -> Iterator[Diagnostic]:
    match item:
        case ChoiceItem():
            yield from choice.check(item)
        case OrderItem():
            yield from order.check(item)
        case MatchItem():
            yield from match.check(item)
        case MatrixItem():
            yield from matrix.check(item)
        case GapItem():
            yield from gap.check(item)
        case ExtendedTextItem():
            yield from extended_text.check(item)
        case HotspotItem():
            yield from hotspot.check(item)
        case ScenarioItem():
            yield from scenario.check(item)
        case _:
            assert_never(item)
