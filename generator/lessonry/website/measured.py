"""Measures a build for `--profile`: how long each stage takes here, and what other processes did.

Nothing of it is there in a build that is not measured: while the block runs, each function in the list
of stages is one that opens its stage first.
"""

from __future__ import annotations

import functools
import inspect
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from lessonry.website.stages import PLACES, SHARED, WAITING, Place, counts, stage_of
from lessonry.website.timing import Account, Clock, read_account, replaced

RUN_EVENT: Final = "mkdocs.plugins:PluginCollection.run_event"


@dataclass(slots=True, kw_only=True)
class Measured:
    """Where the time of a build went."""

    own: Account = field(default_factory=Account)
    """Of this process."""
    others: Account = field(default_factory=Account)
    """Of those that read files and rendered pages meanwhile, added up."""

    @property
    def pieces(self) -> dict[str, dict[str, float]]:
        """Return what each piece took, wherever it was made."""
        both = Account()
        both.add_pieces(self.own)
        both.add_pieces(self.others)
        return both.pieces


@contextmanager
def measured(clock: Clock) -> Iterator[Measured]:
    """Measure the build that runs in the block.

    Args:
        clock: Begun before whatever is to be measured.

    Yields:
        What is known once the block has ended.
    """
    found = Measured()
    with ExitStack() as stack:
        children = _Children(clock, stack)
        for place in PLACES:
            make = functools.partial(_timed, clock, place)
            stack.enter_context(replaced(place.function, make))
        stack.enter_context(replaced(RUN_EVENT, _events(clock)))
        stack.enter_context(replaced(f"{SHARED}._hear", _hearing(clock)))
        stack.enter_context(replaced(f"{SHARED}._fork", children.forking))
        stack.enter_context(replaced(f"{SHARED}._work", children.working))
        yield found
        found.own = clock.stop()
        for account in children.accounts():
            found.others.add(account)


def _timed(clock: Clock, place: Place, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function whose time counts for a stage; of a generator, the time of each step."""

    def stage(given: Sequence[Any], named: dict[str, Any]) -> Any:
        piece = place.piece(*given, **named) if place.piece else None
        return clock.stage(place.stage, piece=piece, waits=place.waits, counts=place.counts)

    if inspect.isgeneratorfunction(function):

        @functools.wraps(function)
        def steps(*given: Any, **named: Any) -> Iterator[Any]:
            yielding = function(*given, **named)
            while True:
                try:
                    with stage(given, named):
                        value = next(yielding)
                except StopIteration:
                    return
                yield value

        return steps

    @functools.wraps(function)
    def timed(*given: Any, **named: Any) -> Any:
        with stage(given, named):
            return function(*given, **named)

    return timed


def _hearing(clock: Clock) -> Callable[[Callable[..., bool]], Callable[..., bool]]:
    """Return what counts the time in which this process waits for a child to say something."""

    def make(hear: Callable[..., bool]) -> Callable[..., bool]:
        @functools.wraps(hear)
        def timed(self: Any, *, wait: bool) -> bool:
            if not wait:
                return hear(self, wait=wait)
            with clock.stage(WAITING, waits=True):
                return hear(self, wait=wait)

        return timed

    return make


# --- plugins ---


class _Event:
    """What a plugin does at an event, counted; in all else it is the plugin's own method."""

    def __init__(self, method: Any, clock: Clock, stage: str) -> None:
        self.method, self._clock, self._stage = method, clock, stage

    def __call__(self, *given: Any, **named: Any) -> Any:
        with self._clock.stage(self._stage, counts=counts(self._stage)):
            return self.method(*given, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.method, name)

    def __eq__(self, other: object) -> bool:
        return bool(self.method == (other.method if isinstance(other, _Event) else other))

    def __hash__(self) -> int:
        return hash(self.method)


def _events(clock: Clock) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return what counts each plugin's part of an event."""

    def make(run: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(run)
        def timed(plugins: Any, name: str, *given: Any, **named: Any) -> Any:
            methods = plugins.events[name]
            methods[:] = [
                _Event(method, clock, stage_of(_origin(plugins, method), name))
                for method in methods
            ]
            try:
                return run(plugins, name, *given, **named)
            finally:
                methods[:] = [
                    method.method if isinstance(method, _Event) else method for method in methods
                ]

        return timed

    return make


def _origin(plugins: Any, method: Any) -> str:
    try:
        return str(plugins._event_origins.get(method, ""))
    except TypeError:  # not hashable, as MkDocs foresees
        return ""


# --- other processes ---


class _Children:
    """What the processes that work beside this one measure of themselves.

    Each writes it into a file without a name, opened before it was forked, as its last act.
    """

    def __init__(self, clock: Clock, stack: ExitStack) -> None:
        self.clock, self._stack = clock, stack
        self.told: list[Any] = []

    def forking(self, fork: Callable[..., None]) -> Callable[..., None]:
        """Return what forks, with a file for the child."""

        @functools.wraps(fork)
        def told(*given: Any, **named: Any) -> None:
            file = self._stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
            self.told.append(file)
            fork(*given, **named)

        return told

    def working(self, work: Callable[..., None]) -> Callable[..., None]:
        """Return what a child does, told at the end."""

        @functools.wraps(work)
        def told(*given: Any, **named: Any) -> None:
            self.clock.restart()
            try:
                work(*given, **named)
            finally:
                os.pwrite(self.told[-1].fileno(), self.clock.stop().written().encode(), 0)

        return told

    def accounts(self) -> Iterator[Account]:
        """Yield what they have told; one that was killed tells nothing."""
        for file in self.told:
            text = os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0)
            if text:
                yield read_account(text.decode())
