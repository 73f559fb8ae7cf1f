"""Which of a learner's attempts counts, where several records of one learner lie on the desk."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, Protocol, TypeVar

from lessonry.domain.attempt import Attempt
from lessonry.domain.quiz import Grading, Quiz

WORDS = {Grading.BEST: "the best", Grading.LAST: "the last", Grading.FIRST: "the first"}


class Countable(Protocol):
    """What counting asks of a record."""

    @property
    def attempt(self) -> Attempt:
        """Return who tried what, and when."""

    @property
    def is_pass(self) -> bool:
        """Return whether it is enough."""

    @property
    def share(self) -> Fraction:
        """Return the score from 0 to 1."""

    @property
    def is_known(self) -> bool:
        """Return whether it was certified before."""


C = TypeVar("C", bound=Countable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which of several attempts counts, and by what rule."""

    number: int
    """From 1, in the order of their beginning."""
    rule: Grading


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Generic[C]):
    """One learner's attempts at one exam."""

    attempts: tuple[C, ...]
    """Each once, in the order of their beginning."""
    counting: C
    note: str | None
    """Which one counts and why, where there are several: for the trainer."""
    chosen: Chosen | None
    """The same for the learner."""


def count(opened: Iterable[C], quiz: Quiz | None) -> list[Counted[C]]:
    """Return the attempts at `quiz` by learner, each with the one that counts.

    Args:
        opened: The records, all of one exam; one that is there twice counts once.
        quiz: The exam, where the course still has it.
    """
    once = {one.attempt.identifier: one for one in opened}
    in_order = sorted(once.values(), key=lambda one: (one.attempt.started, one.attempt.identifier))
    rule = quiz.grading if quiz else Grading.BEST
    return [_counted(group, rule, quiz) for group in _by_learner(in_order)]


def _counted(attempts: list[C], rule: Grading, quiz: Quiz | None) -> Counted[C]:
    if rule is Grading.BEST:
        # A pass mark in points may be reached by the smaller share of a richer draw. Of two that
        # are as good, the one that was certified already counts, then the earlier.
        counting = max(attempts, key=lambda one: (one.is_pass, one.share, one.is_known))
    else:
        counting = attempts[-1 if rule is Grading.LAST else 0]
    sentences = []
    chosen = None
    if len(attempts) > 1:
        chosen = Chosen(number=attempts.index(counting) + 1, rule=rule)
        sentences.append(
            f"Of {len(attempts)} attempts, number {chosen.number} counts: {WORDS[rule]} of them "
            f"(`grading: {rule.value}`)."
        )
    most = quiz.max_attempts if quiz else None
    if most is not None and len(attempts) > most:
        sentences.append(f"{len(attempts)} attempts lie here, and the exam allows {most}.")
    note = " ".join(sentences) or None
    return Counted(attempts=tuple(attempts), counting=counting, note=note, chosen=chosen)


def _by_learner(attempts: Sequence[C]) -> list[list[C]]:
    """Return the attempts learner by learner.

    The same address is the same learner; so is the same name, unless the addresses differ.
    """
    groups: list[list[C]] = []
    by_address: dict[str, list[C]] = {}
    by_name: dict[str, list[C]] = {}
    with_address = [one for one in attempts if one.attempt.learner.email]
    without = [one for one in attempts if not one.attempt.learner.email]
    for one in with_address:
        group = by_address.setdefault(folded(one.attempt.learner.email), [])
        if not group:
            groups.append(group)
        group.append(one)
        by_name.setdefault(folded(one.attempt.learner.name), group)
    for one in without:
        group = by_name.setdefault(folded(one.attempt.learner.name), [])
        if not group:
            groups.append(group)
        group.append(one)
    place = {one.attempt.identifier: place for place, one in enumerate(attempts)}
    for group in groups:
        group.sort(key=lambda one: place[one.attempt.identifier])
    return sorted(groups, key=lambda group: place[group[0].attempt.identifier])


def folded(text: str | None) -> str:
    """Return a name or an address without what the eye takes for the same."""
    return " ".join(unicodedata.normalize("NFKC", text or "").casefold().split())
