"""What real tools write besides the letter of QTI 2 and 3 is read as they mean it."""

from __future__ import annotations

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.items import ChoiceItem
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.response import Response
from lessonry.domain.scoring import share
from lessonry.importers.qti.cdata import NOTE as CDATA_NOTE
from lessonry.importers.qti.gaps import FORGIVING
from lessonry.importers.settling import QUOTED, settle
from tests.importers.gaps_of import typed as words_in
from tests.importers.qti.samples import (
    ENTRY,
    MATCH_CORRECT,
    choices,
    item,
    quiz_of,
    read_one,
    response,
)

RESPONSE = '<variable identifier="RESPONSE"/>'
CORRECT = '<correct identifier="RESPONSE"/>'
FULL = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'


def rules(test: str) -> str:
    return (
        f"<responseProcessing><responseCondition><responseIf>{test}{FULL}</responseIf>"
        "</responseCondition></responseProcessing>"
    )


def texts(found: object) -> list[str]:
    return words_in(found)[0]


@pytest.mark.parametrize(
    "processing",
    [
        MATCH_CORRECT,
        rules(f"<match>{RESPONSE}{CORRECT}</match>"),
        rules(f"<match>{CORRECT}{RESPONSE}</match>"),
        rules(f"<member>{RESPONSE}{CORRECT}</member>"),
    ],
)
def test_each_of_several_keys_of_one_gap_is_right(processing: str) -> None:
    made, told = read_one(item(response("Rome|Roma", base="string"), ENTRY, processing))
    assert texts(made) == ["Rome", "Roma"]
    assert told.carried is Carried.WHOLE


def test_several_keys_of_one_choice_are_several_and_told() -> None:
    made, told = read_one(item(response("c1|c3"), choices("a", "b", "c")))
    assert isinstance(made, ChoiceItem) and made.multiple
    assert made.key == {"a", "c"}
    assert told.notes[0].startswith("Several answers were right, and one was to be chosen")


@pytest.mark.parametrize(
    "given",
    [
        RESPONSE,
        (
            '<customOperator definition="qade:Trim"><customOperator definition="qade:ToAscii">'
            f"{RESPONSE}</customOperator></customOperator>"
        ),
    ],
)
def test_a_text_that_is_compared_as_a_number_is_right(given: str) -> None:
    test = (
        f'<equal toleranceMode="exact">{given}<baseValue baseType="float">0.63</baseValue></equal>'
    )
    made, told = read_one(item(response("0.63", base="string"), ENTRY, rules(test)))
    assert texts(made) == ["0.63"]
    assert told.carried is Carried.WHOLE


PARSED = f'<customOperator definition="questify:ParseCommaDecimal">{RESPONSE}</customOperator>'


def compared(kind: str, number: str) -> str:
    return f'<{kind}>{PARSED}<baseValue baseType="float">{number}</baseValue></{kind}>'


@pytest.mark.parametrize(
    ("test", "taken", "refused"),
    [
        (compared("equal", "0.63"), ("0.63", "0,63", "0.630"), ("0.6", "a")),
        (
            f"<and>{compared('gte', '0.6')}{compared('lte', '0.66')}</and>",
            ("0.6", "0,65"),
            ("0.5", "0.7"),
        ),
    ],
)
def test_a_text_that_is_read_as_a_number_is_a_number(
    test: str, taken: tuple[str, ...], refused: tuple[str, ...]
) -> None:
    made, told = read_one(item(response("0,63", base="string"), ENTRY, rules(test)))
    assert made is not None and told.carried is Carried.WHOLE
    assert {share(made, Response(values=(said,))) for said in taken} == {1}
    assert {share(made, Response(values=(said,))) for said in refused} == {0}


def test_words_beside_a_text_that_is_read_as_a_number_are_kept() -> None:
    word = f'<match>{RESPONSE}<baseValue baseType="string">half</baseValue></match>'
    either = rules(f"<or>{compared('equal', '0.5')}{word}</or>")
    made, _ = read_one(item(response("0.5", base="string"), ENTRY, either))
    assert texts(made) == ["0.5", "half"]


@pytest.mark.parametrize(
    ("table", "policy"),
    [
        (
            (
                '<interpolationTable><interpolationTableEntry sourceValue="0" targetValue="0"/>'
                '<interpolationTableEntry sourceValue="2" targetValue="4"/></interpolationTable>'
            ),
            PartialCredit.ALL_OR_NOTHING,
        ),
        (
            (
                '<matchTable defaultValue="0"><matchTableEntry sourceValue="2" targetValue="4"/>'
                '<matchTableEntry sourceValue="1" targetValue="2"/></matchTable>'
            ),
            PartialCredit.PER_PART,
        ),
    ],
)
def test_a_score_is_looked_up_in_its_table(table: str, policy: PartialCredit) -> None:
    body = (
        '<p><textEntryInteraction responseIdentifier="R1"/> and'
        ' <textEntryInteraction responseIdentifier="R2"/></p>'
    )
    count = "".join(
        f'<responseCondition><responseIf><match><variable identifier="{name}"/>'
        f'<correct identifier="{name}"/></match><setOutcomeValue identifier="RAW"><sum>'
        '<variable identifier="RAW"/><baseValue baseType="float">1</baseValue></sum>'
        "</setOutcomeValue></responseIf></responseCondition>"
        for name in ("R1", "R2")
    )
    processing = (
        f'<responseProcessing>{count}<lookupOutcomeValue identifier="SCORE">'
        '<variable identifier="RAW"/></lookupOutcomeValue></responseProcessing>'
    )
    declared = response("a", base="string", name="R1") + response("b", base="string", name="R2")
    declared += '<outcomeDeclaration identifier="RAW" cardinality="single" baseType="float"/>'
    data = item(declared, body, processing).decode()
    data = data.replace(
        '"SCORE" cardinality="single" baseType="float"/>',
        f'"SCORE" cardinality="single" baseType="float">{table}</outcomeDeclaration>',
    )
    made, told = read_one(data.encode())
    assert made is not None and told.carried is Carried.WHOLE
    assert made.points == 4 and made.partial_credit is policy
    assert share(made, Response(values=("a", "b"))) == 1


def test_what_a_button_shows_is_the_hint() -> None:
    button = '<p><endAttemptInteraction responseIdentifier="ASK" title="Hint"/></p>'
    processing = (
        f"<responseProcessing><responseCondition><responseIf>{RESPONSE.replace('RESPONSE', 'ASK')}"
        '<setOutcomeValue identifier="FEEDBACK"><baseValue baseType="identifier">HINT</baseValue>'
        "</setOutcomeValue></responseIf><responseElse><responseCondition><responseIf>"
        f"<match>{RESPONSE}{CORRECT}</match>{FULL}</responseIf></responseCondition></responseElse>"
        "</responseCondition></responseProcessing>"
        '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="HINT" showHide="show">Look up.'
        "</modalFeedback>"
    )
    declared = response("c1") + response(base="boolean", name="ASK")
    declared += (
        '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
    )
    made, told = read_one(item(declared, choices("a", "b") + button, processing))
    assert made is not None and made.hint is not None and made.explanation is None
    assert made.hint.markdown == "Look up."
    assert told.notes == ("A button in it (such as one for a hint) was left out.",)


def test_feedback_between_two_questions_belongs_to_the_one_before() -> None:
    told = '<feedbackInline outcomeIdentifier="F" identifier="well" showHide="show">well'
    told = f"<p>{told}</feedbackInline></p>"
    body = choices("a", "b") + told + choices("c", "d").replace("RESPONSE", "R2")
    processing = (
        "<responseProcessing><responseCondition><responseIf>"
        f'<match>{RESPONSE}{CORRECT}</match>{FULL}<setOutcomeValue identifier="F">'
        '<baseValue baseType="identifier">well</baseValue></setOutcomeValue></responseIf>'
        "</responseCondition></responseProcessing>"
    )
    declared = response("c1") + response("c1", name="R2")
    declared += '<outcomeDeclaration identifier="F" cardinality="single" baseType="identifier"/>'
    first, second = quiz_of(item(declared, body, processing)).quiz.items
    assert isinstance(first, ChoiceItem) and isinstance(second, ChoiceItem)
    assert first.choices[0].feedback is not None
    assert first.choices[0].feedback.markdown == "well"
    assert second.explanation is None


def test_a_quotation_that_becomes_a_box_is_told_as_that() -> None:
    quoted = "<blockquote><p>To be, or not to be.</p></blockquote>"
    (told,) = settle(quiz_of(item(response("c1"), quoted + choices("a", "b")))).report
    assert told.notes == (QUOTED,)


def test_a_prompt_that_says_the_question_again_stands_once() -> None:
    made, _ = read_one(item(response("c1"), "<p>Which?</p>" + choices("a", "b")))
    assert made is not None and made.heading is not None
    assert made.heading.markdown == "Which?" and made.body is None


def test_a_key_that_only_the_rules_know_is_found_by_trying() -> None:
    one = rules(f'<match>{RESPONSE}<baseValue baseType="identifier">c2</baseValue></match>')
    made, told = read_one(item(response(), choices("a", "b", "c"), one))
    assert isinstance(made, ChoiceItem) and made.key == {"b"}
    assert told.carried is Carried.WHOLE

    wanted = "".join(
        f'<member><baseValue baseType="identifier">{name}</baseValue>{RESPONSE}</member>'
        for name in ("c1", "c3")
    )
    declared = response(cardinality="multiple")
    made, _ = read_one(
        item(declared, choices("a", "b", "c", most="0"), rules(f"<and>{wanted}</and>"))
    )
    assert isinstance(made, ChoiceItem) and made.key == {"a", "c"}


def test_where_nothing_earns_anything_no_key_is_made_up() -> None:
    made, _ = read_one(item(response(), choices("a", "b"), rules("<null/>")))
    assert isinstance(made, ChoiceItem) and made.key == set()


def test_rules_that_say_nothing_leave_it_to_the_mapping() -> None:
    entries = "".join(
        f'<mapEntry mapKey="c{n}" mappedValue="{points}"/>'
        for n, points in ((1, "0.5"), (2, "-0.5"), (3, "0.5"))
    )
    mapping = f'<mapping lowerBound="0" defaultValue="0">{entries}</mapping>'
    asked = response("c1|c3", "multiple", mapping=mapping)
    made, told = read_one(item(asked, choices("a", "b", "c", most="0"), "<responseProcessing/>"))
    assert made is not None and made.partial_credit is PartialCredit.RIGHT_MINUS_WRONG
    assert made.points == 1 and told.carried is Carried.WHOLE


def test_html_in_cdata_is_html_and_what_only_looks_so_is_not() -> None:
    marked = "<![CDATA[<p>Steep it &#8211; <b>briefly</b>.</p><!-- x --><o:p>Now</o:p>]]>"
    plain = "<![CDATA[List<String> & x < y]]>"
    quiz = quiz_of(item(response("c1"), choices(marked, plain)))
    (made,) = quiz.quiz.items
    assert isinstance(made, ChoiceItem)
    first, second = (one.text.markdown for one in made.choices)
    assert first == "Steep it – **briefly**.\n\nNow" and second == "List&lt;String> & x < y"
    assert quiz.notes == (CDATA_NOTE,)


def test_html_in_an_answer_is_the_answer() -> None:
    asked = response("<![CDATA[<b>tea</b>]]>", base="string")
    quiz = quiz_of(item(asked, ENTRY))
    assert texts(quiz.quiz.items[0]) == ["<b>tea</b>"] and quiz.notes == ()


def test_reasons_beside_the_choices_are_their_feedback_and_a_teacher_s_words_are_left() -> None:
    body = (
        "<teacherInstructions>Read it aloud.</teacherInstructions>"
        + choices("Leaf", "Stone")
        + '<choiceRationales responseIdentifier="RESPONSE"><rationale identifier="c2">It sinks.'
        "</rationale></choiceRationales>"
    )
    made, told = read_one(item(response("c1"), body))
    assert isinstance(made, ChoiceItem) and made.body is None
    assert [one.feedback and one.feedback.markdown for one in made.choices] == [None, "It sinks."]
    assert told.notes == ("A block that only tutors see was left out.",)


def test_slips_that_onyx_forgives_are_forgiven() -> None:
    mapping = '<mapping defaultValue="0"><mapEntry mapKey="darjeeling" mappedValue="2"/></mapping>'
    rule = (
        '<responseProcessing><setOutcomeValue identifier="SCORE"><mapTolResponse'
        ' identifier="RESPONSE" tolerance="2" toleranceMode="absolute"/></setOutcomeValue>'
        "</responseProcessing>"
    )
    made, told = read_one(item(response("darjeeling", base="string", mapping=mapping), ENTRY, rule))
    assert made is not None and made.points == 2
    assert share(made, Response(values=("darjeelnig",))) == 1
    assert told.notes == (FORGIVING,)


def test_a_score_under_another_name_is_found_beside_its_bounds() -> None:
    outcomes = "".join(
        f'<outcomeDeclaration identifier="{name}" cardinality="single" baseType="float">'
        f"<defaultValue><value>{value}</value></defaultValue></outcomeDeclaration>"
        for name, value in (("POINTS", 0), ("MAXSCORE_1", 2), ("MINSCORE_1", 0))
    )
    rule = (
        f"<responseProcessing><responseCondition><responseIf><match>{RESPONSE}{CORRECT}</match>"
        '<setOutcomeValue identifier="POINTS"><variable identifier="MAXSCORE_1"/></setOutcomeValue>'
        "</responseIf></responseCondition></responseProcessing>"
    )
    score = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
    data = item(response("c2") + outcomes, choices("a", "b"), rule).decode().replace(score, "")
    made, told = read_one(data.encode())
    assert made is not None and made.points == 2 and told.notes == ()


def test_cartridge_templates_tell_of_each_choice_and_of_right_and_wrong() -> None:
    told = "".join(
        f'<modalFeedback outcomeIdentifier="{outcome}" identifier="{name}" showHide="{show}">{text}'
        "</modalFeedback>"
        for outcome, name, show, text in (
            ("FEEDBACK", "general", "hide", "See page two."),
            ("FEEDBACK", "c2", "show", "It sinks."),
            ("FEEDBACKBASIC", "correct", "show", "Right."),
            ("FEEDBACKBASIC", "incorrect", "show", "Not so."),
        )
    )
    template = "http://www.imsglobal.org/question/qti_v2p2/rptemplates/CC2_match.xml"
    hint = choices("Leaf", "Stone") + '<infoControl title="Hint">It floats.</infoControl>'
    made, fidelity = read_one(
        item(response("c1"), hint, f'<responseProcessing template="{template}"/>{told}')
    )
    assert isinstance(made, ChoiceItem) and fidelity.notes == ()
    said = [one.feedback.markdown if one.feedback else "" for one in made.choices]
    assert said == ["Right.", "It sinks.\n\nNot so."]
    assert made.explanation is not None and made.explanation.markdown == "See page two."
    assert made.hint is not None and made.hint.markdown == "It floats."
