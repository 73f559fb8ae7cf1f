"""Batches of few records, in this process and with sheets that are laid out already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from lessonry.credentials.issuance.batch import Batch, Orders, Told
from lessonry.credentials.issuance.press import Press
from lessonry.credentials.issuance.workers import Office, Workers
from lessonry.credentials.register import Register
from lessonry.credentials.sheets.sheet import Sheets

A = TypeVar("A")
R = TypeVar("R")


class AtHand(Workers):
    """One process, which need not lay out its sheets first."""

    def __init__(self, office: Office, sheets: Sheets) -> None:
        self.office = office
        self._press = office.press(sheets)
        self._pool = None
        self._stack = ExitStack()

    def each(self, work: Callable[[Press, Office, A], R], over: Iterable[A]) -> Iterator[R]:
        assert self._press is not None
        for one in over:
            yield work(self._press, self.office, one)


def tell(
    office: Office, sheets: Sheets, register: Register, records: Sequence[Path], out: Path
) -> list[Told]:
    """Issue records as `lessonry issue` does; return what came of each."""
    batch = Batch(
        office=office,
        register=register,
        workers=AtHand(office, sheets),
        orders=Orders(out=out),
    )
    return list(batch.tell(list(batch.open(records))))
