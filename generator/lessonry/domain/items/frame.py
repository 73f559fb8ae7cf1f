"""What every kind of item has: identifier, stem, hint, explanation, points, objective."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar

from lessonry.diagnostics import Place
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.prose import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFrame:
    """The part of an item that does not depend on how it is answered."""

    kind: ClassVar[str]
    """The kind's one spelling, as in file names and attributes: `choice`, `gap`."""

    identifier: str
    """The author's `{ #id }`, or the stem as a slug: what a learner's state is kept by."""
    heading: Prose | None
    """The text of the `##` heading: the stem, or its first part."""
    body: Prose | None
    """The prose under the heading, less what makes the interaction; gaps stand as `gap_mark`s."""
    hint: Prose | None = None
    explanation: Prose | None = None
    points: Fraction = Fraction(1)
    """What it is worth; nothing where it is asked and not graded."""
    partial_credit: PartialCredit = PartialCredit.ALL_OR_NOTHING
    shuffle: bool = True
    """Whether the choices may change places (where the quiz shuffles at all)."""
    objective: str | None = None
    """The identifier of the objective that the item tests."""
    tags: tuple[str, ...] = ()
    """Words of the author's own, by which pools are drawn from."""
    use: str | None = None
    """In a pool, which side the author keeps it for: `exam` or `practice`."""
    variants: tuple[ItemFrame, ...] = ()
    """The further variants of an item with random values, each of the same kind and identifier."""
    values: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """The random values of this variant by their names: what messages say, and no page shows."""
    original: ItemFrame | None = field(default=None, compare=False, repr=False)
    """What this translates, of the same kind and identifier: its fingerprint is the item's."""
    place: Place = field(compare=False, repr=False)
    """The heading."""
    known_print: str | None = field(default=None, init=False, compare=False, repr=False)
    """Its fingerprint, once that was asked for: a build asks for each four times."""


def frame_content(item: ItemFrame) -> dict[str, object]:
    """Return what a reader sees or is told of any item, for its fingerprint: JSON values only."""
    return {
        "kind": item.kind,
        "heading": item.heading.folded if item.heading else "",
        "body": item.body.folded if item.body else "",
        "hint": item.hint.folded if item.hint else "",
        "explanation": item.explanation.folded if item.explanation else "",
        "points": str(item.points),
    }


def given_values(values: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return the values of a response of `count` parts; nothing given where their number is another."""
    return values if len(values) == count else ("",) * count


GAP_MARK = re.compile("\ue000gap[0-9]+\ue001")
"""Any gap's mark."""


def gap_mark(index: int) -> str:
    """Return what stands for the gap `index` (from 0) in a body until it is rendered.

    A word of letters and digits passes through Python-Markdown, tables and highlighted code
    unchanged; the private-use characters around it keep an author from writing it by chance.
    """
    return f"\ue000gap{index}\ue001"
