"""An item that asks several things becomes several items, which share its words and its points."""

from __future__ import annotations

from fractions import Fraction

from lessonry.domain.items import ChoiceItem
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.qti.item import PART, REVEALED
from lessonry.importers.qti.scoring import TOGETHER
from tests.importers.qti.samples import item, quiz_of, response

ONE = response("c1", name="R1")
TWO = response("c2", name="R2")


def asked(name: str, prompt: str = "Which?") -> str:
    return (
        f'<choiceInteraction responseIdentifier="{name}" maxChoices="1"><prompt>{prompt}</prompt>'
        '<simpleChoice identifier="c1">Black</simpleChoice>'
        '<simpleChoice identifier="c2">Green</simpleChoice></choiceInteraction>'
    )


def right(name: str) -> str:
    return f'<match><variable identifier="{name}"/><correct identifier="{name}"/></match>'


def adds(test: str, points: str, deeper: str = "") -> str:
    return (
        f'<responseCondition><responseIf>{test}<setOutcomeValue identifier="SCORE"><sum>'
        f'<variable identifier="SCORE"/><baseValue baseType="float">{points}</baseValue></sum>'
        f"</setOutcomeValue>{deeper}</responseIf></responseCondition>"
    )


def read(body: str, rules: str, declarations: str = ONE + TWO) -> ImportedQuiz:
    processing = f"<responseProcessing>{rules}</responseProcessing>"
    return quiz_of(item(declarations, body, processing))


def points(quiz: ImportedQuiz) -> list[Fraction]:
    return [one.points for one in quiz.quiz.items]


def test_each_part_has_the_points_that_it_adds() -> None:
    quiz = read(asked("R1") + asked("R2"), adds(right("R1"), "1") + adds(right("R2"), "3"))
    assert points(quiz) == [1, 3]
    assert [one.notes for one in quiz.report] == [(PART,), (PART,)]


def test_a_part_that_counts_upon_another_is_tried_beside_it_and_told() -> None:
    inner = adds(right("R2"), "1")
    quiz = read(asked("R1") + asked("R2"), adds(right("R1"), "1", inner))
    assert points(quiz) == [1, 1]
    keys = [one.key for one in quiz.quiz.items if isinstance(one, ChoiceItem)]
    assert keys == [{"a"}, {"b"}]
    assert [one.notes for one in quiz.report] == [(PART, TOGETHER), (PART, TOGETHER)]


def test_parts_that_count_together_alone_share_the_points() -> None:
    both = adds(f"<and>{right('R1')}{right('R2')}</and>", "2")
    quiz = read(asked("R1") + asked("R2"), both)
    assert points(quiz) == [1, 1]
    assert all(TOGETHER in one.notes for one in quiz.report)


def test_a_text_that_nobody_scores_takes_no_points_from_the_others() -> None:
    text = '<extendedTextInteraction responseIdentifier="T"/>'
    quiz = read(
        asked("R1") + text, adds(right("R1"), "2"), ONE + response("So.", base="string", name="T")
    )
    assert points(quiz) == [2, 0]


def test_words_that_stand_between_the_questions_stay() -> None:
    body = f"<div>First of all<br/>{asked('R1')} And <b>then</b> this:<br/>{asked('R2')}</div>"
    quiz = read(body, adds(right("R1"), "1") + adds(right("R2"), "1"))
    said = [one.heading.markdown for one in quiz.quiz.items if one.heading]
    assert said == ["First of all", "And **then** this:"]


def test_a_passage_in_the_item_stands_in_each_of_its_parts() -> None:
    passage = '<rubricBlock view="candidate"><p>A leaf fell into a cup.</p></rubricBlock>'
    body = passage + asked("R1", "Where to?") + asked("R2", "What fell?")
    quiz = read(body, adds(right("R1"), "1") + adds(right("R2"), "1"))
    said = [one.heading.markdown for one in quiz.quiz.items if one.heading]
    assert said == ["A leaf fell into a cup."] * 2


def test_what_is_asked_bit_by_bit_is_left_with_its_reason() -> None:
    shown = (
        '<feedbackBlock outcomeIdentifier="BODY" identifier="p" showHide="show">{}</feedbackBlock>'
    )
    body = shown.format(asked("R1")) + shown.format(asked("R2"))
    (told,) = read(body, adds(right("R1"), "1")).report
    assert told.notes == (REVEALED,)
