"""Checks of a locked exam: whether a lock can be made, opened in time, and is worth anything."""

from __future__ import annotations

from collections.abc import Iterator
from math import comb

from lessonry.diagnostics import Diagnostic, Place
from lessonry.diagnostics.variants import told_once
from lessonry.domain.answer_lock.forms import forms
from lessonry.domain.answer_lock.lockable import refusals
from lessonry.domain.answer_lock.shares import Shares, SharesError, sets, shares
from lessonry.domain.answer_lock.strength import POOR, WEAK, Attack, Strength, strength_of
from lessonry.domain.items import Item, variants
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.quiz import Mode, Quiz, decimal

MOST_SETS = 1_000_000
"""What a telephone looks through in about two seconds; see `docs/reference/answer-lock.md`."""
WORTH = frozenset({"LR505", "LR506", "LR508"})
"""What only tells how strong a lock is."""
NAMED = 3
"""How many of the cheapest items a message names."""


def check_lock(quiz: Quiz) -> Iterator[Diagnostic]:
    """Yield what is wrong with the lock of a quiz that asks for one."""
    if not quiz.lock:
        if quiz.lock_weak:
            message = "`lock_weak` has no effect without `lock: true`."
            yield Diagnostic(code="LR508", message=message, place=_field(quiz, "lock_weak"))
        return
    if quiz.mode is not Mode.EXAM:
        kind = "a pool" if quiz.mode is Mode.POOL else "a practice quiz"
        message = f"`lock: true` locks an exam, and this is {kind}."
        yield Diagnostic(code="LR501", message=message, place=_field(quiz, "lock"))
        return
    found = [*_items(quiz), *_partial_credit(quiz), *_threshold(quiz)]
    yield from found
    if not found and quiz.items:
        yield from _shares(quiz)


def _items(quiz: Quiz) -> Iterator[Diagnostic]:
    for item in quiz.items:
        yield from told_once([(variant.values, _refused(variant)) for variant in variants(item)])


def _refused(item: Item) -> Iterator[Diagnostic]:
    reasons = "; ".join(refusals(item))
    if reasons:
        yield Diagnostic(
            code="LR500",
            message=f"`{item.identifier}` ({item.kind}) cannot be locked: {reasons}.",
            place=item.place,
        )


def _partial_credit(quiz: Quiz) -> Iterator[Diagnostic]:
    if quiz.partial_credit is not PartialCredit.ALL_OR_NOTHING:
        message = f"`partial_credit: {quiz.partial_credit.value}` does not go with a lock."
        yield Diagnostic(code="LR502", message=message, place=_field(quiz, "partial_credit"))
    for item in quiz.items:
        own = item.partial_credit not in (PartialCredit.ALL_OR_NOTHING, quiz.partial_credit)
        if own:
            written = f"partial_credit={item.partial_credit.value}"
            yield Diagnostic(
                code="LR502",
                message=f"`{item.identifier}` gives partial credit, and a locked exam gives none.",
                place=item.place.source.find(written, item.place.span.line),
                help=f"Take `{written}` out.",
            )


def _threshold(quiz: Quiz) -> Iterator[Diagnostic]:
    mark = quiz.pass_mark
    if mark is None and "pass_mark" in quiz.field_places:
        return  # It cannot be read, which is told of already.
    if mark is None or mark.value <= 0:
        message = "The exam is locked, and no pass mark says how much opens it."
        yield Diagnostic(code="LR507", message=message, place=_field(quiz, "lock"))


def _shares(quiz: Quiz) -> Iterator[Diagnostic]:
    try:
        found = shares(quiz)
    except SharesError as error:
        place = _field(quiz, "lock")
        yield Diagnostic(code="LR503", message=str(error), place=place, help=error.help)
        return
    if not 0 < found.needed <= found.total:
        return  # LR150 says more.
    weights = most_sets_of(quiz, found)
    count = sets(weights, found.spare)
    if count > MOST_SETS:
        yield Diagnostic(
            code="LR504",
            message=f"To open the lock, a page looks through up to {count:,} sets of responses that "
            f"may be wrong, and {MOST_SETS:,} are as many as a telephone looks through in time.",
            place=_field(quiz, "pass_mark"),
            help=_fitting(quiz, found, weights),
        )
        return
    yield from _strength(quiz, strength_of(quiz, found))


def most_sets_of(quiz: Quiz, found: Shares) -> list[int]:
    """Return the shares of each item of the form that takes the longest search."""
    of = [[found.of[name] for name, _ in form if name in found.of] for form in forms(quiz)]
    return max(of, key=lambda weights: sets(weights, found.spare))


def _fitting(quiz: Quiz, found: Shares, weights: list[int]) -> str:
    """Return numbers with which the search would be short enough."""
    needed = next(n for n in range(found.needed, found.total + 1)
                  if sets(weights, found.total - n) <= MOST_SETS)  # fmt: skip
    share = (needed - 1) * 100 // found.total + 1
    raised = f"{share}%"
    mark = quiz.pass_mark
    if mark and mark.in_points:
        points = mark.value * needed / found.needed
        raised = f"{decimal(points)} points"
    advice = f"Raise the pass mark to {raised}"
    if mark and not mark.in_points and set(weights) == {1}:
        fewer = next(
            n
            for n in range(found.total, 0, -1)
            if comb(n, n - (mark.value * n).__ceil__()) <= MOST_SETS
        )
        advice += f", or ask {fewer} items of {len(quiz.items)}"
    return f"{advice}."


def _strength(quiz: Quiz, strength: Strength) -> Iterator[Diagnostic]:
    least = strength.least
    if least >= WEAK:
        if quiz.lock_weak:
            message = f"The lock is not weak: it has {least:.0f} bits."
            yield Diagnostic(code="LR508", message=message, place=_field(quiz, "lock_weak"))
        return
    message = (
        f"The lock has {_counted(round(least), 'bit')} ({strength.weakest.value}): a program on one "
        f"core opens it in {in_time(strength.hours)}, without knowing anything."
    )
    help = None
    if strength.weakest is not Attack.GUESSING:
        names = ", ".join(f"`{name}`" for name in strength.cheapest[:NAMED])
        help = f"The easiest to guess are {names}: ask them in a way that has more answers, or ask more."
    is_error = least < POOR and not quiz.lock_weak
    yield Diagnostic(
        code="LR505" if is_error else "LR506",
        message=message,
        place=_field(quiz, "lock"),
        help=help,
    )


def in_time(hours: float) -> str:
    """Return a time as people say it: `3 hours`, `2 days`, `about 600 years`."""
    if hours * 3600 < 1:
        return "less than a second"
    scales = ((24 * 365.25, "year"), (24, "day"), (1, "hour"), (1 / 60, "minute"), (0, "second"))
    for size, unit in scales:
        if hours >= (size or 0):
            number = hours / (size or 1 / 3600)
            if number >= 1_000_000:
                return f"more than a million {unit}s"
            step = 10 ** max(0, len(str(round(number))) - 2)
            whole = max(1, round(number / step) * step)
            return f"{'about ' if step > 1 else ''}{_counted(whole, unit)}"
    raise AssertionError(hours)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _field(quiz: Quiz, name: str) -> Place:
    return quiz.field_places.get(name, quiz.place)


def is_lockable(quiz: Quiz) -> bool:
    """Return whether a lock of the exam can be made and opened; how strong it is does not matter."""
    if not quiz.is_locked or any(fault.code not in WORTH for fault in check_lock(quiz)):
        return False
    found = shares(quiz)
    return 0 < found.needed <= found.total


def lock_summary(quiz: Quiz) -> Iterator[str]:
    """Yield what a locked exam's lock is worth, in lines; nothing where it cannot be made."""
    if not is_lockable(quiz):
        return
    found = shares(quiz)
    count = sets(most_sets_of(quiz, found), found.spare)
    strength = strength_of(quiz, found)
    drawn = len(forms(quiz))
    yield (
        f"{quiz.title}: {found.needed} of {_counted(found.total, 'share')} open the lock, in "
        f"{_counted(drawn, 'form')}; "
        f"the page looks through at most {_counted(count, 'set')}."
    )
    told = [Attack.CHEAPEST, Attack.GUESSING]
    if strength.weakest is Attack.DECODING:
        told.append(Attack.DECODING)
    bits = ", ".join(
        f"{_counted(round(strength.bits[attack]), 'bit')} ({attack.value})" for attack in told
    )
    yield f"{quiz.title}: the lock has {bits}: {in_time(strength.hours)} of one core."
