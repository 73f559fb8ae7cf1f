"""Order: entries to be put into their right order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar

from lessonry.diagnostics import Place
from lessonry.domain.items.frame import ItemFrame, frame_content
from lessonry.domain.partial_credit import share_of_order
from lessonry.domain.prose import Prose
from lessonry.domain.response import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to be put into its place."""

    identifier: str
    """`a`, `b`, … by the place of its text in the alphabet: it tells nothing of the order."""
    text: Prose
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem(ItemFrame):
    """A question with entries to be put in order."""

    kind: ClassVar[str] = "order"

    entries: tuple[Entry, ...]
    """Sorted by their texts, not as they were written, for that is the key."""
    key: tuple[str, ...]
    """The identifiers in the right order; empty in a concealed item."""

    @property
    def in_order(self) -> tuple[Entry, ...]:
        """Return the entries in the right order."""
        entries = {entry.identifier: entry for entry in self.entries}
        return tuple(entries[identifier] for identifier in self.key)


def score(item: OrderItem, response: Response) -> Fraction:
    """Return how much of the order is right: by places or by adjacent pairs, as the policy says."""
    return share_of_order(response.values, item.key, item.partial_credit)


def key(item: OrderItem) -> list[str]:
    """Return what the page needs to grade it: the identifiers in the right order."""
    return list(item.key)


def content(item: OrderItem) -> dict[str, object]:
    """Return the item as JSON values, for its fingerprint."""
    texts = [entry.text.folded for entry in item.entries]
    return frame_content(item) | {"entries": texts, "key": list(item.key)}


def conceal(item: OrderItem) -> OrderItem:
    """Return the item without its key and explanation."""
    return replace(item, key=(), explanation=None)


def secrets(item: OrderItem) -> tuple[Prose, ...]:
    """Return the texts of a concealed item that nothing published may hold."""
    return (item.explanation,) if item.explanation else ()
