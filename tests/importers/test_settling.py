"""What is settled reads well: what our reader refuses is left out, told, and kept in a comment."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz, Section
from lessonry.importers.drafts import Draft, inline_gap, text_gap
from lessonry.importers.imported import Attachment, ImportedQuiz
from lessonry.importers.settling import (
    ALTERED,
    BOXED,
    PATTERN,
    QUOTED,
    REGRADED,
    UNQUOTED,
    SettledQuiz,
    settle,
)
from lessonry.readers.quiz import read_quiz
from tests.quizzes import HERE, choices, quizzes


def draft(name: str, stem: str = "Which?") -> Draft:
    return Draft(place=HERE, identifier=name, stem=stem, explanation="So.")


def choice(name: str, *, key: int = 0, text: str = "One", stem: str = "Which?") -> Item:
    pairs: list[tuple[str, bool, str | None]] = [(text, key == 0, None), ("Two", key == 1, None)]
    return draft(name, stem).choice(pairs, multiple=False)


def told(item: Item, **more: object) -> Fidelity:
    said = Fidelity(
        name=item.identifier,
        kind="mc",
        carried=Carried.WHOLE,
        item=item.identifier,
        original=f"::{item.identifier}:: as it --> was",
    )
    return replace(said, **more)  # type: ignore[arg-type]


def settled(*items: Item, attachments: tuple[Attachment, ...] = ()) -> SettledQuiz:
    quiz = Quiz(identifier="old", title="Old", sections=(Section(items=items),), place=HERE)
    report = tuple(told(item) for item in items)
    return settle(ImportedQuiz(quiz=quiz, report=report, attachments=attachments))


def read(text: str) -> tuple[Quiz, Diagnostics]:
    found = Diagnostics()
    return read_quiz(Source(path="old.md", text=text), found, identifier="old"), found


def test_what_reads_well_is_carried_whole() -> None:
    made = settled(choice("a"), choice("b", key=1))
    assert [one.carried for one in made.report] == [Carried.WHOLE] * 2
    assert made.path == "old.md" and made.items == 2
    assert "<!--" not in made.text and not made.diagnostics


def test_a_question_that_our_reader_refuses_is_left_in_its_words_and_kept() -> None:
    made = settled(choice("a"), choice("keyless", key=-1), choice("c"))
    whole, left, last = made.report
    assert (whole.carried, left.carried, last.carried) == (
        Carried.WHOLE,
        Carried.LEFT,
        Carried.WHOLE,
    )
    assert left.item is None and "(LR120)" in left.notes[0]
    assert made.items == 2
    quiz, found = read(made.text)
    assert [item.identifier for item in quiz.items] == ["a", "c"] and not found.errors
    assert "::keyless:: as it -- > was" in made.text
    assert made.text.rstrip().endswith("-->")


def test_lines_of_a_draft_are_not_told_since_nobody_has_it() -> None:
    twice = draft("same").choice([("One", True, None), ("One", False, None)], multiple=False)
    several = [(text, True, None) for text in ("One", "Two", "Three")]
    (same, keys) = settled(twice, draft("keys").choice(several, multiple=False)).report
    assert same.notes == ("This choice is the same as another one. (LR122)",)
    assert keys.notes == ("Only one choice can be the key, and 3 are marked. (LR121)",)


def test_a_question_that_spoils_the_next_is_the_one_that_is_left() -> None:
    spoiling = draft("spoiling", "Look:\n\n<pre>\nnever closed").choice(
        [("a", True, None), ("b", False, None)], multiple=False
    )
    made = settled(spoiling, choice("b"))
    quiz, found = read(made.text)
    assert not found.errors and "b" in {item.identifier for item in quiz.items}
    assert made.report[1].carried is Carried.WHOLE


def test_what_is_written_in_another_way_and_shows_the_same_is_whole() -> None:
    made = settled(choice("a", text="rect(1,2,3,4) and (x)", stem="Is `[[a]]` a gap?"))
    assert made.report[0].carried is Carried.WHOLE
    quiz, found = read(made.text)
    assert not found.errors and quiz.items[0].kind == "choice"


def test_an_answer_that_became_a_pattern_is_told() -> None:
    made = settled(draft("a", "It is \ue000gap0\ue001.").gaps([text_gap(HERE, ["a|b", "(c)"])]))
    assert made.report[0].carried is Carried.CHANGED and made.report[0].notes == (PATTERN,)
    assert "[[/a\\|b/i|/\\(c\\)/i]]" in made.text


def test_a_quotation_that_became_a_box_is_told() -> None:
    made = settled(choice("a", stem="> She said: no.\n> And yes.\n\nWhich?"))
    assert made.report[0].notes == (QUOTED,)
    assert '!!! quote ""\n    She said: no.\n    And yes.\n' in made.text


def test_a_quotation_in_an_answer_that_lost_its_mark_is_told() -> None:
    made = settled(choice("a", text="> She said: no."))
    assert made.report[0].notes == (UNQUOTED,)
    assert "- (x) She said: no.\n" in made.text


def test_what_cannot_be_said_exactly_is_told() -> None:
    third = replace(choice("a"), points=Fraction(1, 3))
    made = settled(third)
    assert made.report[0].carried is Carried.CHANGED and made.report[0].notes == (ALTERED,)
    assert "points=0.333333" in made.text


def test_an_item_that_would_ask_for_other_answers_is_left() -> None:
    gap = inline_gap(HERE, [("one", False), ("two", False)])  # in our grammar: words to type
    made = settled(draft("a", "It is \ue000gap0\ue001.").gaps([gap]), choice("b"))
    assert made.items == 1
    assert made.report[0].carried is Carried.LEFT and made.report[0].notes == (REGRADED,)


def test_a_list_that_became_a_box_is_told() -> None:
    item = draft("a", "1. wet\n2. dry\n\nWhich comes first?").order(["one", "two"])
    made = settled(item)
    assert made.report[0].notes == (BOXED,)


def test_only_files_that_are_shown_go_along() -> None:
    shown = choice("a", stem="![a cat](old/a%20cat.png)")
    files = (
        Attachment(path="old/a cat.png", data=b"1"),
        Attachment(path="old/other.png", data=b"2"),
    )
    assert settled(shown, attachments=files).attachments == files[:1]


def test_a_quiz_of_which_nothing_is_left_says_so_by_having_no_items() -> None:
    made = settled(choice("a", key=-1))
    assert made.items == 0 and not made.diagnostics


@settings(max_examples=30, deadline=None)
@given(quizzes(items=choices(), most=3))
def test_settling_what_reads_well_changes_nothing(quiz: Quiz) -> None:
    report = tuple(told(item) for item in quiz.items)
    made = settle(ImportedQuiz(quiz=quiz, report=report))
    assert [one.carried for one in made.report] == [Carried.WHOLE] * len(quiz.items)
    assert read_quiz(Source(path="x", text=made.text), Diagnostics(), identifier="x") == quiz
