"""Sides of a pool: each item belongs to exams or to practice, and stays there."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lessonry.domain.items import Item
from lessonry.domain.selection import HALF, Selection, Sought, is_for_exams
from tests.cases import read

shares = st.fractions(min_value=0, max_value=1)


def item(identifier: str = "a", options: str = "") -> Item:
    quiz, _ = read(f"## A {{ #a {options} }}\n\nIt is [[so]].\n")
    return replace(quiz.items[0], identifier=identifier)


@given(st.text(min_size=1), shares, shares)
def test_a_larger_share_takes_no_item_from_the_exams(
    name: str, one: Fraction, other: Fraction
) -> None:
    low, high = sorted((one, other))
    assert is_for_exams(item(name), high) or not is_for_exams(item(name), low)


def test_all_and_nothing_are_meant() -> None:
    names = [f"item-{number}" for number in range(1000)]
    assert all(is_for_exams(item(name), Fraction(1)) for name in names[:50])
    assert not any(is_for_exams(item(name), Fraction(0)) for name in names[:50])
    plain = item()
    half = sum(is_for_exams(replace(plain, identifier=name), HALF) for name in names)
    assert 430 < half < 570


def test_the_side_of_an_item_is_the_same_for_ever() -> None:
    # From a SHA-256 made elsewhere: whoever changes the rule moves published items into exams.
    assert [is_for_exams(item(name), HALF) for name in ("gift", "tone", "word")] == [
        False,
        True,
        False,
    ]


def test_the_author_decides_where_the_author_says() -> None:
    assert is_for_exams(item(options="for=exam"), Fraction(0))
    assert not is_for_exams(item(options="for=practice"), Fraction(1))


def test_what_is_looked_for_must_all_fit_and_commas_mean_any() -> None:
    def sought(*names: str) -> tuple[Sought, ...]:
        return tuple(Sought(name=name, place=found.place) for name in names)

    found = item(options="tags=phone,counter objective=recovery-1")
    for tags, objectives, fits in (
        (("phone",), (), True),
        (("mail", "counter"), (), True),
        (("mail",), (), False),
        (("phone",), ("recovery-1",), True),
        (("phone",), ("recovery-2",), False),
        ((), ("recovery-2", "recovery-1"), True),
        ((), (), True),
    ):
        selection = Selection(tags=sought(*tags), objectives=sought(*objectives), place=found.place)
        assert selection.fits(found) is fits, (tags, objectives)
