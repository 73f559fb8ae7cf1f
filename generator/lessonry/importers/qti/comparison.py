"""Compares what is given: with another value, with the bounds around a number, with a mapping."""

from __future__ import annotations

import math
from typing import Final

from lessonry.importers.qti.tree import Element
from lessonry.importers.qti.variables import Answers, Scalar, Value, number, scalar

NEAR_ENOUGH: Final = 1e-9
"""How far a number may lie beyond a bound, as its digits are rounded on the way."""


def alike(one: Scalar | None, other: Scalar | None, base_type: str = "") -> bool:
    """Return whether two single values are equal; one that is missing equals no other."""
    if one is None or other is None:
        return False
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
    if base_type == "pair" and isinstance(one, str) and isinstance(other, str):
        return sorted(one.split()) == sorted(other.split())
    return one == other


def same(one: Value, other: Value, of: Answers | None = None) -> bool:
    """Return whether two values are equal: containers in any order, unless theirs counts."""
    if one is None or other is None:
        return False
    left = one if isinstance(one, list) else [one]
    right = other if isinstance(other, list) else [other]
    if len(left) != len(right):
        return False
    if of is not None and of.cardinality == "ordered":
        return all(alike(a, b) for a, b in zip(left, right, strict=True))
    base_type = of.base_type if of is not None else ""
    rest = list(right)
    for value in left:
        found = next((i for i, r in enumerate(rest) if alike(value, r, base_type)), None)
        if found is None:
            return False
        rest.pop(found)
    return True


def tolerance(expression: Element, value: float) -> tuple[float, float]:
    """Return the bounds of an `equal` around a value."""
    said = [number(one) for one in (expression.get("tolerance") or "").split()]
    known = [one for one in said if one is not None]
    below, above = (known[0], known[-1]) if known else (0.0, 0.0)
    mode = expression.get("toleranceMode")
    if mode == "relative":
        return value - abs(value) * below / 100, value + abs(value) * above / 100
    if mode == "absolute":
        return value - below, value + above
    return value, value


def mapped(given: Value, one: Answers) -> float:
    """Return what a response is worth by its mapping; what was given twice counts once."""
    values = given if isinstance(given, list) else [] if given is None else [given]
    unique: list[Scalar] = []
    for value in values:
        if value not in unique:
            unique.append(value)
    total = math.fsum(_entry(value, one) for value in unique)
    if one.lower is not None:
        total = max(total, one.lower)
    return min(total, one.upper) if one.upper is not None else total


def _entry(value: Scalar, one: Answers) -> float:
    for entry in one.entries:
        if one.is_text:
            said = str(value)
            if said == entry.key or (not entry.cased and said.lower() == entry.key.lower()):
                return entry.points
        elif alike(value, scalar(entry.key, one.base_type), one.base_type):
            return entry.points
    return one.otherwise
