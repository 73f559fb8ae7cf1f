"""An item's rules are followed: what is right, what it is worth and what is said are read from them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.items import ChoiceItem, GapItem
from lessonry.domain.items.gap import accepts
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.qti.scoring import ALSO_RIGHT, NOT_THE_MOST
from tests.importers.qti.samples import (
    ENTRY,
    MAP_RESPONSE,
    choices,
    item,
    quiz_of,
    read_one,
    response,
)


@pytest.mark.parametrize(
    ("weights", "policy", "notes"),
    [
        ((0.5, 0.5, -0.5), PartialCredit.RIGHT_MINUS_WRONG, 0),
        ((0.5, 0.5, 0), PartialCredit.PER_PART, 1),
        ((0.5, 0.5, -1), PartialCredit.RIGHT_MINUS_WRONG, 1),
    ],
)
def test_mapped_choices_get_the_nearest_credit(
    weights: tuple[float, ...], policy: PartialCredit, notes: int
) -> None:
    entries = "".join(
        f'<mapEntry mapKey="c{n}" mappedValue="{weight}"/>' for n, weight in enumerate(weights, 1)
    )
    mapping = f'<mapping lowerBound="0" defaultValue="0">{entries}</mapping>'
    declared = response("c1|c2", cardinality="multiple", mapping=mapping)
    made, told = read_one(item(declared, choices("a", "b", "c", most="0"), MAP_RESPONSE))
    assert made is not None
    assert made.partial_credit is policy
    assert len(told.notes) == notes


def test_a_key_may_be_said_by_points_alone() -> None:
    mapping = '<mapping defaultValue="0"><mapEntry mapKey="c2" mappedValue="3"/></mapping>'
    made, told = read_one(item(response(mapping=mapping), choices("a", "b"), MAP_RESPONSE))
    assert isinstance(made, ChoiceItem)
    assert made.key == {"b"}
    assert made.points == 3
    assert told.notes == ()


def test_points_are_what_the_file_declares() -> None:
    most = (
        '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">'
        "<defaultValue><value>2.5</value></defaultValue></outcomeDeclaration>"
    )
    made, told = read_one(item(response("c1") + most, choices("a", "b")))
    assert made is not None
    assert made.points == Fraction(5, 2)
    assert told.notes == (NOT_THE_MOST.format(earned="1", most="2.5"),)


def modal(name: str, text: str) -> str:
    return (
        f'<modalFeedback outcomeIdentifier="FB" identifier="{name}" showHide="show"><p>{text}</p>'
        "</modalFeedback>"
    )


def test_feedback_goes_where_it_is_shown() -> None:
    told = (
        '<responseProcessing><responseCondition><responseIf><match><variable identifier="RESPONSE"/>'
        '<correct identifier="RESPONSE"/></match><setOutcomeValue identifier="SCORE"><baseValue'
        ' baseType="float">1</baseValue></setOutcomeValue><setOutcomeValue identifier="FB"><baseValue'
        ' baseType="identifier">well</baseValue></setOutcomeValue></responseIf><responseElse>'
        '<setOutcomeValue identifier="FB"><baseValue baseType="identifier">no</baseValue>'
        "</setOutcomeValue></responseElse></responseCondition></responseProcessing>"
        + modal("well", "Yes.")
        + modal("no", "No.")
        + modal("zz", "Always.").replace('"show"', '"hide"')
    )
    outcome = '<outcomeDeclaration identifier="FB" cardinality="single" baseType="identifier"/>'
    inline = '<feedbackInline outcomeIdentifier="FB" identifier="c1">In.</feedbackInline>'
    made, said = read_one(item(response("c1") + outcome, choices(f"a {inline}", "b", "c"), told))
    assert isinstance(made, ChoiceItem)
    texts = [choice.feedback.markdown if choice.feedback else None for choice in made.choices]
    assert texts == ["In.\n\nYes.", "No.", "No."]
    assert made.explanation is not None
    assert made.explanation.markdown == "Always."
    assert said.notes == ()


def rules(test: str) -> str:
    return (
        f"<responseProcessing><responseCondition><responseIf>{test}<setOutcomeValue"
        ' identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
        "</responseIf></responseCondition></responseProcessing>"
    )


GIVEN = '<variable identifier="RESPONSE"/>'
JA = '<baseValue baseType="string">Ja</baseValue>'
CASELESS = f'<stringMatch caseSensitive="false">{GIVEN}{JA}</stringMatch>'
KEY = '<correct identifier="RESPONSE"/>'
NEAR = f'<equal toleranceMode="absolute" tolerance="0.5 0.5">{GIVEN}{KEY}</equal>'
TWO = '<baseValue baseType="float">2.0</baseValue>'
ONE = '<baseValue baseType="float">1</baseValue>'
THREE = '<baseValue baseType="float">3</baseValue>'
TENTH = f'<equal toleranceMode="relative" tolerance="10">{GIVEN}{TWO}</equal>'
BETWEEN = f"<and><gt>{GIVEN}{ONE}</gt><lte>{GIVEN}{THREE}</lte></and>"
ROUNDED = f'<equalRounded roundingMode="significantFigures" figures="2">{GIVEN}{TWO}</equalRounded>'
PATTERN = f'<patternMatch pattern="^colou?r$">{GIVEN}</patternMatch>'


@pytest.mark.parametrize(
    ("test", "right", "wrong", "base"),
    [
        (PATTERN, "color", "xcolor", "string"),
        (CASELESS, "JA", "nein", "string"),
        (NEAR, "2.5", "2.6", "float"),
        (TENTH, "2.2", "2.3", "float"),
        (BETWEEN, "2.9", "3.1", "float"),
        (ROUNDED, "2.04", "2.1", "float"),
    ],
)
def test_what_is_right_is_read_from_the_rules(test: str, right: str, wrong: str, base: str) -> None:
    key = "2" if base == "float" else ""
    made, told = read_one(item(response(key, base=base), ENTRY, rules(test)))
    assert isinstance(made, GapItem)
    assert accepts(made.gaps[0], right)
    assert not accepts(made.gaps[0], wrong)
    assert told.carried is Carried.WHOLE


def test_several_gaps_with_sums_of_mappings() -> None:
    entry = '<mapEntry mapKey="{}" mappedValue="1" caseSensitive="false"/>'
    one = f'<mapping defaultValue="0">{entry}</mapping>'
    declared = response("a", base="string", name="R1", mapping=one.format("a")) + response(
        "b", base="string", name="R2", mapping=one.format("b")
    )
    body = (
        '<p><textEntryInteraction responseIdentifier="R1"/> and'
        ' <textEntryInteraction responseIdentifier="R2"/></p>'
    )
    total = (
        '<responseProcessing><setOutcomeValue identifier="SCORE"><sum><mapResponse identifier="R1"/>'
        '<mapResponse identifier="R2"/></sum></setOutcomeValue></responseProcessing>'
    )
    made, told = read_one(item(declared, body, total))
    assert isinstance(made, GapItem)
    assert len(made.gaps) == 2
    assert made.points == 2
    assert made.partial_credit is PartialCredit.PER_PART
    assert told.carried is Carried.WHOLE


def test_rules_that_cannot_be_followed_are_told() -> None:
    made, told = read_one(item(response("c1"), choices("a", "b"), rules("<customOperator/>")))
    assert isinstance(made, ChoiceItem)
    assert made.key == {"a"}
    assert "uses customOperator" in told.notes[0]


def test_an_item_that_asks_several_things_becomes_several() -> None:
    second = choices("c", "d", prompt="And then?").replace("RESPONSE", "R2")
    gap = '<p>So <textEntryInteraction responseIdentifier="R3"/>.</p>'
    body = f"<p>Read.</p><div>{choices('a', 'b')}<p>Go on.</p>{second}</div>{gap}"
    declared = response("c1") + response("c2", name="R2") + response("x", base="string", name="R3")
    tests = "".join(
        f'<responseCondition><responseIf><match><variable identifier="{name}"/><correct'
        f' identifier="{name}"/></match><setOutcomeValue identifier="SCORE"><sum><variable'
        f' identifier="SCORE"/><baseValue baseType="float">{points}</baseValue></sum>'
        "</setOutcomeValue></responseIf></responseCondition>"
        for name, points in (("RESPONSE", 1), ("R2", 2), ("R3", 3))
    )
    quiz = quiz_of(item(declared, body, f"<responseProcessing>{tests}</responseProcessing>"))
    one, two, three = quiz.quiz.items
    assert [made.kind for made in (one, two, three)] == ["choice", "choice", "gap"]
    assert [made.points for made in (one, two, three)] == [Fraction(n) for n in (1, 2, 3)]
    stems = [
        " / ".join(part.markdown for part in (made.heading, made.body) if part is not None)
        for made in (one, two, three)
    ]
    assert stems[:2] == ["Read. / Which?", "Go on. / And then?"]
    assert stems[2].startswith("So ")
    assert isinstance(two, ChoiceItem)
    assert two.key == {"b"}
    assert [told.carried for told in quiz.report] == [Carried.CHANGED] * 3


def test_a_pattern_that_is_none_of_ours_is_left_out_and_told() -> None:
    other = f'<patternMatch pattern="\\p{{L}}+">{GIVEN}</patternMatch>'
    test = f"<or><match>{GIVEN}{KEY}</match>{other}</or>"
    made, told = read_one(item(response("York", base="string"), ENTRY, rules(test)))
    assert isinstance(made, GapItem)
    assert accepts(made.gaps[0], "York")
    assert any("left out" in note for note in told.notes)


@pytest.mark.parametrize(
    "test",
    [
        "<not/>",
        f"<match>{GIVEN}</match>",
        f"<gte>{GIVEN}{GIVEN}{GIVEN}</gte>",
        f'<equalRounded figures="999999999">{GIVEN}{TWO}</equalRounded>',
        f"<power>{TWO}{TWO}{TWO}</power>",
        f'<patternMatch pattern="(a+)+b">{GIVEN}</patternMatch>',
        "<random/>",
    ],
)
def test_rules_that_are_broken_end_in_a_note(test: str) -> None:
    made, told = read_one(item(response("2.0", base="float"), ENTRY, rules(test)))
    assert made is not None
    assert told.kind == "textEntryInteraction"


def test_openolat_tells_right_and_wrong_by_outcomes_of_its_own() -> None:
    outcomes = (
        '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float"><defaultValue>'
        '<value>2.0</value></defaultValue></outcomeDeclaration><outcomeDeclaration identifier="BASIC"'
        ' cardinality="single" baseType="identifier"><defaultValue><value>empty</value></defaultValue>'
        '</outcomeDeclaration><outcomeDeclaration identifier="FB" cardinality="multiple"'
        ' baseType="identifier"/>'
    )
    value = '<baseValue baseType="identifier">{}</baseValue>'
    basic = f'<setOutcomeValue identifier="BASIC">{value}</setOutcomeValue>'

    def modal_if(value: str) -> str:
        return (
            '<responseCondition><responseIf><and><match><baseValue baseType="identifier">'
            f'{value}</baseValue><variable identifier="BASIC"/></match></and><setOutcomeValue'
            ' identifier="FB"><multiple><variable identifier="FB"/><baseValue baseType="identifier">'
            f"on-{value}</baseValue></multiple></setOutcomeValue></responseIf></responseCondition>"
        )

    processing = (
        f"<responseProcessing><responseCondition><responseIf><isNull>{GIVEN}</isNull>"
        f"{basic.format('empty')}</responseIf><responseElseIf><match>{GIVEN}{KEY}</match>"
        '<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/><variable'
        f' identifier="MAXSCORE"/></sum></setOutcomeValue>{basic.format("correct")}</responseElseIf>'
        f"<responseElse>{basic.format('incorrect')}</responseElse></responseCondition>"
        f"{modal_if('correct')}{modal_if('incorrect')}</responseProcessing>"
        + modal("on-correct", "Well done.")
        + modal("on-incorrect", "Read again.")
    )
    made, told = read_one(item(response("c2") + outcomes, choices("a", "b", "c"), processing))
    assert isinstance(made, ChoiceItem)
    assert made.points == 2
    texts = [choice.feedback.markdown if choice.feedback else None for choice in made.choices]
    assert texts == ["Read again.", "Well done.", "Read again."]
    assert told.carried is Carried.WHOLE


def test_a_condition_without_its_if_is_one() -> None:
    below = '<lt><variable identifier="SCORE"/><baseValue baseType="float">0</baseValue></lt>'
    nothing = (
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue>'
        "</setOutcomeValue>"
    )
    entries = "".join(
        f'<mapEntry mapKey="c{n}" mappedValue="{points}"/>'
        for n, points in ((1, 1), (2, -1), (3, 1))
    )
    scored = (
        '<setOutcomeValue identifier="SCORE"><mapResponse identifier="RESPONSE"/></setOutcomeValue>'
    )
    rules = f"{scored}<responseCondition><and>{below}</and>{nothing}</responseCondition>"
    asked = response("c1|c3", "multiple", mapping=f"<mapping>{entries}</mapping>")
    processing = f"<responseProcessing>{rules}</responseProcessing>"
    made, told = read_one(item(asked, choices("a", "b", "c", most="0"), processing))
    assert made is not None and made.partial_credit is PartialCredit.RIGHT_MINUS_WRONG
    assert told.notes == ()


def test_a_template_counts_each_of_several_responses_that_it_does_not_name() -> None:
    asked = response("tea", base="string", name="R1") + response("cup", base="string", name="R2")
    body = "".join(f'<p><textEntryInteraction responseIdentifier="R{n}"/></p>' for n in (1, 2))
    made, told = read_one(item(asked, body))
    assert made is not None and made.points == 2 and told.notes == ()
    assert made.partial_credit is PartialCredit.PER_PART


def test_what_has_no_key_is_not_said_to_earn_nothing() -> None:
    _, told = read_one(item(response(cardinality="multiple"), choices("Yes", "No", most="0")))
    assert told.notes == ()


def test_other_answers_that_are_right_as_well_are_told() -> None:
    told_right = "".join(
        f'<member><baseValue baseType="identifier">c{n}</baseValue><variable identifier="RESPONSE"/>'
        "</member>"
        for n in (1, 2)
    )
    one = '<equal><containerSize><variable identifier="RESPONSE"/></containerSize>{}</equal>'
    alone = one.format('<baseValue baseType="integer">1</baseValue>')
    full = (
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue>'
        "</setOutcomeValue>"
    )
    rules = (
        f"<responseProcessing><responseCondition><responseIf><and>{alone}<or>{told_right}</or></and>"
        f"{full}</responseIf></responseCondition></responseProcessing>"
    )
    body = choices("a", "b", "c", most="0")
    made, told = read_one(item(response("c1", "multiple"), body, rules))
    assert isinstance(made, ChoiceItem) and made.key == {"a"}
    assert told.notes == (ALSO_RIGHT,)
