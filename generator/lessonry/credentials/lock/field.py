"""Arithmetic modulo the prime 2^127 − 1: polynomials, and Lagrange's interpolation at nothing."""

from __future__ import annotations

from collections.abc import Sequence

PRIME = 2**127 - 1
"""A Mersenne prime: any 127 bits are a number below it, but for one."""
SIZE = 16
"""Bytes of an element."""


def inverse(number: int) -> int:
    """Return what gives 1 with `number`, which is not nothing."""
    return pow(number, -1, PRIME)


def evaluated(coefficients: Sequence[int], x: int) -> int:
    """Return the polynomial's value at `x`; the coefficient of the lowest power comes first."""
    value = 0
    for coefficient in reversed(coefficients):
        value = (value * x + coefficient) % PRIME
    return value


def at_zero(points: Sequence[tuple[int, int]]) -> int:
    """Return the value at nothing of the polynomial of the lowest degree through all `points`."""
    total = 0
    for place, (x, y) in enumerate(points):
        above = below = 1
        for other, (z, _) in enumerate(points):
            if other != place:
                above = above * z % PRIME
                below = below * (z - x) % PRIME
        total += y * above * inverse(below)
    return total % PRIME


def moments(points: Sequence[tuple[int, int]], count: int) -> list[int]:
    """Return the first `count` moments of `points`, from which sets are left out one by one.

    The first moment is the value at nothing of the polynomial through all points; `without` takes
    one point out. See `docs/reference/answer-lock.md` for why that is so.
    """
    product = 1
    for x, _ in points:
        product = product * x % PRIME
    if len(points) % 2:
        product = -product
    weighted = []
    for place, (x, y) in enumerate(points):
        below = -x
        for other, (z, _) in enumerate(points):
            if other != place:
                below = below * (x - z) % PRIME
        weighted.append(y * product * inverse(below) % PRIME)
    found = []
    for _ in range(count):
        found.append(sum(weighted) % PRIME)
        weighted = [part * x % PRIME for part, (x, _) in zip(weighted, points, strict=True)]
    return found


def without(known: Sequence[int], turned: int) -> list[int]:
    """Return the moments of the points less one, whose x has the inverse `turned`; one fewer."""
    return [(known[power] - known[power + 1] * turned) % PRIME for power in range(len(known) - 1)]
