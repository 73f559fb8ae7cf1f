"""Did you mean …? Slips are answered, strangers are not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.diagnostics.spelling import distance, meant, suggestion

KNOWN = ("two", "pass_mark", "Recovery", "explanation", "hint", "title", "a")


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("tow", "two"),
        ("pas_mark", "pass_mark"),
        ("PASSMARK", "pass_mark"),
        ("reocvrey", "Recovery"),
        ("explantoin", "explanation"),
        ("hints", "hint"),
        ("b", None),
        ("", None),
        ("tip", None),
        ("hide", None),
        ("template", None),
        ("recoveries of yesterday", None),
    ],
)
def test_a_slip_is_answered_and_a_stranger_is_not(slip: str, right: str | None) -> None:
    assert suggestion(slip, KNOWN) == right


def test_an_endless_word_is_no_slip() -> None:
    begin = time.process_time()
    assert suggestion("x" * 1_000_000, KNOWN) is None
    assert time.process_time() - begin < 1


@given(st.text(max_size=9), st.text(max_size=9))
def test_the_distance_is_that_of_two_words_in_either_order(one: str, other: str) -> None:
    there = distance(one, other)
    assert there == distance(other, one)
    assert (there == 0) is (one == other)
    assert abs(len(one) - len(other)) <= there <= max(len(one), len(other))


def test_of_two_that_are_as_near_the_one_with_the_same_capitals_is_meant() -> None:
    assert suggestion("kmm", ["Mm", "km"]) == "km"
    assert suggestion("kmm", ["km", "Mm"]) == "km"


@pytest.mark.parametrize(
    ("word", "right"),
    [("scorm", "scorm-1.2 or scorm-2004"), ("Moodle", "moodle-xml"), ("gitf", "gift"), ("", None)],
)
def test_the_beginning_of_names_means_them_all(word: str, right: str | None) -> None:
    assert meant(word, ["scorm-1.2", "scorm-2004", "moodle-xml", "gift"]) == right
