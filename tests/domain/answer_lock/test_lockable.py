"""Which items a lock can be made of."""

from __future__ import annotations

from typing import Any

import pytest

from lessonry.domain.answer_lock.lockable import refusals
from tests.keyed import item_of


def text(**rule: Any) -> list[dict[str, Any]]:
    return [{"kind": "text-entry", "answers": [{"text": "colour"} | rule]}]


def number(*answers: dict[str, Any], **units: list[str]) -> list[dict[str, Any]]:
    return [{"kind": "numeric-entry", "answers": list(answers), "units": units}]


EXACT = {"low": "5", "high": "5"}
REFUSED: list[tuple[str, Any, str]] = [
    ("extended-text", {"criteria": [1]}, "no single right response"),
    (
        "scenario",
        {"start": "a", "best": "1", "scenes": {"a": {"x": {"to": "b", "points": "1"}}, "b": {}}},
        "several ways",
    ),
    ("matrix", None, "survey"),
    ("matrix", ["a", ""], "each row"),
    ("choice", [], "nothing in it"),
    ("gap", [{"kind": "inline-choice", "key": ["a", "b"]}], "several of the inline choices"),
    ("gap", [{"kind": "text-entry", "answers": [{"text": "a"}, {"text": "b"}]}], "several answers"),
    ("gap", text(pattern=True), "pattern"),
    ("gap", text(typos=1), "typos"),
    ("gap", text(ignoreCase=False), "capitals"),
    ("gap", text(ignoreAccents=True), "accents"),
    ("gap", number(EXACT, {"low": "6", "high": "6"}), "several answers"),
    ("gap", number(EXACT, km=["1", "0"]), "unit"),
    ("gap", number({"low": "5", "high": "5", "figures": 2}), "significant figures"),
    ("gap", number({"low": "10", "high": "20"}), "no multiple"),
    ("gap", number({"low": "40", "high": "44"}), "no multiple"),
    ("gap", [*number(EXACT), *text(pattern=True)], "in gap 2"),
]


@pytest.mark.parametrize(("kind", "key", "said"), REFUSED, ids=lambda value: str(value)[:60])
def test_what_has_no_single_right_response_is_refused_with_its_reason(
    kind: str, key: Any, said: str
) -> None:
    assert said in "; ".join(refusals(item_of(kind, key)))


@pytest.mark.parametrize(
    "key",
    [
        text(),
        number(EXACT),
        number({"low": "11", "high": "13"}),
        number({"low": "-1", "high": "1"}),
    ],
    ids=["a text", "an exact number", "a number with a tolerance", "nothing with a tolerance"],
)
def test_what_has_one_is_not(key: Any) -> None:
    assert not list(refusals(item_of("gap", key)))


def test_what_is_not_graded_needs_no_right_response() -> None:
    assert not list(refusals(item_of("extended-text", {"criteria": [1]}, points="0")))
