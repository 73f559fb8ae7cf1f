"""How many ways a pattern can match one entry: what a backtracking engine tries before it gives up.

An upper estimate: parts side by side are taken to be able to claim each other's characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import factorial

LARGEST_COUNT = 1000
LARGEST_SIZE = 10_000
"""Characters that the longest exact repetition may ask for; browsers unroll it."""
ENDLESS = 1000
"""The ways that a repetition without an end has: as many as an entry has characters."""
MOST_WAYS = 100_000
MOST_EFFORT = 1e9
"""Steps of some nanoseconds each."""


class TooManyWays(ValueError):
    """A part that repeats in a way that grows beyond all bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What one part of a pattern costs."""

    ways: int = 1
    """Without counting endless repetitions."""
    endless: int = 0
    """How many endless repetitions can follow one another."""
    size: int = 0
    """Characters of the longest match, less what is endless."""
    first: str | None = None
    """The one character that it must begin with, in folded case, where there is one."""

    @property
    def is_too_much(self) -> bool:
        """Return whether a browser could hang on it."""
        steps = self.ways * float(ENDLESS) ** min(self.endless, 9) / factorial(min(self.endless, 9))
        return self.ways > MOST_WAYS or steps > MOST_EFFORT or self.size > LARGEST_SIZE

    def then(self, following: Effort) -> Effort:
        """Return the effort of this part and the following one together."""
        return Effort(
            ways=_capped(self.ways * following.ways),
            endless=self.endless + following.endless,
            size=_capped(self.size + following.size),
            first=self.first if self.size else following.first,
        )

    def repeated(self, low: int, high: int | None) -> Effort:
        """Return the effort of this part `low` to `high` times; nothing for no end.

        Raises:
            TooManyWays: What repeats without end can itself be matched in several ways.
        """
        if (low, high) == (1, 1):
            return self
        first = self.first if low else None
        if high == 1:
            return replace(self, ways=_capped(self.ways + 1), first=first)
        if high is None:
            if self.ways > 1 or self.endless:
                raise TooManyWays("a repeated part repeats or varies inside; write it as one")
            return Effort(endless=1, size=_capped(self.size * max(low, 1)), first=first)
        ways = 1
        for _ in range(high if self.ways > 1 else 0):
            ways = _capped(ways * self.ways)
        return Effort(
            ways=_capped(ways * (high - low + 1)),
            endless=self.endless * high,
            size=_capped(self.size * high),
            first=first,
        )

    @staticmethod
    def either(efforts: Sequence[Effort]) -> Effort:
        """Return the effort of alternatives: where each begins differently, only one is tried."""
        firsts = {effort.first for effort in efforts}
        one_fits = None not in firsts and len(firsts) == len(efforts)
        ways = [effort.ways for effort in efforts]
        return Effort(
            ways=max(ways) if one_fits else _capped(sum(ways)),
            endless=max(effort.endless for effort in efforts),
            size=max(effort.size for effort in efforts),
            first=efforts[0].first if len(efforts) == 1 else None,
        )


def _capped(number: int) -> int:
    return min(number, 10**9)
