"""Scoring: the vectors that the browser is held to as well, and laws over any item."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.diagnostics import Place, Source
from lessonry.domain.items import Choice, ChoiceItem, Item, TextAnswer, TextEntryItem, TextGap
from lessonry.domain.prose import Prose
from lessonry.domain.response import Response
from lessonry.domain.scoring import score
from tests.machine import ROOT

VECTORS = json.loads((ROOT / "tests" / "scoring-vectors.json").read_text("utf-8"))
PLACE: Place = Source(path="quizzes/a.md", text="a").at(1)


def prose(text: str) -> Prose:
    return Prose(markdown=text, place=PLACE)


def choice_item(names: list[str], key: list[str], points: Fraction = Fraction(1)) -> ChoiceItem:
    choices = tuple(
        Choice(identifier=name, text=prose(name), is_key=name in key, place=PLACE) for name in names
    )
    return ChoiceItem(
        identifier="a",
        heading=prose("Which?"),
        body=None,
        points=points,
        place=PLACE,
        choices=choices,
        multiple=len(key) != 1,
    )


def text_item(gaps: list[list[dict[str, Any]]]) -> TextEntryItem:
    made = tuple(
        TextGap(
            answers=tuple(
                TextAnswer(
                    text=a["text"],
                    is_pattern=a.get("pattern", False),
                    ignore_case=a.get("ignoreCase", True),
                )
                for a in answers
            ),
            place=PLACE,
        )
        for answers in gaps
    )
    return TextEntryItem(identifier="a", heading=prose("Gap"), body=None, place=PLACE, gaps=made)


def item_of(vector: dict[str, Any]) -> Item:
    item = vector["item"]
    if item["kind"] == "choice":
        return choice_item(item["choices"], item["key"])
    assert item["kind"] == "text-entry"
    return text_item(item["key"])


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_vector_scores_as_it_says(vector: dict[str, Any]) -> None:
    outcome = score(item_of(vector), Response(values=tuple(vector["response"])))
    assert outcome.score == vector["score"] and outcome.max_score == 1


def test_there_are_vectors_right_and_wrong_of_every_kind() -> None:
    seen = {(vector["item"]["kind"], vector["score"]) for vector in VECTORS}
    assert seen == {(kind.kind, score) for kind in (ChoiceItem, TextEntryItem) for score in (0, 1)}


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
    item = choice_item(NAMES, key, points)
    outcome = score(item, Response(values=tuple(given_)))
    assert outcome.max_score == points and outcome.score in (0, points)
    assert outcome.is_right == (bool(key) and set(given_) == set(key))
    by_name = {choice.identifier: choice for choice in item.choices}
    shuffled = replace(item, choices=tuple(by_name[name] for name in order))
    assert score(shuffled, Response(values=tuple(reversed(given_)))) == outcome


@given(gaps=st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=4), data=st.data())
def test_gaps_score_within_bounds_and_take_their_own_answers(
    gaps: list[str], data: st.DataObject
) -> None:
    item = text_item([[{"text": text}] for text in gaps])
    assert score(item, Response(values=tuple(gaps))).is_right
    spaced = tuple(f"  {text}\t" for text in gaps)
    assert score(item, Response(values=spaced)).is_right, "White space around does not matter."
    typed = data.draw(st.lists(st.text(max_size=8), max_size=5))
    outcome = score(item, Response(values=tuple(typed)))
    assert outcome.score in (0, 1)
    assert not outcome.is_right or len(typed) == len(gaps)


def test_a_concealed_gap_takes_nothing() -> None:
    bare = TextGap(answers=(), place=PLACE)
    item = replace(text_item([[{"text": "a"}]]), gaps=(bare,))
    assert score(item, Response(values=("",))).score == 0
