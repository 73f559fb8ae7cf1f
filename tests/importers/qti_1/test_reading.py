"""QTI 1.2 as Canvas, Blackboard, Brightspace and cartridges write it becomes quizzes of ours."""

from __future__ import annotations

import base64
import io
import zipfile
from fractions import Fraction
from typing import Any

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    MatchItem,
    MatrixItem,
    OrderItem,
)
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers import qti_1
from lessonry.importers.foreign import ForeignError, ForeignFile
from tests.importers.qti_1.samples import (
    document,
    equal,
    field,
    item,
    kind_of,
    labels,
    lid,
    only,
    read,
    rule,
    text,
)

BETWEEN = (
    '<or><varequal respident="response1">5</varequal><and><vargte respident="response1">4.5</vargte>'
    '<varlte respident="response1">5.5</varlte></and></or>'
)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_a_choice_has_its_key_its_feedback_and_its_points() -> None:
    found = only(
        item(
            text("<p>Who grows tea?</p>") + lid(labels(a="China", b="Iceland")),
            '<respcondition continue="Yes"><conditionvar>' + equal("b") + "</conditionvar>"
            '<displayfeedback linkrefid="b_fb"/></respcondition>' + rule(equal("a")),
            more=f'<itemfeedback ident="b_fb"><flow_mat>{text("Too cold")}</flow_mat></itemfeedback>',
        ).replace(
            "<presentation>",
            "<itemmetadata><qtimetadata>"
            + field("points_possible", "2.5")
            + "</qtimetadata></itemmetadata><presentation>",
        )
    )
    assert kind_of(found) is ChoiceItem
    assert found.heading is not None and found.heading.markdown == "Who grows tea?"
    assert [(c.text.markdown, c.is_key) for c in found.choices] == [
        ("China", True),
        ("Iceland", False),
    ]
    assert found.choices[1].feedback is not None
    assert found.choices[1].feedback.markdown == "Too cold"
    assert found.points == Fraction(5, 2) and not found.multiple


def test_several_are_the_key_that_the_best_rule_asks_for() -> None:
    wanted = f"<and>{equal('a')}{equal('c')}<not>{equal('b')}</not></and>"
    found = only(
        item(
            text("Which?") + lid(labels(a="1", b="2", c="3"), cardinality="Multiple"), rule(wanted)
        )
    )
    assert kind_of(found) is ChoiceItem and found.multiple
    assert found.key == {"a", "c"}
    assert found.partial_credit is PartialCredit.ALL_OR_NOTHING


@pytest.mark.parametrize(
    ("wrong", "policy"),
    [("0", PartialCredit.PER_PART), ("-50", PartialCredit.RIGHT_MINUS_WRONG)],
)
def test_several_that_add_up_are_scored_part_by_part(wrong: str, policy: PartialCredit) -> None:
    rules = "".join(
        rule(equal(name), score, action="Add", goes_on="Yes")
        for name, score in (("a", "50"), ("b", wrong), ("c", "50"))
    )
    found = only(
        item(text("Which?") + lid(labels(a="1", b="2", c="3"), cardinality="Multiple"), rules)
    )
    assert kind_of(found) is ChoiceItem
    assert found.key == {"a", "c"} and found.partial_credit is policy


def test_a_short_answer_takes_every_text_that_scores() -> None:
    field_ = (
        '<response_str ident="response1"><render_fib><response_label ident="x"/></render_fib>'
        "</response_str>"
    )
    quiz = read(
        item(
            text("Tea comes from ____.") + field_,
            rule(equal("China") + equal("PRC")) + rule(equal("Asia"), "50"),
        )
    )
    found: Any = quiz.quiz.items[0]
    assert kind_of(found) is GapItem
    assert [answer.text for answer in found.gaps[0].answers] == ["China", "PRC"]
    assert found.body is not None and found.body.markdown == "Tea comes from \ue000gap0\ue001."
    assert quiz.report[0].carried is Carried.CHANGED and "Asia" in quiz.report[0].notes[0]


@pytest.mark.parametrize(
    ("condition", "low", "high"),
    [
        (
            BETWEEN,
            "4.5",
            "5.5",
        ),
        (
            "<vargte respident='response1'>1</vargte><varlte respident='response1'>4</varlte>",
            "1",
            "4",
        ),
        (equal("7"), "7", "7"),
    ],
)
def test_a_number_has_the_bounds_that_the_file_reckoned(
    condition: str, low: str, high: str
) -> None:
    field_ = (
        '<response_str ident="response1"><render_fib fibtype="Decimal">'
        '<response_label ident="x"/></render_fib></response_str>'
    )
    found = only(item(text("How many?") + field_, rule(condition), kind="numerical_question"))
    assert kind_of(found) is GapItem
    answer = found.gaps[0].answers[0]
    assert (answer.low, answer.high) == (Fraction(low), Fraction(high))


def test_blanks_and_lists_stand_where_their_names_stand() -> None:
    blank = lid(labels(a="leaf", b="leaves"), name="response_part", before=text("part"))
    rules = rule(equal("a", "response_part"), "50.00", action="Add") + rule(
        equal("x", "response_hot"), "50.00", action="Add"
    )
    drop = lid(labels(x="hot", y="cold"), name="response_hot", before=text("hot"))
    typed = only(
        item(text("A [part] of tea.") + blank, rules, kind="fill_in_multiple_blanks_question")
    )
    assert kind_of(typed) is GapItem
    assert typed.body is not None and typed.body.markdown == "A \ue000gap0\ue001 of tea."
    assert [a.text for a in typed.gaps[0].answers] == ["leaf", "leaves"]
    chosen = only(item(text("Tea is [hot].") + drop, rules, kind="multiple_dropdowns_question"))
    assert kind_of(chosen) is GapItem
    assert [c.text for c in chosen.gaps[0].choices] == ["cold", "hot"]
    assert chosen.gaps[0].key == {"b"}


def test_a_match_pairs_each_response_with_what_it_is_scored_for() -> None:
    offered = labels(m1="Japan", m2="India", m3="Peru")
    parts = lid(offered, name="response_1", before=text("Sencha")) + lid(
        offered, name="response_2", before=text("Assam")
    )
    rules = "".join(
        f'<respcondition><conditionvar>{equal(v, n)}</conditionvar><setvar varname="SCORE" '
        'action="Add">50.00</setvar></respcondition>'
        for n, v in (("response_1", "m1"), ("response_2", "m2"))
    )
    found = only(item(text("Where from?") + parts, rules, kind="matching_question"))
    assert kind_of(found) is MatchItem
    assert [
        (left.text.markdown, found.partner(n).text.markdown) for n, left in enumerate(found.lefts)
    ] == [
        ("Sencha", "Japan"),
        ("Assam", "India"),
    ]
    assert {right.text.markdown for right in found.rights} == {"Japan", "India", "Peru"}
    assert found.partial_credit is PartialCredit.PER_PART


def test_blackboards_match_takes_its_texts_from_the_block_beside() -> None:
    empty = "".join(f'<response_label ident="r{n}"/>' for n in (1, 2))
    other = "".join(f'<response_label ident="s{n}"/>' for n in (1, 2))
    block = (
        '<flow class="RIGHT_MATCH_BLOCK">'
        + "".join(f"<flow>{text(said)}</flow>" for said in ("Moon", "Phobos"))
        + "</flow>"
    )
    parts = f"<flow>{text('Mars')}{lid(empty, name='L')}</flow>"
    parts += f"<flow>{text('Earth')}{lid(other, name='M')}</flow>"
    rules = rule(equal("r2", "L"), None) + rule(equal("s1", "M"), None)
    found = only(item(f"<flow>{text('Which moon?')}</flow>{parts}{block}", rules))
    assert kind_of(found) is MatchItem
    assert [found.partner(n).text.markdown for n in (0, 1)] == ["Phobos", "Moon"]


def test_an_order_and_a_survey_and_an_essay_are_what_they_are() -> None:
    order = only(
        item(
            text("In order") + lid(labels(a="pour", b="boil"), cardinality="Ordered"),
            rule(equal("b") + equal("a")),
        )
    )
    assert kind_of(order) is OrderItem
    assert [entry.text.markdown for entry in order.in_order] == ["boil", "pour"]
    survey = only(
        item(text("Good?") + lid(labels(a="Yes", b="No")), "").replace(
            "<presentation>",
            "<itemmetadata><bbmd_questiontype>Opinion Scale</bbmd_questiontype></itemmetadata>"
            "<presentation>",
        )
    )
    assert kind_of(survey) is MatrixItem and survey.survey
    essay = only(
        item(
            text("Why?") + '<response_str ident="r"><render_fib rows="5"/></response_str>',
            rule("<other/>", None),
            kind="essay_question",
        )
    )
    assert kind_of(essay) is ExtendedTextItem and not essay.points


def test_areas_of_a_picture_become_per_cent() -> None:
    shown = (
        '<response_xy ident="xy"><render_hotspot><material><matimage uri="map.png" width="200" '
        'height="100" label="A map"/></material><response_label ident="a" rarea="Rectangle">'
        "20,10,40,20</response_label></render_hotspot></response_xy>"
    )
    picture = zipped(
        {"t.xml": document(item(text("Where?") + shown, rule(equal("a", "xy")))), "map.png": PIXEL}
    )
    (quiz,) = qti_1.read(ForeignFile(name="tea.zip", data=picture))
    found: Any = quiz.quiz.items[0]
    assert kind_of(found) is HotspotItem
    assert found.areas[0].shape.numbers == (10, 10, 20, 20)
    assert found.image.markdown == "![A map](tea/map.png)"


@pytest.mark.parametrize(
    "kind", ["file_upload_question", "calculated_question", "text_only_question"]
)
def test_a_foreign_kind_is_named_and_kept(kind: str) -> None:
    quiz = read(item(text("Hand in"), "", kind=kind))
    assert quiz.quiz.items == ()
    (told,) = quiz.report
    assert told.carried is Carried.LEFT and told.kind == kind
    assert told.notes and "Hand in" in told.original


def test_what_has_no_key_is_left_with_the_reason() -> None:
    quiz = read(item(text("Who?") + lid(labels(a="1", b="2")), ""))
    assert quiz.report[0].carried is Carried.LEFT
    assert "which answer is right" in quiz.report[0].notes[0]


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("imsmanifest.xml", "<manifest/>")
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def test_pictures_come_along_and_of_two_copies_of_a_quiz_the_fuller_one() -> None:
    shown = '<p>See <img src="%24IMS-CC-FILEBASE%24/images/a%20b.png" alt="Leaf"></p>'
    good = document(item(text(shown) + lid(labels(a="1", b="2")), rule(equal("a"))))
    poor = document(item(text("poor") + lid(labels(a="1", b="2")), rule(equal("a"))))
    data = zipped(
        {
            "q1/assessment_qti.xml": poor,
            "non_cc_assessments/q1.xml.qti": good,
            "images/a b.png": PIXEL,
        }
    )
    file = ForeignFile(name="tea.imscc", data=data)
    assert qti_1.matches(file)
    (quiz,) = qti_1.read(file)
    assert [attachment.path for attachment in quiz.attachments] == ["tea/a-b.png"]
    body = quiz.quiz.items[0].body or quiz.quiz.items[0].heading
    assert body is not None and "![Leaf](tea/a-b.png)" in body.markdown


def test_scripts_never_pass() -> None:
    nasty = "<p onclick='x()'>Who?<script>alert(1)</script><a href='javascript:x()'>here</a></p>"
    found = only(item(text(nasty) + lid(labels(a="1", b="2")), rule(equal("a"))))
    assert kind_of(found) is ChoiceItem and found.heading is not None
    assert "script" not in found.heading.markdown and "onclick" not in found.heading.markdown


@pytest.mark.parametrize(
    "data",
    [
        b"<questestinterop><item></questestinterop>",
        b'<!DOCTYPE q [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><questestinterop>&b;</questestinterop>',
        b"<questestinterop></questestinterop>",
    ],
)
def test_what_cannot_be_read_says_so(data: bytes) -> None:
    with pytest.raises(ForeignError):
        qti_1.read(ForeignFile(name="bad.xml", data=data))


def test_other_xml_is_none_of_it() -> None:
    assert not qti_1.matches(ForeignFile(name="quiz.xml", data=b"<quiz></quiz>"))
    assert qti_1.matches(ForeignFile(name="x.xml", data=b'<qti:questestinterop xmlns:qti="u"/>'))


def test_a_package_needs_no_manifest() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(
            "q/q.xml", document(item(text("Tea?") + lid(labels(a="1", b="2")), rule(equal("a"))))
        )
    file = ForeignFile(name="tea.zip", data=out.getvalue())
    assert qti_1.matches(file)
    assert len(qti_1.read(file)[0].quiz.items) == 1


def test_a_test_may_name_questions_that_stand_in_files_of_their_own() -> None:
    def alone(name: str, said: str) -> bytes:
        asked = item(text(said) + lid(labels(a="1", b="2")), rule(equal("a")))
        return document(asked.replace('ident="i1"', f'ident="{name}"')).replace(
            b'<assessment ident="a1" title="Tea"><section ident="root">', b""
        ).replace(b"</section></assessment>", b"")  # fmt: skip

    data = zipped(
        {
            "test.xml": document('<itemref linkrefid="q2"/>', '<itemref linkrefid="q1"/>'),
            "items/q1.xml": alone("q1", "One?"),
            "items/q2.xml": alone("q2", "Two?"),
            "items/q3.xml": alone("q3", "Three?"),
            "items/q4.xml": alone("q4", "Four?")[:-30],
        }
    )
    test, rest = qti_1.read(ForeignFile(name="tea.zip", data=data))
    assert [one.name for one in test.report] == ["Two?", "One?"]
    assert [one.name for one in rest.report] == ["Three?"]
    assert len(test.notes) == 1 and "q4.xml is no well-formed XML" in test.notes[0]


def test_blanks_may_be_typed_where_they_stand() -> None:
    blank = '<response_str ident="b1"><render_fib><response_label/></render_fib></response_str>'
    found = only(
        item(
            text("Mate grows in ") + blank + text("."),
            rule(equal("Peru", "b1"), action="Add"),
            kind="fill_in_multiple_blanks_question",
        )
    )
    assert found.body.markdown == "Mate grows in \ue000gap0\ue001."
    assert [one.text for one in found.gaps[0].answers] == ["Peru"]


def test_a_slider_is_a_choice_or_a_number_and_told() -> None:
    places = "".join(f'<response_label ident="p{n}">{n}</response_label>' for n in (9, 11))
    slider = (
        f'<response_lid ident="response1"><render_slider>{places}</render_slider></response_lid>'
    )
    quiz = read(item(text("How many?") + slider, rule(equal("p11"))))
    found: Any = quiz.quiz.items[0]
    assert [(c.text.markdown, c.is_key) for c in found.choices] == [("9", False), ("11", True)]
    assert quiz.report[0].notes == ("What was set with a slider is typed or chosen here.",)


@pytest.mark.parametrize(
    ("name", "said", "points"),
    [("cc_weighting", "0", 0), ("points_possible", "0", 0), ("qmd_weighting", "0", 1)],
)
def test_nought_points_are_none_but_where_every_item_has_them(
    name: str, said: str, points: int
) -> None:
    asked = item(text("Q?") + lid(labels(a="x", b="y")), rule(equal("a")))
    worth = f"<itemmetadata><qtimetadata>{field(name, said)}</qtimetadata></itemmetadata>"
    assert only(asked.replace("<presentation>", f"{worth}<presentation>")).points == points
