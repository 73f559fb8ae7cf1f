"""Checks of match items: at least two partners to choose from, and no left side twice."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.domain.items import MatchItem


def check(item: MatchItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one match item."""
    if not item.lefts:
        message = "Every line of this list is a distractor: there is nothing to match."
        help = "Write a pair such as `- left => right`."
        yield Diagnostic(code="LR170", message=message, place=item.place, help=help)
    elif len(item.rights) < 2:
        message = "This item has fewer than two partners to choose from."
        yield Diagnostic(code="LR170", message=message, place=item.place)
    seen: dict[str, int] = {}
    for left in item.lefts:
        line = left.place.span.line
        first = seen.setdefault(left.text.folded, line)
        if first != line:
            message = f"The left side is the same as that of line {first}."
            yield Diagnostic(code="LR172", message=message, place=left.place)
    yield from explained(item)
