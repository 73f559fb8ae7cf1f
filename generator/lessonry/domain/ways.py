"""The ways through a scenario: which scenes can be reached, which come to an end, which way is best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lessonry.domain.items.scenario import Scene

MOST_WAYS = 20_000
"""Steps of the search for the best way; a scenario that needs more goes in too many circles."""

Targets = Mapping[str, Sequence[str]]
"""Of each scene, where its turns lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way from the first scene to an outcome."""

    points: Fraction
    turns: tuple[str, ...]
    """The identifiers of the turns taken, as a response has them."""


class TooManyWaysError(Exception):
    """There are more ways than can be looked at."""


def targets(scenes: Iterable[Scene]) -> dict[str, list[str]]:
    """Return where the turns of each scene lead; those that lead nowhere are left out."""
    named = {scene.identifier: scene for scene in scenes}
    return {
        name: [turn.target for turn in scene.turns if turn.target in named]
        for name, scene in named.items()
    }


def reached(leads: Targets, starts: Iterable[str]) -> set[str]:
    """Return the scenes that can be come to from `starts`, themselves included."""
    found = set(starts)
    open_ = list(found)
    while open_:
        for name in leads[open_.pop()]:
            if name not in found:
                found.add(name)
                open_.append(name)
    return found


def ending(leads: Targets) -> set[str]:
    """Return the scenes from which an outcome can be reached, outcomes included."""
    back: dict[str, list[str]] = {name: [] for name in leads}
    for name, onwards in leads.items():
        for target in onwards:
            back[target].append(name)
    return reached(back, {name for name, onwards in leads.items() if not onwards})


def best_way(scenes: Sequence[Scene]) -> Way | None:
    """Return a way of the most points, and of those a short one; nothing where no way ends.

    What was said at the first visit of a scene counts. So a way is looked at by where it stands and
    which scenes it has passed, and of these only such as it can come back to: without circles that
    is one look a scene.

    Raises:
        TooManyWaysError: There are more than `MOST_WAYS` looks to take.
    """
    if not scenes:
        return None
    named = {scene.identifier: scene for scene in scenes}
    leads = targets(scenes)
    circle = _circles(leads)
    start = scenes[0].identifier
    # First visits still to be looked at, by how far on in the order they are and how many scenes
    # of the circle are passed: every step leads to a later layer, so each is looked at once.
    layers: defaultdict[tuple[int, int], dict[tuple[str, frozenset[str]], Way]] = defaultdict(dict)
    layers[circle[start], 0][start, frozenset()] = Way(points=Fraction(0), turns=())
    best: Way | None = None
    looks = 0
    while layers:
        layer = layers.pop(min(layers))
        for (name, before), way in layer.items():
            scene = named[name]
            if not scene.turns:
                best = _better(best, way)
            passed = before | {name}
            for turn in scene.turns:
                if turn.target not in named:
                    continue
                points = way.points + turn.points
                onwards = _first_visits(named, turn.target, passed)
                for target, more in onwards:
                    looks += 1
                    if looks > MOST_WAYS:
                        raise TooManyWaysError
                    kept = passed if circle[target] == circle[name] else frozenset()
                    layer_on = layers[circle[target], len(kept)]
                    there = Way(points=points, turns=(*way.turns, turn.identifier, *more))
                    known = layer_on.get((target, kept))
                    layer_on[target, kept] = _better(known, there)
    return best


def _better(one: Way | None, other: Way) -> Way:
    if one is None or (other.points, -len(other.turns)) > (one.points, -len(one.turns)):
        return other
    return one


def _first_visits(
    named: Mapping[str, Scene], target: str, passed: frozenset[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the scenes not passed yet that `target` leads to, with the turns through such as are."""
    if target not in passed:
        yield target, ()
        return
    ways: dict[str, tuple[str, ...]] = {target: ()}
    open_ = [target]
    for name in open_:
        for turn in named[name].turns:
            if turn.target in ways or turn.target not in named:
                continue
            ways[turn.target] = (*ways[name], turn.identifier)
            if turn.target in passed:
                open_.append(turn.target)
            else:
                yield turn.target, ways[turn.target]


def _circles(leads: Targets) -> dict[str, int]:
    """Return a number for each scene: the same for those of one circle, larger further on.

    Tarjan's strongly connected components, which come out from the ends; without recursion, since a
    conversation may be long.
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    numbers: dict[str, int] = {}
    stack: list[str] = []
    for root in leads:
        if root in index:
            continue
        calls = [(root, iter(leads[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        while calls:
            name, onwards = calls[-1]
            for target in onwards:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    calls.append((target, iter(leads[target])))
                    break
                if target not in numbers:
                    low[name] = min(low[name], index[target])
            else:
                calls.pop()
                if calls:
                    caller = calls[-1][0]
                    low[caller] = min(low[caller], low[name])
                if low[name] == index[name]:
                    number = -len(numbers)
                    while name not in numbers:
                        numbers[stack.pop()] = number
    return numbers
