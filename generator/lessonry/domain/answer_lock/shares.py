"""How an exam's points become shares: how many there are, how many open the lock, what is searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz

MOST_SHARES = 1_000
"""Shares of one attempt: points finer than this are not worth a polynomial of that degree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What an exam's lock needs of its points."""

    of: dict[str, int]
    """How many shares each graded item has, by its identifier."""
    total: int
    """Shares of one attempt, whatever it draws."""
    needed: int
    """The least number of shares that reaches the pass mark, and that opens the lock."""

    @property
    def spare(self) -> int:
        """Return how many shares an attempt may miss."""
        return self.total - self.needed


class SharesError(ValueError):
    """The exam's points cannot be made into shares; the message says why, and `help` how to mend it."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.help = help
        """What to do about it."""


def shares(quiz: Quiz) -> Shares:
    """Return the shares of an exam with a pass mark.

    Raises:
        SharesError: Draws differ in their points, or the points are too fine.
    """
    unit = _unit(item.points for item in quiz.items if item.points)
    of = {item.identifier: int(item.points / unit) for item in quiz.items if item.points}
    total = sum(_asked(quiz, items, asked, of) for items, asked in quiz.draws)
    if total > MOST_SHARES:
        raise SharesError(
            f"Counted in steps of {unit}, one attempt has {total:,} points, and a lock takes "
            f"{MOST_SHARES:,} shares at most.",
            "Write points that are multiples of each other, such as 1, 2 and 4.",
        )
    mark = quiz.pass_mark
    points = mark.needed(total * unit) if mark else Fraction(0)
    return Shares(of=of, total=total, needed=(points / unit).__ceil__())


def _asked(quiz: Quiz, items: tuple[Item, ...], asked: int, of: dict[str, int]) -> int:
    """Return the shares that a draw of `asked` of the items has, whichever it draws."""
    each = [of.get(item.identifier, 0) for item in items]
    if asked >= len(items):
        return sum(each)
    if len(set(each)) > 1:
        low, high = (min(items, key=_points), max(items, key=_points))
        raise SharesError(
            f"One attempt may be worth more than another: `{high.identifier}` counts {high.points} "
            f"and `{low.identifier}` counts {low.points}, and which is asked is drawn.",
            "Give the items that are drawn from together the same points, or put those of other "
            "points under a `#` heading of their own, and ask all of these.",
        )
    return asked * each[0] if each else 0


def _points(item: Item) -> Fraction:
    return item.points


def _unit(points: Iterable[Fraction]) -> Fraction:
    """Return the largest number of which all `points` are multiples."""
    every = list(points) or [Fraction(1)]
    below = lcm(*(number.denominator for number in every))
    return Fraction(gcd(*(int(number * below) for number in every)), below)


def sets(weights: Sequence[int], spare: int) -> int:
    """Return how many sets of items the page looks through: left out, the rest is tried.

    A set counts where it has at most `spare` shares and no further item fits in, for whoever leaves
    out a right response too many is left with enough. For items of one share each these are the
    ways to choose `spare` of them.

    Args:
        weights: The shares of each item of one attempt.
        spare: How many shares may be missing.
    """
    if sum(weights) <= spare:
        return 1
    count = 0
    light = sorted(weights)
    # The lightest item that stays decides: all before it are left out, those behind it are free.
    for place, weight in enumerate(light):
        before = sum(light[:place])
        if before > spare:
            break
        ways = [1] + [0] * (spare - before)
        for free in light[place + 1 :]:
            for used in range(spare - before, free - 1, -1):
                ways[used] += ways[used - free]
        count += sum(ways[max(0, spare - before - weight + 1) :])
    return count
