"""Says in a table where the time of a build went, and which pages and quizzes took most of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lessonry.website.measured import Measured
from lessonry.website.stages import PAGE, QUIZ
from lessonry.website.timing import REST, Account, Spent

SLOWEST: Final = 10
"""How many pages and quizzes are named."""
SHORTEST: Final = 0.005
"""Seconds of a stage below which it is part of the rest: it would be 0.00."""
HEAD: Final = " seconds   share     times      each   stage"


def report(found: Measured) -> Iterator[str]:
    """Yield the lines."""
    yield f"The build took {found.own.seconds:.2f} seconds:"
    yield HEAD
    yield from _rows(found.own)
    if found.others.seconds:
        yield ""
        yield f"Meanwhile other processes worked for {found.others.seconds:.2f} seconds:"
        yield HEAD
        yield from _rows(found.others)
    for kind, said in ((PAGE, "pages"), (QUIZ, "quizzes")):
        pieces = found.pieces.get(kind, {})
        slowest = sorted(pieces.items(), key=lambda piece: (-piece[1], piece[0]))[:SLOWEST]
        if slowest:
            yield ""
            yield f"The slowest {said}, everything counted:"
            for name, seconds in slowest:
                yield f"{seconds:8.3f}  {name}"


def _rows(account: Account) -> Iterator[str]:
    """Yield a line for each stage, the longest first and what is left last, and their sum."""
    whole = account.seconds
    named = {
        stage: spent
        for stage, spent in account.spent.items()
        if stage != REST and spent.seconds >= SHORTEST
    }
    rest = Spent(seconds=whole - sum(spent.seconds for spent in named.values()))
    longest = sorted(named.items(), key=lambda one: -one[1].seconds)
    for stage, spent in (*longest, (REST, rest)):
        times = f"{spent.times:,}" if spent.times > 1 else ""
        each = f"{1000 * spent.seconds / spent.times:.2f} ms" if spent.times > 1 else ""
        share = 100 * spent.seconds / whole if whole else 0.0
        yield f"{spent.seconds:8.2f} {share:6.1f} % {times:>8} {each:>10}  {stage}"
    yield f"{whole:8.2f}  100.0 % {'':19}  Together"
