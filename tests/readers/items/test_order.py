"""Order items: read from a numbered list, and an exam shows nothing of the order."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.domain.concealment import conceal
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import OrderItem
from lessonry.domain.quiz import Mode
from tests.cases import read
from tests.rendering.test_quiz import render

TEXTS = ("Say sorry", "listen", "Mend it")


def quiz_of(lines: list[str]) -> str:
    steps = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
    return f"## In which order? {{ #steps }}\n\n{steps}\n\n!!! explanation\n    So.\n"


def item_of(lines: list[str]) -> OrderItem:
    (item,) = read(quiz_of(lines))[0].items
    assert isinstance(item, OrderItem)
    return item


def test_the_lines_are_the_key_and_letters_follow_the_alphabet() -> None:
    item = item_of([*TEXTS])
    assert [(entry.identifier, entry.text.markdown) for entry in item.entries] == [
        ("a", "listen"),
        ("b", "Mend it"),
        ("c", "Say sorry"),
    ]
    assert item.key == ("c", "a", "b")
    assert [entry.text.markdown for entry in item.in_order] == [*TEXTS]
    assert item.body is None


def test_an_entry_keeps_its_blocks_and_its_place() -> None:
    text = "## Order\n\n1. First\n   line\n\n    ```sh\n    a  => b\n    ```\n\n2. Second\n"
    (item,) = read(text)[0].items
    assert isinstance(item, OrderItem)
    first = item.in_order[0]
    assert first.text.markdown.startswith("First\nline\n\n")
    assert "a  => b" in first.text.markdown
    assert (first.place.span.line, first.place.span.column) == (3, 4)


def test_two_hundred_entries_are_read_and_no_two_share_a_letter() -> None:
    item = item_of([f"Step {number:03}" for number in range(200)])
    assert len({entry.identifier for entry in item.entries}) == 200
    assert item.key[0] == "a" and item.key[26] == "aa"


@pytest.mark.parametrize("lines", [list(order) for order in permutations(TEXTS)])
def test_an_exam_is_the_same_whatever_the_order(lines: list[str]) -> None:
    exam = replace(read(quiz_of(lines))[0], mode=Mode.EXAM)
    first = replace(read(quiz_of([*TEXTS]))[0], mode=Mode.EXAM)
    assert render(exam) == render(first)
    assert "data-lr-key" not in render(exam)


@given(st.lists(st.text("abAB ", min_size=1).filter(str.strip), min_size=2, max_size=6))
def test_what_is_published_does_not_know_the_order(lines: list[str]) -> None:
    one, other = item_of(lines), item_of(lines[::-1])
    assert fingerprint(conceal(one)) == fingerprint(conceal(other))
