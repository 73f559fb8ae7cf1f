"""Gaps in a text are found as Moodle finds them, in every form that it knows."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.gaps import InlineChoiceGap, NumericEntryGap, TextEntryGap
from lessonry.domain.items import ChoiceItem, GapItem
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.moodle_xml.cloze_marks import marks
from tests.importers.moodle_xml.bank import left, only, question

NAMES = {
    "SHORTANSWER": ("SA", ""), "SA": ("SA", ""), "MW": ("SA", ""), "SHORTANSWER_C": ("SA", "C"),
    "SAC": ("SA", "C"), "MWC": ("SA", "C"), "NUMERICAL": ("NM", ""), "NM": ("NM", ""),
    "MULTICHOICE": ("MC", ""), "MC": ("MC", ""), "MULTICHOICE_V": ("MC", "V"), "MCV": ("MC", "V"),
    "MULTICHOICE_H": ("MC", "H"), "MCH": ("MC", "H"), "MULTICHOICE_S": ("MC", "S"), "MCS": ("MC", "S"),
    "MULTICHOICE_VS": ("MC", "VS"), "MCVS": ("MC", "VS"), "MULTICHOICE_HS": ("MC", "HS"),
    "MCHS": ("MC", "HS"), "MULTIRESPONSE": ("MR", ""), "MR": ("MR", ""), "MULTIRESPONSE_H": ("MR", "H"),
    "MRH": ("MR", "H"), "MULTIRESPONSE_S": ("MR", "S"), "MRS": ("MR", "S"),
    "MULTIRESPONSE_HS": ("MR", "HS"),
    "MRHS": ("MR", "HS"),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_a_form_is_known(name: str) -> None:
    (found,) = marks(f"a {{2:{name}:=1~2}} b")
    assert (found.kind, found.form) == NAMES[name]
    assert found.weight == 2
    assert [(one.text, one.share) for one in found.alternatives] == [
        ("1", Fraction(1)),
        ("2", Fraction(0)),
    ]


@pytest.mark.parametrize(
    ("inside", "alternatives"),
    [
        ("=a~b#no", [("a", 1, ""), ("b", 0, "no")]),
        (
            "~=a~%50%b#half~%-12,5%c",
            [("a", 1, ""), ("b", Fraction(1, 2), "half"), ("c", Fraction(-1, 8), "")],
        ),
        (r"=a\}b\#c\~d#e\}\#f", [("a}b#c~d", 1, "e}#f")]),
        ("=R&amp;B~a&#125;b~&lt;p&gt;", [("R&B", 1, ""), ("a}b", 0, ""), ("<p>", 0, "")]),
        ("%100%a~%100%b~*#other", [("a", 1, ""), ("b", 1, ""), ("*", 0, "other")]),
        ("=<b>a</b>", [("a", 1, "")]),
    ],
)
def test_answers_are_read_with_their_weights_and_escapes(
    inside: str, alternatives: list[tuple[str, Fraction, str]]
) -> None:
    (found,) = marks(f"{{1:SA:{inside}}}")
    assert [(one.text, one.share, one.feedback) for one in found.alternatives] == alternatives


@pytest.mark.parametrize(
    "text", ["{1:XX:=a}", "{1:sa:=a}", "{1:SA:=a", "{1:SA:}", "{a:SA:=b}", "{1:SA=a}", "{1:SA:=a#b"]
)
def test_what_is_none_for_moodle_stays_text(text: str) -> None:
    assert list(marks(text)) == []


def test_gaps_of_all_kinds_stand_in_one_text() -> None:
    text = (
        "<p>{1:MC:=three~four} layers, {1:NM:=2:0.5} m², {1:SA:=skin}</p>"
        "<table><tr><th>a</th></tr><tr><td>{:NM:=7}</td></tr></table>"
    )
    item, told = only(question("cloze", text))
    assert isinstance(item, GapItem)
    choice, number, words, plain = item.gaps
    assert isinstance(choice, InlineChoiceGap)
    assert [c.text for c in choice.choices] == ["four", "three"]
    assert isinstance(number, NumericEntryGap)
    assert (number.answers[0].low, number.answers[0].high) == (Fraction(3, 2), Fraction(5, 2))
    assert isinstance(words, TextEntryGap)
    assert isinstance(plain, NumericEntryGap)
    assert item.body is not None
    assert item.body.markdown == (
        f"{gap_mark(0)} layers, {gap_mark(1)} m², {gap_mark(2)}\n\n| a |\n| --- |\n| {gap_mark(3)} |"
    )
    assert item.points == 4
    assert item.partial_credit is PartialCredit.PER_PART
    assert told.carried is Carried.WHOLE


def test_weights_and_part_marks_are_told() -> None:
    _, told = only(question("cloze", "{1:SA:=a~%50%b} {3:MC:=c~%20%d~e}"))
    assert told.notes == (
        "Partly right in Moodle, and wrong here: “b (50 %)”.",
        "Partly right in Moodle, and wrong here: “d (20 %)”.",
        "Its gaps have weights (1, 3); here each counts the same.",
    )


def test_a_list_whose_best_answer_is_not_wholly_right_is_told() -> None:
    _, told = only(question("cloze", "{1:MC:%50%a~b} {1:SA:=c}"))
    assert told.notes == (
        "The best answer of one of its lists is worth 50 % in Moodle; here it is right.",
    )


def test_of_words_that_stand_twice_in_a_list_the_better_counts() -> None:
    item, told = only(question("cloze", "{1:MC:=a~b~a} {1:SA:=c}"))
    assert isinstance(item, GapItem)
    (gap, _) = item.gaps
    assert isinstance(gap, InlineChoiceGap)
    assert [(one.text, one.identifier in gap.key) for one in gap.choices] == [
        ("a", True),
        ("b", False),
    ]
    assert told.notes == ("Of words that stand twice in one of its lists, the better was kept.",)


def test_what_is_said_twice_stands_in_the_explanation_once() -> None:
    item, _ = only(question("cloze", "{1:MC:=a#Yes~b#No} {1:MC:a#No~=b#Yes} {1:MC:=a#Yes~b#No}"))
    assert item.explanation is not None
    assert item.explanation.markdown == "- a: Yes\n- b: No\n- a: No\n- b: Yes"


def test_capitals_may_matter_in_one_gap_of_two() -> None:
    item, told = only(question("cloze", "{1:SAC:=Iso.} {1:SA:=b}"))
    assert isinstance(item, GapItem)
    first, second = item.gaps
    assert isinstance(first, TextEntryGap)
    assert isinstance(second, TextEntryGap)
    assert (first.answers[0].text, first.answers[0].is_pattern, first.answers[0].ignore_case) == (
        r"Iso\.",
        True,
        False,
    )
    assert not second.answers[0].is_pattern
    assert len(told.notes) == 1


def test_a_list_by_itself_is_a_choice() -> None:
    item, told = only(question("cloze", "<p>Which?</p><p>{2:MCVS:=<b>a</b>#Yes~c#No}</p>"))
    assert isinstance(item, ChoiceItem)
    assert [(c.text.markdown, c.is_key) for c in item.choices] == [("**a**", True), ("c", False)]
    assert item.points == 2
    assert item.shuffle
    assert told.carried is Carried.WHOLE
    item, _ = only(question("cloze", "Which? {1:MR:=a~=b~c~d}"))
    assert isinstance(item, ChoiceItem)
    assert item.multiple
    assert item.partial_credit is PartialCredit.RIGHT_MINUS_WRONG


def test_what_a_gap_cannot_take_is_left_and_told() -> None:
    assert "boxes" in left(question("cloze", "{1:MR:=a~=b~c} {1:SA:=d}"))
    assert "pictures" in left(question("cloze", '{1:MC:=<img src="a.png">~b} {1:SA:=d}'))
    assert "Every answer" in left(question("cloze", "{1:MC:=a~=b} {1:SA:=d}"))
    assert "no gaps" in left(question("cloze", "Nothing {1:SA:=a"))
    assert "no right answer" in left(question("multianswer", "{1:MC:a~b} {1:SA:=d}"))


def test_a_million_braces_are_read_in_no_time() -> None:
    assert list(marks("{1:SA:=a~" * 100_000)) == []
    assert list(marks("{1:SA:=" + "a~" * 200_000)) == []
