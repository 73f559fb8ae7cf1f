"""What a response that is partly right is worth: QTI's ways of response processing, by name."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from itertools import pairwise


class PartialCredit(Enum):
    """How an item of several parts is scored; an item of one part is right or not."""

    ALL_OR_NOTHING = "all-or-nothing"
    """Only what is wholly right counts (QTI: `match_correct`)."""
    PER_PART = "per-part"
    """Each right part counts its share (QTI: `map_response`)."""
    RIGHT_MINUS_WRONG = "right-minus-wrong"
    """Each wrong part takes away a share, never below nothing (QTI: `map_response`, lower bound 0)."""
    ADJACENT_PAIRS = "adjacent-pairs"
    """An order counts by the neighbours that stand as they should; elsewhere as per part."""


def share_of_set(chosen: frozenset[str], key: frozenset[str], policy: PartialCredit) -> Fraction:
    """Return what a set of choices is worth, from 0 to 1.

    Per part, who chooses more than there are keys shares among all that was chosen: ticking
    everything earns no more than its lucky part.
    """
    if not key or not chosen:
        return Fraction(0)
    right = len(chosen & key)
    if policy is PartialCredit.ALL_OR_NOTHING or len(key) == 1:
        return Fraction(chosen == key)
    if policy is PartialCredit.RIGHT_MINUS_WRONG:
        return max(Fraction(0), Fraction(right - len(chosen - key), len(key)))
    return Fraction(right, max(len(key), len(chosen)))


def share_of_parts(parts: Sequence[bool | None], policy: PartialCredit) -> Fraction:
    """Return what parts that are answered one by one are worth, from 0 to 1.

    Args:
        parts: Of each whether it is right; nothing where it was left empty.
        policy: How they count.
    """
    if not parts:
        return Fraction(0)
    right = sum(part is True for part in parts)
    if policy is PartialCredit.ALL_OR_NOTHING:
        return Fraction(right == len(parts))
    if policy is PartialCredit.RIGHT_MINUS_WRONG:
        wrong = sum(part is False for part in parts)
        return max(Fraction(0), Fraction(right - wrong, len(parts)))
    return Fraction(right, len(parts))


def share_of_order(given: Sequence[str], key: Sequence[str], policy: PartialCredit) -> Fraction:
    """Return what an order is worth, from 0 to 1; nothing where it is not of the same things."""
    if not key or sorted(given) != sorted(key):
        return Fraction(0)
    if policy is PartialCredit.ADJACENT_PAIRS and len(key) > 1:
        wanted = set(pairwise(key))
        found = sum(pair in wanted for pair in pairwise(given))
        return Fraction(found, len(key) - 1)
    return share_of_parts([a == b for a, b in zip(given, key, strict=True)], policy)
