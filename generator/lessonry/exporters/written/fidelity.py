"""What becomes of each item where it is read and not answered by a program."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.items import Item
from lessonry.domain.items.frame import GAP_MARK
from lessonry.domain.quiz import Quiz


def report_of(quizzes: Iterable[Quiz], left: Collection[str] = ()) -> tuple[Fidelity, ...]:
    """Return what became of each item on paper.

    Args:
        quizzes: All that were asked for.
        left: Identifiers of those that stand in lessons which only a code opens.
    """
    return tuple(one for quiz in quizzes for one in _report(quiz, left))


def _report(quiz: Quiz, left: Collection[str]) -> Iterator[Fidelity]:
    for item in quiz.items:
        if quiz.identifier in left:
            note = f"“{quiz.title}” stands in a lesson that opens with an access code."
            yield fidelity(item, [note], Carried.LEFT)
            continue
        notes = []
        if item.variants:
            count = len(item.variants) + 1
            notes.append(f"It has random values: the first of its {count} variants stands there.")
        yield fidelity(item, notes)


def fidelity(item: Item, notes: list[str], carried: Carried | None = None) -> Fidelity:
    """Return what became of an item."""
    said = item.heading or item.body
    return Fidelity(
        name=GAP_MARK.sub("…", said.folded)[:80] if said else item.identifier,
        kind=item.kind,
        carried=carried or (Carried.CHANGED if notes else Carried.WHOLE),
        notes=tuple(notes),
        item=item.identifier,
    )
