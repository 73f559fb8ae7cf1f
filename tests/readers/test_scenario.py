"""What the reader makes of a scenario."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lessonry.domain.items import ScenarioItem, Tone
from lessonry.domain.quiz import FeedbackTime, Quiz
from lessonry.domain.response import Response
from lessonry.domain.scoring import score, share
from tests.cases import read
from tests.readers.test_quiz import case
from tests.scenario import BEST, LATE, POOR, WET_SHOES, wet_shoes


def only(quiz: Quiz) -> ScenarioItem:
    (item,) = quiz.items
    assert isinstance(item, ScenarioItem)
    return item


def test_a_file_is_one_item_with_a_scene_a_heading() -> None:
    quiz, diagnostics = read(WET_SHOES)
    assert not len(diagnostics)
    item = only(quiz)
    assert [section.title for section in quiz.sections] == [None]
    assert item.identifier == "case" and item.points == 1 and item.best == 5
    assert item.heading and item.heading.markdown == "Wet shoes"
    assert item.body and item.body.markdown.startswith("A customer stands")
    names = [scene.identifier for scene in item.scenes]
    assert names == ["door", "cross", "look", "stays", "left"]
    assert [scene.identifier for scene in item.outcomes] == ["stays", "left"]
    assert [scene.tone for scene in item.scenes] == [None, None, None, Tone.GOOD, Tone.POOR]


def test_a_scene_has_speech_turns_and_what_the_debrief_says() -> None:
    door = only(read(WET_SHOES)[0]).scenes[0]
    assert door.body and door.body.markdown.endswith(
        "> “I bought these on *Monday*. They let the water in.”"
    )
    assert "Show me" not in door.body.markdown
    assert (
        door.debrief and door.debrief.markdown == "His first question is whether you believe him."
    )
    assert [(t.identifier, t.target, str(t.points)) for t in door.turns] == [
        ("a", "look", "2"),
        ("b", "cross", "0"),
        ("c", "cross", "-1"),
    ]
    assert door.turns[0].text.markdown == "“Show me. Which way did the water come?”"
    assert (
        door.turns[0].feedback and door.turns[0].feedback.markdown == "You look before you judge."
    )


def test_turns_hold_markdown_over_several_lines() -> None:
    quiz, _ = read(case("fine-scenario"))
    item = only(quiz)
    first, second, third = item.scenes[0].turns
    assert first.text.markdown == "“Show me `[x](#y)`, \\] please.\nWhich way did it [come]?”"
    assert first.feedback and "> A quotation in it." in first.feedback.markdown
    assert first.target == second.target == "look"
    assert second.text.markdown == "**Shrug.**" and first.points == 2 and second.points == -1
    assert (third.text.markdown, third.target) == ("Wait ![a](a.png).", "späte-stunde")
    assert item.scenes[2].identifier == "späte-stunde"
    body = item.scenes[0].body
    assert body and all(
        part in body.markdown for part in ("!!! quote", "| 1 | 2 |", "- not a turn")
    )


def test_the_front_matter_says_what_items_say_behind_their_heading() -> None:
    item = only(read(case("fine-scenario"))[0])
    assert (item.points, item.objective, item.tags) == (Fraction(5, 2), "shop-1", ("rain", "shoes"))
    assert item.shuffle
    assert not only(read(wet_shoes(shuffle="false"))[0]).shuffle


def test_such_fields_mean_nothing_in_another_quiz() -> None:
    _, diagnostics = read("---\npoints: 2\n---\n## A\n\n- (x) a\n    > So.\n- ( ) b\n")
    assert [(d.code, d.message) for d in diagnostics] == [("LR010", "Unknown field `points`.")]


def test_comments_are_for_nobody() -> None:
    text = WET_SHOES.replace("It rains. A man", "It rains. <!-- a is best --> A man")
    assert "best" not in str(only(read(text)[0]).scenes)


def test_feedback_at_the_end_is_feedback_at_the_outcome() -> None:
    assert read(wet_shoes(feedback="end"))[0].feedback is FeedbackTime.IMMEDIATE
    assert read(wet_shoes(feedback="never"))[0].feedback is FeedbackTime.NEVER


@pytest.mark.parametrize(
    ("way", "worth"),
    [
        (BEST, 1),
        (LATE, Fraction(4, 5)),
        (POOR, 0),
        (("b", "c", "a", "a"), Fraction(3, 5)),
        (("a",), 0),
    ],
)
def test_ways_score_by_what_was_said_first_in_each_scene(
    way: tuple[str, ...], worth: Fraction
) -> None:
    item = only(read(wet_shoes(points="2"))[0])
    assert share(item, Response(values=way)) == worth
    assert score(item, Response(values=way)).score == 2 * worth


def test_a_scene_in_another_quiz_is_recognized() -> None:
    _, diagnostics = read("## A\n\n- [On](#b)\n\n## B\n\nEnd.\n")
    (first, *_) = diagnostics
    assert first.code == "LR111" and "kind: scenario" in (first.help or "")


def test_a_best_way_of_more_turns_than_a_response_may_have_is_an_error() -> None:
    scenes = [f"## S{n}\n\n- [On](#s{n + 1}) {{ points=1 }}\n    > So.\n" for n in range(201)]
    _, diagnostics = read("---\nkind: scenario\n---\n" + "\n".join(scenes) + "\n## S201\n")
    assert [d.code for d in diagnostics.errors] == ["LR197"]
    assert "201 turns" in diagnostics.errors[0].message
