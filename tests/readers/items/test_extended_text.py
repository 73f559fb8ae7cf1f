"""Extended text is read with its rubric, each criterion at its place, and hides all of it in an exam."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lessonry.domain.concealment import conceal, secrets
from lessonry.domain.items import ExtendedTextItem
from tests.cases import read

LETTER = """## Say no. { #no }

A man asks. [[...]] Take your time.

!!! rubric
    - I say *no*,
      clearly { points=2 }
    - I give `a [[reason]]`

!!! model-answer
    “No.”
"""


def letter(text: str) -> ExtendedTextItem:
    quiz, diagnostics = read(text)
    assert not diagnostics.errors, [d.message for d in diagnostics]
    (item,) = quiz.items
    assert isinstance(item, ExtendedTextItem)
    return item


def test_a_text_is_read_with_what_it_is_judged_by() -> None:
    item = letter(LETTER)
    assert item.body and item.body.markdown == "A man asks.  Take your time."
    assert item.model_answer and item.model_answer.markdown == "“No.”"
    assert [(c.text.markdown, c.points) for c in item.rubric] == [
        ("I say *no*,\nclearly", Fraction(2)),
        ("I give `a [[reason]]`", Fraction(1)),
    ]
    assert [str(c.place) for c in item.rubric] == ["quizzes/case.md:6:7", "quizzes/case.md:8:7"]


def test_a_criterion_may_begin_below_its_dash() -> None:
    item = letter(
        "## Say no { #no }\n\n[[...]]\n\n!!! rubric\n    -\n      - a\n      - b\n    - c\n"
    )
    assert [c.text.markdown for c in item.rubric] == ["- a\n- b", "c"]


@pytest.mark.parametrize("gap", ["[[...]]", "[[ ... ]]", "[[…]]", "[[....]]"])
def test_dots_in_a_gap_are_where_a_text_goes(gap: str) -> None:
    assert letter(LETTER.replace("[[...]]", gap)) == letter(LETTER)


def test_a_text_worth_nothing_needs_no_rubric() -> None:
    item = letter("## What do you take with you? { points=0 }\n\n[[...]]\n")
    assert item.rubric == () and item.points == 0


def test_two_hundred_criteria_are_read() -> None:
    lines = "".join(f"    - Criterion {n}\n" for n in range(200))
    assert len(letter(f"## Write.\n\n[[...]]\n\n!!! rubric\n{lines}").rubric) == 200


def test_nothing_it_is_judged_by_is_published_with_an_exam() -> None:
    item = letter(LETTER)
    bare = conceal(item)
    assert isinstance(bare, ExtendedTextItem)
    assert bare.rubric == () and bare.model_answer is None and secrets(bare) == ()
    moved = letter(LETTER.replace("clearly", "kindly").replace("“No.”", "“Never.”"))
    assert conceal(moved) == bare
