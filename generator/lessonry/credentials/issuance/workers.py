"""The presses of a run: in this process, or in as many others as the machine has cores.

Each process opens records and makes certificates by itself; what is given away to one learner only
(a place in the status list, a line of the register) is given by the process that asks.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import util
from pathlib import Path
from typing import TypeVar

from lessonry.credentials.document import Desk
from lessonry.credentials.issuance.press import Press
from lessonry.credentials.keys import Keys
from lessonry.credentials.seals.pades import Seal
from lessonry.credentials.sheets.sheet import Sheets
from lessonry.domain.course import Course
from lessonry.errors import WorldError

FEW = 24
"""Records for which no other process is worth its start."""
AHEAD = 6
"""Pieces of work given out ahead to each process: enough to keep it busy, few enough to hold."""

A = TypeVar("A")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What every process of a run knows."""

    course: Course
    desk: Desk
    keys: Keys
    certificates: Path | None
    """The issuer's folder, with its template, logo and fonts."""
    verify_page: str | None
    now: datetime
    with_email: bool = True
    seal: Seal | None = None
    """What the certificates are sealed with, where they are."""
    directory_urls: bool = True
    """Whether a page `a.md` is at `a/`."""
    with_results: bool = True
    """Whether what was asked is told line by line."""

    def press(self, sheets: Sheets) -> Press:
        """Return the press that prints with `sheets`."""
        return Press(
            course=self.course,
            desk=self.desk,
            keys=self.keys,
            sheets=sheets,
            verify_page=self.verify_page,
            now=self.now,
            with_email=self.with_email,
            seal=self.seal,
        )


class Workers:
    """Does the same work on many things, in their order; a context manager."""

    def __init__(self, office: Office, processes: int) -> None:
        """Prepare so many processes beside this one; for none, all is done in this one.

        Thousands of records want another even where one is to work: what is kept of them all and
        what the typesetter keeps do not lie in the same process then.
        """
        self.office = office
        self._stack = ExitStack()
        self._press: Press | None = None
        self._pool: ProcessPoolExecutor | None = None
        self._ahead = AHEAD * processes
        # One sheet is too little work to be shared by threads, which the processes inherit this for.
        os.environ.setdefault("RAYON_NUM_THREADS", "1")
        if processes:
            self._pool = ProcessPoolExecutor(
                processes,
                multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(office,),
            )
        else:
            sheets = self._stack.enter_context(Sheets(office.desk, office.certificates))
            self._press = office.press(sheets)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=raised[0] is None, cancel_futures=True)
        self._stack.close()

    def each(self, work: Callable[[Press, Office, A], R], over: Iterable[A]) -> Iterator[R]:
        """Yield what `work`, a function of a module, makes of each thing, in their order.

        Raises:
            WorldError: A process was ended from outside.
        """
        if self._pool is None:
            assert self._press is not None
            for one in over:
                yield work(self._press, self.office, one)
            return
        waiting: deque[Future[R]] = deque()
        try:
            for one in over:
                waiting.append(self._pool.submit(_do, work, one))
                if len(waiting) >= self._ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise WorldError(
                "One of the processes that make certificates was ended from outside; "
                "the machine may have run out of memory.",
                help="What was issued until then is written down. Run the same command again"
                + (", with fewer processes: --jobs 1" if self._ahead > AHEAD else "."),
            ) from error


def cores() -> int:
    """Return how many processes the machine runs at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(slots=True)
class _Seat:
    """What this process works with, once it was made ready."""

    taken: tuple[Press, Office] | None = None


_seat = _Seat()


def _begin(office: Office) -> None:
    """Make this process ready; it ends with the one that asked for it, however that ends."""
    # Ctrl-C is for the process that asks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stack = ExitStack()
    threading.Thread(target=_follow, args=(stack,), daemon=True).start()
    sheets = stack.enter_context(Sheets(office.desk, office.certificates))
    util.Finalize(None, stack.close, exitpriority=10)
    _seat.taken = (office.press(sheets), office)


def _follow(stack: ExitStack) -> None:
    """End this process when the one that asked for it is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        try:
            stack.close()
        finally:
            # What it tidies may be in use just now, and refuse; a process without a parent ends anyway.
            os._exit(1)


def _do(work: Callable[[Press, Office, A], R], one: A) -> R:
    assert _seat.taken is not None
    return work(*_seat.taken, one)
