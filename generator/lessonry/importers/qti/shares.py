"""What each part of an item that asks several things is worth, tried out beside the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lessonry.importers.qti.expressions import CannotFollow
from lessonry.importers.qti.processing import process
from lessonry.importers.qti.rights import right_values
from lessonry.importers.qti.tree import INTERACTIONS, Element, find, first
from lessonry.importers.qti.variables import Value, declared

SAME: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing of several that an item asks."""

    beside: Mapping[str, Value] = field(default_factory=dict)
    """Right answers to the others, where these are known."""
    points: float | None = None
    """Its share of what the whole is worth; nothing where that is not known."""
    stands_alone: bool = True
    """Whether it earns the same without the others as beside them."""


def shares(root: Element, parts: Sequence[Element]) -> list[Part]:
    """Return what each part is worth: what it adds to those before it, or else all alike."""
    said = declared(root)
    right = right_values(root, said)
    owns = [{n: v for n, v in right.items() if n in _scored(part)} for part in parts]

    def score(given: Mapping[str, Value]) -> float:
        return process(root, said, given).score

    def but(own: Mapping[str, Value]) -> dict[str, Value]:
        return {name: value for name, value in right.items() if name not in own}

    try:
        nothing, whole = score({}), score(right)
        if whole <= nothing + SAME:
            return [Part() for _ in parts]
        steps: list[float] = []
        given: dict[str, Value] = {}
        for own in owns:
            before = score(given)
            given |= own
            steps.append(score(given) - before)
        are_alone = [abs(score(o) - nothing - (whole - score(but(o)))) < SAME for o in owns]
    except CannotFollow:
        return [Part() for _ in parts]
    keyed = [step for own, step in zip(owns, steps, strict=True) if own]
    if not keyed:
        return [Part() for _ in parts]
    if min(keyed) <= SAME:
        steps = [(whole - nothing) / len(keyed)] * len(parts)
    return [
        Part(beside=but(own), points=step if own else None, stands_alone=alone or not own)
        for own, step, alone in zip(owns, steps, are_alone, strict=True)
    ]


def _scored(part: Element) -> set[str]:
    """Return the responses of a part that a program can score: all but texts of several sentences."""
    body = first(part, "itemBody")
    kinds = INTERACTIONS - {"extendedTextInteraction"}
    found = find(body, *kinds) if body is not None else ()
    return {one.get("responseIdentifier") or "RESPONSE" for one in found}
