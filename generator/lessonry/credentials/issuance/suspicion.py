"""What is odd about records, shown to the trainer and never judged.

None of it proves anything: clocks are wrong, and people who learn together err together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        for name, learner, _, said in group:
            others = [shown for _, other, shown, _ in group if other != learner]
            found[name] = _same(_listed(others), said)
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
    groups: dict[str, list[tuple[str, str]]] = {}
    for attempt, code, name in records:
        if code and attempt not in {one for one, _ in groups.get(code, ())}:
            groups.setdefault(code, []).append((attempt, name))
    found = {}
    for code, group in groups.items():
        for attempt, _ in group if len(group) > 1 else ():
            others = [name for other, name in group if other != attempt]
            found[attempt] = Sign(
                kind="code-used-twice",
                text=f"Its code {code} came with {len(group)} attempts, also with {_listed(others)}.",
            )
    return found


def _listed(names: Sequence[str]) -> str:
    once = list(dict.fromkeys(names))
    shown = ", ".join(f"“{name}”" for name in once[:NAMED])
    return f"{shown} and {len(once) - NAMED} more" if len(once) > NAMED else shown


def _shown(time: datetime) -> str:
    return time.strftime("%Y-%m-%d at %H:%M UTC")
