"""Item + response → outcome: the rule that the browser's runtime repeats, vector by vector."""

from __future__ import annotations

from typing import assert_never

from lessonry.domain.items import ChoiceItem, Item, TextEntryItem, choice, text_entry
from lessonry.domain.response import Outcome, Response


def score(item: Item, response: Response) -> Outcome:
    """Return what `response` is worth: the kind's share from 0 to 1, times the item's points."""
    match item:
        case ChoiceItem():
            share = choice.score(item, response)
        case TextEntryItem():
            share = text_entry.score(item, response)
        case _:
            assert_never(item)
    return Outcome(score=share * item.points, max_score=item.points)
