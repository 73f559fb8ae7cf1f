"""What a section takes out of other files, and which side an item of a pool belongs to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from fractions import Fraction

from lessonry.diagnostics import Place
from lessonry.domain.items import Item

HALF = Fraction(1, 2)
"""The share of a pool that exams may ask, where its author does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """One word that a section looks for: the name of a file, a tag, an objective."""

    name: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which items a section takes besides its own; what is said in several ways must all fit."""

    files: tuple[Sought, ...] = ()
    """The quizzes they stand in, any of them; every pool of the course where none is named."""
    tags: tuple[Sought, ...] = ()
    """Of which an item bears one at least."""
    objectives: tuple[Sought, ...] = ()
    """Of which an item tests one."""
    place: Place = field(compare=False, repr=False)
    """The first option that says so."""

    def fits(self, item: Item) -> bool:
        """Return whether an item is of the kind that is looked for, whatever file it stands in."""
        tags = {tag.name for tag in self.tags}
        objectives = {objective.name for objective in self.objectives}
        return (not tags or not tags.isdisjoint(item.tags)) and (
            not objectives or item.objective in objectives
        )


def is_for_exams(item: Item, share: Fraction) -> bool:
    """Return whether an item of a pool is the exams' or the practice quizzes', never both.

    What practice asks is published with its key. Where the author does not say, the identifier
    decides, so that no other item's coming and going moves it to the other side.

    Args:
        item: Of the pool.
        share: How much of the pool the exams have, from 0 to 1.
    """
    if item.use is not None:
        return item.use == "exam"
    number = int.from_bytes(hashlib.sha256(item.identifier.encode()).digest()[:8])
    return Fraction(number, 2**64) < share
