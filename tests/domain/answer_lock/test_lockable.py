"""Which items a lock can be made of."""

from __future__ import annotations

from typing import Any

import pytest

from lessonry.domain.answer_lock.lockable import refusals
from tests.cases import read
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


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("= 12 ± 1", ""),
        ("= 360 ± 18", ""),
        ("= 11..13", ""),
        ("= 5 ± 0%", ""),
        ("= 10..20", "no multiple"),
        ("= 12 ± 5", "no multiple"),
        ("= 5.0 ± 10%", "percentage"),
        ("= 360 ± 5%", "percentage"),
        ("= 100 ± 3%", "percentage"),
        ("= 5%", "unit"),
    ],
)
def test_a_number_is_locked_unless_its_step_would_tell_it(written: str, said: str) -> None:
    quiz, _ = read(f"## A\n\nIt is [[{written}]].\n\n!!! explanation\n    So.\n")
    found = "; ".join(refusals(quiz.items[0]))
    assert said in found and bool(said) is bool(found)


def test_what_is_not_graded_needs_no_right_response() -> None:
    assert not list(refusals(item_of("extended-text", {"criteria": [1]}, points="0")))
