"""Scoring: the vectors that the browser is held to as well, and laws over any item."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.domain.gaps import TextEntryGap
from lessonry.domain.items import ChoiceItem, GapItem, Item
from lessonry.domain.response import Response, is_blank
from lessonry.domain.scoring import score
from tests.keyed import PLACE, item_of
from tests.machine import ROOT

VECTORS = json.loads((ROOT / "tests" / "scoring-vectors.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_vector_scores_as_it_says(vector: dict[str, Any]) -> None:
    outcome = score(item_of(**vector["item"]), Response(values=tuple(vector["response"])))
    assert str(outcome.score) == vector["score"] and outcome.max_score == 1


@pytest.mark.parametrize("kind", get_args(Item), ids=lambda kind: kind.kind)
def test_there_are_vectors_right_and_wrong_of_every_kind(kind: Any) -> None:
    seen = {vector["score"] for vector in VECTORS if vector["item"]["kind"] == kind.kind}
    assert {"0", "1"} <= seen


NAMES = [chr(ord("a") + n) for n in range(8)]
SOME = st.lists(st.sampled_from(NAMES), max_size=10)


@given(
    key=SOME,
    given_=st.one_of(SOME, st.lists(st.text(max_size=5), max_size=4)),
    points=st.fractions(min_value=Fraction(1, 1000), max_value=1000),
    order=st.permutations(NAMES),
)
def test_choices_score_within_bounds_in_whatever_order_they_stand(
    key: list[str], given_: list[str], points: Fraction, order: list[str]
) -> None:
    item = item_of("choice", key, points=str(points))
    assert isinstance(item, ChoiceItem)
    outcome = score(item, Response(values=tuple(given_)))
    assert outcome.max_score == points and outcome.score in (0, points)
    assert outcome.is_right == (bool(key) and set(given_) == set(key))
    by_name = {choice.identifier: choice for choice in item.choices}
    shuffled = replace(item, choices=tuple(by_name[name] for name in order))
    assert score(shuffled, Response(values=tuple(reversed(given_)))) == outcome


def text_item(gaps: list[str]) -> GapItem:
    keys = [{"kind": "text-entry", "answers": [{"text": text}]} for text in gaps]
    item = item_of("gap", keys)
    assert isinstance(item, GapItem)
    return item


@given(gaps=st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=4), data=st.data())
def test_gaps_score_within_bounds_and_take_their_own_answers(
    gaps: list[str], data: st.DataObject
) -> None:
    gaps = [f"{text}a" if is_blank(text) else text for text in gaps]
    item = text_item(gaps)
    assert score(item, Response(values=tuple(gaps))).is_right
    spaced = tuple(f"  {text}\t" for text in gaps)
    assert score(item, Response(values=spaced)).is_right, "White space around does not matter."
    typed = data.draw(st.lists(st.text(max_size=8), max_size=5))
    outcome = score(item, Response(values=tuple(typed)))
    assert outcome.score in (0, 1)
    assert not outcome.is_right or len(typed) == len(gaps)


def test_a_concealed_gap_takes_nothing() -> None:
    bare = TextEntryGap(answers=(), place=PLACE)
    item = replace(text_item(["a"]), gaps=(bare,))
    assert score(item, Response(values=("a",))).score == 0
