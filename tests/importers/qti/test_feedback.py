"""What an item tells afterwards goes behind the choice it speaks of, or to the explanation."""

from __future__ import annotations

from lessonry.domain.items import ChoiceItem
from lessonry.importers.qti.feedback import LATE, RIGHT_ONLY, WRONG_ONLY
from tests.importers.qti.samples import ENTRY, choices, item, read_one, response

RESPONSE = '<variable identifier="RESPONSE"/>'
SCORED = (
    "<responseCondition><responseIf>"
    f'<match>{RESPONSE}<correct identifier="RESPONSE"/></match>'
    '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue>'
    "</setOutcomeValue></responseIf></responseCondition>"
)


def truth(name: str, test: str) -> str:
    """Return a rule that sets an outcome to whether a test holds."""
    return f'<setOutcomeValue identifier="{name}">{test}</setOutcomeValue>'


def member(choice: str) -> str:
    return f'<member><baseValue baseType="identifier">{choice}</baseValue>{RESPONSE}</member>'


def told_as(name: str, text: str, title: str = "") -> str:
    return (
        f'<modalFeedback outcomeIdentifier="{name}" identifier="true" showHide="show"'
        f' title="{title}">{text}</modalFeedback>'
    )


def declared(*names: str) -> str:
    return "".join(
        f'<outcomeDeclaration identifier="{name}" cardinality="single" baseType="boolean"/>'
        for name in names
    )


def test_a_truth_shows_the_feedback_named_true() -> None:
    rules = truth("F1", member("c2")) + truth("F2", f"<not>{member('c1')}</not>")
    processing = f"<responseProcessing>{SCORED}{rules}</responseProcessing>"
    processing += told_as("F1", "b is wrong.", "Not &amp; never") + told_as("F2", "a is missed.")
    made, told = read_one(
        item(
            response("c1|c3", "multiple") + declared("F1", "F2"),
            choices("a", "b", "c", most="0"),
            processing,
        )
    )
    assert isinstance(made, ChoiceItem) and made.explanation is not None
    feedback = [one.feedback.markdown if one.feedback else "" for one in made.choices]
    assert feedback == ["", "**Not & never**\n\nb is wrong.", ""]
    assert made.explanation.markdown == "a is missed."
    assert told.notes == (WRONG_ONLY,)


def test_what_is_told_after_right_and_after_wrong_alike_is_no_loss() -> None:
    right = f'<match>{RESPONSE}<correct identifier="RESPONSE"/></match>'
    rules = truth("F1", right) + truth("F2", f"<not>{right}</not>")
    processing = f"<responseProcessing>{SCORED}{rules}</responseProcessing>"
    declarations = response("c1|c3", "multiple") + declared("F1", "F2")
    asked = choices("a", "b", "c", most="0")
    alike = told_as("F1", "Because.") + told_as("F2", "Because.")
    made, told = read_one(item(declarations, asked, processing + alike))
    assert made is not None and made.explanation is not None
    assert made.explanation.markdown == "Because." and told.notes == ()

    other = told_as("F1", "Well done.") + told_as("F2", "Because.")
    made, told = read_one(item(declarations, asked, processing + other))
    assert made is not None and made.explanation is not None
    assert made.explanation.markdown == "Well done.\n\nBecause."
    assert told.notes == (RIGHT_ONLY, WRONG_ONLY)


def from_attempt(number: int) -> str:
    return (
        f'<gte><variable identifier="numAttempts"/><baseValue baseType="integer">{number}</baseValue>'
        "</gte>"
    )


def test_what_is_told_from_the_first_attempt_on_is_told_always_and_what_comes_late_is_said() -> (
    None
):
    rules = truth("F1", from_attempt(1)) + truth("F2", from_attempt(3))
    processing = f"<responseProcessing>{SCORED}{rules}</responseProcessing>"
    processing += told_as("F1", "Think of leaves.") + told_as("F2", "It is tea.")
    made, told = read_one(
        item(response("c1") + declared("F1", "F2"), choices("a", "b"), processing)
    )
    assert made is not None and made.explanation is not None
    assert made.explanation.markdown == "Think of leaves.\n\nIt is tea."
    assert told.notes == (LATE,)


def test_praise_for_the_only_gap_is_no_word_to_everybody() -> None:
    right = f'<match>{RESPONSE}<correct identifier="RESPONSE"/></match>'
    processing = f"<responseProcessing>{SCORED}{truth('F1', right)}</responseProcessing>"
    asked = response("tea", base="string") + declared("F1")
    _, told = read_one(item(asked, ENTRY, processing + told_as("F1", "Well done.")))
    assert told.notes == (RIGHT_ONLY,)
