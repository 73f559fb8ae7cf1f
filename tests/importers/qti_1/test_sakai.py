"""What Sakai writes in its own way: a picture beside every text, ranges with a bar, pairs in a group."""

from __future__ import annotations

from typing import Any

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.gaps import NumericEntryGap
from lessonry.domain.items import ChoiceItem, GapItem, MatchItem, MatrixItem
from lessonry.domain.partial_credit import PartialCredit
from tests.importers.qti_1.samples import equal, field, labels, only, read, rule, text

NO_PICTURE = '<material><matimage embedded="base64" imagtype="text/html" uri=""/></material>'


def item(kind: str, shown: str, rules: str, *, most: str = "2.0", more: str = "") -> str:
    said = field("qmd_itemtype", kind) + field("TEXT_FORMAT", "HTML") + more
    return (
        f'<item ident="i1" title="{kind}"><itemmetadata><qtimetadata>{said}</qtimetadata>'
        f'</itemmetadata><presentation label="Resp"><flow class="Block">{shown}</flow>'
        "</presentation><resprocessing><outcomes>"
        f'<decvar varname="SCORE" minvalue="0.0" maxvalue="{most}"/></outcomes>{rules}'
        "</resprocessing></item>"
    )


def choices(cardinality: str = "Single") -> str:
    offered = "".join(
        f'<response_label ident="{name}">{text(said)}{NO_PICTURE}</response_label>'
        for name, said in (("A", "Oolong"), ("B", "Granite"), ("C", "Sencha"))
    )
    return (
        f'{text("Tea?")}{NO_PICTURE}<response_lid ident="MC" rcardinality="{cardinality}">'
        f'<render_choice shuffle="No">{offered}</render_choice></response_lid>'
    )


def typed(name: str, render: str = "render_fib") -> str:
    return (
        f'<response_str ident="{name}" rcardinality="Ordered"><{render} rows="1"/></response_str>'
    )


def adds(condition: str, points: str, goes_on: str = "No") -> str:
    return rule(condition, points, action="Add", goes_on=goes_on)


def test_a_picture_that_is_none_is_not_shown_and_the_kind_is_no_name() -> None:
    quiz = read(item("Multiple Choice", choices(), adds(equal("A", "MC"), "4.0"), most="4.0"))
    (told,), (made,) = quiz.report, quiz.quiz.items
    assert isinstance(made, ChoiceItem) and made.points == 4
    assert [one.text.markdown for one in made.choices] == ["Oolong", "Granite", "Sencha"]
    assert made.heading is not None and made.heading.markdown == "Tea?"
    assert told.notes == () and told.name == "Tea?" and made.identifier == "tea"


@pytest.mark.parametrize(
    ("said", "policy"),
    [("true", PartialCredit.RIGHT_MINUS_WRONG), ("false", PartialCredit.ALL_OR_NOTHING)],
)
def test_it_says_itself_what_wrong_ticks_cost(said: str, policy: PartialCredit) -> None:
    rules = adds(equal("A", "MC"), "2.0") + adds(equal("C", "MC"), "2.0")
    more = field("MCMS_PARTIAL_CREDIT", said)
    quiz = read(item("Multiple Correct Answer", choices("Multiple"), rules, more=more))
    (made,) = quiz.quiz.items
    assert isinstance(made, ChoiceItem) and made.key == {"a", "c"}
    assert made.partial_credit is policy and quiz.report[0].notes == ()


def test_numbers_are_numbers_and_a_bar_stands_between_bounds() -> None:
    shown = text("Water boils at ") + typed("N0", "render_fin") + text(" and tea likes ")
    shown += typed("N1", "render_fin") + text(" degrees.")
    rules = adds(f"<or>{equal('100', 'N0')}</or>", "1.0", "Yes")
    rules += adds(f"<or>{equal('70|95', 'N1')}</or>", "1.0", "Yes")
    made = only(item("Numeric Response", shown, rules))
    assert isinstance(made, GapItem)
    boil, likes = made.gaps
    assert isinstance(boil, NumericEntryGap) and isinstance(likes, NumericEntryGap)
    assert boil.answers[0].low == boil.answers[0].high == 100
    assert likes.answers[0].low == 70 and likes.answers[0].high == 95


def test_pairs_stand_in_one_group_and_rules_ask_the_left_ones() -> None:
    offered = labels(l1="Green", l2="Black") + "".join(
        f'<response_label ident="{name}" match_group="" match_max="1">{text(said)}</response_label>'
        for name, said in (("r1", "Sencha"), ("r2", "Assam"))
    )
    shown = (
        text("Which is which?") + '<response_grp ident="g" rcardinality="Ordered"><render_choice>'
        f"{offered}<response_label/></render_choice></response_grp>"
    )
    rules = adds(equal("r1", "l1"), "1.0") + adds(equal("r2", "l2"), "1.0")
    made: Any = only(item("Matching", shown, rules))
    assert isinstance(made, MatchItem) and made.points == 2
    texts = {one.identifier: one.text.markdown for one in made.rights}
    pairs = zip((one.text.markdown for one in made.lefts), made.key, strict=True)
    assert {left: texts[key] for left, key in pairs} == {"Green": "Sencha", "Black": "Assam"}


def test_an_opinion_has_no_right_answer_and_is_worth_no_points() -> None:
    rules = adds(equal("A", "MC"), "0") + adds(equal("B", "MC"), "0")
    quiz = read(item("Multiple Choice Survey", choices(), rules, most="0"))
    (made,) = quiz.quiz.items
    assert isinstance(made, MatrixItem) and made.survey and made.points == 0
    assert quiz.report[0].carried is Carried.WHOLE


def test_choices_change_places_where_single_questions_say_so() -> None:
    asked = adds(equal("A", "MC"), "2.0")
    mixed = item("Multiple Choice", choices(), asked, more=field("RANDOMIZE", "true"))
    fixed = item("True False", choices(), asked)
    quiz = read(mixed, fixed).quiz
    assert quiz.shuffle and [one.shuffle for one in quiz.items] == [True, False]
    assert not read(fixed).quiz.shuffle
