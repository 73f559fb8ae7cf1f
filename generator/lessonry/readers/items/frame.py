"""What the readers of kinds are given, and what each must offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypedDict

from lessonry.diagnostics import Place
from lessonry.domain.items import Item
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.prose import Prose
from lessonry.readers.item_source import ItemSource


class Frame(TypedDict):
    """The part of an item that is read before its kind is known."""

    identifier: str
    heading: Prose | None
    hint: Prose | None
    explanation: Prose | None
    points: Fraction
    shuffle: bool
    partial_credit: PartialCredit
    objective: str | None
    tags: tuple[str, ...]
    use: str | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class KindReader:
    """One kind's reader: each module of this package makes one, named `READER`."""

    name: str
    """What messages call the thing that shows the kind: `a list of choices`."""
    find: Callable[[ItemSource], Place | None]
    """Returns where the kind shows, or nothing where the item is not of it."""
    read: Callable[[ItemSource, Frame], Item | None]
    """Returns the item, or nothing where it is too broken, with diagnostics in either case."""
    options: frozenset[str] = frozenset()
    """Options of the heading's braces that this kind alone knows."""
    gives_way: Callable[[ItemSource], bool] = lambda _: False
    """Returns whether what shows it may belong to a stem: the kind is then the item's if alone."""
    plain: str = ""
    """How its mark is written to be shown as it is, as a sentence of help."""
