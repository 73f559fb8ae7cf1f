"""What an imported item takes for right in each of its gaps."""

from __future__ import annotations

from lessonry.domain.gaps import InlineChoiceGap, TextEntryGap
from lessonry.domain.items import GapItem


def typed(item: object) -> list[list[str]]:
    """Return the words that may be typed, a list for each gap."""
    assert isinstance(item, GapItem)
    said = []
    for one in item.gaps:
        assert isinstance(one, TextEntryGap)
        said.append([answer.text for answer in one.answers])
    return said


def chosen(item: object) -> list[frozenset[str]]:
    """Return the identifiers of what may be chosen, a set for each gap."""
    assert isinstance(item, GapItem)
    keys = []
    for one in item.gaps:
        assert isinstance(one, InlineChoiceGap)
        keys.append(frozenset(one.key))
    return keys
