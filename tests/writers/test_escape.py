"""Texts that no file of ours could hold as they stand show the same, written in another way."""

from __future__ import annotations

import pytest

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.gaps import NumericAnswer, NumericEntryGap
from lessonry.domain.items import ChoiceItem, GapItem, Item
from lessonry.domain.items.frame import gap_mark
from lessonry.importers.drafts import Draft, inline_gap, text_gap
from lessonry.readers.quiz import read_quiz
from lessonry.writers.quiz import write_item
from tests.quizzes import HERE


def choice(stem: str, text: str = "one", feedback: str | None = None) -> Item:
    draft = Draft(place=HERE, identifier="a", stem=stem)
    return draft.choice([(text, True, feedback), ("two", False, None)], multiple=False)


def again(item: Item) -> Item:
    """Return an item as it is read from what is written of it: without a fault, and of its kind."""
    diagnostics = Diagnostics()
    source = Source(path="x", text=write_item(item))
    (read,) = read_quiz(source, diagnostics, identifier="x").items
    assert not diagnostics.errors, source.text
    assert read.kind == item.kind
    assert write_item(read) == write_item(again_of(read)), "what was written once stays as it is"
    return read


def again_of(item: Item) -> Item:
    source = Source(path="x", text=write_item(item))
    return read_quiz(source, Diagnostics(), identifier="x").items[0]


@pytest.mark.parametrize(
    ("stem", "shown"),
    [
        ("See:\n\n## Part\n\nmore", "See:\n\n### Part\n\nmore"),
        ("See:\n\nPart\n====\n\nmore", "See:\n\n### Part\n\nmore"),
        ("See:\n\n> said\n> so\n\nmore", 'See:\n\n!!! quote ""\n    said\n    so\n\n\nmore'),
        ("See:\n\n- (x) no choice", "See:\n\n- \\(x) no choice"),
        ("See:\n\n- (x) not \\(y\\)", "See:\n\n- &#40;x) not \\(y\\)"),
        ("See:\n\n!!! answer\n    x", "See:\n\n\\!!! answer\n    x"),
        ("See:\n\n[[no gap]]", "See:\n\n\\[[no gap]]"),
        ("See:\n\n`[[[1]]]`", "See:\n\n<code>&#91;&#91;&#91;1]]]</code>"),
        (
            "See:\n\n| a | b |\n|---|---|\n| x | ( ) |",
            "See:\n\n| a | b |\n|---|---|\n| x | \\( ) |",
        ),
        ("See:\n\n<!-- a note -->", "See:\n\n&lt;!-- a note -->"),
        ("See:\n\n```\nopen", "See:\n\n```\nopen\n```"),
        ("See:\n\nso ```int a```", "See:\n\nso ```int a```"),
        ("See:\n\n```int a```", "See:\n\n```int a```"),
        ("See:\n\n```vars\na = 1\n```", "See:\n\n```text\na = 1\n```"),
        ("See:\n\n<pre>\nopen", "See:\n\n&lt;pre>\nopen"),
    ],
)
def test_a_question_holds_nothing_that_reads_as_a_part_of_an_item(stem: str, shown: str) -> None:
    read = again(choice(stem))
    assert read.heading is None or read.heading.markdown == "See:"
    said = "\n\n".join(part.markdown for part in (read.heading, read.body) if part)
    assert said == shown


def test_code_between_three_ticks_on_a_line_opens_no_block() -> None:
    read = again(choice("See:", "```int a```", "So ```int b```"))
    assert isinstance(read, ChoiceItem)
    first = read.choices[0]
    assert first.text.markdown == "```int a```"
    assert first.feedback and first.feedback.markdown == "So ```int b```"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("> a\n>\n> $$b$$\n\nc", "a\n\n$$b$$\n\nc"),
        ("a\n\n> > b\n>\n> c", "a\n\nb\n\nc"),
        ("\\> a", "\\> a"),
    ],
)
def test_a_quotation_in_a_choice_keeps_its_words_alone(text: str, shown: str) -> None:
    read = again(choice("Which?", text))
    assert isinstance(read, ChoiceItem)
    assert read.choices[0].text.markdown == shown and read.choices[0].feedback is None


def test_a_list_goes_on_with_no_list_of_the_question() -> None:
    text = write_item(choice("Which?\n\n- a\n- b"))
    assert "- a\n- b\n\n* (x) one\n* ( ) two\n" in text
    read = again(choice("Which?\n\n- a\n- b"))
    assert isinstance(read, ChoiceItem) and len(read.choices) == 2


def test_a_choice_of_several_lines_and_its_reason_stand_below_its_brackets() -> None:
    item = choice("Which?", "```\ncode\n```", "Because.\n\nReally.")
    assert "- (x)\n  ```\n  code\n  ```\n  > Because.\n  >\n  > Really.\n- ( ) two\n" in write_item(
        item
    )
    assert again(item) == item


def test_a_reason_stands_four_blanks_below_a_choice_of_one_line() -> None:
    assert "- (x) one\n    > Because.\n" in write_item(choice("Which?", "one", "Because."))


def test_a_heading_with_a_gap_stands_below_its_braces() -> None:
    gap = text_gap(HERE, ["x"])
    made = Draft(place=HERE, identifier="a", stem=f"It is {gap_mark(0)}.").gaps([gap])
    assert write_item(made) == "## { #a }\n\nIt is [[x]].\n"


def test_answers_that_hold_our_signs_become_patterns_that_accept_the_same() -> None:
    texts = ["a|b", "x]]", "/p/", "= 5", "(c)", "a?b"]
    for text in texts:
        item = Draft(place=HERE, identifier="a", stem=f"It:\n\n{gap_mark(0)}").gaps(
            [text_gap(HERE, [text])]
        )
        read = again(item)
        assert isinstance(read, GapItem)
        (answer,) = read.gaps[0].answers  # type: ignore[union-attr]
        assert answer.accepts(text) and not answer.accepts("ab")  # type: ignore[arg-type]


def test_a_bar_in_a_list_that_drops_down_becomes_a_wide_one() -> None:
    gap = inline_gap(HERE, [("a|b", True), ("c", False)])
    item = Draft(place=HERE, identifier="a", stem=f"It:\n\n{gap_mark(0)}").gaps([gap])
    assert "[[ (a｜b) | c ]]" in write_item(item)


@pytest.mark.parametrize(
    ("answer", "unit", "written"),
    [
        (NumericAnswer(shown="5", low=4, high=6), None, "= 5 ± 1"),  # type: ignore[arg-type]
        (NumericAnswer(shown="5", low=3, high=6), None, "= 3..6"),  # type: ignore[arg-type]
        (NumericAnswer(shown="many", low=5, high=5), None, "= 5"),  # type: ignore[arg-type]
        (NumericAnswer(shown="50", low=48, high=52), "%", "= 48..52 %"),  # type: ignore[arg-type]
    ],
)
def test_numbers_that_lie_unevenly_or_show_none_are_written_as_spans(
    answer: NumericAnswer, unit: str | None, written: str
) -> None:
    gap = NumericEntryGap(answers=(answer,), unit=unit, place=HERE)
    item = Draft(place=HERE, identifier="a", stem=f"It:\n\n{gap_mark(0)}").gaps([gap])
    assert f"[[{written}]]" in write_item(item)
