"""One spelling for each response."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.domain.answer_lock.canonical import canonical, number
from lessonry.domain.answer_lock.lockable import grids, refusals, right
from lessonry.domain.gaps import NumericEntryGap
from lessonry.domain.gaps.numeric_entry import accepts
from lessonry.domain.items import Item
from lessonry.domain.response import Response
from lessonry.domain.scoring import score
from tests.keyed import gap_of, item_of
from tests.responses import right as right_response
from tests.responses import wrong

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "lock-vectors.json").read_text("utf-8"))
KEYS: dict[str, list[Any]] = {
    "choice": [["b"], ["a", "c"]],
    "hotspot": [["c"], ["a", "d"]],
    "order": [["c", "a", "b"]],
    "match": [["b", "a", "b"]],
    "matrix": [["a", "b"], ["a b", "c"]],
    "gap": [
        [{"kind": "inline-choice", "key": ["b"]}],
        [{"kind": "text-entry", "answers": [{"text": "Goodhart."}]}],
        [{"kind": "numeric-entry", "answers": [{"low": "11", "high": "13"}]}],
        [{"kind": "numeric-entry", "answers": [{"low": "-7/2", "high": "-7/2"}]}],
    ],
}


def every_item() -> list[Item]:
    return [item_of(kind, key) for kind, keys in KEYS.items() for key in keys]


@pytest.mark.parametrize("case", VECTORS["canonical"], ids=lambda case: case["name"])
def test_a_response_has_the_spelling_of_the_vectors(case: dict[str, Any]) -> None:
    key: Any = ["a"] * case.get("parts", 3)
    if case["kind"] == "gap":
        key = [
            {"kind": kind} | ({"key": []} if kind == "inline-choice" else {"answers": []})
            for kind in case["gaps"]
        ]
    steps = [None if step is None else Fraction(step) for step in case.get("grids", [])]
    said = canonical(item_of(case["kind"], key), Response(values=tuple(case["values"])), steps)
    assert said == case["canonical"]


@pytest.mark.parametrize("item", every_item(), ids=right)
def test_the_right_response_has_the_spelling_that_the_lock_is_made_of(item: Item) -> None:
    assert not list(refusals(item))
    given_ = Response(values=right_response(item))
    assert score(item, given_).is_right
    assert canonical(item, given_, grids(item)) == right(item)


@pytest.mark.parametrize("item", every_item(), ids=right)
def test_a_wrong_response_has_another(item: Item) -> None:
    assert canonical(item, Response(values=wrong(item)), grids(item)) != right(item)


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1))
def test_the_order_of_what_is_ticked_makes_no_other_spelling(chosen: list[str]) -> None:
    item = item_of("choice", ["a", "b"])
    there = canonical(item, Response(values=tuple(chosen)))
    assert there == canonical(item, Response(values=tuple(reversed(chosen))))
    assert (there == right(item)) is score(item, Response(values=tuple(chosen))).is_right


@given(
    middle=st.integers(-50, 50),
    tolerance=st.fractions(min_value="1/8", max_value=4, max_denominator=8),
    typed=st.decimals(-500, 500, places=3),
)
def test_a_number_opens_where_it_is_graded_right_but_at_the_upper_edge(
    middle: int, tolerance: Fraction, typed: object
) -> None:
    step = 2 * tolerance
    low, high = middle * step - tolerance, middle * step + tolerance
    gap = gap_of({"kind": "numeric-entry", "answers": [{"low": str(low), "high": str(high)}]})
    assert isinstance(gap, NumericEntryGap)
    opens = number(str(typed), step) == str(middle * step)
    assert opens is (accepts(gap, str(typed)) and Fraction(str(typed)) != high)
