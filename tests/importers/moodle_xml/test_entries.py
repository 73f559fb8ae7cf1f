"""Moodle's answers to type, words and numbers, become gaps that take the same."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.gaps import NumericEntryGap, TextEntryGap
from lessonry.domain.items import GapItem, Item
from lessonry.domain.items.frame import gap_mark
from tests.importers.moodle_xml.bank import answer, left, only, question


def gaps(item: Item) -> tuple[object, ...]:
    assert isinstance(item, GapItem)
    return item.gaps


def body(item: Item) -> str:
    return item.body.markdown if item.body else ""


def test_words_to_type_become_a_gap() -> None:
    lines = answer("blue", "100") + answer("light  blue", "100") + answer("*", "0", "No.")
    item, told = only(question("shortanswer", "The sky?", f"<usecase>0</usecase>{lines}"))
    (gap,) = gaps(item)
    assert isinstance(gap, TextEntryGap)
    assert [(a.text, a.ignore_case) for a in gap.answers] == [("blue", True), ("light blue", True)]
    assert body(item) == gap_mark(0)
    assert item.explanation is not None
    assert item.explanation.markdown == "- …: No."
    assert told.notes == ("What is said to single answers stands in the explanation.",)


@pytest.mark.parametrize("tag", ["<p>", "<br>", "<span></span>", "&nbsp;"])
def test_a_tag_is_a_word_to_type(tag: str) -> None:
    lines = answer(tag, "100") + answer("another", "50")
    item, told = only(question("shortanswer", "Which?", lines))
    (gap,) = gaps(item)
    assert isinstance(gap, TextEntryGap)
    assert [one.text for one in gap.answers] == [tag]
    assert told.notes == ("Partly right in Moodle, and wrong here: “another (50 %)”.",)


def test_a_word_that_a_better_answer_takes_already_is_not_said_to_be_worth_less() -> None:
    lines = answer("Oolong", "100") + answer("oolong", "50")
    _, told = only(question("shortanswer", "Which?", f"<usecase>0</usecase>{lines}"))
    assert told.notes == ()
    _, told = only(question("shortanswer", "Which?", f"<usecase>1</usecase>{lines}"))
    assert told.notes == ("Partly right in Moodle, and wrong here: “oolong (50 %)”.",)


def test_a_large_formula_said_of_an_answer_stands_below_it() -> None:
    lines = answer("4", "100", "\\[2+2\\]") + answer("5", "0", "No.")
    item, _ = only(question("shortanswer", "How many?", lines))
    assert item.explanation is not None
    assert item.explanation.markdown == "- 4:\n\n    $$2+2$$\n- 5: No."


def test_a_star_becomes_a_pattern_and_its_escape_a_star() -> None:
    lines = answer("a*b (c)", "100") + answer(r"2\*3", "100") + answer("half", "50")
    item, told = only(question("shortanswer", "It is _____ here.", f"<usecase>1</usecase>{lines}"))
    (gap,) = gaps(item)
    assert isinstance(gap, TextEntryGap)
    assert [(a.text, a.is_pattern, a.ignore_case) for a in gap.answers] == [
        ("2*3", False, False),
        (r"a.*b \(c\)", True, False),
    ]
    assert body(item) == f"It is {gap_mark(0)} here."
    assert [note[:30] for note in told.notes] == [
        "Partly right in Moodle, and wr", "Moodle's star, which stands fo",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("units", "unit", "notes"),
    [
        ("", None, 0),
        ("<showunits>3</showunits>", None, 0),
        ("<unitgradingtype>0</unitgradingtype><showunits>0</showunits>", None, 1),
        (
            "<unitgradingtype>1</unitgradingtype><unitpenalty>0.1</unitpenalty><showunits>0</showunits>",
            "km",
            1,
        ),
        (
            "<unitgradingtype>2</unitgradingtype><unitpenalty>1</unitpenalty><showunits>1</showunits>",
            "km",
            0,
        ),
    ],
)
def test_a_number_has_a_tolerance_and_a_unit_where_one_is_asked_for(
    units: str, unit: str | None, notes: int
) -> None:
    unit_list = "<units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit></units>"
    more = answer("1.5e1", "100", more="<tolerance>0.25</tolerance>") + (
        units and unit_list + units
    )
    item, told = only(question("numerical", "How far?", more))
    (gap,) = gaps(item)
    assert isinstance(gap, NumericEntryGap)
    assert (gap.answers[0].shown, gap.answers[0].low, gap.answers[0].high) == (
        "15",
        Fraction(59, 4),
        Fraction(61, 4),
    )
    assert gap.unit == unit
    assert len(told.notes) == notes


@pytest.mark.parametrize(
    ("said", "off", "shown", "low"),
    [
        ("1.4142135623730951", "0.001", "1.4142135623730951", "1.4132135623730951"),
        ("3.5", "0.031415926535897934", "3.5", "3.468584073464102066"),
        ("1.602176634E-19", "1e-21", "1.602176634e-19", "1.592176634e-19"),
        ("6.02214076e23", "0", "6.02214076e23", "6.02214076e23"),
    ],
)
def test_a_number_keeps_all_its_digits(said: str, off: str, shown: str, low: str) -> None:
    more = answer(said, "100", more=f"<tolerance>{off}</tolerance>")
    item, told = only(question("numerical", "How much?", more))
    (gap,) = gaps(item)
    assert isinstance(gap, NumericEntryGap)
    assert (gap.answers[0].shown, gap.answers[0].low) == (shown, Fraction(low))
    assert told.carried is Carried.WHOLE


def test_an_answer_that_moodle_never_comes_to_is_told() -> None:
    more = answer("*", "0", "No.") + answer("tea", "100")
    _, told = only(question("shortanswer", "What?", more))
    assert told.notes[0] == "Moodle never comes to the answers behind its `*`; here they count."
    more = answer("tea", "100") + answer("*", "0", "No.")
    assert len(only(question("shortanswer", "What?", more))[1].notes) == 1


def test_a_decimal_comma_is_told_since_moodle_may_take_it_for_another() -> None:
    off = "<tolerance>0,5</tolerance>"
    _, told = only(question("numerical", "How much?", answer("1", "100", more=off)))
    assert "“0,5” was read as 0.5" in told.notes[0]
    _, told = only(question("cloze", "It is {1:NM:=1:0,5} and {1:NM:=2}."))
    assert "“0,5” was read as 0.5" in told.notes[0]
    item, told = only(question("numerical", "How much?", answer("1,5", "100")))
    (gap,) = gaps(item)
    assert isinstance(gap, NumericEntryGap)
    assert gap.answers[0].shown == "1.5"
    assert told.notes == (
        "“1,5” was read as 1.5; Moodle in English takes a comma for one between thousands.",
    )


def test_a_number_that_is_none_is_left() -> None:
    assert (
        left(question("numerical", "How far?", answer("*", "100")))
        == "None of its answers is a number."
    )
    assert "None of its answers is worth anything" in left(
        question("shortanswer", "A?", answer("b", "0"))
    )
