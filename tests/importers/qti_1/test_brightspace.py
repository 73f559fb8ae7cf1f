"""What Brightspace writes in its own way: named sums, answers by their labels, orders as groups."""

from __future__ import annotations

from typing import Any

import pytest

from lessonry.domain.items import ChoiceItem, GapItem, MatchItem, OrderItem
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.qti_1.answers import ANY_ORDER
from tests.importers.gaps_of import typed as words_in
from tests.importers.qti_1.samples import equal, labels, lid, only, read, rule, text

SUM = '<respcondition><setvar varname="que_score" action="Set">D2L_Correct</setvar></respcondition>'


def graded(kind: str) -> str:
    return (
        "<response_extension><d2l:display_style>2</d2l:display_style>"
        f"<d2l:grading_type>{kind}</d2l:grading_type></response_extension>"
    )


def item(shown: str, rules: str, *, kind: str, more: str = "") -> str:
    fields = "".join(
        f"<qti_metadatafield><fieldlabel>{name}</fieldlabel><fieldentry>{said}</fieldentry>"
        "</qti_metadatafield>"
        for name, said in (("qmd_questiontype", kind), ("qmd_weighting", "2.5"))
    )
    return (
        '<item xmlns:d2l="http://desire2learn.com/xsd/d2lcp_v2p0" ident="i1" title="">'
        f"<itemmetadata><qtimetadata>{fields}</qtimetadata></itemmetadata>"
        f"<presentation><flow>{shown}</flow></presentation>"
        f"<resprocessing>{rules}</resprocessing>{more}</item>"
    )


def counted(condition: str, name: str = "D2L_Correct", value: str = "1") -> str:
    return (
        f"<respcondition><conditionvar>{condition}</conditionvar>"
        f'<setvar varname="{name}" action="Add">{value}</setvar></respcondition>'
    )


def test_a_choice_is_one_though_its_response_takes_several() -> None:
    offered = lid(labels(a="Leaf", b="Stone"), cardinality="Multiple")
    rules = rule(equal("a"), "100.0000") + rule(equal("b"), "0.0000")
    told = f'<itemfeedback ident="q1">{text("Leaves alone.")}</itemfeedback>'
    found: Any = only(
        item(text("Tea?") + graded("0") + offered, rules, kind="Multiple Choice", more=told)
    )
    assert isinstance(found, ChoiceItem) and not found.multiple
    assert found.key == {"a"} and found.points == 2.5
    assert found.explanation is not None and found.explanation.markdown == "Leaves alone."


@pytest.mark.parametrize("value", ["1", ""])
@pytest.mark.parametrize(
    ("kind", "policy"),
    [
        ("0", PartialCredit.PER_PART),
        ("1", PartialCredit.ALL_OR_NOTHING),
        ("2", PartialCredit.RIGHT_MINUS_WRONG),
    ],
)
def test_several_count_as_the_item_says(kind: str, policy: PartialCredit, value: str) -> None:
    offered = lid(labels(a="2", b="3", c="4"), cardinality="Multiple")
    rules = "".join(counted(equal(one), value=value) for one in "ab")
    rules += counted(equal("c"), "D2L_Incorrect") + SUM
    found = only(item(text("Primes?") + graded(kind) + offered, rules, kind="Multi-Select"))
    assert found.key == {"a", "b"} and found.partial_credit is policy


def test_gaps_are_named_by_their_labels_and_each_sets_its_share() -> None:
    def blank(name: str) -> str:
        return (
            f'<response_str ident="{name}_STR"><render_fib fibtype="String">'
            f'<response_label ident="{name}_ANS"/></render_fib></response_str>'
        )

    shown = text("Tea is ") + blank("1") + text(" and ") + blank("2") + text(".")
    rules = rule(equal("hot", "1_ANS", "no"), "50.0", goes_on="")
    rules += rule(equal("green", "2_ANS", "no"), "50.0", goes_on="")
    rules += rule(equal("black", "2_ANS", "no"), "50.0", goes_on="")
    found: Any = only(item(shown, rules, kind="Fill in the Blanks"))
    assert isinstance(found, GapItem) and found.body is not None
    assert found.body.markdown == "Tea is \ue000gap0\ue001 and \ue000gap1\ue001."
    assert words_in(found) == [["hot"], ["green", "black"]]
    assert found.partial_credit is PartialCredit.PER_PART


def test_an_order_is_a_group_whose_rules_say_places() -> None:
    offered = (
        '<response_grp respident="o" rcardinality="Ordered"><render_choice>'
        f"{labels(a='Pour', b='Drink', c='Boil')}</render_choice></response_grp>"
    )
    first = rule("<other/>", "D2L_Correct", goes_on="")
    places = {"a": "2", "b": "3", "c": "1"}
    rules = first + "".join(
        counted(equal(place, name)) + counted(f"<not>{equal(place, name)}</not>", "D2L_Incorrect")
        for name, place in places.items()
    )
    found: Any = only(item(text("Tea?") + graded("1") + offered, rules, kind="Ordering"))
    assert isinstance(found, OrderItem)
    texts = {one.identifier: one.text.markdown for one in found.entries}
    assert [texts[name] for name in found.key] == ["Boil", "Pour", "Drink"]
    assert found.partial_credit is PartialCredit.ALL_OR_NOTHING


def test_pairs_are_groups_that_are_named_as_rules_name_them() -> None:
    offered = "".join(
        f'<response_grp respident="{name}" rcardinality="Single">{text(left)}<render_choice>'
        f"{labels(x='Japan', y='Peru')}</render_choice></response_grp>"
        for name, left in (("1", "Sencha"), ("2", "Mate"))
    )
    rules = "".join(
        counted(equal(value, name), "D2L_Correct" if right == value else "D2L_Incorrect")
        for name, right in (("1", "x"), ("2", "y"))
        for value in "xy"
    )
    found: Any = only(item(text("Whence?") + graded("0") + offered, rules, kind="Matching"))
    assert isinstance(found, MatchItem)
    rights = {one.identifier: one.text.markdown for one in found.rights}
    assert [rights[name] for name in found.key] == ["Japan", "Peru"]
    assert found.heading is not None and found.heading.markdown == "Whence?"


def test_hint_and_model_answer_stand_in_the_item_itself() -> None:
    label = '<render_fib><response_label ident="1"/></render_fib>'
    typed = f'<response_str ident="1_STR">{label}</response_str>'
    more = f"<answer_key><answer_key_material>{text('Because.')}</answer_key_material></answer_key>"
    more += f"<hint><hintmaterial>{text('Think.')}</hintmaterial></hint>"
    found = only(item(text("Why tea?") + typed, "", kind="Long Answer", more=more))
    assert found.model_answer.markdown == "Because." and found.hint.markdown == "Think."


def test_what_is_kept_of_a_question_is_as_it_stood() -> None:
    shown = '<response_grp respident="1"/>'
    (told,) = read(item(text("Tea?") + shown, counted(equal("a"), value=""), kind="Other")).report
    assert 'respident="1"/>' in told.original and 'action="Add"/>' in told.original


def test_several_boxes_of_one_response_are_gaps_in_any_order() -> None:
    box = (
        '<response_str ident="s"><render_fib d2l:input_boxes="2" fibtype="String">'
        '<response_label ident="a"/></render_fib></response_str>'
    )
    rules = rule(equal("Assam", "a"), "50") + rule(equal("Ceylon", "a"), "50")
    quiz = read(item(text("Two teas?") + box, rules, kind="Multi-Short Answer"))
    (found,) = quiz.quiz.items
    assert words_in(found) == [["Assam", "Ceylon"]] * 2
    assert found.partial_credit is PartialCredit.PER_PART and found.points == 2.5
    assert quiz.report[0].notes == (ANY_ORDER,)


def test_an_order_that_may_have_no_mistake_is_all_or_nothing() -> None:
    offered = labels(o1="Boil", o2="Pour")
    shown = (
        f'<response_grp respident="o" rcardinality="Ordered"><render_choice>{offered}'
        "</render_choice></response_grp>"
    )
    rules = "".join(
        counted(equal(str(place), f"o{place}"))
        + counted(f"<not>{equal(str(place), f'o{place}')}</not>", "D2L_Incorrect")
        for place in (1, 2)
    )
    rules += (
        f"<respcondition><conditionvar>{equal('0', 'D2L_Incorrect')}</conditionvar>"
        '<setvar varname="que_score" action="Set">1</setvar></respcondition>'
    )
    found: Any = only(item(text("Tea?") + shown, rules, kind="Ordering"))
    assert isinstance(found, OrderItem)
    texts = {one.identifier: one.text.markdown for one in found.entries}
    assert [texts[name] for name in found.key] == ["Boil", "Pour"]
    assert found.partial_credit is PartialCredit.ALL_OR_NOTHING
