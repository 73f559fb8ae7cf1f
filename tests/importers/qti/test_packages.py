"""Packages and tests of QTI become quizzes, with their sections, rules and pictures."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.quiz import FeedbackTime
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.formats import format_of
from lessonry.importers.qti import matches, read
from lessonry.importers.qti.passages import MISSING
from lessonry.importers.settling import settle
from tests.importers.qti.samples import PNG, SPACE, choices, item, package, quiz_of, response

TEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<assessmentTest xmlns="{SPACE}" identifier="mid-term" title="Mid term" toolName="x">
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
  <timeLimits maxTime="1800"/>
  <testPart identifier="p" navigationMode="linear" submissionMode="simultaneous">
    <assessmentSection identifier="s1" title="First" visible="true">
      <selection select="1"/><ordering shuffle="true"/>
      <assessmentItemRef identifier="i1" href="items/one.xml">
        <weight identifier="W" value="3"/></assessmentItemRef>
      <assessmentItemRef identifier="i2" href="items/two.xml"/>
    </assessmentSection>
    <assessmentSection identifier="s2" title="Second" visible="true">
      <ordering shuffle="true"/>
      <assessmentItemRef identifier="i3" href="items/three.xml"/>
      <assessmentItemRef identifier="i4" href="items/gone.xml"/>
    </assessmentSection>
  </testPart>
  <outcomeProcessing><outcomeCondition><outcomeIf><gte><variable identifier="SCORE"/>
    <baseValue baseType="float">2.5</baseValue></gte></outcomeIf></outcomeCondition></outcomeProcessing>
</assessmentTest>"""
MANIFEST = """<?xml version="1.0"?><manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
 xmlns:m="http://ltsc.ieee.org/xsd/LOM" identifier="x"><resources>
<resource identifier="t" type="imsqti_test_xmlv2p1" href="test.xml"><file href="test.xml"/></resource>
<resource identifier="a" type="imsqti_item_xmlv2p1" href="items/one.xml"><metadata><m:lom><m:general>
<m:keyword><m:string language="en">easy</m:string></m:keyword></m:general></m:lom></metadata></resource>
</resources></manifest>"""


def bank() -> ForeignFile:
    other = '<img src="https://a.example/b.png" alt="B"/>'
    picture = f'<p>Look: <img src="../img/a.png" alt="A"/> {other}</p>'
    return package(
        {
            "imsmanifest.xml": MANIFEST,
            "test.xml": TEST,
            "items/one.xml": item(response("c1"), picture + choices("a", "b"), title="One"),
            "items/two.xml": item(response("c1"), choices("a", "b"), title="Two"),
            "items/three.xml": item(response("c2"), choices("a", "b"), title="Three"),
            "items/four.xml": item(response("c2"), choices("a", "b"), title="Four"),
            "img/a.png": PNG,
        }
    )


def test_what_a_test_weighs_with_nought_is_worth_nothing() -> None:
    weightless = TEST.replace('value="3"', 'value="0"')
    one = item(response("c1"), choices("a", "b"), title="One")
    test = next(iter(read(package({"test.xml": weightless, "items/one.xml": one}))))
    assert [found.points for found in test.quiz.items] == [0]


def test_a_test_becomes_a_quiz_and_what_it_does_not_ask_another() -> None:
    assert format_of(bank()).name == "qti"
    test, rest = read(bank())
    quiz = test.quiz
    assert (quiz.identifier, quiz.title, quiz.shuffle) == ("mid-term", "Mid term", True)
    assert [(s.title, s.draw, len(s.items)) for s in quiz.sections] == [
        ("First", 1, 2),
        ("Second", None, 1),
    ]
    assert quiz.items[0].points == 3
    assert quiz.items[0].tags == ("easy",)
    assert quiz.pass_mark is not None
    assert (quiz.pass_mark.value, quiz.pass_mark.in_points) == (Fraction(5, 2), True)
    assert quiz.time_limit is not None
    assert quiz.time_limit.seconds == 1800
    assert quiz.feedback is FeedbackTime.END
    assert [one.carried for one in test.report].count(Carried.LEFT) == 1
    assert [attachment.path for attachment in test.attachments] == ["mid-term/a.png"]
    assert "![A](mid-term/a.png)" in settle(test).text
    assert [one.name for one in rest.report] == ["Four"]
    assert any("mode: exam" in note for note in test.notes)


def test_items_that_stand_in_the_test_itself_are_found() -> None:
    inside = item(response("c1"), choices("a", "b"), identifier="i1").decode()
    test = (
        f'<assessmentTest xmlns="{SPACE}" identifier="t" title="Test"><testPart identifier="p">'
        '<assessmentSection identifier="s" title="S" visible="true">'
        '<assessmentItemRef identifier="i1" href="i1.xml"/></assessmentSection></testPart>'
        f"{inside.partition('?>')[2]}</assessmentTest>"
    )
    for quiz in (quiz_of(package({"test.xml": test}).data, "bank.zip"), quiz_of(test.encode())):
        assert [one.carried for one in quiz.report] == [Carried.WHOLE]


def test_an_item_whose_file_is_broken_costs_no_other() -> None:
    files = {
        "a.xml": item(response("c1"), choices("a", "b")),
        "b.xml": item(response("c1"), choices("a", "b"))[:-30],
    }
    quiz = quiz_of(package(files).data, "bank.zip")
    assert len(quiz.quiz.items) == 1
    assert any("b.xml" in note for note in quiz.notes)


@pytest.mark.parametrize("href", ["../s.xml", "s.xml"])
def test_a_shared_passage_stands_in_each_item(href: str) -> None:
    stimulus = (
        '<qti-assessment-stimulus xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="s"'
        ' title="S"><qti-stimulus-body><p>Once upon a time.</p></qti-stimulus-body>'
        "</qti-assessment-stimulus>"
    )
    asked = (
        '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="q"'
        ' title="Q" adaptive="false" time-dependent="false">'
        '<qti-response-declaration base-type="identifier"'
        ' cardinality="single" identifier="RESPONSE"><qti-correct-response><qti-value>A</qti-value>'
        '</qti-correct-response></qti-response-declaration><qti-outcome-declaration base-type="float"'
        ' cardinality="single" identifier="SCORE"/><qti-assessment-stimulus-ref identifier="s"'
        f' href="{href}" title="S"/><qti-item-body>'
        '<qti-choice-interaction response-identifier="RESPONSE"'
        ' max-choices="1"><qti-prompt>When?</qti-prompt><qti-simple-choice identifier="A">Once'
        '</qti-simple-choice><qti-simple-choice identifier="B">Never</qti-simple-choice>'
        "</qti-choice-interaction></qti-item-body><qti-response-processing template="
        '"https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/></qti-assessment-item>'
    )
    quiz = quiz_of(package({"s.xml": stimulus, "items/q.xml": asked}).data, "bank.zip")
    (made,) = quiz.quiz.items
    assert made.heading is not None
    assert made.body is not None
    assert (made.heading.markdown, made.body.markdown) == ("Once upon a time.", "When?")
    assert quiz.report[0].carried is Carried.CHANGED

    (told,) = quiz_of(package({"items/q.xml": asked}).data, "bank.zip").report
    assert told.notes == (MISSING.format(href=href),)


def test_a_page_that_an_item_shows_is_read_into_it_with_its_pictures() -> None:
    page = '<html><body><h2>A cup</h2><p>It fell.<img src="cup.png" alt="Cup"/></p></body></html>'
    frame = '<p><object data="../pages/p.html" type="text/html"/></p>'
    quiz = quiz_of(
        package(
            {
                "items/q.xml": item(response("c1"), frame + choices("a", "b")),
                "pages/p.html": page,
                "pages/cup.png": PNG,
            }
        ).data,
        "bank.zip",
    )
    (made,) = quiz.quiz.items
    assert made.body is not None and "It fell.![Cup](bank/cup.png)" in made.body.markdown
    assert [one.path for one in quiz.attachments] == ["bank/cup.png"]
    assert quiz.report[0].notes == ()


def test_items_of_one_title_are_told_apart_in_the_report() -> None:
    files = {
        f"{name}.xml": item(response("c1"), choices("a", "b"), identifier=name, title="Tea")
        for name in ("first-one", "second-one")
    }
    names = [one.name for one in quiz_of(package(files).data, "bank.zip").report]
    assert names == ["Tea, first-one", "Tea, second-one"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04nothing",
        b"<questestinterop/>",
        b"<html><p>assessmentItem</p></html>",
        b"::t:: a {=b}",
        package({"imsmanifest.xml": "<manifest/>", "a.html": "<p>a</p>"}).data,
        package({"a.xml": "<questestinterop/>"}).data,
    ],
)
def test_other_files_are_not_taken(data: bytes) -> None:
    assert not matches(ForeignFile(name="x", data=data))


def test_hostile_files_end_in_a_message() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE assessmentItem [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
        f'<assessmentItem xmlns="{SPACE}" identifier="x" title="&b;"><itemBody/></assessmentItem>'
    ).encode()
    outside = bomb.replace(b'<!ENTITY a "aaaa">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')
    for data in (bomb, outside, b"<assessmentItem>" * 300):
        with pytest.raises(ForeignError):
            read(ForeignFile(name="x.xml", data=data))
    with pytest.raises(ForeignError, match="leads out of it"):
        read(package({"../x.xml": item(response("c1"), choices("a", "b"))}))
    with pytest.raises(ForeignError, match="no item that can be read"):
        read(
            ForeignFile(
                name="t.xml",
                data=TEST.replace("<assessmentItemRef", "<nothing")
                .replace("</assessmentItemRef>", "</nothing>")
                .encode(),
            )
        )


def test_a_deep_item_is_left_and_not_a_fall() -> None:
    deep = "<div>" * 200 + "x" + "</div>" * 200
    test = "<not>" * 230 + '<variable identifier="RESPONSE"/>' + "</not>" * 230
    processing = (
        f"<responseProcessing><responseCondition><responseIf>{test}<exitResponse/></responseIf>"
        "</responseCondition></responseProcessing>"
    )
    quiz = quiz_of(item(response("c1"), deep + choices("a", "b"), processing))
    assert len(quiz.report) == 1


def test_an_encoding_that_is_declared_wrongly_is_read() -> None:
    data = item(response("c1"), choices("Größe", "Maß")).decode().replace("UTF-8", "UTF-16")
    quiz = quiz_of(data.replace('encoding="UTF-16"', 'encoding="ISO-8859-1"').encode("latin-1"))
    assert "Größe" in settle(quiz).text


def test_sections_without_titles_are_one_unless_they_draw() -> None:
    def section(number: int, draw: str, *names: str) -> str:
        references = "".join(f'<assessmentItemRef identifier="{n}" href="{n}.xml"/>' for n in names)
        return (
            f'<assessmentSection identifier="s{number}" title="S" visible="false">{draw}{references}'
            "</assessmentSection>"
        )

    sections = (
        section(1, "", "a")
        + section(2, "", "b")
        + section(3, '<selection select="1"/>', "c", "d")
        + section(4, "", "e")
    )
    test = (
        f'<assessmentTest xmlns="{SPACE}" identifier="t" title="Quiz"><testPart identifier="p"'
        f' navigationMode="linear" submissionMode="individual">{sections}</testPart></assessmentTest>'
    )
    items = {f"{n}.xml": item(response("c1"), choices("a", "b"), title=n) for n in "abcde"}
    quiz = quiz_of(package({"t.xml": test, **items}).data, "t.zip")
    made = [(s.title, s.draw, len(s.items)) for s in quiz.quiz.sections]
    assert made == [(None, None, 2), ("Quiz 2", 1, 2), ("Quiz 3", None, 1)]
    settled = settle(quiz)
    assert settled.items == 5
    assert "# Quiz 2 { draw=1 }" in settled.text
