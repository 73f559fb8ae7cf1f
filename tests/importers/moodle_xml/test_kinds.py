"""Moodle's questions become items that ask the same; what counts otherwise is told."""

from __future__ import annotations

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.gaps import InlineChoiceGap, TextEntryGap
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    OrderItem,
)
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.moodle_xml.texts import BARE, BRACKETS
from tests.importers.moodle_xml.bank import PIXEL, answer, field, file, left, only, question

SINGLE = "<single>true</single><shuffleanswers>true</shuffleanswers>"
SEVERAL = "<single>false</single><shuffleanswers>0</shuffleanswers>"


def texts(item: Item) -> list[tuple[str, bool]]:
    assert isinstance(item, ChoiceItem)
    return [(choice.text.markdown, choice.is_key) for choice in item.choices]


def gaps(item: Item) -> tuple[object, ...]:
    assert isinstance(item, GapItem)
    return item.gaps


def body(item: Item) -> str:
    return item.body.markdown if item.body else ""


def test_one_of_several_answers_is_a_choice() -> None:
    lines = answer("<p>Water</p>", "100", "Yes.") + answer("<p>Ice</p>", "0")
    item, told = only(question("multichoice", "<p>What <b>first</b>?</p>", SINGLE + lines))
    assert isinstance(item, ChoiceItem)
    assert item.heading is not None
    assert item.heading.markdown == "What **first**?"
    assert texts(item) == [("Water", True), ("Ice", False)]
    assert item.choices[0].feedback is not None
    assert item.choices[0].feedback.markdown == "Yes."
    assert not item.multiple
    assert item.shuffle
    assert (told.carried, told.kind, told.name) == (Carried.WHOLE, "multichoice", "Q 1")


def test_a_partly_right_answer_of_one_is_wrong_and_told() -> None:
    lines = answer("a", "100") + answer("b", "50") + answer("c", "-25")
    _, told = only(question("multichoice", "Which?", SINGLE + lines))
    assert told.carried is Carried.CHANGED
    assert told.notes == (
        "These are partly right in Moodle and wrong here: “b” (50 %).",
        "In Moodle a wrong answer costs points; here it earns none.",
    )


@pytest.mark.parametrize(
    ("shares", "keys", "policy", "notes"),
    [
        (("50", "50", "0"), [True, True, False], PartialCredit.PER_PART, ("costs nothing",)),
        (
            ("33.33333", "33.33333", "33.33333", "-33.33333"),
            [True] * 3 + [False],
            PartialCredit.RIGHT_MINUS_WRONG,
            (),
        ),
        (
            ("50", "50", "-100"),
            [True, True, False],
            PartialCredit.RIGHT_MINUS_WRONG,
            ("costs 100 % in Moodle; here it costs 50 %",),
        ),
        (
            ("75", "25", "-50"),
            [True, True, False],
            PartialCredit.RIGHT_MINUS_WRONG,
            ("weights (75 %, 25 %)",),
        ),
        (("100", "-100"), [True, False], PartialCredit.ALL_OR_NOTHING, ()),
        (("100", "0"), [True, False], PartialCredit.ALL_OR_NOTHING, ("keeps some of its points",)),
    ],
)
def test_weights_become_keys_and_a_policy(
    shares: tuple[str, ...], keys: list[bool], policy: PartialCredit, notes: tuple[str, ...]
) -> None:
    lines = "".join(answer(f"choice {n}", share) for n, share in enumerate(shares))
    item, told = only(question("multichoice", "Which?", SEVERAL + lines))
    assert isinstance(item, ChoiceItem)
    assert [is_key for _, is_key in texts(item)] == keys
    assert item.multiple
    assert not item.shuffle
    assert item.partial_credit is policy
    assert len(told.notes) == len(notes)
    assert all(part in note for part, note in zip(notes, told.notes, strict=True))


def test_a_choice_that_stands_twice_is_kept_once_and_told() -> None:
    more = SINGLE + answer("a", "100") + answer("b", "0") + answer("b", "0") + answer("c", "0")
    item, told = only(question("multichoice", "Which?", more))
    assert texts(item) == [("a", True), ("b", False), ("c", False)]
    assert told.notes == ("A choice that stands twice in it was kept once.",)


def test_a_single_right_box_that_is_worth_a_part_is_told() -> None:
    more = SEVERAL + answer("a", "50") + answer("b", "-100")
    _, told = only(question("multichoice", "Which?", more))
    assert told.notes == ("Its best answer is worth 50 % in Moodle; here it is wholly right.",)


def test_a_list_without_a_right_answer_is_left() -> None:
    lines = answer("a", "0") + answer("b", "0")
    assert "nothing would be right" in left(question("multichoice", "Which?", SINGLE + lines))
    lines = answer("<p>&nbsp;</p>", "100") + answer("b", "0")
    assert "shows nothing" in left(question("multichoice", "Which?", SINGLE + lines))


def test_answers_that_are_nothing_but_tags_stand_as_they_are_written() -> None:
    answers = answer("<h1>", "100") + answer("<title>", "0") + answer("<p><br></p>", "0")
    item, told = only(question("multichoice", "Which is the biggest?", SINGLE + answers))
    assert texts(item) == [("&lt;h1>", True), ("&lt;title>", False)]
    assert told.notes == (BARE, BRACKETS)
    item, told = only(question("shortanswer", "Which?", answer("<h1>", "100")))
    (gap,) = gaps(item)
    assert isinstance(gap, TextEntryGap)
    assert [one.text for one in gap.answers] == ["<h1>"]
    item, _ = only(question("ordering", "Order.", answer("<h1>", "1") + answer("<h2>", "2")))
    assert isinstance(item, OrderItem)
    assert [one.text.markdown for one in item.in_order] == ["&lt;h1>", "&lt;h2>"]


def test_words_in_angle_brackets_that_are_no_tags_are_shown_and_told() -> None:
    more = SINGLE + answer("List<String>", "100") + answer("int[]", "0")
    item, told = only(question("multichoice", "<p>What is x if x<y</p>", more))
    assert texts(item)[0] == ("List&lt;String>", True)
    assert item.heading is not None
    assert item.heading.markdown == "What is x if x&lt;y"
    assert told.notes == (BRACKETS,)


@pytest.mark.parametrize("kind", ["multichoice", "matching"])
def test_an_empty_field_says_no_as_with_moodle(kind: str) -> None:
    more = "<shuffleanswers></shuffleanswers><single/>" + answer("a", "100") + answer("b", "0")
    pairs = "".join(
        field("subquestion", word, more=f"<answer><text>{word * 2}</text></answer>")
        for word in ("a", "b")
    )
    item, _ = only(question(kind, "Which?", more + pairs))
    assert not item.shuffle
    assert not isinstance(item, ChoiceItem) or item.multiple


def test_empty_answers_are_passed_over_as_moodle_does() -> None:
    lines = answer("Water", "100") + answer("<p>&nbsp;<br></p>", "0") + answer("Ice", "0")
    item, told = only(question("multichoice", "Which?", SINGLE + lines))
    assert texts(item) == [("Water", True), ("Ice", False)]
    assert told.carried is Carried.WHOLE


def test_all_or_nothing_plugins_are_choices() -> None:
    lines = answer("a", "100") + answer("b", "100") + answer("c", "0")
    item, told = only(question("multichoiceset", "Which?", lines))
    assert [is_key for _, is_key in texts(item)] == [True, True, False]
    assert item.partial_credit is PartialCredit.ALL_OR_NOTHING
    assert told.carried is Carried.WHOLE


def test_true_or_false_goes_by_words_else_by_order() -> None:
    item, told = only(
        question("truefalse", "Fire is hot.", answer("true", "0", "No.") + answer("false", "100"))
    )
    assert texts(item) == [("True", False), ("False", True)]
    assert told.carried is Carried.WHOLE
    item, _ = only(
        question("truefalse", "Fire is hot.", answer("Richtig", "100") + answer("Falsch", "0"))
    )
    assert texts(item) == [("Richtig", True), ("Falsch", False)]


def test_pairs_become_pairs_and_a_partner_alone_a_distractor() -> None:
    pairs = (
        field("subquestion", "<p>Cup</p>", more="<answer><text>Owed</text></answer>")
        + field("subquestion", "Spoon", more="<answer><text>R&amp;B *x*</text></answer>")
        + field("subquestion", "", more="<answer><text>Gift</text></answer>")
    )
    item, told = only(
        question("matching", "Match.", "<shuffleanswers>false</shuffleanswers>" + pairs)
    )
    assert isinstance(item, MatchItem)
    assert [left.text.markdown for left in item.lefts] == ["Cup", "Spoon"]
    assert [item.partner(n).text.markdown for n in (0, 1)] == ["Owed", r"R&B \*x\*"]
    assert [right.text.markdown for right in item.rights] == ["Gift", "Owed", r"R&B \*x\*"]
    assert item.partial_credit is PartialCredit.PER_PART
    assert not item.shuffle
    assert told.carried is Carried.WHOLE


@pytest.mark.parametrize(
    ("grading", "policy", "notes"),
    [
        ("ALL_OR_NOTHING", PartialCredit.ALL_OR_NOTHING, 0),
        ("ABSOLUTE_POSITION", PartialCredit.PER_PART, 0),
        ("RELATIVE_NEXT_EXCLUDE_LAST", PartialCredit.ADJACENT_PAIRS, 0),
        ("", PartialCredit.ADJACENT_PAIRS, 0),
        ("LONGEST_ORDERED_SUBSET", PartialCredit.ADJACENT_PAIRS, 1),
    ],
)
def test_an_order_keeps_how_it_is_graded(grading: str, policy: PartialCredit, notes: int) -> None:
    lines = answer("wet", "1") + answer("rinse", "2") + answer("dry", "3")
    item, told = only(
        question("ordering", "Order.", f"<gradingtype>{grading}</gradingtype>{lines}")
    )
    assert isinstance(item, OrderItem)
    assert [entry.text.markdown for entry in item.in_order] == ["wet", "rinse", "dry"]
    assert item.partial_credit is policy
    assert len(told.notes) == notes


@pytest.mark.parametrize(
    ("select", "asked"),
    [
        ("<selecttype>ALL</selecttype><selectcount>2</selectcount>", None),
        ("<logical>Exact</logical><studentsee>3</studentsee>", None),
        ("<selecttype>CONTIGUOUS</selecttype><selectcount>3</selectcount>", "3"),
        ("<selecttype>0</selecttype><selectcount>-1</selectcount>", "2"),
        ("<logical>RANDOM</logical>", "6"),
        ("", "6"),
    ],
)
def test_an_order_of_which_moodle_asks_a_part_is_asked_whole_and_told(
    select: str, asked: str | None
) -> None:
    lines = "".join(answer(word, "1") for word in "abcdefg")
    _, told = only(question("ordering", "Order.", f"{select}<gradingtype>ABS</gradingtype>{lines}"))
    note = f"Moodle asks {asked} of its 7 entries; here all are asked."
    assert told.notes == ((note,) if asked else ())


def test_a_list_for_the_grader_is_the_rubric_of_an_essay() -> None:
    told = "<ul><li>says sorry</li><li>mends it (×2)</li></ul><p>Like this.</p>"
    item, report = only(question("essay", "Write.", field("graderinfo", told)))
    assert isinstance(item, ExtendedTextItem)
    assert [(c.text.markdown, int(c.points)) for c in item.rubric] == [
        ("says sorry", 1),
        ("mends it", 2),
    ]
    assert item.model_answer is not None
    assert item.model_answer.markdown == "Like this."
    assert report.carried is Carried.WHOLE
    item, report = only(question("essay", "Write.", field("responsetemplate", "Dear …")))
    assert item.points == 0
    assert [note[:20] for note in report.notes] == ["It has no rubric: wh", "The text to begin wi"]


def test_places_for_words_become_lists() -> None:
    options = "".join(
        f"<selectoption><text>{word}</text><group>{group}</group></selectoption>"
        for word, group in (("cat", 1), ("dog", 1), ("mat", 2), ("hat", 2))
    )
    item, told = only(question("gapselect", "<p>The [[1]] is on the [[3]].</p>", options))
    first, second = gaps(item)
    assert isinstance(first, InlineChoiceGap)
    assert isinstance(second, InlineChoiceGap)
    assert [(c.text, c.identifier in first.key) for c in first.choices] == [
        ("cat", True),
        ("dog", False),
    ]
    assert [c.text for c in second.choices] == ["hat", "mat"]
    assert body(item) == f"The {gap_mark(0)} is on the {gap_mark(1)}."
    assert told.carried is Carried.WHOLE
    item, told = only(question("ddwtos", "A [[1]].", options.replace("selectoption", "dragbox")))
    assert told.notes == ("Words to drag became lists that drop down.",)
    assert "has no word" in left(question("gapselect", "A [[9]].", options))


def test_a_place_with_a_single_word_is_typed_and_told() -> None:
    options = "".join(
        f"<selectoption><text>{word}</text><group>{group}</group></selectoption>"
        for word, group in (("SELECT", "1"), ("FROM", "1"), ("JOIN", "2"))
    )
    item, told = only(question("gapselect", "[[1]] … [[3]]", options))
    first, second = gaps(item)
    assert isinstance(first, InlineChoiceGap)
    assert isinstance(second, TextEntryGap)
    assert [one.text for one in second.answers] == ["JOIN"]
    assert told.notes == (
        "For one of its places there is but a single word, “JOIN”: it has to be typed.",
    )
    empty = "<selectoption><text></text><group>1</group></selectoption>"
    assert "is empty" in left(question("gapselect", "[[1]]", empty))


def test_a_marker_for_some_of_several_areas_is_a_hotspot() -> None:
    png = PIXEL[:16] + (200).to_bytes(4, "big") + (100).to_bytes(4, "big") + PIXEL[24:]
    areas = (
        "<drag><no>1</no><text>Danger</text></drag>"
        "<drop><no>1</no><shape>circle</shape><coords>50,50;20</coords><choice>1</choice></drop>"
        "<drop><no>2</no><shape>rectangle</shape><coords>100,0;50,25</coords><choice>0</choice></drop>"
        "<drop><no>3</no><shape>polygon</shape><coords>0,0;20,0;0,10</coords><choice>1</choice></drop>"
    )
    item, told = only(question("ddmarker", "Where?", file("hall.png", png) + areas))
    assert isinstance(item, HotspotItem)
    assert item.image.markdown == "![Danger](first-aid/hall.png)"
    assert [(a.shape.name, tuple(map(int, a.shape.numbers)), a.is_key) for a in item.areas] == [
        ("circle", (25, 50, 10), True),
        ("rect", (50, 0, 25, 25), False),
        ("poly", (0, 0, 10, 0, 0, 10), True),
    ]
    assert told.notes == ("Its areas have no words in Moodle: write what is there behind each.",)
    two = areas.replace("<choice>0<", "<choice>2<")
    assert "several markers" in left(question("ddmarker", "Where?", file("hall.png", png) + two))
    assert "size of its picture" in left(
        question("ddmarker", "Where?", file("x.png", b"none") + areas)
    )


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("calculated", "drawn anew"),
        ("calculatedsimple", "drawn anew"),
        ("calculatedmulti", "drawn anew"),
        ("stack", "computer algebra"),
        ("coderunner", "runs the learner's program"),
        ("random", "`draw`"),
        ("randomsamatch", "pairs"),
        ("ddimageortext", "places of a picture"),
        ("description", "asks nothing"),
        ("missingtype", "Moodle itself"),
        ("formulas", "drawn anew"),
        ("nobodyknows", "`nobodyknows`"),
        ("", "It has no `type`"),
    ],
)
def test_other_kinds_are_named_with_the_reason(kind: str, why: str) -> None:
    assert why in left(question(kind, "What?"))


def test_a_tag_by_itself_is_a_choice_where_the_right_answer_is_one() -> None:
    lines = answer("<p><br></p>", "100") + answer("<p>", "0") + answer("<b>", "0")
    item, told = only(question("multichoice", "A new line?", lines + answer("<p></p>", "0")))
    assert isinstance(item, ChoiceItem)
    assert [(one.text.markdown, one.is_key) for one in item.choices] == [
        ("&lt;br>", True),
        ("&lt;p>", False),
        ("&lt;b>", False),
    ]
    assert told.notes == (
        ("A choice that is nothing but tags, which Moodle shows empty, is shown as it is written."),
    )
    lines = answer("Tea", "100") + answer("<p><br></p>", "0") + answer("Milk", "0")
    item, _ = only(question("multichoice", "Which?", lines))
    assert isinstance(item, ChoiceItem)
    assert [one.text.markdown for one in item.choices] == ["Tea", "Milk"]
