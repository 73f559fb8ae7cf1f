"""Checks of hotspot items: keys that are there, once where one is asked for, and areas that differ."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.domain.items import HotspotItem, Shape


def check(item: HotspotItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one hotspot."""
    keys = [area for area in item.areas if area.is_key]
    if not keys:
        yield Diagnostic(code="LR120", message="No area of this item is the key.", place=item.place)
    for area in keys[1:] if not item.multiple else ():
        yield Diagnostic(
            code="LR121",
            message="A second area is marked as the key, where only one can be chosen.",
            place=area.place,
        )
    if len(item.areas) < 2:
        message = "This item has fewer than two areas."
        yield Diagnostic(code="LR123", message=message, place=item.place)
    yield from _equal(item)
    yield from explained(item, told_by_choice=any(area.feedback for area in item.areas))


def _equal(item: HotspotItem) -> Iterator[Diagnostic]:
    """Yield the areas that are where another is, or are called as it is."""
    places: dict[Shape, int] = {}
    texts: dict[str, int] = {}
    for area in item.areas:
        line = area.place.span.line
        same_place = places.setdefault(area.shape, line)
        same_words = texts.setdefault(area.text.folded, line)
        if same_place != line:
            message = f"This area is the same as the one in line {same_place}."
            yield Diagnostic(code="LR189", message=message, place=area.place)
        elif same_words != line:
            message = f"This area is called as the one in line {same_words}."
            yield Diagnostic(code="LR189", message=message, place=area.place)
