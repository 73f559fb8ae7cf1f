"""What ILIAS writes in its own way: lists that say they are typed, bounds in boxes, true and false."""

from __future__ import annotations

from typing import Any

import pytest

from lessonry.domain.gaps import InlineChoiceGap, NumericEntryGap
from lessonry.domain.items import ChoiceItem, GapItem, MatchItem, MatrixItem, OrderItem
from lessonry.domain.partial_credit import PartialCredit
from tests.importers.gaps_of import typed as words_in
from tests.importers.qti_1.samples import equal, field, labels, lid, only, read, rule, text


def item(kind: str, shown: str, rules: str, *, more: str = "", said: str = "") -> str:
    fields = field("ILIAS_VERSION", "9.17.0") + field("QUESTIONTYPE", kind) + said
    return (
        f'<item ident="il_0_qst_7" title="Tea"><itemmetadata><qtimetadata>{fields}</qtimetadata>'
        f'</itemmetadata><presentation label="Tea"><flow>{shown}</flow></presentation>'
        f"<resprocessing><outcomes><decvar/></outcomes>{rules}</resprocessing>{more}</item>"
    )


def adds(condition: str, points: str = "1", feedback: str = "") -> str:
    made = rule(condition, points, action="Add", goes_on="Yes")
    shown = f'<displayfeedback feedbacktype="Response" linkrefid="{feedback}"/></respcondition>'
    return made.replace("</respcondition>", shown) if feedback else made


def told(name: str, words: str) -> str:
    return (
        f'<itemfeedback ident="{name}" view="All"><flow_mat>{text(words)}</flow_mat></itemfeedback>'
    )


def test_a_list_in_the_text_stays_a_list_though_its_rules_ask_for_words() -> None:
    offered = "".join(
        f'<response_label ident="{name}">{text(said)}</response_label>'
        for name, said in (("0", "1"), ("1", "2"), ("2", "0"))
    )
    shown = text("A pot takes ") + (
        '<response_str ident="gap_0" rcardinality="Single"><render_choice shuffle="Yes">'
        f"{offered}</render_choice></response_str>{text(' spoons.')}"
    )
    rules = (
        adds(equal("1", "gap_0"), "0") + adds(equal("2", "gap_0")) + adds(equal("0", "gap_0"), "0")
    )
    made = only(item("CLOZE QUESTION", shown, rules))
    assert isinstance(made, GapItem)
    (gap,) = made.gaps
    assert isinstance(gap, InlineChoiceGap)
    assert {one.text for one in gap.choices if one.identifier in gap.key} == {"2"}
    assert len(gap.choices) == 3


@pytest.mark.parametrize(("low", "high"), [(99, 101), (0, 100), (-10, 0)])
def test_bounds_that_stand_in_a_box_are_kept(low: int, high: int) -> None:
    shown = text("It boils at ") + (
        '<response_num ident="gap_0" numtype="Decimal" rcardinality="Single"><render_fib'
        f' fibtype="Decimal" minnumber="{low}" maxnumber="{high}"/></response_num>'
    ) + text(" degrees.")  # fmt: skip
    made = only(item("CLOZE QUESTION", shown, adds(equal(str(high), "gap_0"))))
    assert isinstance(made, GapItem)
    (gap,) = made.gaps
    assert isinstance(gap, NumericEntryGap)
    assert gap.answers[0].low == low and gap.answers[0].high == high


@pytest.mark.parametrize("names", ["012", "abc"])
def test_an_order_is_one_of_places_and_its_depths_are_no_words(names: str) -> None:
    depth = '<material><mattext label="answerdepth">0</mattext></material>'
    offered = "".join(
        f'<response_label ident="{name}">{text(said)}{depth}</response_label>'
        for name, said in zip(names, ("Boil", "Pour", "Wait"), strict=True)
    )
    rules = "".join(
        adds(f'<varequal respident="response1" index="{place}">{place}</varequal>')
        for place in range(3)
    )
    made: Any = only(
        item(
            "ORDERING QUESTION",
            lid(offered, cardinality="Ordered"),
            rules,
            said=field("points", "6"),
        )
    )
    assert isinstance(made, OrderItem) and made.points == 6
    texts = {one.identifier: one.text.markdown for one in made.entries}
    assert [texts[name] for name in made.key] == ["Boil", "Pour", "Wait"]


def test_pairs_are_worth_what_their_rules_add() -> None:
    offered = labels(l1="Green", l2="Black", r1="Sencha", r2="Assam")
    shown = (
        f'<response_grp ident="MQ" rcardinality="Multiple"><render_choice>{offered}'
        "</render_choice></response_grp>"
    )
    rules = "".join(
        adds(f'<varsubset respident="MQ">{pair}</varsubset>', "2") for pair in ("l1,r1", "l2,r2")
    )
    made = only(item("MATCHING QUESTION", text("Which?") + shown, rules))
    assert isinstance(made, MatchItem) and made.points == 4
    assert made.partial_credit is PartialCredit.PER_PART


def test_statements_that_are_true_or_not_are_a_matrix() -> None:
    offered = labels(s0="It is a leaf.", s1="It is a stone.")
    rules = adds(equal("1", "s0"), "0", "response_0")
    rules += adds(f"<and>{equal('1', 's0')}{equal('0', 's1')}</and>", "2")
    shown = text("Tea:") + lid(offered, name="MCMR", cardinality="Multiple")
    quiz = read(item("assKprimChoice", shown, rules, more=told("response_0", "So it is.")))
    (made,) = quiz.quiz.items
    assert isinstance(made, MatrixItem) and made.points == 2
    assert made.partial_credit is PartialCredit.ALL_OR_NOTHING
    assert [sorted(row.key) for row in made.rows] == [["a"], ["b"]]
    assert [column.text.markdown for column in made.columns] == ["True", "False"]
    assert "So it is." in quiz.report[0].notes[0]


def test_words_of_which_one_is_asked_are_accepted() -> None:
    shown = text("Name one.") + (
        '<response_str ident="T_1" rcardinality="Single"><render_fib/></response_str>'
    )
    rules = "".join(
        adds(f'<varsubset respident="T_1">{word}</varsubset>', "3") for word in ("Assam", "Ceylon")
    )
    made: Any = only(item("assTextSubset", shown, rules))
    assert words_in(made) == [["Assam", "Ceylon"]] and made.points == 3


def test_what_is_told_to_right_and_wrong_answers_stands_apart() -> None:
    rules = adds(equal("a"), "1", "response_0") + adds(equal("b"), "0", "response_1")
    more = told("response_0", "Yes.") + told("response_allcorrect", "Well steeped.")
    more += told("response_onenotcorrect", "Steep again.")
    made: Any = only(
        item(
            "SINGLE CHOICE QUESTION",
            text("Tea?") + lid(labels(a="Leaf", b="Stone")),
            rules,
            more=more,
        )
    )
    assert isinstance(made, ChoiceItem)
    said = [one.feedback.markdown if one.feedback else "" for one in made.choices]
    assert said == ["Yes.\n\nWell steeped.", "Steep again."]


def test_a_formula_is_left_with_its_reason() -> None:
    (told_of,) = read(item("assFormulaQuestion", text("{$v1}?"), "")).report
    assert told_of.notes[0].startswith("Its numbers come from formulas")
