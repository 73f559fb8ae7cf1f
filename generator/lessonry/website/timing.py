"""Measures where time goes: each moment counts for the innermost stage that is open, and for no other.

So the stages add up to the whole, however they lie within each other. Only the standard library is
needed, since the time that loading the rest takes is part of what is measured.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from threading import get_ident
from time import perf_counter
from typing import Any, Final

REST: Final = "The rest"
"""What no stage of its own was open for."""


@dataclass(slots=True, kw_only=True)
class Spent:
    """What went into one stage."""

    seconds: float = 0.0
    times: int = 0
    """How often it was begun, where that is counted."""


@dataclass(slots=True, kw_only=True)
class Account:
    """Where the time of one or several processes went."""

    spent: dict[str, Spent] = field(default_factory=dict)
    """By stages."""
    pieces: dict[str, dict[str, float]] = field(default_factory=dict)
    """By what kind of piece it was, and the piece's name: seconds, with all stages in it."""

    @property
    def seconds(self) -> float:
        """Return the whole."""
        return sum(spent.seconds for spent in self.spent.values())

    def put(self, stage: str, seconds: float, times: int = 0) -> None:
        """Count time for a stage."""
        spent = self.spent.setdefault(stage, Spent())
        spent.seconds += seconds
        spent.times += times

    def put_piece(self, kind: str, name: str, seconds: float) -> None:
        """Count time for a piece."""
        pieces = self.pieces.setdefault(kind, {})
        pieces[name] = pieces.get(name, 0.0) + seconds

    def add(self, other: Account) -> None:
        """Count what another process spent, too."""
        for stage, spent in other.spent.items():
            self.put(stage, spent.seconds, spent.times)
        self.add_pieces(other)

    def add_pieces(self, other: Account) -> None:
        """Count what another process spent on pieces alone."""
        for kind, pieces in other.pieces.items():
            for name, seconds in pieces.items():
                self.put_piece(kind, name, seconds)

    def written(self) -> str:
        """Return it as JSON, for another process."""
        spent = {stage: [one.seconds, one.times] for stage, one in self.spent.items()}
        return json.dumps({"spent": spent, "pieces": self.pieces})


def read_account(text: str) -> Account:
    """Return what another process has written."""
    told = json.loads(text)
    account = Account(pieces=told["pieces"])
    for stage, (seconds, times) in told["spent"].items():
        account.put(stage, seconds, times)
    return account


@dataclass(slots=True)
class _Open:
    stage: str
    since: float
    waited: float = 0.0
    """Seconds of it in which this process did nothing."""


class Clock:
    """Counts the time of the thread that it was made in, for one stage at each moment."""

    def __init__(self, now: Callable[[], float] = perf_counter) -> None:
        """Begin at once."""
        self._now = now
        self._thread = get_ident()
        self.restart()

    def restart(self) -> None:
        """Begin anew, as a copy of the process does."""
        self.account = Account(spent={REST: Spent()})
        self._mark = self._now()
        self._open = [_Open(REST, self._mark)]

    def stop(self) -> Account:
        """Return where the time went until now."""
        self._pass()
        return self.account

    @property
    def is_ours(self) -> bool:
        """Return whether this is the thread whose time is counted."""
        return get_ident() == self._thread

    @contextmanager
    def stage(
        self,
        stage: str,
        *,
        piece: tuple[str, str] | None = None,
        waits: bool = False,
        counts: bool = True,
    ) -> Iterator[None]:
        """Count the time of the block for a stage, less that of the stages within it.

        Args:
            stage: What it is called.
            piece: Kind and name of what the block makes, for which all of its time counts.
            waits: Whether this process does nothing meanwhile, which no piece is slow by.
            counts: Whether this is one more time.
        """
        if not self.is_ours:
            yield
            return
        since = self._pass()
        self._open.append(_Open(stage, since))
        try:
            yield
        finally:
            ended = self._pass()
            done = self._open.pop()
            self.account.put(stage, 0.0, int(counts))
            waited = ended - since if waits else done.waited
            self._open[-1].waited += waited
            if piece is not None:
                self.account.put_piece(*piece, ended - since - waited)

    def _pass(self) -> float:
        """Count the time since it was last counted for the innermost stage."""
        now = self._now()
        self.account.put(self._open[-1].stage, now - self._mark)
        self._mark = now
        return now


@contextmanager
def replaced(function: str, make: Callable[[Any], Any]) -> Iterator[None]:
    """Put another function into the place of one, made from that, while the block runs.

    Args:
        function: As whoever calls it sees it: `module:name` or `module:Class.name`; what is not there
            (in another MkDocs) stays out.
        make: Makes the other one.
    """
    owner, name = owner_of(function)
    former = vars(owner).get(name) if owner is not None else None
    if former is None:
        yield
        return
    setattr(owner, name, make(former))
    try:
        yield
    finally:
        setattr(owner, name, former)


def owner_of(function: str) -> tuple[Any, str]:
    """Return the module or class that has a function, or nothing, and what it is called there."""
    module, _, path = function.partition(":")
    kind, _, name = path.rpartition(".")
    try:
        owner = import_module(module)
    except ImportError:
        return None, name
    return getattr(owner, kind, None) if kind else owner, name
