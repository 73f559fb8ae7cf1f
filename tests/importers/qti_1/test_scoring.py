"""What a QTI 1.2 item scores is tried out, whether its rules take parts together or one by one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from lessonry.domain.items import ChoiceItem, GapItem, OrderItem
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.qti_1.kinds import FORMULA
from tests.importers.gaps_of import typed as words_in
from tests.importers.qti_1.samples import equal, item, labels, lid, only, read, rule, text


def blank(name: str, own: str = "") -> str:
    shown = text(own, "text/plain") if own else ""
    return f'<response_str ident="{name}">{shown}<render_fib/></response_str>'


def test_one_rule_for_several_choices_is_the_key_and_all_or_nothing() -> None:
    wanted = f"{equal('a')}{equal('c')}<not>{equal('b')}</not>"
    found = only(
        item(
            text("Which?") + lid(labels(a="1", b="2", c="3"), cardinality="Multiple"),
            rule(wanted, "5", action="Add"),
        )
    )
    assert found.key == {"a", "c"}
    assert found.partial_credit is PartialCredit.ALL_OR_NOTHING


def test_one_rule_for_several_gaps_is_all_or_nothing() -> None:
    shown = text("A ") + blank("one") + text(" in a ") + blank("two") + text(".")
    wanted = equal("storm", "one", "Yes") + equal("Teacup", "two", "Yes")
    found = only(item(shown, rule(wanted, "3", action="Add")))
    assert [gap.answers[0].text for gap in found.gaps] == ["storm", "Teacup"]
    assert found.partial_credit is PartialCredit.ALL_OR_NOTHING


@pytest.mark.parametrize(
    ("wrong", "policy"),
    [("0", PartialCredit.PER_PART), ("-1", PartialCredit.RIGHT_MINUS_WRONG)],
)
def test_gaps_of_rules_of_their_own_count_one_by_one(wrong: str, policy: PartialCredit) -> None:
    rules = "".join(
        rule(equal(value, name), "1", action="Add", goes_on="Yes")
        + rule(
            f"<not><or>{equal(value, name)}<unanswered respident='{name}'/></or></not>",
            wrong,
            action="Add",
            goes_on="Yes",
        )
        for name, value in (("one", "storm"), ("two", "teacup"))
    )
    found = only(item(text("A ") + blank("one") + text(" in a ") + blank("two"), rules))
    assert found.partial_credit is policy


def test_one_rule_for_an_order_is_all_or_nothing() -> None:
    offered = lid(labels(a="Boil", b="Pour"), cardinality="Ordered")
    found = only(item(text("Tea") + offered, rule(equal("b") + equal("a"), "5", action="Add")))
    assert found.partial_credit is PartialCredit.ALL_OR_NOTHING


def test_scoring_that_has_no_name_here_is_told() -> None:
    rules = "".join(
        rule(equal(value), score, action="Add", goes_on="Yes")
        for value, score in (("a", "80"), ("b", "20"))
    )
    offered = lid(labels(a="1", b="2", c="3"), cardinality="Multiple")
    (told,) = read(item(text("Which?") + offered, rules)).report
    assert "partial_credit=per-part comes nearest" in " ".join(told.notes)


@pytest.mark.parametrize(
    ("most", "points"), [("100", Fraction(1)), ("4", Fraction(4)), ("", Fraction(3))]
)
def test_points_that_no_metadata_say_are_what_is_scored(most: str, points: Fraction) -> None:
    made = item(text("Tea") + lid(labels(a="1", b="2")), rule(equal("a"), "3"))
    declared = f' maxvalue="{most}"' if most else ""
    assert only(made.replace(' maxvalue="100"', declared)).points == points


def test_a_rule_may_ask_for_the_words_of_a_choice() -> None:
    made: Any = only(
        item(text("Tea is a leaf.") + lid(labels(x="True", y="False")), rule(equal("true")))
    )
    assert isinstance(made, ChoiceItem) and made.key == {"a"}


def test_rules_without_places_say_an_order_by_their_own() -> None:
    offered = lid(labels(p="Pour", b="Boil", w="Wait"), cardinality="Ordered")
    rules = "".join(rule(equal(name), "1", action="Add") for name in "bpw")
    made: Any = only(item(text("Tea?") + offered, rules))
    assert isinstance(made, OrderItem)
    texts = {one.identifier: one.text.markdown for one in made.entries}
    assert [texts[name] for name in made.key] == ["Boil", "Pour", "Wait"]


def test_a_rule_that_shows_all_is_right_gives_all() -> None:
    gaps = "".join(
        f'<response_str ident="{name}"><render_fib/></response_str>' for name in ("f1", "f2")
    )
    shown = '<displayfeedback feedbacktype="Response" linkrefid="AllCorrect"/>'
    both = rule(equal("black", "f1") + equal("green", "f2"), None)
    made: Any = only(item(text("Two teas:") + gaps, both.replace("</resp", f"{shown}</resp")))
    assert isinstance(made, GapItem) and len(made.gaps) == 2
    assert made.partial_credit is PartialCredit.ALL_OR_NOTHING


def regular(pattern: str, points: int) -> str:
    return rule(
        '<var_extension><webct:x_webct_v01_varregex xmlns:webct="http://www.webct.com/vista"'
        f' respident="s">{pattern}</webct:x_webct_v01_varregex></var_extension>',
        str(points),
    )


def test_webcts_regular_expressions_are_patterns_where_they_earn_all() -> None:
    box = '<response_str ident="s"><render_fib><response_label ident="a"/></render_fib></response_str>'
    rules = regular("ass?am|darjeel.*", 100) + regular("uva.*", 50) + regular("(", 100)
    quiz = read(item(text("A tea?") + box, rules))
    (found,) = quiz.quiz.items
    assert words_in(found) == [["ass?am|darjeel.*"]]
    left, partly = quiz.report[0].notes
    assert left.startswith("Worth something, and here nothing, is") and "uva.*" in left
    assert partly.startswith("The pattern `(` was left out")


def test_a_question_of_no_name_that_reckons_by_a_formula_is_said_to() -> None:
    reckoned = "<material><mat_extension><formula>{a}+{b}</formula></mat_extension></material>"
    two = '<response_num ident="n"><render_fib/></response_num>' + blank("s")
    (told,) = read(item(text("{a} and {b}?") + reckoned + two, "")).report
    assert told.notes == (FORMULA,)
