"""What Canvas and New Quizzes write in their own ways arrives as it is meant."""

from __future__ import annotations

from typing import Any

from lessonry.domain.fidelity import Carried
from lessonry.domain.items import ChoiceItem
from lessonry.domain.partial_credit import PartialCredit
from tests.importers.gaps_of import chosen
from tests.importers.qti_1.samples import (
    equal,
    field,
    item,
    labels,
    lid,
    only,
    read,
    rule,
    text,
)

BLANKS = "fill_in_multiple_blanks_question"


def blanks(offered: str, *, more: str = "") -> str:
    made = item(
        text("A cup of [tea].") + lid(offered, name="response_tea", before=text("tea")),
        rule(equal("a", "response_tea"), action="Add"),
        kind=BLANKS,
    )
    return made.replace("</qtimetadata>", f"{more}</qtimetadata>", 1)


def algorithm(offered: str, name: str, kind: str = "openEntry") -> str:
    said = f'<response_label scoring_algorithm="{name}" answer_type="{kind}" '
    return offered.replace("<response_label ", said)


def answers_of(found: Any) -> list[tuple[str, bool]]:
    return [(one.text, one.is_pattern) for one in found.gaps[0].answers]


def test_a_list_in_a_question_of_blanks_takes_its_key_alone() -> None:
    offered = algorithm(labels(a="green", b="milk", c="ink"), "Equivalence", "dropdown")
    (gap,) = only(blanks(offered)).gaps
    assert [(c.text, c.identifier in gap.key) for c in gap.choices] == [
        ("green", True),
        ("ink", False),
        ("milk", False),
    ]


def test_a_word_bank_becomes_a_list_and_is_told() -> None:
    offered = algorithm(labels(a="green", b="ink"), "TextEquivalence", "wordbank")
    quiz = read(blanks(offered))
    assert chosen(quiz.quiz.items[0]) == [{"a"}]
    assert "dragged" in quiz.report[0].notes[0]


def test_blanks_are_compared_as_new_quizzes_compares_them() -> None:
    def found(name: str, said: str, more: str = "") -> Any:
        return only(blanks(algorithm(labels(a=said), name), more=more))

    assert answers_of(found("TextInChoices", "green")) == [("green", False)]
    assert answers_of(found("TextContainsAnswer", "green")) == [(".*green.*", True)]
    assert answers_of(found("TextRegex", "^gr[ae]y$")) == [("gr[ae]y", True)]
    assert found("TextEquivalence", "Green").gaps[0].answers[0].ignore_case
    cased = found("TextEquivalence", "Green", field("case_sensitive", "true"))
    assert not cased.gaps[0].answers[0].ignore_case
    near = found("TextCloseEnough", "green")
    assert near.gaps[0].answers[0].typos == 1


def test_typing_slips_that_only_some_gaps_forgive_are_told() -> None:
    near = algorithm(labels(a="green"), "TextCloseEnough")
    exact = algorithm(labels(b="black"), "TextEquivalence")
    (told,) = read(blanks(near + exact)).report
    assert told.notes == ("An answer with a typing slip was taken there; here it is wrong.",)


def test_a_pattern_that_cannot_be_read_is_told() -> None:
    offered = algorithm(labels(a="(?=g)green"), "TextRegex")
    (told,) = read(blanks(offered)).report
    assert told.carried is Carried.LEFT
    assert told.notes[0].startswith("The pattern `(?=g)green` was left out")


def test_a_list_whose_name_is_in_the_text_needs_no_name_for_its_kind() -> None:
    drop = lid(labels(x="hot", y="cold"), name="response_1", before=text("degree"))
    found = only(
        item(text("Tea is [degree].") + drop, rule(equal("x", "response_1"), action="Add"))
    )
    assert found.body is not None and found.body.markdown == "Tea is \ue000gap0\ue001."
    assert found.gaps[0].key == {"b"}


def test_choices_and_pairs_without_words_are_left_out_and_told() -> None:
    offered = lid(labels(a="", b="Leaf", c="Stone"))
    quiz = read(item(text("What is tea?") + offered, rule(equal("b"))))
    (asked,) = quiz.quiz.items
    assert isinstance(asked, ChoiceItem)
    assert [c.text.markdown for c in asked.choices] == ["Leaf", "Stone"]
    assert quiz.report[0].notes == ("What was offered without words was left out.",)

    rights = labels(a="", b="Japan", c="Peru")
    lefts = [("1", "", "a"), ("2", "Sencha", "b"), ("3", "Mate", "c")]
    quiz = read(
        item(
            text("Whence?") + "".join(lid(rights, name=n, before=text(t)) for n, t, _ in lefts),
            "".join(rule(equal(r, n), "33.33", action="Add", goes_on="") for n, _, r in lefts),
            kind="matching_question",
        )
    )
    found: Any = quiz.quiz.items[0]
    assert [one.text.markdown for one in found.lefts] == ["Sencha", "Mate"]
    assert [one.text.markdown for one in found.rights] == ["Japan", "Peru"]
    assert quiz.report[0].notes == ("What was offered without words was left out.",)


def test_what_is_told_of_a_pair_that_is_missed_is_named_whole() -> None:
    offered = labels(a="Japan", b="Peru")
    rules = more = ""
    for name, right in (("1", "a"), ("2", "b")):
        rules += rule(equal(right, name), "50", action="Add", goes_on="")
        rules += (
            f"<respcondition><conditionvar><not>{equal(right, name)}</not></conditionvar>"
            f'<displayfeedback linkrefid="{name}_fb"/></respcondition>'
        )
        more += f'<itemfeedback ident="{name}_fb">{text(f"Look at {name}")}</itemfeedback>'
    shown = "".join(
        lid(offered, name=n, before=text(t)) for n, t in (("1", "Sencha"), ("2", "Mate"))
    )
    (told,) = read(item(text("Whence?") + shown, rules, more=more, kind="matching_question")).report
    assert told.notes == (
        "What it tells to single answers of a match has no place here: “Look at 1”, “Look at 2”.",
    )


def test_a_category_that_counts_as_a_whole_is_told() -> None:
    offered = labels(a="Sencha", b="Matcha", c="Mate")
    shown = "".join(
        lid(offered, name=n, cardinality="Multiple", before=text(t))
        for n, t in (("1", "Japan"), ("2", "Peru"))
    )
    rules = rule(equal("a", "1") + equal("b", "1"), "50", action="Add", goes_on="") + rule(
        equal("c", "2"), "50", action="Add", goes_on=""
    )
    quiz = read(item(text("Whence?") + shown, rules, kind="categorization_question"))
    assert quiz.quiz.items[0].partial_credit is PartialCredit.PER_PART
    assert "per-part comes nearest" in quiz.report[0].notes[0]


def test_a_passage_stands_in_each_question_that_names_it() -> None:
    passage = item(text("Tea came to Europe by ship."), "", kind="text_only_question").replace(
        'ident="i1" title=""', 'ident="p1" title="A ship"'
    )
    asked = item(text("How?") + lid(labels(a="By ship", b="By air")), rule(equal("a"))).replace(
        "<presentation>",
        "<itemmetadata><qtimetadata>"
        + field("parent_stimulus_item_ident", "p1")
        + "</qtimetadata></itemmetadata><presentation>",
    )
    quiz = read(passage, asked)
    (found,) = quiz.quiz.items
    assert found.heading is not None and found.heading.markdown == "A ship"
    assert found.body is not None and found.body.markdown == "Tea came to Europe by ship.\n\nHow?"
    assert [one.notes for one in quiz.report] == [
        ("The passage that it shares with other items stands in each of them now.",)
    ]


def test_a_question_out_of_a_bank_is_told() -> None:
    asked = item(text("How?") + lid(labels(a="So", b="Not")), rule(equal("a")))
    quiz = read(asked, '<bankentry_item sourcebank_ref="b1" item_ref="i2"/>')
    assert quiz.notes == (
        "The test takes questions from a bank that is not in this part of the file.",
    )


def test_the_question_may_stand_in_what_answers_it() -> None:
    asked = text("Where does mate grow?")
    assert only(item(lid(labels(a="Peru", b="Oslo"), before=asked), rule(equal("a")))).heading
    typed = f'<response_str ident="response1">{asked}<render_fib/></response_str>'
    found = only(item(text("Tea") + typed, rule(equal("Peru"))))
    assert found.body.markdown == "Tea<br>\nWhere does mate grow?\n\n\ue000gap0\ue001"


def test_lines_that_the_file_sets_in_are_one() -> None:
    set_in = "Where does\n\t\t\tmate grow?"
    found = only(item(text(set_in, "") + lid(labels(a="Peru", b="Oslo")), rule(equal("a"))))
    assert found.heading.markdown == "Where does mate grow?"
