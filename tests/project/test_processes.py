"""Work that several processes share is what one would have done."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lessonry.diagnostics import Source
from lessonry.domain.prose import Prose
from lessonry.project.processes import MANY, processes_for, shared

FORKS = pytest.mark.skipif(sys.platform != "linux", reason="One process does it elsewhere.")


def children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@pytest.fixture(autouse=True)
def no_child_is_left() -> Iterator[None]:
    """Whatever other tests have begun, these end what they begin."""
    before = children() if sys.platform == "linux" else set()
    yield
    assert not (children() if sys.platform == "linux" else set()) - before


@FORKS
@pytest.mark.parametrize("processes", [1, 2, 3, 5])
def test_every_piece_is_made_once_and_in_its_place(processes: int) -> None:
    assert shared(lambda number: str(number) * 3, 100, processes) == [
        str(number) * 3 for number in range(100)
    ]
    assert shared(str, 0, processes) == []


@FORKS
def test_what_comes_from_a_child_is_whole_and_shares_what_it_shared() -> None:
    here = os.getpid()

    def made(number: int) -> tuple[int, Prose, Prose]:
        time.sleep(0.01 if os.getpid() == here else 0)
        place = Source(path=f"{number}.md", text="One\n\nTwo").at(3)
        return os.getpid(), Prose(markdown="Two", place=place), Prose(markdown="2", place=place)

    found = shared(made, 60, 2)
    assert len({process for process, *_ in found}) == 2
    for number, (_, one, other) in enumerate(found):
        assert one.place is other.place
        assert str(one.place) == f"{number}.md:3:1"
        assert one.place.source.lines == ("One", "", "Two")
        assert one == Prose(markdown="Two", place=other.place)


@FORKS
def test_more_than_a_pipe_holds_comes_through() -> None:
    assert [len(one) for one in shared(lambda _: os.urandom(500_000), 30, 3)] == [500_000] * 30


@FORKS
def test_what_a_child_cannot_make_or_send_is_made_here() -> None:
    here = os.getpid()

    def failing(number: int) -> int:
        if os.getpid() != here:
            raise ValueError(number)
        return number

    assert shared(failing, 50, 3) == list(range(50))
    unsendable: list[Callable[[], int]] = shared(lambda number: lambda: number, 50, 2)
    assert [one() for one in unsendable] == list(range(50))

    def killed(number: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return number

    assert shared(killed, 50, 3) == list(range(50))


@FORKS
def test_a_fault_here_ends_the_children() -> None:
    def failing(number: int) -> bytes:
        if number == 3:
            raise ValueError("three")
        return bytes(200_000)

    with pytest.raises(ValueError, match="three"):
        shared(failing, 60, 3)


@FORKS
def test_where_no_process_can_be_had_this_one_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert shared(str, 50, 4) == [*map(str, range(50))]


def test_little_work_threads_and_other_systems_take_one_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)), raising=False)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert processes_for(MANY, None) == 8
    assert processes_for(MANY, 3) == 3
    assert processes_for(MANY, 1) == 1
    assert processes_for(MANY - 1, 4) == 1
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert processes_for(MANY, None) == 1
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert processes_for(MANY, None) == 1
