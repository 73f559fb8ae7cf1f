"""What Blackboard writes in its own way: right without a score, texts beside what they belong to."""

from __future__ import annotations

from typing import Any

from lessonry.domain.items import ChoiceItem, GapItem, MatchItem
from lessonry.domain.partial_credit import PartialCredit
from tests.importers.gaps_of import typed as words_in
from tests.importers.qti_1.samples import equal, only, read

OTHERS = (
    '<respcondition title="incorrect"><conditionvar><other/></conditionvar>'
    '<setvar variablename="SCORE" action="Set">0</setvar>'
    '<displayfeedback linkrefid="incorrect"/></respcondition>'
)


def said(html: str) -> str:
    return (
        '<flow class="FORMATTED_TEXT_BLOCK"><material><mat_extension>'
        f'<mat_formattedtext type="SMART_TEXT">{html}</mat_formattedtext>'
        "</mat_extension></material></flow>"
    )


def item(asked: str, answers: str, rules: str, *, kind: str, more: str = "") -> str:
    return (
        f'<item title=""><itemmetadata><bbmd_questiontype>{kind}</bbmd_questiontype>'
        "<qmd_absolutescore_max>3.0</qmd_absolutescore_max><qmd_weighting>0</qmd_weighting>"
        '</itemmetadata><presentation><flow class="Block">'
        f'<flow class="QUESTION_BLOCK">{said(asked)}</flow>'
        f'<flow class="RESPONSE_BLOCK">{answers}</flow>{more}</flow></presentation>'
        '<resprocessing scoremodel="SumOfScores"><outcomes>'
        f'<decvar varname="SCORE" maxvalue="3.0"/></outcomes>{rules}{OTHERS}</resprocessing>'
    )


def right(condition: str, *, scores: bool = False) -> str:
    given = '<setvar variablename="SCORE" action="Set">SCORE.max</setvar>' if scores else ""
    return (
        f"<respcondition><conditionvar>{condition}</conditionvar>{given}"
        '<displayfeedback linkrefid="correct"/></respcondition>'
    )


def typed(name: str, tag: str = "response_str") -> str:
    return f'<{tag} ident="{name}" rcardinality="Single"><render_fib/></{tag}>'


def test_a_rule_that_says_right_gives_all_where_no_rule_gives_anything() -> None:
    rules = right(equal("Peru", "response")) + right(equal("Brazil", "response"))
    found: Any = only(
        item("Mate grows in", typed("response"), rules, kind="Fill in the Blank") + "</item>"
    )
    assert isinstance(found, GapItem) and found.points == 3
    assert words_in(found) == [["Peru", "Brazil"]]


def test_a_number_lies_between_the_bounds_of_such_a_rule() -> None:
    bounds = (
        '<vargte respident="response">3.1300000000000003</vargte>'
        '<varlte respident="response">3.15</varlte>'
    )
    rules = right(bounds + equal("3.14", "response"))
    found: Any = only(
        item("π?", typed("response", "response_num"), rules, kind="Numeric") + "</item>"
    )
    (answer,) = found.gaps[0].answers
    assert (answer.shown, float(answer.low), float(answer.high)) == ("3.14", 3.13, 3.15)


def test_pairs_stand_beside_their_texts_and_count_one_by_one() -> None:
    def left(name: str, html: str, *names: str) -> str:
        offered = "".join(f'<response_label ident="{one}"/>' for one in names)
        return (
            f'<flow class="Block"><response_lid ident="{name}"><render_choice>{offered}'
            f"</render_choice></response_lid>{said(html)}</flow>"
        )

    answers = left("L", "Sencha", "l1", "l2") + left("M", "Mate", "m1", "m2")
    block = '<flow class="RIGHT_MATCH_BLOCK">' + "".join(
        f'<flow class="Block">{said(one)}</flow>' for one in ("Peru", "Japan")
    )
    rules = right(equal("l2", "L")) + right(equal("m1", "M"))
    quiz = read(
        item("Whence?", answers, rules, kind="Matching", more=f"{block}</flow>") + "</item>"
    )
    (found,) = quiz.quiz.items
    assert isinstance(found, MatchItem) and quiz.report[0].notes == ()
    assert found.heading is not None and found.heading.markdown == "Whence?"
    pairs = [
        (one.text.markdown, found.partner(n).text.markdown) for n, one in enumerate(found.lefts)
    ]
    assert pairs == [("Sencha", "Japan"), ("Mate", "Peru")]
    assert found.partial_credit is PartialCredit.PER_PART


def test_blanks_stand_at_their_names_in_the_text() -> None:
    wanted = "".join(
        f"<or>{equal(one, name)}{equal(other, name)}</or>"
        for name, one, other in (("kind", "green", "black"), ("place", "Japan", "China"))
    )
    answers = typed("kind") + typed("place")
    found: Any = only(
        item(
            "A [kind] tea of [place].",
            answers,
            right(f"<and>{wanted}</and>", scores=True),
            kind="Fill in the Blank Plus",
        )
        + "</item>"
    )
    assert found.body.markdown == "A \ue000gap0\ue001 tea of \ue000gap1\ue001."
    assert [[one.text for one in gap.answers] for gap in found.gaps] == [
        ["green", "black"],
        ["Japan", "China"],
    ]
    assert found.partial_credit is PartialCredit.ALL_OR_NOTHING


def test_what_is_told_of_a_choice_is_named_like_it_and_called_a_solution() -> None:
    offered = "".join(
        f'<flow_label><response_label ident="{name}">{said(html)}</response_label></flow_label>'
        for name, html in (("a1", "Leaf"), ("a2", "Stone"))
    )
    answers = (
        '<response_lid ident="response" rcardinality="Single"><render_choice>'
        f"{offered}</render_choice></response_lid>"
    )
    more = "".join(
        f'<itemfeedback ident="{name}"><solution><solutionmaterial><flow_mat>{said(html)}'
        "</flow_mat></solutionmaterial></solution></itemfeedback>"
        for name, html in (("a1", "Dried."), ("a2", "Too hard."))
    )
    empty = (
        '<respcondition title="a2"><conditionvar><varequal respident="response"/></conditionvar>'
    )
    empty += '<displayfeedback linkrefid="a2"/></respcondition>'
    rules = right(equal("a1", "response"), scores=True) + empty
    found = only(item("Tea?", answers, rules, kind="Multiple Choice") + f"{more}</item>")
    assert isinstance(found, ChoiceItem)
    told = [one.feedback.markdown if one.feedback else None for one in found.choices]
    assert told == ["Dried.", "Too hard."] and found.explanation is None
