"""Which of a learner's attempts counts, where several records of one learner lie on the desk."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lessonry.credentials.issuing import Opened
from lessonry.domain.attempt import Learner
from lessonry.domain.quiz import Grading, Quiz

WORDS = {Grading.BEST: "the best", Grading.LAST: "the last", Grading.FIRST: "the first"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One learner's attempts at one exam."""

    attempts: tuple[Opened, ...]
    """Each once, in the order of their beginning."""
    counting: Opened
    note: str | None
    """Which one counts and why, where there are several."""


def count(opened: Iterable[Opened], quiz: Quiz | None) -> list[Counted]:
    """Return the attempts at `quiz` by learner, each with the one that counts.

    Args:
        opened: The records, all of one exam; one that is there twice counts once.
        quiz: The exam, where the course still has it.
    """
    once = {one.attempt.identifier: one for one in opened}
    in_order = sorted(once.values(), key=lambda one: (one.attempt.started, one.attempt.identifier))
    rule = quiz.grading if quiz else Grading.BEST
    return [_counted(group, rule, quiz) for group in _by_learner(in_order)]


def _counted(attempts: list[Opened], rule: Grading, quiz: Quiz | None) -> Counted:
    if rule is Grading.BEST:
        # A pass mark in points may be reached by the smaller share of a richer draw. Of two that
        # are as good, the one that was certified already counts, then the earlier.
        counting = max(attempts, key=lambda one: (one.is_pass, one.share, one.known is not None))
    else:
        counting = attempts[-1 if rule is Grading.LAST else 0]
    sentences = []
    if len(attempts) > 1:
        which = attempts.index(counting) + 1
        sentences.append(
            f"Of {len(attempts)} attempts, number {which} counts: {WORDS[rule]} of them "
            f"(`grading: {rule.value}`)."
        )
    most = quiz.max_attempts if quiz else None
    if most is not None and len(attempts) > most:
        sentences.append(f"{len(attempts)} attempts lie here, and the exam allows {most}.")
    return Counted(attempts=tuple(attempts), counting=counting, note=" ".join(sentences) or None)


def _by_learner(attempts: Sequence[Opened]) -> list[list[Opened]]:
    """Return the attempts learner by learner.

    The same address is the same learner; so is the same name, unless the addresses differ.
    """
    groups: list[list[Opened]] = []
    left = list(attempts)
    for same in (_same_address, _same_name):
        for one in left:
            found = next((group for group in groups if _belongs(one, group, same)), None)
            if found is not None:
                found.append(one)
            elif same is _same_name or one.attempt.learner.email:
                groups.append([one])
        left = [one for one in left if not one.attempt.learner.email]
    place = {one.attempt.identifier: place for place, one in enumerate(attempts)}
    for group in groups:
        group.sort(key=lambda one: place[one.attempt.identifier])
    return sorted(groups, key=lambda group: place[group[0].attempt.identifier])


def _belongs(one: Opened, group: list[Opened], same: Callable[[Learner, Learner], bool]) -> bool:
    return any(same(one.attempt.learner, other.attempt.learner) for other in group)


def _same_address(one: Learner, other: Learner) -> bool:
    return bool(one.email) and _folded(one.email) == _folded(other.email)


def _same_name(one: Learner, other: Learner) -> bool:
    """Return whether the names are the same; asked of nobody whose address says more."""
    return _folded(one.name) == _folded(other.name)


def _folded(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFKC", text or "").casefold().split())
