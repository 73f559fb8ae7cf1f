"""A file of Moodle XML becomes a quiz for each category, and nothing in it gets lost unsaid."""

from __future__ import annotations

import base64
import tracemalloc

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.items import ChoiceItem, ExtendedTextItem
from lessonry.importers import formats, moodle_xml
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.moodle_xml import reading
from lessonry.importers.settling import settle
from tests.effort import within
from tests.importers.moodle_xml.bank import (
    PIXEL,
    answer,
    bank,
    category,
    field,
    file,
    only,
    question,
    read,
)

CHOICE = answer("Yes", "100") + answer("No", "0")


def simple(text: str = "Is it?", inside: str = "", **more: str) -> str:
    return question("multichoice", text, inside + CHOICE, **more)


def test_categories_are_quizzes_and_their_paths_names() -> None:
    quizzes = read(
        category(
            "$course$/top/Default for First aid",
            "The default category for questions shared in context 'x'.",
        ),
        category("$course$/top/First aid"),
        category("$course$/top/First aid/Burns // scalds", "<p>All about <b>heat</b>.</p>"),
        simple(),
        category("$system$/Later", idnumber="late_r.1"),
        simple(),
        category("$course$/top/First aid/Burns // scalds"),
        simple("And this?"),
    )
    said = [
        (q.quiz.identifier, q.quiz.title, q.quiz.description, len(q.quiz.items)) for q in quizzes
    ]
    assert said == [
        ("first-aid-burns-scalds", "Burns / scalds", "All about heat.", 2),
        ("late_r.1", "Later", None, 1),
    ]


def test_questions_without_a_category_have_the_files_name() -> None:
    (quiz,) = read(simple(), name="folder/First Aid (2).xml")
    assert (quiz.quiz.identifier, quiz.quiz.title) == ("first-aid-2", "First Aid (2)")


def test_identifiers_come_from_ids_names_or_texts_and_are_never_twice() -> None:
    numbered = simple(name="Soup").replace("<idnumber></idnumber>", "<idnumber>Soup_1.a</idnumber>")
    (quiz,) = read(
        numbered,
        numbered,
        simple(name="Soup!"),
        simple(name="Soup"),
        simple("<p>Cold?</p>", name=""),
    )
    found = [item.identifier for item in quiz.quiz.items]
    assert found == ["Soup_1.a", "soup-1-a", "soup", "soup-2", "cold"]
    assert [one.item for one in quiz.report] == found
    assert [one.line for one in quiz.report] == [3, 4, 5, 6, 7]


def test_an_id_with_vowel_signs_stays_as_it_is() -> None:
    (quiz,) = read(simple().replace("<idnumber></idnumber>", "<idnumber>किताब.A</idnumber>"))
    assert [item.identifier for item in quiz.quiz.items] == ["किताब.A"]


def test_what_every_question_has_is_kept() -> None:
    inside = (
        field("generalfeedback", "<p>Since.</p>")
        + field("hint", "One.")
        + field("hint", "Two.")
        + "<tags><tag><text>skin</text></tag><tag><text>a, b</text></tag></tags>"
        + field("correctfeedback", "Your answer is correct.")
        + field("incorrectfeedback", "Read on.")
    )
    text = simple(inside=inside).replace("1.0000000", "2.5000000").replace("0.3333333", "0.5000000")
    item, told = only(text.replace("<hidden>0", "<hidden>1"))
    assert item.points == 2.5
    assert item.explanation is not None
    assert item.explanation.markdown == "Since."
    assert item.hint is not None
    assert item.hint.markdown == "One."
    assert item.tags == ("skin", "a b")
    assert told.notes == (
        "It has several hints; the first was kept. The others: “Two.”.",
        "What is said to a wrong answer was left out: “Read on.”.",
        "Another try costs 50 % in Moodle; here it costs nothing.",
        "It is hidden in Moodle.",
    )


@pytest.mark.parametrize(
    ("format", "text", "markdown"),
    [
        ("html", "<p>a<br>b</p><p>*c*</p>", "a<br>\nb\n\n\\*c\\*"),
        ("moodle_auto_format", "a <b>b</b>\nc\n\n* d", "a **b** c\n\n\\* d"),
        ("plain_text", "<b>a</b>\nb & c", "&lt;b>a&lt;/b><br>\nb & c"),
        ("markdown", "# a\n\n* b **c**\n\n<script>x</script>", "### a\n\n- b **c**"),
        ("unheard-of", "<i>a</i>", "*a*"),
    ],
)
def test_texts_are_read_by_their_formats(format: str, text: str, markdown: str) -> None:
    essay = question("essay", text, format=format).replace("1.0000000", "0")
    item, _ = only(essay)
    assert isinstance(item, ExtendedTextItem)
    parts = [one.markdown for one in (item.heading, item.body) if one is not None]
    assert "\n\n".join(parts) == markdown


def test_pictures_are_saved_once_beside_the_quiz() -> None:
    other = PIXEL + b"x"
    (quiz,) = read(
        simple('<img src="@@PLUGINFILE@@/My%20Hand.PNG" alt="A hand">', files=file("My Hand.PNG")),
        simple(
            '<img src="@@PLUGINFILE@@/sub/My%20Hand.PNG">', files=file("My Hand.PNG", path="/sub/")
        ),
        simple('<img src="@@PLUGINFILE@@/My%20Hand.PNG">', files=file("My Hand.PNG", other)),
        simple(
            f'<img src="data:image/png;base64,{base64.b64encode(PIXEL).decode()}">',
            files=file("idle.png"),
        ),
        simple('<img src="@@PLUGINFILE@@/gone.png" alt="Gone">'),
        simple('<a href="@@PLUGINFILE@@/run.html">go</a>', files=file("run.html")),
        simple(
            "Old?",
            inside=f"<image>q/old.gif</image><image_base64>{base64.b64encode(b'GIF').decode()}</image_base64>",
        ),
    )
    assert [(one.path, one.data) for one in quiz.attachments] == [
        ("first-aid/my-hand.png", PIXEL),
        ("first-aid/my-hand-2.png", other),
        ("first-aid/picture.png", PIXEL),
        ("first-aid/q-old.gif", b"GIF"),
    ]
    bodies = [item.body.markdown if item.body else "" for item in quiz.quiz.items]
    assert bodies[:4] == [
        "![A hand](first-aid/my-hand.png)", "![](first-aid/my-hand.png)",
        "![](first-aid/my-hand-2.png)", "![](first-aid/picture.png)",
    ]  # fmt: skip
    assert [one.carried for one in quiz.report[:4]] == [Carried.WHOLE] * 4
    assert quiz.report[4].notes == ("The picture `gone.png` is not in the file and was left out.",)
    assert quiz.report[5].notes[0] == "The file `run.html` is of a kind that could run on a page."
    assert [one.path for one in settle(quiz).attachments] == [one.path for one in quiz.attachments]


def test_a_drawing_with_a_script_is_left_out() -> None:
    text = '<img src="@@PLUGINFILE@@/a.svg" alt="A">'
    well = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    (quiz,) = read(simple(text, files=file("a.svg", well)))
    assert quiz.attachments[0].data == well
    (quiz,) = read(simple(text, files=file("a.svg", b"<svg onload='x()'/>")))
    assert quiz.attachments == ()
    assert quiz.report[0].notes[0] == "The drawing `a.svg` has a script in it."


def test_tags_that_were_not_escaped_are_read_all_the_same() -> None:
    raw = simple().replace("<text><![CDATA[Is it?]]></text>", "<text>Is <b>it</b>?</text>")
    item, _ = only(raw)
    assert item.heading is not None
    assert item.heading.markdown == "Is **it**?"


def test_marks_of_ours_in_a_file_are_only_text() -> None:
    item, _ = only(simple("\ue000gap0\ue001 [[x]] {{ y }} <!-- z -->", name="\ue000gap0\ue001"))
    assert isinstance(item, ChoiceItem)
    assert item.heading is not None
    assert "\ue000" not in item.heading.markdown
    (quiz,) = read(simple("- (x) a\n- ( ) b\n[[gap]]", format="plain_text"))
    assert settle(quiz).items == 1


def test_the_file_is_told_from_others() -> None:
    def found(text: str, name: str = "a.xml") -> bool:
        return moodle_xml.matches(ForeignFile(name=name, data=text.encode()))

    assert found(bank(simple()).decode())
    assert found('\ufeff<!-- x --><quiz><question type="essay"></question></quiz>')
    assert not found("<quiz>\nWhat?\n- [x] a\n</quiz>", "page.md")
    assert not found("<?xml version='1.0'?><questestinterop/>")
    assert not found("# A lesson\n\n<quiz>\n<question type='x'>")
    made = ForeignFile(name="a.xml", data=bank(simple()))
    assert formats.format_of(made).name == "moodle-xml"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<quiz></quiz>", "holds no questions"),
        (bank(category("$course$/top/a")), "holds no questions"),
        (b"<quiz><question type='essay'></quiz>", "no well-formed XML: line 1"),
        (b"<!DOCTYPE quiz [<!ENTITY a 'b'>]><quiz/>", "declares entities"),
        (b"<quiz>" + b"<question type='essay'>" * 5_000, "no well-formed XML"),
    ],
)
def test_what_cannot_be_read_ends_in_a_message(data: bytes, message: str) -> None:
    with pytest.raises(ForeignError, match=message):
        moodle_xml.read(ForeignFile(name="a.xml", data=data))


def test_more_questions_than_can_be_read_end_in_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_QUESTIONS", 1_000)
    one = b'<question type="stack"><name><text>a</text></name></question>\n'
    file = ForeignFile(name="a.xml", data=b"<quiz>" + one * 500_000 + b"</quiz>")
    tracemalloc.start()
    with pytest.raises(ForeignError, match=r"more than 1,000 questions"):
        moodle_xml.read(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_huge_file_inside_costs_its_picture_only() -> None:
    huge = simple(
        '<img src="@@PLUGINFILE@@/film.mp4" alt="A film">',
        files=file("film.mp4", b"\0" * 8_000_000),
    )
    (quiz,) = read(huge, simple("Next?"))
    assert len(quiz.quiz.items) == 2
    assert quiz.notes == ("1 file inside of more than 4 MB was left out.",)
    assert quiz.report[0].carried is Carried.CHANGED


def test_a_bank_of_a_thousand_is_read_quickly() -> None:
    with within(10):
        (quiz,) = read(*(simple(f"<p>Is it {n}?</p>") for n in range(1_000)))
    assert len(quiz.quiz.items) == 1_000
