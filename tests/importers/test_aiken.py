"""Aiken as Moodle reads it."""

from __future__ import annotations

import pytest

from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.items import ChoiceItem
from lessonry.importers import aiken, formats
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.settling import settle

TWO = """What is the <b> for?
A) bold & strong
B. [[gap]]
ANSWER: A

Which?
A. one

B) two
C. three
ANSWER:C
"""


def read(text: str | bytes, name: str = "old questions.txt") -> ImportedQuiz:
    data = text if isinstance(text, bytes) else text.encode()
    (made,) = aiken.read(ForeignFile(name=name, data=data))
    return made


def one(text: str) -> Fidelity:
    (told,) = read(text).report
    return told


def test_questions_are_told_by_their_answers() -> None:
    made = read(TWO)
    assert made.quiz.identifier == "old-questions" and made.quiz.title == "Old questions"
    first, second = made.quiz.items
    assert isinstance(first, ChoiceItem) and isinstance(second, ChoiceItem)
    assert [choice.is_key for choice in first.choices] == [True, False]
    assert [choice.is_key for choice in second.choices] == [False, False, True]
    assert [told.carried for told in made.report] == [Carried.WHOLE] * 2
    assert [told.line for told in made.report] == [1, 6]
    text = settle(made).text
    assert "## What is the &lt;b> for? { #what-is-the-b-for }" in text
    assert "- ( ) \\[[gap]]" in text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_are_forgiven(encoding: str, end: str) -> None:
    made = read("Größe?\nA) süß\nB) ja\nANSWER: B\n".replace("\n", end).encode(encoding))
    (item,) = made.quiz.items
    assert item.heading and item.heading.markdown == "Größe?"
    assert bool(made.notes) == (encoding == "cp1252")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Which?\nA) x\nB) y\n", "No line `ANSWER:`"),
        ("Which?\nA) x\nANSWER: A\n", "one choice"),
        ("Which?\nANSWER: A\n", "no choices"),
        ("A) x\nB) y\nANSWER: A\n", "No question"),
        ("Which?\nA) x\nB) y\nANSWER: C\n", "none of its 2 choices"),
        ("Which?\nA) x\nB) y\nANSWER:\n", "No line `ANSWER:`"),
    ],
)
def test_a_question_that_is_not_whole_is_left_with_the_reason(text: str, note: str) -> None:
    told = one(text)
    assert told.carried is Carried.LEFT and note in told.notes[0]
    assert told.original == text.strip()


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Which of\nthese?\nA) x\nB) y\nANSWER: A\n", "Moodle would keep the last"),
        ("Which?\nA) x\nB) y\nANSWER: A, B\n", "only the first letter counts"),
        ("Which?\nA) x\nB) y\nANSWER: b\n", "Moodle would not"),
        ("Which?\nA) x\nC) y\nANSWER: B\n", "lettered A, C"),
        ("Which?\nA) x\nB) y\nAnswer: B\n", "in capitals"),
    ],
)
def test_what_moodle_would_read_otherwise_is_told(text: str, note: str) -> None:
    told = one(text)
    assert told.carried is Carried.CHANGED and note in " ".join(told.notes)


def test_choices_without_a_blank_are_choices_as_in_moodle_and_a_sentence_is_none() -> None:
    made = read("U.S. tea?\nA)hot\nB.cold\nANSWER: B\n\nWho?\nA) U.N.\nU.S.\nB) x\nANSWER: A\n")
    first, *others = made.report
    assert first.carried is Carried.WHOLE and first.name == "U.S. tea?"
    (item,) = made.quiz.items
    assert isinstance(item, ChoiceItem)
    assert [choice.text.markdown for choice in item.choices] == ["hot", "cold"]
    assert [one.carried for one in others] == [Carried.LEFT] * 2


def test_formulas_stay_formulas_and_prices_prices() -> None:
    made = read("Is \\(a_1\\) more than $5-$10?\nA) $$\\sqrt{2}$$\nB) {2}\nANSWER: A\n")
    (item,) = made.quiz.items
    assert isinstance(item, ChoiceItem) and item.heading is not None
    assert item.heading.markdown == "Is \\(a_1\\) more than &#36;5-$10?"
    assert [one.text.markdown for one in item.choices] == ["$$\\sqrt{2}$$", "\\{2}"]


def test_a_broken_question_takes_none_of_the_next() -> None:
    made = read("First?\nA) x\nB) y\nSecond?\nA) v\nB) w\nANSWER: B\n")
    assert [told.carried for told in made.report] == [Carried.LEFT, Carried.WHOLE]


def test_the_format_is_told_and_nothing_else_taken_for_it() -> None:
    def found(text: str, name: str = "x.txt") -> str:
        return formats.format_of(ForeignFile(name=name, data=text.encode())).name

    assert found(TWO) == "aiken"
    assert found("::a:: What? {=yes ~no}") == "gift"
    assert not aiken.matches(ForeignFile(name="x.txt", data=b"A) one\nB) two\n"))


def test_a_file_without_questions_is_refused() -> None:
    with pytest.raises(ForeignError, match="no question in Aiken"):
        read("\n\n")
