"""The ways through a scenario: the best one is found, and whoever goes in circles is found out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.domain.items import ScenarioItem, Scene
from lessonry.domain.items.scenario import points, walk
from lessonry.domain.response import Response
from lessonry.domain.scoring import share
from lessonry.domain.ways import TooManyWaysError, best_way, ending, reached, targets
from tests.keyed import LETTERS, PLACE, scene


def scenes(turns: dict[str, list[tuple[str, int]]]) -> tuple[Scene, ...]:
    """Return scenes by name, each with where its turns lead and what they are worth."""
    return tuple(
        scene(name, [(turn, *lead) for turn, lead in zip(LETTERS, leads, strict=False)])
        for name, leads in sorted(turns.items(), key=lambda named: named[0] != "s")
    )


def item(made: tuple[Scene, ...], best: Fraction = Fraction(0)) -> ScenarioItem:
    return ScenarioItem(
        identifier="s", heading=None, body=None, scenes=made, best=best, place=PLACE
    )


def most(made: tuple[Scene, ...], steps: int) -> Fraction | None:
    """Return the points of the best way of at most so many turns, by trying them all."""
    asked = item(made)
    ways: list[tuple[str, ...]] = [()]
    best: Fraction | None = None
    for _ in range(steps + 1):
        onwards: list[tuple[str, ...]] = []
        for way in ways:
            path = walk(asked, way)
            assert path is not None
            last = asked.scene(path[-1][1].target) if path else made[0]
            assert last is not None
            if not last.turns:
                best = points(path) if best is None else max(best, points(path))
            onwards += [(*way, turn.identifier) for turn in last.turns]
        ways = onwards
    return best


NAMES = ("s", "t", "u", "e")
TURNS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(-2, 3)), max_size=2)


@given(st.fixed_dictionaries({"s": TURNS, "t": TURNS, "u": TURNS, "e": st.just([])}))
def test_the_best_way_is_the_best_of_all(turns: dict[str, list[tuple[str, int]]]) -> None:
    made = scenes(turns)
    way = best_way(made)
    # Three scenes, each visited first once; between first visits at most two steps through others.
    assert (way.points if way else None) == most(made, 7)
    if way:
        path = walk(item(made), way.turns)
        assert path is not None and points(path) == way.points
    assert (way is not None) == ("s" in ending(targets(made)))


def test_a_circle_may_be_gone_round_for_what_lies_on_it() -> None:
    made = scenes(
        {"hub": [("a", 0), ("b", 5), ("e", 0)], "a": [("hub", 2)], "b": [("hub", 1)], "e": []}
    )
    way = best_way(made)
    assert way is not None and way.points == 8 and way.turns == ("b", "a", "a", "a", "c")


def test_a_long_conversation_without_circles_is_looked_at_once_a_scene() -> None:
    long = {str(n): [(str(n + 1), 1), (str(n + 2), 3)] for n in range(2000)}
    way = best_way(scenes(long | {"2000": [], "2001": []}))
    assert way is not None and way.points == 1 + 3 * 1000


def test_too_many_circles_are_told_of_and_do_not_hang() -> None:
    names = [str(n) for n in range(30)]
    turns = {a: [(b, hash(a + b) % 3) for b in names if a != b][:25] for a in names}
    with pytest.raises(TooManyWaysError):
        best_way(scenes(turns | {"end": []}))


def test_where_nothing_ends_there_is_no_best_way() -> None:
    made = scenes({"a": [("b", 1)], "b": [("a", 1)], "e": []})
    assert best_way(made) is None and best_way(()) is None
    assert reached(targets(made), ["a"]) == {"a", "b"} and ending(targets(made)) == {"e"}


def test_of_equal_ways_a_short_one_is_named() -> None:
    way = best_way(scenes({"a": [("b", 0), ("e", 1)], "b": [("e", 1)], "e": []}))
    assert way is not None and way.turns == ("b",)


@given(
    st.fixed_dictionaries({"s": TURNS, "t": TURNS, "u": TURNS, "e": st.just([])}),
    st.lists(st.sampled_from("abcx"), max_size=9),
)
def test_whatever_was_said_scores_between_nothing_and_all(
    turns: dict[str, list[tuple[str, int]]], values: list[str]
) -> None:
    made = scenes(turns)
    way = best_way(made)
    asked = item(made, way.points if way else Fraction(0))
    got = share(asked, Response(values=tuple(values)))
    assert 0 <= got <= 1
    if way and way.points > 0:
        assert share(asked, Response(values=way.turns)) == 1
