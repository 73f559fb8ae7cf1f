"""What is odd about records, shown to the trainer and never judged.

None of it proves anything: clocks are wrong, and people who learn together err together.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lessonry.credentials.issuance.grading import Examined, minutes
from lessonry.domain.attempt import Attempt

SOON = 3
"""Seconds an item, below which nobody has read it."""
SKEW = timedelta(minutes=10)
"""By how much an honest clock may be wrong."""
NAMED = 3
"""Records that are named before the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One odd thing about a record."""

    kind: str
    """For programs: `same-responses`, `too-fast`."""
    text: str
    """For people, a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """The responses of an attempt as two of them are compared."""

    whole: bytes
    wrong: int
    asked: int


def print_of(examined: Examined) -> Print:
    """Return the print of an attempt's responses."""
    said = sorted(
        (given.item, given.variant, given.response.values) for given in examined.attempt.given
    )
    wrong = sum(not outcome.is_right for _, outcome in examined.graded.outcomes)
    return Print(
        whole=hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).digest()[:16],
        wrong=wrong,
        asked=len(said),
    )


def of_one(
    attempt: Attempt,
    *,
    asked: int,
    most: int | None,
    editions: Mapping[str, datetime],
    current: str,
    now: datetime,
) -> Iterator[Sign]:
    """Yield what is odd about a record by itself.

    Args:
        attempt: What the record says; its responses are not looked at.
        asked: How many items it answers.
        most: The attempts that the exam allows.
        editions: When each edition was first built, as far as this machine knows.
        current: The edition that stands now.
        now: The time by this machine's clock.
    """
    built = editions.get(attempt.edition)
    if built is not None and attempt.started < built - SKEW:
        yield Sign(
            kind="before-edition",
            text=f"It was begun on {_shown(attempt.started)}, and its edition was first built on "
            f"{_shown(built)}.",
        )
    if editions and built is None and attempt.edition != current:
        yield Sign(
            kind="unknown-edition",
            text=f"Its edition {attempt.edition[:16]} was never built on this machine.",
        )
    if attempt.ended > now + SKEW:
        yield Sign(kind="in-future", text=f"It ended on {_shown(attempt.ended)}, which is to come.")
    taken = (attempt.ended - attempt.started).total_seconds()
    if 0 <= taken < SOON * asked:
        yield Sign(
            kind="too-fast",
            text=f"{asked} items in {minutes(int(taken))}: {taken / asked:.1f} s an item.",
        )
    if most is not None and attempt.number > most:
        yield Sign(
            kind="too-many-attempts",
            text=f"It is attempt {attempt.number} in that browser, and the exam allows {most}.",
        )


def same_responses(records: Iterable[tuple[str, str, str, Print]]) -> dict[str, Sign]:
    """Return by record what is odd about responses that are those of another learner.

    Args:
        records: Name of the record, learner as they are told apart, learner's name, print.
    """
    groups: dict[bytes, list[tuple[str, str, str, Print]]] = {}
    for record in records:
        groups.setdefault(record[3].whole, []).append(record)
    found = {}
    for group in groups.values():
        if len({learner for _, learner, _, _ in group}) < 2:
            continue
        crowd = _Crowd((learner, shown) for _, learner, shown, _ in group)
        # In a crowd of thousands nearly all are told the same sentence, which is kept once.
        told: dict[tuple[str, int, int], Sign] = {}
        for name, learner, _, said in group:
            others = crowd.others(learner)
            key = (others, said.wrong, said.asked)
            if key not in told:
                told[key] = _same(others, said)
            found[name] = told[key]
    return found


def _same(others: str, said: Print) -> Sign:
    if not said.wrong:
        return Sign(
            kind="same-right-responses",
            text=f"All {said.asked} responses are those of {others}, and all are right: "
            "no sign by itself.",
        )
    are = (
        "response is the same wrong one" if said.wrong == 1 else "responses are the same wrong ones"
    )
    return Sign(
        kind="same-responses",
        text=f"All {said.asked} responses are those of {others}; {said.wrong} {are}.",
    )


def used_twice(records: Iterable[tuple[str, str, str]]) -> dict[str, Sign]:
    """Return by record what is odd about a code that two attempts came with.

    Args:
        records: Attempt, code as it is compared, learner's name.
    """
    groups: dict[str, dict[str, str]] = {}
    for attempt, code, name in records:
        if code:
            groups.setdefault(code, {}).setdefault(attempt, name)
    found = {}
    for code, group in groups.items():
        if len(group) < 2:
            continue
        crowd = _Crowd(group.items())
        for attempt in group:
            found[attempt] = Sign(
                kind="code-used-twice",
                text=f"Its code {code} came with {len(group)} attempts, "
                f"also with {crowd.others(attempt)}.",
            )
    return found


class _Crowd:
    """The names of many, as each of them sees the others; it takes no longer for thousands."""

    def __init__(self, members: Iterable[tuple[str, str]]) -> None:
        """Take who is in it: by what they are told apart, and under what name."""
        first: dict[str, str] = {}
        shared: set[str] = set()
        self._order: list[tuple[str, str]] = []
        """Each name with the first who bears it, and with the first other one."""
        for who, name in members:
            if name not in first:
                first[name] = who
            elif name not in shared and first[name] != who:
                shared.add(name)
            else:
                continue
            self._order.append((who, name))
        self._names = len(first)
        self._alone = Counter(who for name, who in first.items() if name not in shared)
        """How many names nobody else bears."""
        self._told: dict[str, str] = {}

    def others(self, who: str) -> str:
        """Return the others' names: some of them, and how many more there are."""
        if who not in self._told:
            named = self._first_others(who)
            shown = ", ".join(f"“{name}”" for name in named)
            left = self._names - self._alone[who] - len(named)
            self._told[who] = f"{shown} and {left} more" if left else shown
        return self._told[who]

    def _first_others(self, who: str) -> list[str]:
        found: list[str] = []
        for other, name in self._order:
            if other != who and name not in found:
                found.append(name)
                if len(found) == NAMED:
                    break
        return found


def _shown(time: datetime) -> str:
    return time.strftime("%Y-%m-%d at %H:%M UTC")
