"""What a pattern of QTI stands for here, and a text that it takes."""

from __future__ import annotations

import re

import pytest

from lessonry.importers.qti.patterns import example

TAKEN = (
    "abc", "a|b", "(?:ab)+c?", r"[A-C]{2,3}x", r"\d\d-\w", r"a\.b", "colou?r", "a{3}", "x*", r"[\]a]b",
)  # fmt: skip


@pytest.mark.parametrize("pattern", TAKEN)
def test_a_text_is_found_that_the_pattern_takes(pattern: str) -> None:
    said = example(pattern)
    assert said is not None
    assert re.fullmatch(pattern, said)


@pytest.mark.parametrize("pattern", ["[^a]", "(a", r"\p", "{", "a)", "+", "\\"])
def test_none_is_found_where_that_is_not_easy(pattern: str) -> None:
    assert example(pattern) is None
