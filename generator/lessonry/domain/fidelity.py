"""What becomes of a question on its way into a course or out of it: carried over, changed, or left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Carried(Enum):
    """How much of a question arrives."""

    WHOLE = "carried over"
    CHANGED = "changed"
    """It arrives and asks the same, but something about it is another; the notes say what."""
    LEFT = "not carried"
    """It does not arrive; the notes say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fidelity:
    """What became of one question."""

    name: str
    """What people call it: its name or the beginning of its text."""
    kind: str
    """Its kind where it comes from, in the words used there: `multichoice`, `choice`."""
    carried: Carried
    notes: tuple[str, ...] = ()
    """A sentence for each thing that is another or missing, and why."""
    line: int | None = None
    """Where it begins in its file, from 1, if it comes from a text."""
    item: str | None = None
    """The identifier of the item, on this side."""
    original: str = ""
    """As it was written there, where it is left and can be shown."""


def changed(notes: Iterable[str]) -> Carried:
    """Return what a question that arrives is called that has these notes."""
    return Carried.CHANGED if any(notes) else Carried.WHOLE


def counted(report: Iterable[Fidelity]) -> dict[Carried, int]:
    """Return how many questions became what, in the order of `Carried`; zeros included."""
    counts = Counter(one.carried for one in report)
    return {carried: counts[carried] for carried in Carried}
