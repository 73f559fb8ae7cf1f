"""Attacks on answer locks by a program that knows nothing but what is published.

The options of an item are all that there are, so an attacker derives the point of each once: the
slow derivation costs little, and what counts is how many sets of points have to be tried.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, permutations, product
from typing import Any

from lessonry.credentials.lock import derivation, opening
from lessonry.credentials.lock.field import PRIME, SIZE
from lessonry.credentials.multibase import decode_base64url
from lessonry.domain.items import ChoiceItem, Item, MatchItem, MatrixItem, OrderItem

Point = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempted:
    """How an attack ended."""

    opened: bool
    tries: int


def options(item: Item) -> list[str]:
    """Return every response to an item, in its one spelling, as anybody can list them."""
    match item:
        case ChoiceItem(multiple=False):
            return [f"choice\x1e{choice.identifier}" for choice in item.choices]
        case ChoiceItem():
            names = [choice.identifier for choice in item.choices]
            chosen = list(product([False, True], repeat=len(names)))[1:]
            sets = [[n for n, on in zip(names, each, strict=True) if on] for each in chosen]
            return [f"choice\x1e{','.join(names)}" for names in sets]
        case OrderItem():
            names = [entry.identifier for entry in item.entries]
            return [f"order\x1e{','.join(order)}" for order in permutations(names)]
        case MatchItem():
            names = [right.identifier for right in item.rights]
            pairs = product(names, repeat=len(item.lefts))
            return [f"match\x1e{','.join(pair)}" for pair in pairs]
        case MatrixItem(multiple=False):
            names = [column.identifier for column in item.columns]
            return [f"matrix\x1e{';'.join(row)}" for row in product(names, repeat=len(item.rows))]
    raise AssertionError(item.kind)


def candidates(lock: dict[str, Any], form: int, items: Sequence[Item]) -> list[list[Point]]:
    """Return the point of each option of each item; every item has one share."""
    salt = decode_base64url(lock["salt"])
    values = decode_base64url(lock["forms"][form]["values"])
    found = []
    for place, (item, (name, variant)) in enumerate(
        zip(items, lock["forms"][form]["items"], strict=True)
    ):
        assert item.identifier == name
        value = int.from_bytes(values[place * SIZE : (place + 1) * SIZE], "big")
        made = []
        for response in options(item):
            material = derivation.material(salt, name, variant, response, lock["iterations"])
            x, mask = derivation.point(material, form, 0)
            made.append((x, (value + mask) % PRIME))
        found.append(made)
    return found


def at_zero(points: Sequence[Point]) -> int:
    """Return what the polynomial through the points has at nothing, by one inversion."""
    below, tops = [], []
    for place, (x, y) in enumerate(points):
        top, bottom = y, 1
        for other, (z, _) in enumerate(points):
            if other != place:
                top = top * z % PRIME
                bottom = bottom * (z - x) % PRIME
        tops.append(top)
        below.append(bottom)
    above, under = 0, 1
    for top, bottom in zip(tops, below, strict=True):
        above = (above * bottom + top * under) % PRIME
        under = under * bottom % PRIME
    return above * pow(under, -1, PRIME) % PRIME


def fits(lock: dict[str, Any], form: int) -> Callable[[int], bool]:
    """Return what tells a form's secret: first its tag, then its box."""

    def is_secret(secret: int) -> bool:
        is_tagged = derivation.tag(secret) == lock["forms"][form]["tag"]
        return is_tagged and opening.unsealed_box(lock, form, secret) is not None

    return is_secret


def by_cheapest(
    lock: dict[str, Any], found: list[list[Point]], seed: int, most: int | None = None
) -> Attempted:
    """Try all responses to the items with the fewest options, in an order that the seed decides."""
    dice = random.Random(seed)
    chosen = sorted(found, key=len)[: lock["needed"]]
    shuffled = [dice.sample(points, len(points)) for points in chosen]
    is_secret = fits(lock, 0)
    tries = 0
    for points in islice(product(*shuffled), most):
        tries += 1
        if is_secret(at_zero(points)):
            return Attempted(opened=True, tries=tries)
    return Attempted(opened=False, tries=tries)


def by_guessing(lock: dict[str, Any], found: list[list[Point]], seed: int, most: int) -> Attempted:
    """Answer all items blindly, again and again, and look through the sets as the page does."""
    dice = random.Random(seed)
    is_secret = fits(lock, 0)
    for tries in range(1, most + 1):
        guess = [[dice.choice(points)] for points in found]
        if any(is_secret(secret) for secret in opening.candidates(guess, lock["needed"])):
            return Attempted(opened=True, tries=tries)
    return Attempted(opened=False, tries=most)


def meeting(
    found: list[list[Point]], relation: Callable[[list[Point]], list[int]]
) -> Iterator[int]:
    """Yield how many sums were made when two halves of a linear relation meet.

    Over one item more than are needed, right points satisfy Σ h·y = 0, where h follows from the x.
    Where the x are known beforehand, the halves of the sum can be tabled apart, and half the bits
    are saved.

    Args:
        found: The points of the options of each item, one item more than are needed.
        relation: Returns the factors h of chosen points.
    """
    half = len(found) // 2
    left, right = found[:half], found[half:]
    made = 0
    table = set()
    for points in product(*left):
        factors = relation([*points, *(each[0] for each in right)])
        table.add(sum(h * y for h, (_, y) in zip(factors, points, strict=False)) % PRIME)
        made += 1
    for points in product(*right):
        factors = relation([*(each[0] for each in left), *points])[half:]
        total = -sum(h * y for h, (_, y) in zip(factors, points, strict=True)) % PRIME
        made += 1
        if total in table:
            yield made


def relation(points: list[Point]) -> list[int]:
    """Return the factors h with Σ h·y = 0 on polynomials of a degree below the points' number less 1."""
    factors = []
    for place, (x, _) in enumerate(points):
        bottom = 1
        for other, (z, _) in enumerate(points):
            if other != place:
                bottom = bottom * (x - z) % PRIME
        factors.append(pow(bottom, -1, PRIME))
    return factors
