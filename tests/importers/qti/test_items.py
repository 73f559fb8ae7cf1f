"""Items of QTI 2 and 3 become items of ours that ask the same, and what differs is told."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.gaps import InlineChoiceGap, NumericEntryGap, TextEntryGap
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    MatchItem,
    MatrixItem,
    OrderItem,
)
from lessonry.domain.items.gap import accepts
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.qti.item import FIXED
from tests.importers.qti.samples import (
    ENTRY,
    MAP_RESPONSE,
    MATCH_CORRECT,
    PNG,
    choices,
    item,
    package,
    quiz_of,
    read_one,
    response,
)


def test_a_choice_of_one() -> None:
    made, told = read_one(item(response("c2"), choices("A <b>cat</b>", "A dog", "A cow")))
    assert isinstance(made, ChoiceItem)
    assert not made.multiple
    assert made.key == {"b"}
    assert made.choices[0].text.markdown == "A **cat**"
    assert made.heading is not None
    assert made.heading.markdown == "Which?"
    assert told.carried is Carried.WHOLE
    assert told.kind == "choiceInteraction"
    assert "<choiceInteraction" in told.original


@pytest.mark.parametrize(
    ("last", "fixed", "shuffles", "notes"),
    [
        ("None of these", "true", True, ()),
        ("Stone", "true", False, (FIXED,)),
        ("Stone", "false", True, ()),
    ],
)
def test_a_choice_that_keeps_its_place(
    last: str, fixed: str, shuffles: bool, notes: tuple[str, ...]
) -> None:
    asked = choices("Leaf", "Root", last).replace(
        '<simpleChoice identifier="c3">', f'<simpleChoice identifier="c3" fixed="{fixed}">'
    )
    quiz = quiz_of(item(response("c1"), asked))
    assert quiz.quiz.shuffle is shuffles and quiz.report[0].notes == notes


def test_more_ticks_than_there_may_be_are_not_tried() -> None:
    entries = "".join(f'<mapEntry mapKey="c{n}" mappedValue="1"/>' for n in (1, 2))
    mapping = f'<mapping defaultValue="0">{entries}</mapping>'
    asked = choices("a", "b", "c", "d", most="2")
    made, told = read_one(item(response("c1|c2", "multiple", mapping=mapping), asked, MAP_RESPONSE))
    assert made is not None and made.partial_credit is PartialCredit.PER_PART
    assert told.notes == ()


def test_tao_says_several_and_means_one() -> None:
    data = response("<![CDATA[c1]]>", cardinality="multiple")
    made, _ = read_one(
        item(data, f'<div class="grid-row"><div class="col-12">{choices("a", "b")}</div></div>')
    )
    assert isinstance(made, ChoiceItem)
    assert not made.multiple
    assert made.key == {"a"}


def test_an_order_keeps_its_key() -> None:
    body = choices("dog", "ant", "elk").replace("choiceInteraction", "orderInteraction")
    made, told = read_one(item(response("c2|c1|c3", cardinality="ordered"), body))
    assert isinstance(made, OrderItem)
    assert [entry.text.markdown for entry in made.in_order] == ["ant", "dog", "elk"]
    assert told.carried is Carried.WHOLE


def matching(left: dict[str, int], right: dict[str, int], shape: str = "") -> str:
    sides = [
        "<simpleMatchSet>"
        + "".join(
            f'<simpleAssociableChoice identifier="{name}" matchMax="{most}">{name}!'
            "</simpleAssociableChoice>"
            for name, most in side.items()
        )
        + "</simpleMatchSet>"
        for side in (left, right)
    ]
    kind = f' class="{shape}"' if shape else ""
    return (
        f'<p>Match.</p><matchInteraction responseIdentifier="RESPONSE" shuffle="false"{kind}'
        f' maxAssociations="0">{"".join(sides)}</matchInteraction>'
    )


def test_pairs_become_a_match() -> None:
    body = matching({"A": 1, "B": 1}, {"x": 0, "y": 0, "z": 0})
    made, told = read_one(item(response("A y|B x", "multiple", "directedPair"), body))
    assert isinstance(made, MatchItem)
    assert [made.partner(n).text.markdown for n in range(2)] == ["y!", "x!"]
    assert len(made.rights) == 3
    assert told.carried is Carried.WHOLE


def test_categories_change_sides() -> None:
    body = matching({"A": 0, "B": 0}, {"x": 1, "y": 1, "z": 1})
    made, told = read_one(item(response("A y|B x|A z", "multiple", "directedPair"), body))
    assert isinstance(made, MatchItem)
    pairs = {left.text.markdown: made.partner(n).text.markdown for n, left in enumerate(made.lefts)}
    assert pairs == {"x!": "B!", "y!": "A!", "z!": "A!"}
    assert told.carried is Carried.CHANGED


def test_a_table_becomes_a_matrix() -> None:
    body = matching({"A": 1, "B": 1}, {"x": 0, "y": 0}, "match_kprim")
    made, told = read_one(item(response("A y|B y", "multiple", "directedPair"), body))
    assert isinstance(made, MatrixItem)
    assert [row.key for row in made.rows] == [frozenset("b"), frozenset("b")]
    assert not made.multiple
    assert told.carried is Carried.WHOLE


def test_what_has_no_partner_is_left() -> None:
    body = matching({"A": 1, "B": 1}, {"x": 1, "y": 1})
    made, told = read_one(item(response("A y", "multiple", "directedPair"), body))
    assert made is None
    assert told.carried is Carried.LEFT
    assert "no partner" in told.notes[0]


def test_words_to_type_with_other_spellings() -> None:
    mapping = (
        '<mapping defaultValue="0"><mapEntry mapKey="York" mappedValue="1" caseSensitive="false"/>'
        '<mapEntry mapKey="Yorck" mappedValue="0.5"/></mapping>'
    )
    made, told = read_one(
        item(response("York", base="string", mapping=mapping), ENTRY, MAP_RESPONSE)
    )
    assert isinstance(made, GapItem)
    assert isinstance(made.gaps[0], TextEntryGap)
    assert accepts(made.gaps[0], "york")
    assert not accepts(made.gaps[0], "Yorck")
    assert told.notes == ("The answer 'Yorck' was worth 50 % and is wrong here.",)


def test_words_that_are_matched_keep_their_capitals() -> None:
    made, _ = read_one(item(response("York", base="string"), ENTRY))
    assert isinstance(made, GapItem)
    assert not accepts(made.gaps[0], "york")


def test_lists_that_drop_down() -> None:
    body = (
        '<p>The sky is <inlineChoiceInteraction responseIdentifier="RESPONSE" shuffle="true">'
        '<inlineChoice identifier="x">green</inlineChoice><inlineChoice identifier="y">blue'
        "</inlineChoice></inlineChoiceInteraction>.</p>"
    )
    made, told = read_one(item(response("y"), body))
    assert isinstance(made, GapItem)
    (gap,) = made.gaps
    assert isinstance(gap, InlineChoiceGap)
    assert {c.text for c in gap.choices if c.identifier in gap.key} == {"blue"}
    assert told.carried is Carried.WHOLE


def test_words_that_are_dragged_become_lists() -> None:
    body = (
        '<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="false"><gapText identifier="W"'
        ' matchMax="1">winter</gapText><gapText identifier="S" matchMax="1">summer</gapText>'
        '<p>Now is the <gap identifier="G1"/> before the <gap identifier="G2"/>.</p>'
        "</gapMatchInteraction>"
    )
    declared = response("W G1|S G2", "multiple", "directedPair")
    made, told = read_one(item(declared, body))
    assert isinstance(made, GapItem)
    assert len(made.gaps) == 2
    assert "dragged" in told.notes[0]
    assert not any("winter" in prose.markdown for prose in (made.heading, made.body) if prose)


def test_words_that_are_clicked_become_choices() -> None:
    body = (
        '<hottextInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Which is wrong?'
        '</prompt><p>He <hottext identifier="c1">go</hottext> <hottext identifier="c2">home</hottext>.'
        "</p></hottextInteraction>"
    )
    made, told = read_one(item(response("c1"), body))
    assert isinstance(made, ChoiceItem)
    assert [choice.text.markdown for choice in made.choices] == ["go", "home"]
    assert made.body is not None
    assert "He go home." in made.body.markdown
    assert told.carried is Carried.CHANGED


def test_sentences_with_a_rubric() -> None:
    body = (
        '<p>Say it.</p><extendedTextInteraction responseIdentifier="RESPONSE"/><rubricBlock'
        ' view="scorer"><ul><li>Short</li><li>Kind (2 points)</li></ul></rubricBlock>'
    )
    made, _ = read_one(item(response(base="string"), body, ""))
    assert isinstance(made, ExtendedTextItem)
    assert [(c.text.markdown, int(c.points)) for c in made.rubric] == [("Short", 1), ("Kind", 2)]
    bare, told = read_one(
        item(
            response(base="string"),
            '<p>Say.</p><extendedTextInteraction responseIdentifier="RESPONSE"/>',
            "",
        )
    )
    assert bare is not None
    assert bare.points == 0
    assert "no rubric" in told.notes[0]


HOTSPOT = (
    '<p>Where?</p><hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1"><object'
    ' data="img/a map.png" type="image/png" width="640" height="480">A map</object><hotspotChoice'
    ' identifier="c1" shape="rect" coords="64,48,320,240" hotspotLabel="North"/><hotspotChoice'
    ' identifier="c2" shape="circle" coords="320,240,32"/><hotspotChoice identifier="c3" shape="ellipse"'
    ' coords="500,100,20,40" hotspotLabel="East"/></hotspotInteraction>'
)


def test_areas_of_a_picture_become_per_cent() -> None:
    files = {"q/item.xml": item(response("c1"), HOTSPOT), "q/img/a map.png": PNG}
    quiz = quiz_of(package(files).data, "maps.zip")
    (made,) = quiz.quiz.items
    assert isinstance(made, HotspotItem)
    assert made.image.markdown == "![A map](maps/a-map.png)"
    assert [attachment.path for attachment in quiz.attachments] == ["maps/a-map.png"]
    assert made.areas[0].shape.numbers == tuple(map(Fraction, (10, 10, 40, 40)))
    assert made.areas[1].shape.numbers == tuple(map(Fraction, (50, 50, 5)))
    assert made.areas[1].text.markdown == "Area 2"
    assert made.areas[2].shape.name == "rect"
    assert len(quiz.report[0].notes) == 2
    lost, told = read_one(item(response("c1"), HOTSPOT))
    assert lost is None
    assert "picture is not in the file" in told.notes[0]


@pytest.mark.parametrize(
    "kind",
    ["associateInteraction", "sliderInteraction", "uploadInteraction", "drawingInteraction",
     "customInteraction", "graphicGapMatchInteraction", "mediaInteraction", "selectPointInteraction"],
)  # fmt: skip
def test_what_there_is_none_of_here_is_named(kind: str) -> None:
    made, told = read_one(item(response("a"), f'<p>Do.</p><{kind} responseIdentifier="RESPONSE"/>'))
    assert made is None
    assert told.kind == kind
    assert kind in told.notes[0]


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("<p>Read this.</p>", "asks nothing"),
        ('<p><printedVariable identifier="X"/></p>' + choices("a", "b"), "random values"),
        (
            f"<table><tr><td>{choices('a', 'b')}</td><td>{choices('c', 'd')}</td></tr></table>",
            "asks 2 things",
        ),
    ],
)
def test_what_no_item_here_can_be_is_left(body: str, word: str) -> None:
    made, told = read_one(item(response("c1"), body))
    assert made is None
    assert told.carried is Carried.LEFT
    assert word in told.notes[0]


def test_scripts_do_not_pass() -> None:
    made, _ = read_one(
        item(response("c1"), choices("a<script>alert(1)</script>", '<i onclick="x()">b</i>'))
    )
    assert isinstance(made, ChoiceItem)
    assert [choice.text.markdown for choice in made.choices] == ["a", "*b*"]


def test_a_prefix_for_the_namespace_makes_no_difference() -> None:
    data = item(response("c1"), choices("a", "b")).decode()
    prefixed = data.replace("<", "<q:").replace("<q:/", "</q:").replace("<q:?", "<?")
    prefixed = prefixed.replace("xmlns=", "xmlns:q=")
    made, _ = read_one(prefixed.encode())
    assert isinstance(made, ChoiceItem)


def test_numbers_stay_numbers() -> None:
    made, _ = read_one(item(response("3.14", base="float"), ENTRY, MATCH_CORRECT))
    assert isinstance(made, GapItem)
    gap = made.gaps[0]
    assert isinstance(gap, NumericEntryGap)
    assert gap.answers[0].shown == "3.14"
