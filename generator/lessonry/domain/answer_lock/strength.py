"""What a lock is worth: the bits of the cheapest attack on it, and the hours that these take.

`docs/reference/answer-lock.md` says why these attacks are the ones that count, and what is assumed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import inf, log2

from lessonry.domain.answer_lock.entropy import bits_of
from lessonry.domain.answer_lock.forms import forms
from lessonry.domain.answer_lock.shares import Shares
from lessonry.domain.items import variants
from lessonry.domain.quiz import Quiz

RATE = 10_000_000
"""Sets a second that one core of an attacker looks at."""
WEAK = 40.0
"""Bits below which a lock deserves a warning."""
POOR = 25.0
"""Bits below which a lock is an error, unless its author accepts it."""
RAREST = 1e-60
"""How unlikely a guesser's way is before it is left out of the reckoning."""


class Attack(Enum):
    """How somebody without knowledge could open a lock."""

    CHEAPEST = "the cheapest items"
    GUESSING = "blind guessing"
    DECODING = "list decoding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How long a lock keeps out whoever knows nothing."""

    bits: Mapping[Attack, float]
    """Of each attack: the binary logarithm of its tries."""
    cheapest: tuple[str, ...]
    """The items that would be tried first, by their identifiers."""

    @property
    def weakest(self) -> Attack:
        """Return the attack that takes the fewest tries."""
        return min(self.bits, key=lambda attack: (self.bits[attack], list(Attack).index(attack)))

    @property
    def least(self) -> float:
        """Return the bits of that attack."""
        return self.bits[self.weakest]

    @property
    def hours(self) -> float:
        """Return how long one core takes for it."""
        return float(2**self.least / RATE / 3600)


def strength(
    forms: Sequence[Sequence[tuple[str, int]]],
    bits: Mapping[tuple[str, int], float],
    shares: Shares,
) -> Strength:
    """Return the strength of a lock.

    Args:
        forms: Each draw, as pairs of an item's identifier and its variant.
        bits: Of each such pair, see `entropy`.
        shares: Of the exam.
    """
    graded = [[pair for pair in form if shares.of.get(pair[0])] for form in forms]
    stakes = [[(shares.of[name], bits[name, variant]) for name, variant in form] for form in graded]
    found = [cheapest(form, shares.needed) for form in stakes]
    place = min(range(len(found)), key=lambda index: found[index][0])
    lucky = max(luck(form, shares.needed) for form in stakes) * len(forms)
    return Strength(
        bits={
            Attack.CHEAPEST: found[place][0],
            Attack.GUESSING: max(0.0, -log2(lucky)) if lucky else inf,
            Attack.DECODING: min(decoding(form, shares.needed) for form in stakes),
        },
        cheapest=tuple(graded[place][index][0] for index in found[place][1]),
    )


def cheapest(stakes: Sequence[tuple[int, float]], needed: int) -> tuple[float, tuple[int, ...]]:
    """Return the fewest bits that are worth `needed` shares, and whose they are, by their places.

    Args:
        stakes: Of each item its shares and its bits.
        needed: Shares that open the lock.
    """
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), *((inf, ()) for _ in range(needed))]
    for place, (weight, cost) in enumerate(stakes):
        for reached in range(needed, 0, -1):
            bits, places = best[max(0, reached - weight)]
            if bits + cost < best[reached][0]:
                best[reached] = (bits + cost, (*places, place))
    return best[needed]


def luck(stakes: Sequence[tuple[int, float]], needed: int) -> float:
    """Return how likely one response to each item, guessed, is worth `needed` shares.

    Args:
        stakes: Of each item its shares and its bits.
        needed: Shares that open the lock.
    """
    reached = {0: 1.0}
    for weight, bits in stakes:
        right = 2.0**-bits
        after: defaultdict[int, float] = defaultdict(float)
        for had, probability in reached.items():
            after[had] += probability * (1 - right)
            after[min(needed, had + weight)] += probability * right
        reached = {had: p for had, p in after.items() if p > RAREST}
    return min(1.0, reached.get(needed, 0.0))


def decoding(stakes: Sequence[tuple[int, float]], needed: int) -> float:
    """Return the bits that must be guessed before all other responses can be decoded at once.

    Every possible response to an item is a point; those that are right lie on one polynomial of
    degree `needed` − 1. Soft-decision list decoding finds it where the sum of shares over options
    passes the degree (V. Guruswami and M. Sudan, 1999; R. Koetter and A. Vardy, 2003). An item that
    is guessed counts in full. The items that give most for their bits are guessed first, the last
    one in part, which is a bound below any choice of whole items.

    Args:
        stakes: Of each item its shares and its bits.
        needed: Shares that open the lock.
    """
    missing = needed - 1 - sum(weight / 2**bits for weight, bits in stakes)
    guessed = 0.0
    gains = [(weight * (1 - 2.0**-bits), bits) for weight, bits in stakes if bits]
    for gain, bits in sorted(gains, key=lambda pair: pair[1] / pair[0]):
        if missing <= 0:
            break
        part = min(1.0, missing / gain)
        guessed += part * bits
        missing -= part * gain
    return guessed


def strength_of(quiz: Quiz, shares: Shares) -> Strength:
    """Return the strength of an exam's lock."""
    bits = {
        (item.identifier, number): bits_of(variant)
        for item in quiz.items
        for number, variant in enumerate(variants(item))
    }
    return strength(forms(quiz), bits, shares)
