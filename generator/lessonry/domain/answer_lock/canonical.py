"""One spelling for each response: what keys are derived from, by page and build alike.

The browser does the same in `runtime/lock/canonical.js`; `tests/lock-vectors.json` holds both to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
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
from lessonry.domain.items.frame import given_values
from lessonry.domain.numbers import read_quantity
from lessonry.domain.response import Response, fold_entry, is_blank, without_stop

KIND_END = "\x1e"
"""Stands behind the kind's name."""
GAP_END = "\x1f"
"""Stands between the gaps of an item."""

Grids = Sequence[Fraction | None]
"""Of each gap the step that its number is rounded to; nothing where it is taken as it is."""


def canonical(item: Item, response: Response, grids: Grids = ()) -> str | None:
    """Return the one spelling of a response; nothing where nothing was answered, or nothing can be.

    Args:
        item: With or without its key: nothing of it is used.
        response: As the page gives it.
        grids: Of each gap of the item, as the lock file publishes them.
    """
    if response.is_empty:
        return None
    said = _said(item, response.values, grids)
    return None if said is None else f"{item.kind}{KIND_END}{said}"


def _said(item: Item, values: tuple[str, ...], grids: Grids) -> str | None:
    match item:
        case ChoiceItem() | HotspotItem():
            return ",".join(sorted(set(values)))
        case OrderItem():
            return ",".join(values)
        case MatchItem():
            return ",".join(given_values(values, len(item.lefts)))
        case MatrixItem():
            rows = given_values(values, len(item.rows))
            return ";".join(",".join(sorted(set(row.split()))) for row in rows)
        case GapItem():
            entries = given_values(values, len(item.gaps))
            steps = grids or (None,) * len(item.gaps)
            filled = zip(item.gaps, entries, steps, strict=True)
            return GAP_END.join(_entry(gap, entry, step) for gap, entry, step in filled)
        case ExtendedTextItem() | ScenarioItem():
            return None
        case _:
            assert_never(item)


def _entry(gap: Gap, entry: str, step: Fraction | None) -> str:
    if is_blank(entry):
        return ""
    match gap:
        case InlineChoiceGap():
            return entry
        case TextEntryGap():
            return folded(entry)
        case NumericEntryGap():
            return number(entry, step)
        case _:
            assert_never(gap)


def folded(entry: str) -> str:
    """Return a typed text as a gap compares it that minds neither capitals nor a full stop."""
    return without_stop(fold_entry(entry, ignore_case=True))


def number(entry: str, step: Fraction | None) -> str:
    """Return the number that was typed as a fraction, rounded to a multiple of `step`.

    Where a text reads two ways (`1,234`), the first reading counts. What is no bare number is kept
    behind a `?`, so that it is a response, and a wrong one.
    """
    bare = [value for value, unit in read_quantity(entry) if not unit]
    return spelt(bare[0], step) if bare else f"?{folded(entry)}"


def spelt(value: Fraction, step: Fraction | None) -> str:
    """Return a number as it enters a key: the nearest multiple of `step`, in between the upper one."""
    if step is not None:
        value = (value / step + Fraction(1, 2)).__floor__() * step
    return str(value)
