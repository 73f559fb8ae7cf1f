"""Shares work among copies of this process, where a system forks safely and there is enough to do.

Each child is a copy of this process as it stands. Children begin at the last piece of work, this process
at the first; where they meet, all is done. (What goes through the pipes is pickled: it comes from this
program alone, and never lies on a disk.)
"""

from __future__ import annotations

import copyreg
import gc
import io
import mmap
import os
import pickle
import select
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Final, Generic, TypeVar, cast

if sys.platform == "linux":
    import fcntl

MANY: Final = 40
"""Pieces of work from which on it is worth a fork: pages to render, files to read."""
MOST: Final = 8
"""Processes at the most."""
FREE, TAKEN = 0, 1
LENGTH: Final = struct.Struct("<II")
"""Before each answer: which piece of work it is of, and how many bytes follow."""
PIPE: Final = 1_048_576
"""Bytes that a child may be ahead of us."""

T = TypeVar("T")


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let nobody look for garbage: what is read is kept, and next to nothing refers to itself."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def processes_for(pieces: int, asked: int | None) -> int:
    """Return how many processes do that much work: one where a system cannot fork safely.

    Args:
        pieces: How many pieces of work there are, each of some milliseconds.
        asked: How many processes a trainer wants; as many as there are cores where nothing is said.
    """
    # macOS forks, and its own libraries then fail; a thread's locks would be copied as they stand.
    if sys.platform != "linux" or pieces < MANY or threading.active_count() > 1:
        return 1
    cores = len(os.sched_getaffinity(0))
    return max(1, min(asked or cores, MOST, pieces))


def shared(make: Callable[[int], T], pieces: int, processes: int) -> list[T]:
    """Return what `make` makes of each number from 0 on, in their order.

    Args:
        make: Depends on nothing that another call of it changes, as each may run in another process.
        pieces: How many numbers there are.
        processes: How many processes share them, this one included.
    """
    if processes == 1:
        return [make(number) for number in range(pieces)]
    sharing = Sharing(make, pieces, gc.disable)  # a short life: what is garbage goes with it
    try:
        sharing.begin(processes - 1)
        return sharing.all()
    finally:
        sharing.end()


@dataclass(slots=True)
class _Child:
    process: int
    pipe: int
    heard: bytearray = field(default_factory=bytearray)


class Sharing(Generic[T]):
    """One run over all pieces of work."""

    def __init__(
        self, make: Callable[[int], T], pieces: int, prepare: Callable[[], object]
    ) -> None:
        """Begin with no children.

        Args:
            make: What is done; as `shared` has it.
            pieces: How many pieces there are.
            prepare: What each child does first.
        """
        self.make, self.pieces, self.prepare = make, pieces, prepare
        self.taken = mmap.mmap(-1, max(1, pieces))
        self.children: list[_Child] = []
        self.made: dict[int, T | None] = {}
        """What children made; nothing for what one of them could not make."""

    def begin(self, children: int) -> None:
        """Fork."""
        gc.freeze()  # what stands now is nobody's garbage: unseen, its memory stays shared
        for number in range(children):
            self._fork(number, children)

    def all(self) -> list[T]:
        """Do what no child does, and wait for the others."""
        made = []
        for number in range(self.pieces):
            one = self.take(number)
            made.append(self.make(number) if one is None else one)
        return made

    def take(self, number: int) -> T | None:
        """Return what a child made; nothing where it is for this process to make.

        Args:
            number: Of a piece that is asked for now and never again.
        """
        self._hear(wait=False)
        if self.taken[number] == FREE:
            self.taken[number] = TAKEN
            return None
        while number not in self.made and self._hear(wait=True):
            pass
        return self.made.pop(number, None)

    def end(self) -> None:
        """Let go of the children, whether they are done or not."""
        for child in self.children:
            os.close(child.pipe)  # who still writes ends by that
            with suppress(ChildProcessError):
                os.waitpid(child.process, 0)
        self.children.clear()
        self.made.clear()
        gc.unfreeze()

    def _fork(self, number: int, of: int) -> None:
        reading, writing = os.pipe()
        if sys.platform == "linux":
            with suppress(OSError):  # a system may allow less
                fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, PIPE)
        try:
            process = os.fork()
        except OSError:  # no more processes for this user: fewer do it
            os.close(reading)
            os.close(writing)
            return
        if process == 0:
            try:
                os.close(reading)
                for child in self.children:
                    os.close(child.pipe)
                self.prepare()
                self._work(number, of, writing)
            finally:
                os._exit(0)
        os.close(writing)
        os.set_blocking(reading, False)
        self.children.append(_Child(process, reading))

    def _work(self, first: int, of: int, pipe: int) -> None:
        """In a child: do every `of`-th piece that nobody has taken, the last first."""
        reducers = _Reducers(copyreg.dispatch_table)
        for number in range(self.pieces - 1 - first, -1, -of):
            if self.taken[number] != FREE:
                continue
            self.taken[number] = TAKEN
            try:
                data = _packed(self.make(number), reducers)
            except Exception:
                data = b""  # it will happen again where it can be told
            rest = memoryview(LENGTH.pack(number, len(data)) + data)
            while rest:
                rest = rest[os.write(pipe, rest) :]

    def _hear(self, *, wait: bool) -> bool:
        """Take in what the children have sent; return whether any of them may send more."""
        if wait and self.children:
            select.select([child.pipe for child in self.children], [], [])
        for child in tuple(self.children):
            self._read(child)
        return bool(self.children)

    def _read(self, child: _Child) -> None:
        while True:
            try:
                data = os.read(child.pipe, PIPE)
            except BlockingIOError:
                break
            if not data:
                self.children.remove(child)
                os.close(child.pipe)
                with suppress(ChildProcessError):
                    os.waitpid(child.process, 0)
                break
            child.heard += data
        heard, start = child.heard, 0
        while len(heard) - start >= LENGTH.size:
            number, size = LENGTH.unpack_from(heard, start)
            end = start + LENGTH.size + size
            if len(heard) < end:
                break
            with memoryview(heard) as view:
                self.made[number] = pickle.loads(view[end - size : end]) if size else None
            start = end
        if start:
            del heard[:start]


class _Reducers(dict[type, Any]):
    """How values are taken apart: those of the domain in half the time that pickling takes for them."""

    def __missing__(self, cls: type) -> Callable[[Any], tuple[Any, ...]]:
        """Return how values of a class are taken apart that nobody has asked for yet."""
        if not (is_dataclass(cls) and "__slots__" in vars(cls)):
            raise KeyError(cls)
        names = [one.name for one in fields(cls)]
        self[cls] = lambda value: (_rebuilt, (cls, *[getattr(value, name) for name in names]))
        return cast("Callable[[Any], tuple[Any, ...]]", self[cls])


def _packed(value: object, reducers: _Reducers) -> bytes:
    data = io.BytesIO()
    pickler = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = reducers
    pickler.dump(value)
    return data.getvalue()


@cache
def _setters(cls: type) -> tuple[Callable[[object, object], None], ...]:
    return tuple(getattr(cls, one.name).__set__ for one in fields(cls))


def _rebuilt(cls: type, *values: object) -> object:
    """Return a value as it was, frozen or not."""
    made: object = object.__new__(cls)
    for set_value, value in zip(_setters(cls), values, strict=True):
        set_value(made, value)
    return made
