"""Gaps on the page: a control and an answer of each kind, and nothing of the key in an exam."""

from __future__ import annotations

import html
import json
import re

from lessonry.domain.quiz import Quiz
from tests.cases import read
from tests.rendering.test_quiz import render

ASKED = (
    "## Where? {{ #where }}\n\nIt is [[{number}]] to the [[ {list} ]] of [[{words}]].\n\n"
    "| a | b |\n| --- | --- |\n| x | [[= {other}]] |\n\n!!! explanation\n    So.\n"
)
KEYS = (
    {"number": "= 5 ± 2% km", "list": "(north) | south", "words": "Rome", "other": "4 | -4"},
    {"number": "= 10..20", "list": "north | (south)", "words": "/Par[ie]s/i", "other": "4"},
    {"number": "= -1 sf 2 °C", "list": "(south) | north", "words": "a|b", "other": "1/3 %"},
)


def quiz(mode: str, **key: str) -> Quiz:
    front = f"---\nmode: {mode}\npass_mark: 50%\n---\n"
    found, _ = read(front + ASKED.format(**key))
    return found


def test_an_exam_is_the_same_byte_for_byte_whatever_its_key() -> None:
    pages = {render(quiz("exam", **key)) for key in KEYS}
    assert len(pages) == 1
    (page,) = pages
    assert "data-lr-key" not in page and page.count('inputmode="text"') == 2
    assert {render(quiz("practice", **key)) for key in KEYS} != pages


def test_each_kind_of_gap_has_its_control_and_its_answer() -> None:
    page = render(quiz("practice", **KEYS[0]))
    kinds = ["numeric-entry", "inline-choice", "text-entry", "numeric-entry"]
    assert re.findall(r'data-lr-gap="([^"]*)"', page) == kinds
    assert re.findall(r'aria-label="([^"]*)"', page) == [f"Gap {n} of 4" for n in (1, 2, 3, 4)]
    assert re.findall(r'<mark class="lr-key">([^<]*)', page) == ["5 km", "north", "Rome", "4"]
    options = re.findall(r'<option value="([^"]*)">([^<]*)', page)
    assert options == [("", "…"), ("a", "north"), ("b", "south")]
    (key,) = (json.loads(html.unescape(k)) for k in re.findall(r'data-lr-key="([^"]*)"', page))
    assert [gap["kind"] for gap in key] == kinds
    assert key[0]["answers"] == [{"low": "49/10", "high": "51/10"}]
    assert key[0]["units"]["m"] == ["1/1000", "0"] and key[1]["key"] == ["a"]
    assert key[3] == {
        "kind": "numeric-entry",
        "answers": [{"low": "4", "high": "4"}, {"low": "-4", "high": "-4"}],
        "units": {},
    }


def test_a_phone_shows_the_keys_that_the_answer_needs() -> None:
    modes = {}
    for number in ("= 5", "= 0.5..2", "= -5", "= -5..5", "= 4 | -4", "= 5 km"):
        page = render(quiz("practice", **{**KEYS[0], "number": number}))
        modes[number] = re.findall(r'inputmode="([^"]*)"', page)[0]
    assert [number for number, mode in modes.items() if mode == "decimal"] == ["= 5", "= 0.5..2"]


def test_what_an_author_writes_in_a_list_is_shown_as_it_is() -> None:
    page = render(quiz("practice", **{**KEYS[0], "list": '(a < b) | "a" & b'}))
    assert '<option value="b">a &lt; b</option>' in page and "&amp; b" in page
    assert '<mark class="lr-key">a &lt; b</mark>' in page


def test_several_right_choices_are_all_shown_as_the_key() -> None:
    page = render(quiz("practice", **{**KEYS[0], "list": "(a) | b | (c)"}))
    assert '<mark class="lr-key">a</mark> or <mark class="lr-key">c</mark>' in page
