"""What is written reads back as it was: whatever the kind, the rules and the texts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import Item, ScenarioItem
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import FeedbackTime, Quiz, Section
from lessonry.readers.quiz import read_quiz
from lessonry.writers.quiz import write_quiz
from tests.cases import EXPECTED, QUIZ_CASES
from tests.docs.examples import examples
from tests.machine import ROOT
from tests.quizzes import (
    choices,
    extended_texts,
    gaps,
    hotspots,
    matches,
    matrices,
    orders,
    quizzes,
    rules,
    scenarios,
)

KINDS: dict[str, st.SearchStrategy[Item]] = {
    "choice": choices(),
    "order": orders(),
    "match": matches(),
    "matrix": matrices(),
    "gap": gaps(),
    "extended-text": extended_texts(),
    "hotspot": hotspots(),
}
WRITTEN = [
    *sorted((ROOT / "quizzes").rglob("*.md")),
    *sorted((ROOT / "generator/lessonry/project/starter").rglob("quizzes/*.md")),
]


def read(text: str) -> tuple[Quiz, Diagnostics]:
    diagnostics = Diagnostics()
    return read_quiz(
        Source(path="quizzes/x.md", text=text), diagnostics, identifier="x"
    ), diagnostics


def of_one_variant(quiz: Quiz) -> Quiz:
    sections = tuple(
        replace(section, items=tuple(replace(item, variants=()) for item in section.items))
        for section in quiz.sections
    )
    return replace(quiz, sections=sections)


def assert_reads_back(quiz: Quiz) -> Diagnostics:
    """Hold a quiz against what is read of it once it is written."""
    text = write_quiz(quiz)
    again, diagnostics = read(text)
    assert [i.identifier for i in again.items] == [i.identifier for i in quiz.items], text
    for before, after in zip(quiz.items, again.items, strict=True):
        assert after == before, text
        assert fingerprint(after) == fingerprint(before), text
    assert again == quiz, text
    return diagnostics


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_reads_back_as_it_was(kind: str) -> None:
    @settings(max_examples=40, deadline=None)
    @given(quizzes(items=KINDS[kind], most=2))
    def law(quiz: Quiz) -> None:
        assert_reads_back(quiz)

    law()


@settings(max_examples=40, deadline=None)
@given(scenarios(), rules())
def test_a_scenario_reads_back_as_it_was(item: ScenarioItem, quiz: Quiz) -> None:
    feedback = quiz.feedback if quiz.feedback is not FeedbackTime.END else FeedbackTime.IMMEDIATE
    item = replace(item, heading=Prose(markdown=quiz.title, place=item.place))
    if quiz.description:
        item = replace(item, body=Prose(markdown=quiz.description, place=item.place))
    assert_reads_back(replace(quiz, feedback=feedback, sections=(Section(items=(item,)),)))


@pytest.mark.parametrize("file", WRITTEN, ids=lambda path: path.stem)
def test_the_quizzes_of_the_course_read_back_without_a_new_word(file: Path) -> None:
    quiz, before = read(file.read_text("utf-8"))
    after = assert_reads_back(of_one_variant(quiz))
    assert [d.code for d in after] == [d.code for d in before]


def test_whatever_is_written_well_reads_back() -> None:
    texts = [EXPECTED.sub("", case.read_text("utf-8")) for case in QUIZ_CASES]
    for page in (ROOT / "docs" / "reference").rglob("*.md"):
        texts += [example.text for example in examples(page)]
    read_well = [quiz for quiz, found in map(read, texts) if quiz.items and not found.errors]
    assert len(read_well) > 80
    for quiz in read_well:
        assert_reads_back(of_one_variant(quiz))
