"""A clock counts each moment once, for the innermost stage that is open."""

from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest

from lessonry.website.timing import REST, Account, Clock, Spent, read_account, replaced


class Time:
    """Goes by as a test says."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def clock(time: Time) -> Clock:
    return Clock(time)


def test_what_lies_within_another_stage_is_not_counted_twice(time: Time, clock: Clock) -> None:
    time.passes(1)
    with clock.stage("outer"):
        time.passes(2)
        for _ in range(3):
            with clock.stage("inner"):
                time.passes(4)
        with clock.stage("outer", counts=False):
            time.passes(5)
    time.passes(6)
    account = clock.stop()
    assert account.spent == {
        REST: Spent(seconds=7, times=0),
        "outer": Spent(seconds=7, times=1),
        "inner": Spent(seconds=12, times=3),
    }
    assert account.seconds == time.now - 100


def test_a_stage_that_fails_is_counted_and_closed(time: Time, clock: Clock) -> None:
    def fails() -> None:
        with clock.stage("fails"):
            time.passes(2)
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fails()
    time.passes(3)
    assert {stage: one.seconds for stage, one in clock.stop().spent.items()} == {
        REST: 3,
        "fails": 2,
    }


def test_a_piece_has_the_time_of_all_stages_in_it_less_that_in_which_it_waits(
    time: Time, clock: Clock
) -> None:
    for _ in range(2):
        with clock.stage("reading", piece=("page", "a.md")):
            time.passes(1)
            with clock.stage("quizzes", piece=("quiz", "a")):
                time.passes(2)
            with clock.stage("taking"):
                time.passes(4)
                with clock.stage("waiting", waits=True):
                    time.passes(8)
    assert clock.stop().pieces == {"page": {"a.md": 14}, "quiz": {"a": 4}}


def test_the_time_of_another_thread_is_not_this_ones(time: Time, clock: Clock) -> None:
    def elsewhere() -> None:
        with clock.stage("elsewhere"):
            time.passes(1)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert clock.stop().spent == {REST: Spent(seconds=1)}


def test_another_process_tells_what_it_spent(time: Time, clock: Clock) -> None:
    with clock.stage("quizzes", piece=("quiz", "ä")):
        time.passes(2)
    told = read_account(clock.stop().written())
    assert told == clock.account
    together = Account()
    together.add(told)
    together.add(told)
    assert together.spent["quizzes"] == Spent(seconds=4, times=2)
    assert together.pieces == {"quiz": {"ä": 4}}


def test_a_function_is_what_it_was_after_the_block_and_what_is_not_there_stays_out() -> None:
    former = Account.put

    def silent(put: object) -> object:
        return lambda *given: None

    named = "lessonry.website.timing:Account.put"
    absent = (
        "lessonry.website.timing:Account.none",
        "lessonry.website.timing:None.put",
        "none:put",
    )
    with ExitStack() as stack:
        for function in (named, *absent):
            stack.enter_context(replaced(function, silent))
        account = Account()
        account.put("quizzes", 1.0)
        assert account == Account()
    assert Account.put is former
