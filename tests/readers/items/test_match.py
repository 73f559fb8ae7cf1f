"""Match items: read from lines with arrows, and an exam shows nothing of who belongs to whom."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from lessonry.domain.items import MatchItem
from lessonry.domain.quiz import Mode
from tests.cases import read
from tests.rendering.test_quiz import render

HEAD = "## What goes where? { #where }\n\n"
TAIL = "\n!!! explanation\n    So.\n"


def item_of(lines: str) -> MatchItem:
    (item,) = read(f"{HEAD}{lines}\n{TAIL}")[0].items
    assert isinstance(item, MatchItem)
    return item


def test_several_lefts_share_a_right_and_distractors_belong_to_none() -> None:
    item = item_of("- Milk => fridge\n- Bread => shelf\n- Butter =>  fridge\n- => cellar")
    assert [left.text.markdown for left in item.lefts] == ["Milk", "Bread", "Butter"]
    assert [(right.identifier, right.text.markdown) for right in item.rights] == [
        ("a", "cellar"),
        ("b", "fridge"),
        ("c", "shelf"),
    ]
    assert item.key == ("b", "c", "b")
    assert item.partner(1).text.markdown == "shelf"


@pytest.mark.parametrize(
    ("line", "left", "right"),
    [
        ("- a=>b", "a", "b"),
        ("- `x => y` => code", "`x => y`", "code"),
        ("- x \\=> y => escaped", "x => y", "escaped"),
        ("- a <=> b => both ways", "a <=> b", "both ways"),
        ("- one => two\n  more", "one", "two\nmore"),
        ("- one\n  more => two", "one\nmore", "two"),
        ("*\ttab => stop", "tab", "stop"),
        ("- [a](b.md) => ![c](d.png)", "[a](b.md)", "![c](d.png)"),
        ("- code =>\n    ```\n    a => b\n    ```", "code", "```\na => b\n```"),
    ],
)
def test_the_arrow_outside_of_code_parts_a_line(line: str, left: str, right: str) -> None:
    item = item_of(f"{line}\n{line[0]} => other")
    assert item.lefts[0].text.markdown == left
    assert item.partner(0).text.markdown == right


def test_rights_that_differ_in_blanks_are_one_whichever_comes_first() -> None:
    one = item_of("- a => the  fridge\n- b => the fridge\n- => c")
    other = item_of("- a => the fridge\n- b => the  fridge\n- => c")
    assert len(one.rights) == 2
    assert [right.text for right in one.rights] == [right.text for right in other.rights]


def test_each_side_has_its_own_place() -> None:
    item = item_of("- Milk => fridge\n- => cellar")
    places = [item.lefts[0].place, item.partner(0).place]
    assert [(place.span.line, place.span.column) for place in places] == [(3, 3), (3, 11)]


def test_an_exam_is_the_same_whoever_belongs_to_whom() -> None:
    rights = ("fridge", "Shelf", "cellar")
    pages = set()
    for key in product(rights, repeat=2):
        rest = "".join(f"\n- => {right}" for right in rights if right not in key)
        lines = f"- Milk => {key[0]}\n- Bread => {key[1]}{rest}"
        quiz = read(f"{HEAD}{lines}\n{TAIL}")[0]
        pages.add(render(replace(quiz, mode=Mode.EXAM)))
    (page,) = pages
    assert "data-lr-key" not in page and "So." not in page


def test_a_list_of_the_browsers_own_shows_letters_where_it_shows_less() -> None:
    plain = render(read(f"{HEAD}- a => *one*\n- b => two\n{TAIL}")[0])
    assert "lr-match-letter" not in plain and 'aria-hidden="true"' in plain
    alike = render(read(f"{HEAD}- a => one\n- b => One\n{TAIL}")[0])
    assert "A · One" in alike and "B · one" in alike
