"""Responses to any item that are right, and such that are not."""

from __future__ import annotations

import re
from typing import assert_never

from lessonry.domain.gaps import Gap, InlineChoiceGap, NumericEntryGap, TextEntryGap
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
from lessonry.domain.items.scenario import points, walk
from lessonry.domain.ways import best_way


def right(item: Item) -> tuple[str, ...]:
    """Return a response that is wholly right."""
    match item:
        case ChoiceItem() | HotspotItem():
            return tuple(sorted(item.key))
        case OrderItem() | MatchItem():
            return item.key
        case MatrixItem():
            if item.survey:
                return tuple(item.columns[0].identifier for _ in item.rows)
            return tuple(" ".join(sorted(row.key)) for row in item.rows)
        case GapItem():
            return tuple(right_in(gap) for gap in item.gaps)
        case ExtendedTextItem():
            return ("My own words.", *("1" for _ in item.rubric))
        case ScenarioItem():
            return best_turns(item)
        case _:
            assert_never(item)


def right_in(gap: Gap) -> str:
    """Return what a gap accepts."""
    match gap:
        case TextEntryGap():
            return _plain(gap.answers[0].text)
        case NumericEntryGap():
            shown = str(gap.answers[0].low)
            return f"{shown} {gap.units[0].spelling}" if gap.units else shown
        case InlineChoiceGap():
            return min(gap.key)
        case _:
            assert_never(gap)


def _plain(pattern: str) -> str:
    """Return a text that a simple pattern such as `recover(y|ing)?` accepts."""
    return re.sub(r"\([^)]*\)\?|.\?|[()]", "", pattern).split("|")[0]


def wrong(item: Item) -> tuple[str, ...]:
    """Return a response that is given, and worth nothing."""
    match item:
        case ChoiceItem():
            return (next(c.identifier for c in item.choices if not c.is_key),)
        case HotspotItem():
            return (next(a.identifier for a in item.areas if not a.is_key),)
        case OrderItem():
            return (*item.key[1:], item.key[0])
        case MatchItem():
            names = [r.identifier for r in item.rights]
            return tuple(next(n for n in names if n != wanted) for wanted in item.key)
        case MatrixItem():
            names = [column.identifier for column in item.columns]
            return tuple(next(n for n in names if n not in row.key) for row in item.rows)
        case GapItem():
            return tuple(wrong_in(gap) for gap in item.gaps)
        case ExtendedTextItem():
            return ("My own words.", *("0" for _ in item.rubric))
        case ScenarioItem():
            return poor_turns(item)
        case _:
            assert_never(item)


def wrong_in(gap: Gap) -> str:
    """Return what a gap does not accept."""
    if isinstance(gap, InlineChoiceGap):
        return next(c.identifier for c in gap.choices if c.identifier not in gap.key)
    return "something else"


def best_turns(item: ScenarioItem) -> tuple[str, ...]:
    """Return the turns of the best way to an outcome."""
    way = best_way(item.scenes)
    assert way is not None
    return way.turns


def poor_turns(item: ScenarioItem) -> tuple[str, ...]:
    """Return the turns of a way to an outcome that is worth nothing; none where there is no such way."""
    ways: list[tuple[str, ...]] = [()]
    for way in ways:
        path = walk(item, way) or ()
        last = item.scene(path[-1][1].target) if path else item.scenes[0]
        if last is not None and not last.turns and points(path) <= 0:
            return way
        seen = {scene.identifier for scene, _ in path}
        turns = last.turns if last and last.identifier not in seen else ()
        ways += [(*way, turn.identifier) for turn in turns]
    return ()
