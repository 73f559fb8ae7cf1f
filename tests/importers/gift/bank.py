"""Reads texts in GIFT, for the tests of its importer."""

from __future__ import annotations

from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.items import Item
from lessonry.importers import gift
from lessonry.importers.foreign import ForeignFile
from lessonry.importers.imported import ImportedQuiz


def read(text: str | bytes, name: str = "bank.txt") -> tuple[ImportedQuiz, ...]:
    data = text if isinstance(text, bytes) else text.encode()
    return gift.read(ForeignFile(name=name, data=data))


def one(text: str) -> tuple[Item, Fidelity]:
    """Return the only question of a file, with its line of the report."""
    (imported,) = read(text)
    (item,) = imported.quiz.items
    (fidelity,) = imported.report
    assert fidelity.item == item.identifier
    return item, fidelity


def left(text: str) -> Fidelity:
    (imported,) = read(text)
    assert not imported.quiz.items
    (fidelity,) = imported.report
    assert fidelity.carried is Carried.LEFT and fidelity.notes and fidelity.original
    return fidelity
