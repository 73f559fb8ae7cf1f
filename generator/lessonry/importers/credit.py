"""Finds the way of partial credit that gives what another tool gives: both score the same responses."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from lessonry.domain.items import Item, OrderItem
from lessonry.domain.partial_credit import PartialCredit, share_of_parts
from lessonry.domain.response import Response
from lessonry.domain.scoring import share

CLOSE: Final = 0.004
"""How far two shares may differ for decimals that were cut."""
OTHERWISE: Final = (
    "Partly right answers are worth something else here: partial_credit={policy} comes nearest."
)
OF_PARTS: Final = (
    PartialCredit.ALL_OR_NOTHING,
    PartialCredit.PER_PART,
    PartialCredit.RIGHT_MINUS_WRONG,
)
"""The ways that count parts; an order has one more."""
Parts = tuple[bool | None, ...]
"""Of each part whether it is right, or nothing where it is left empty."""


def policy_of(
    item: Item, probes: Sequence[Response], wanted: Sequence[float]
) -> tuple[PartialCredit, bool]:
    """Return the policy by which responses to an item get these shares, and whether they all do."""
    policies = list(OF_PARTS)
    if isinstance(item, OrderItem):
        policies.append(PartialCredit.ADJACENT_PAIRS)

    def given(policy: PartialCredit) -> Iterable[float]:
        tried: Item = dataclasses.replace(item, partial_credit=policy)
        return (float(share(tried, probe)) for probe in probes)

    return _nearest(policies, given, wanted)


def policy_of_parts(count: int, worth: Callable[[Parts], float]) -> tuple[PartialCredit, bool]:
    """Return the policy for parts that are answered one by one, and whether it gives the same.

    Args:
        count: Of the parts.
        worth: Returns the share that the other tool gives.
    """
    if count < 2:
        return PartialCredit.ALL_OR_NOTHING, True
    probes: list[Parts] = [(True,) * count, (False,) * count]
    for index in range(count):
        for others, own in ((True, False), (True, None), (False, True)):
            probes.append((*[others] * index, own, *[others] * (count - index - 1)))

    def given(policy: PartialCredit) -> Iterable[float]:
        return (float(share_of_parts(probe, policy)) for probe in probes)

    return _nearest(OF_PARTS, given, [worth(probe) for probe in probes])


def _nearest(
    policies: Sequence[PartialCredit],
    given: Callable[[PartialCredit], Iterable[float]],
    wanted: Sequence[float],
) -> tuple[PartialCredit, bool]:
    distances: dict[PartialCredit, float] = {}
    for policy in policies:
        differences = [
            abs(ours - max(0.0, theirs)) for ours, theirs in zip(given(policy), wanted, strict=True)
        ]
        if max(differences, default=0.0) <= CLOSE:
            return policy, True
        distances[policy] = sum(differences)
    return min(distances, key=lambda policy: distances[policy]), False
