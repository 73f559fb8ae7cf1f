"""Match: each thing on the left is given one on the right; several may take the same."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar

from lessonry.diagnostics import Place
from lessonry.domain.items.frame import ItemFrame, frame_content, given_values
from lessonry.domain.partial_credit import share_of_parts
from lessonry.domain.prose import Prose
from lessonry.domain.response import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One thing that asks for its partner."""

    text: Prose
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """One thing that may be a partner, of one, of several or of none."""

    identifier: str
    """`a`, `b`, … by the place of its text in the alphabet: it tells nothing of the key."""
    text: Prose
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchItem(ItemFrame):
    """A question of pairs."""

    kind: ClassVar[str] = "match"

    lefts: tuple[Left, ...]
    """As written."""
    rights: tuple[Right, ...]
    """Sorted by their texts, each once; distractors are among them."""
    key: tuple[str, ...]
    """Of each left the identifier of its right; empty in a concealed item."""

    def partner(self, index: int) -> Right:
        """Return the right one for the left of that index."""
        return next(right for right in self.rights if right.identifier == self.key[index])


def score(item: MatchItem, response: Response) -> Fraction:
    """Return the share of the pairs that are right, as the item's policy counts it."""
    values = given_values(response.values, len(item.key))
    parts = [
        value == wanted if value else None for value, wanted in zip(values, item.key, strict=True)
    ]
    return share_of_parts(parts, item.partial_credit)


def key(item: MatchItem) -> list[str]:
    """Return what the page needs to grade it: of each left the identifier of its right."""
    return list(item.key)


def content(item: MatchItem) -> dict[str, object]:
    """Return the item as JSON values, for its fingerprint."""
    return frame_content(item) | {
        "lefts": [left.text.folded for left in item.lefts],
        "rights": [right.text.folded for right in item.rights],
        "key": list(item.key),
    }


def conceal(item: MatchItem) -> MatchItem:
    """Return the item without its key and explanation."""
    return replace(item, key=(), explanation=None)


def secrets(item: MatchItem) -> tuple[Prose, ...]:
    """Return the texts of a concealed item that nothing published may hold."""
    return (item.explanation,) if item.explanation else ()
