"""GIFT is read as Moodle reads it: every kind, every escape, and each slip with what Moodle says."""

from __future__ import annotations

import base64
from fractions import Fraction

import pytest

from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.gaps import NumericEntryGap, TextEntryGap
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    Item,
    MatchItem,
    OrderItem,
)
from lessonry.domain.items.gap import accepts
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.settling import settle
from tests.importers.gift.bank import left, one, read


def choice(text: str) -> tuple[ChoiceItem, Fidelity]:
    item, fidelity = one(text)
    assert isinstance(item, ChoiceItem)
    return item, fidelity


def lines(item: ChoiceItem) -> list[tuple[str, bool, str | None]]:
    return [
        (c.text.markdown, c.is_key, c.feedback.markdown if c.feedback else None)
        for c in item.choices
    ]


def stem(item: Item) -> str:
    return "\n\n".join(p.markdown for p in (item.heading, item.body) if p)


def test_one_right_answer_with_feedback_and_general_feedback() -> None:
    item, fidelity = choice(
        "::Tea::How is tea made?{=with water#Yes ~with air # No\n~not ####Boil it.}"
    )
    assert item.identifier == "tea"
    assert stem(item) == "How is tea made?"
    assert lines(item) == [
        ("with water", True, "Yes"),
        ("with air", False, "No"),
        ("not", False, None),
    ]
    assert not item.multiple
    assert item.explanation and item.explanation.markdown == "Boil it."
    assert fidelity.carried is Carried.WHOLE
    assert (fidelity.name, fidelity.kind, fidelity.line) == ("Tea", "multichoice", 1)


def test_weights_make_several_right_answers() -> None:
    item, fidelity = choice("Which?{~%50%a ~%50%b ~%-50%c ~%-50%d}")
    assert item.multiple and item.key == {"a", "b"}
    assert item.partial_credit is PartialCredit.RIGHT_MINUS_WRONG
    assert fidelity.carried is Carried.WHOLE


def test_wrong_answers_that_cost_nothing_count_per_part() -> None:
    item, fidelity = choice("Which?{~%33.33333%a ~%33.33333%b ~%33.33333%c ~d}")
    assert item.partial_credit is PartialCredit.PER_PART
    assert "costs nothing" in fidelity.notes[0]


def test_a_weight_that_moodle_does_not_know_is_told() -> None:
    item, fidelity = choice("Which?{~%33%a ~%33%b ~%34%c ~%-100%d}")
    assert item.key == {"a", "b", "c"}
    assert "33.33333 %" in fidelity.notes[0]
    assert fidelity.carried is Carried.CHANGED


def test_one_right_answer_that_is_not_worth_all_is_told() -> None:
    item, fidelity = choice("Which?{~%50%a ~%-100%b}")
    assert item.multiple and item.key == {"a"}
    assert "Its best answer is worth 50 %" in fidelity.notes[0]


def test_a_partly_right_answer_where_one_may_be_chosen_is_told() -> None:
    item, fidelity = choice("Which?{=a ~%50%b ~c}")
    assert item.key == {"a"} and not item.multiple
    assert "“b” (50 %)" in fidelity.notes[0]


def test_two_right_answers_of_which_one_is_enough_are_told() -> None:
    item, fidelity = choice("Which?{=a =b ~c}")
    assert item.multiple and item.key == {"a", "b"}
    assert "any one" in fidelity.notes[0]


@pytest.mark.parametrize(
    ("said", "truth"), [("T", True), ("TRUE", True), ("F", False), ("FALSE", False)]
)
def test_true_and_false(said: str, truth: bool) -> None:
    item, fidelity = choice(f"Tea is wet.{{{said}#Wrong.#Right.####Why.}}")
    told = {is_key: feedback for _, is_key, feedback in lines(item)}
    assert told == {True: "Right.", False: "Wrong."}
    assert [text for text, *_ in lines(item)] == ["True", "False"]
    assert item.choices[0].is_key is truth
    assert fidelity.kind == "truefalse" and fidelity.carried is Carried.WHOLE


def test_true_in_small_letters_is_a_word_to_type() -> None:
    item, fidelity = one("Tea is wet.{true}")
    assert isinstance(item, GapItem)
    assert fidelity.kind == "shortanswer" and "capitals" in fidelity.notes[0]


def test_short_answers_with_weights_stars_and_feedback() -> None:
    item, fidelity = one("Two plus {=two =%100%2#Good =%50%zwo#Nearly =t*o} equals four.")
    assert isinstance(item, GapItem)
    gap = item.gaps[0]
    assert isinstance(gap, TextEntryGap)
    assert accepts(gap, "Two") and accepts(gap, "2") and accepts(gap, "t o o")
    assert not accepts(gap, "zwo")
    assert stem(item) == "Two plus \ue000gap0\ue001 equals four."
    assert item.explanation and item.explanation.markdown == "- 2: Good\n- zwo: Nearly"
    assert any("zwo (50 %)" in note for note in fidelity.notes)
    assert any("star" in note for note in fidelity.notes)


def test_an_answer_that_another_takes_already_is_not_said_to_be_refused() -> None:
    item, fidelity = one("Who?{=Ada =%0%ada =%50%Bob}")
    assert isinstance(item, GapItem) and accepts(item.gaps[0], "ADA")
    assert "here: Bob (50 %)." in fidelity.notes[0]
    _, fidelity = one("Who?{=%50%ada =Ada}")
    assert "here: ada (50 %)." in fidelity.notes[0]


def test_a_star_with_a_backslash_is_a_star() -> None:
    item, _ = one(r"What is 2\*3, written out?{=2\*3}")
    assert isinstance(item, GapItem)
    assert accepts(item.gaps[0], "2*3") and not accepts(item.gaps[0], "2x3")


def test_one_feedback_for_the_answer_is_the_explanation() -> None:
    item, _ = one("Who?{=Ada#Of course}")
    assert item.explanation and item.explanation.markdown == "Of course"


@pytest.mark.parametrize(
    ("answers", "low", "high"),
    [
        ("#3", 3, 3),
        ("#3:0.5", Fraction(5, 2), Fraction(7, 2)),
        ("# 3 : .5 ", Fraction(5, 2), Fraction(7, 2)),
        ("#1.5..2", Fraction(3, 2), 2),
        ("#-5..-1", -5, -1),
        ("#=1e3:1", 999, 1001),
        ("#2..1", 1, 2),
        ("#3,5:0,1", Fraction(17, 5), Fraction(18, 5)),
    ],
)
def test_numbers_with_tolerance_and_ranges(answers: str, low: Fraction, high: Fraction) -> None:
    item, _ = one(f"How much?{{{answers}}}")
    assert isinstance(item, GapItem)
    gap = item.gaps[0]
    assert isinstance(gap, NumericEntryGap)
    assert (gap.answers[0].low, gap.answers[0].high) == (low, high)


def test_a_range_that_runs_backwards_is_written_forwards_and_told_once() -> None:
    (imported,) = read("How much?{#2..1}")
    settled = settle(imported)
    assert "[[= 1..2]]" in settled.text
    assert len(settled.report[0].notes) == 1 and "backwards" in settled.report[0].notes[0]


def test_several_numbers_with_weights_and_feedback_for_others() -> None:
    item, fidelity = one("When?{#\n=1822:0#Good\n=%50%1822:2#Near\n~#No\n}")
    assert isinstance(item, GapItem)
    assert accepts(item.gaps[0], "1822") and not accepts(item.gaps[0], "1823")
    assert item.explanation and item.explanation.markdown == "- 1822: Good\n- 1822:2: Near\n- …: No"
    assert any("50 %" in note for note in fidelity.notes)


@pytest.mark.parametrize("answers", ["#3,5", "#3:0,5", "#1,5..2"])
def test_a_decimal_comma_is_told(answers: str) -> None:
    _, fidelity = one(f"How much?{{{answers}}}")
    assert "here the comma is a decimal one" in fidelity.notes[0]


def test_what_is_no_number_asks_for_nothing_in_moodle() -> None:
    assert "accept anything" in left("How much?{#many}").notes[0]
    assert "tolerance" in left("How much?{#3:many}").notes[0]


def test_pairs_and_partners_for_none() -> None:
    item, fidelity = one("Match.{\n=a -> 1\n=b->2\n= -> 3\n=c -> 1\n####Why}")
    assert isinstance(item, MatchItem)
    assert [left.text.markdown for left in item.lefts] == ["a", "b", "c"]
    assert [r.text.markdown for r in item.rights] == ["1", "2", "3"]
    assert item.key == ("a", "b", "a")
    assert item.partial_credit is PartialCredit.PER_PART
    assert fidelity.carried is Carried.WHOLE


def test_a_pair_without_an_arrow_is_refused_as_in_moodle() -> None:
    assert "`->`" in left("Match.{=a -> 1 =b}").notes[0]
    assert "fewer than two" in left("Match.{=a -> 1}").notes[0]


def test_an_essay_is_kept_and_not_graded() -> None:
    item, fidelity = one("Why tea?{}")
    assert isinstance(item, ExtendedTextItem) and item.points == 0
    assert "rubric" in fidelity.notes[0]


def test_a_text_without_braces_asks_nothing() -> None:
    assert "asks nothing" in left("Read this first.").notes[0]
    assert left("Read this first.").kind == "description"


def test_an_order_as_newer_moodles_write_it() -> None:
    item, fidelity = one(
        "Sort.{>3 ALL VERTICAL ABSOLUTE_POSITION SHOW none\nfirst\n second\nthird\n}"
    )
    assert isinstance(item, OrderItem)
    assert [e.text.markdown for e in item.in_order] == ["first", "second", "third"]
    assert item.partial_credit is PartialCredit.PER_PART
    assert fidelity.carried is Carried.WHOLE


def test_answers_in_the_middle_of_a_sentence_leave_a_blank() -> None:
    item, _ = choice("Grant is {~buried =entombed} there.")
    assert stem(item) == r"Grant is \_\_\_\_\_ there." or "_____" in stem(item)


def test_escapes() -> None:
    item, _ = choice(r"A\: \{b\} \~c \#d \=e\\f\nnext{=\=1 ~\~2\#}")
    assert stem(item).replace("\\{", "{").split("<br>\n") == ["A: {b} ~c #d =e\\f", "next"]
    assert [text for text, *_ in lines(item)] == ["=1", "~2#"]


def test_the_four_formats() -> None:
    item, _ = choice(
        "[html]<p>A <b>b</b></p>{=[plain]*x* ~[markdown]*y* ~[moodle]<i>z</i> ~a<sup>2</sup>}"
    )
    assert stem(item) == "A **b**"
    assert [text for text, *_ in lines(item)] == [r"\*x\*", "*y*", "*z*", "a<sup>2</sup>"]


def test_formulas_in_plain_text_stay_formulas() -> None:
    item, _ = choice(r"[plain]What is \\(x_1\\)\:{=$$\\frac\{1\}\{2\}$$ ~_a_}")
    assert stem(item) == r"What is \(x_1\):"
    assert [text for text, *_ in lines(item)] == [r"$$\frac{1}{2}$$", r"\_a\_"]


def test_choices_and_pairs_that_differ_by_capitals_are_kept() -> None:
    (units,) = read("Ten to the minus three?{=mW ~MW}\n\nWhich?{=m -> milli =M -> mega}")
    kept = settle(units)
    assert kept.items == 2
    assert all(told.carried is Carried.WHOLE for told in kept.report)


def test_lines_of_a_question_stay_lines() -> None:
    item, _ = choice("one\ntwo\n{=a ~b}")
    assert stem(item) == "one<br>\ntwo"


def test_scripts_do_not_pass() -> None:
    text = (
        r"[html]Hi<script>alert(1)</script><img src\=x onerror\=alert(1)><a href\="
        r'"javascript\:alert(1)">x</a>{=[markdown]<img src\=x onerror\=alert(1)> '
        r"~[markdown][a](javascript\:alert(1)) ~[moodle]Oh<svg onload\=alert(1)>}"
    )
    (imported,) = read(text)
    written = settle(imported).text
    assert "<!--" not in written and imported.report[0].carried is Carried.CHANGED
    for sign in ("<script", "<img", "<svg", "javascript:", "<a "):
        assert sign not in written


def test_comments_give_identifier_and_tags() -> None:
    item, _ = one("// a note\n// [id:Tea_1.a] [tag:hot] [tag:two words]\n::Q::Tea?{T}\n")
    assert item.identifier == "Tea_1.a"
    assert item.tags == ("hot", "two words")


def test_a_comment_in_the_middle_is_taken_out() -> None:
    item, fidelity = choice("Tea?{\n// no\n=a\n~b\n}")
    assert len(item.choices) == 2
    assert "// no" in fidelity.original


def test_braces_the_wrong_way_round() -> None:
    assert "closing brace" in left("a } b {T}").notes[0]
    assert "missing" in left("a } b").notes[0]


def test_only_the_first_braces_are_answers() -> None:
    item, fidelity = one("A {=x} and {=y}.")
    assert isinstance(item, GapItem) and len(item.gaps) == 1
    assert "first pair" in fidelity.notes[0]


def test_gaps_of_another_format_in_the_braces_are_told() -> None:
    _, fidelity = one("I am {1:SHORTANSWER:=sorry}.")
    assert "cloze" in fidelity.notes[0]
    _, fidelity = one("I am {1:=sorry}.")
    assert fidelity.notes == ()


def test_a_single_answer_is_no_multiple_choice() -> None:
    assert "fewer than two" in left("a {~b}").notes[0]


def test_both_signs_at_one_answer_leave_nothing_out() -> None:
    item, fidelity = choice("a?{~b ~=c ~d}")
    assert [text for text, *_ in lines(item)] == ["b", "c", "d"] and item.key == {"b"}
    assert fidelity.carried is Carried.WHOLE


def test_a_weight_behind_an_equals_sign_is_a_weight_and_told() -> None:
    item, fidelity = choice("a?{=%100%b ~%-50%c}")
    assert lines(item)[0][:2] == ("b", True)
    assert "`%100%` behind an `=`" in fidelity.notes[0]


def test_what_is_no_weight_stays_in_the_answer_and_is_told() -> None:
    item, fidelity = choice("a?{=b ~%25-25%c}")
    assert lines(item)[1][0] == "%25-25%c"
    assert "no weight" in fidelity.notes[0] and "`%25-25%`" in fidelity.notes[0]
    assert choice("a?{=b ~%run ~50% of it}")[1].notes == ()


def test_an_answer_without_words_is_left_out() -> None:
    item, fidelity = choice("a?{=b ~ ~c}")
    assert len(item.choices) == 2 and "without words" in fidelity.notes[0]


def test_a_lone_tag_is_meant_where_it_is_the_right_answer() -> None:
    item, fidelity = choice("[html]<p>Which one breaks a line?</p>{=<br> ~<lb> ~<p></p>~line}")
    assert lines(item) == [("&lt;br>", True, None), ("&lt;lb>", False, None), ("line", False, None)]
    assert "`<br>`" in " ".join(fidelity.notes)


def test_a_question_without_text_takes_its_name() -> None:
    item, fidelity = choice("::Name::{=b ~c}")
    assert stem(item) == "Name" and "name stands there" in fidelity.notes[0]


def test_answers_without_a_question_are_told() -> None:
    (imported,) = read("Tea?{T}\n\n{=b ~c}")
    assert [one.kind for one in imported.report] == ["truefalse", "multichoice"]
    assert "blank line" in imported.report[1].notes[-1]
    assert settle(imported).items == 1


def test_a_picture_in_the_text_comes_along() -> None:
    (imported,) = read(r'[html]<img src\="data\:image/png;base64,iVBORw0KGgo\=" alt\="x">Hi{T}')
    (attachment,) = imported.attachments
    assert attachment.data.startswith(b"\x89PNG") and attachment.path.startswith("bank/picture-")
    assert attachment.path in settle(imported).text


@pytest.mark.parametrize(
    ("drawing", "count"), [(b"<svg/>", 1), (b"<svg onload = x()/>", 0), (b"<svg><script>", 0)]
)
def test_a_drawing_that_could_run_does_not(drawing: bytes, count: int) -> None:
    data = base64.b64encode(drawing).decode().replace("=", r"\=")
    (imported,) = read(rf'[html]Hi<img src\="data\:image/svg+xml;base64,{data}" alt\="x">{{T}}')
    assert len(imported.attachments) == count


def test_a_picture_beside_the_text_is_told() -> None:
    _, fidelity = one(r'[html]<p>Hi <img src\="@@PLUGINFILE@@/a.png" alt\="cat"></p>{T}')
    assert any("a.png" in note for note in fidelity.notes)
