"""LiaScript: every kind of quiz and survey, hints, solutions, scores; scripts are named and left."""

from __future__ import annotations

import contextlib
from fractions import Fraction

import pytest

from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.gaps import InlineChoiceGap
from lessonry.domain.items import ChoiceItem, ExtendedTextItem, GapItem, Item, MatrixItem
from lessonry.domain.items.gap import accepts, shown_answer
from lessonry.importers import liascript
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.settling import settle

HEADER = "<!--\nauthor: A\nnarrator: US English Female\n-->\n\n# Tea\n\n"


def read(text: str) -> ImportedQuiz:
    (imported,) = liascript.read(ForeignFile(name="tea.md", data=(HEADER + text).encode()))
    return imported


def one(text: str) -> tuple[Item, Fidelity]:
    imported = read(text)
    (item,), (fidelity,) = imported.quiz.items, imported.report
    return item, fidelity


def stem(item: Item) -> str:
    return "\n\n".join(p.markdown for p in (item.heading, item.body) if p)


def test_a_text_to_type_with_hints_and_solution() -> None:
    item, fidelity = one(
        "Old text.\n\nWhat is hot?\n\n    [[tea]]\n    [[?]] a *drink*\n    [[?]] green\n"
        "    *****************\n\n              {{1}}\n    It is {2}{hot}.\n\n"
        "    * a\n    *****************\n"
    )
    assert isinstance(item, GapItem) and accepts(item.gaps[0], "Tea")
    assert stem(item) == "What is hot?\n\n\ue000gap0\ue001"
    assert item.hint and item.hint.markdown == "- a *drink*\n- green"
    assert item.explanation and item.explanation.markdown == "It is hot.\n\n* a"
    assert (fidelity.kind, fidelity.line) == ("text input", 10)
    assert "hints" in fidelity.notes[0]


def test_one_right_choice() -> None:
    item, fidelity = one("Which?\n\n[( )] a\n[(X)] **b**\n- [( )] c\n[[?]] no\n")
    assert isinstance(item, ChoiceItem) and not item.multiple and item.key == {"b"}
    assert item.choices[1].text.markdown == "**b**" and item.hint
    assert fidelity.carried is Carried.WHOLE and fidelity.kind == "single choice"


def test_any_one_of_several_right_choices_is_told() -> None:
    item, fidelity = one("Which?\n\n[(x)] a\n[(X)] b\n[( )] c\n")
    assert isinstance(item, ChoiceItem) and item.multiple and "any one" in fidelity.notes[0]


def test_several_right_choices_and_their_score() -> None:
    item, _ = one('Which?\n\n<!-- data-score="2.5" -->\n[[X]] a\n[[ ]] b\n[[x]] c\n')
    assert isinstance(item, ChoiceItem) and item.multiple and item.key == {"a", "c"}
    assert item.points == Fraction(5, 2)


def test_a_matrix() -> None:
    item, _ = one("What fits?\n\n[(a) (b) (c)]\n[ (X) ( ) ( ) ] one\n[ ( ) ( ) (x) ] two\n")
    assert isinstance(item, MatrixItem) and not item.multiple and not item.survey
    assert [c.text.markdown for c in item.columns] == ["a", "b", "c"]
    assert [(r.text.markdown, set(r.key)) for r in item.rows] == [("one", {"a"}), ("two", {"c"})]
    item, fidelity = one("What?\n\n[[a] [b]]\n[ [X] [X] ] one\n[ ( ) (X) ] two\n")
    assert isinstance(item, MatrixItem) and item.multiple and "Rows with one" in fidelity.notes[0]


def test_a_list_to_choose_from() -> None:
    item, _ = one("Which?\n\n[[ ice | (tea) | *air*\n| a \\| b ]]\n")
    assert isinstance(item, GapItem)
    gap = item.gaps[0]
    assert isinstance(gap, InlineChoiceGap) and shown_answer(gap) == "tea"
    assert {choice.text for choice in gap.choices} == {"ice", "tea", "air", "a | b"}


def test_words_to_drag_become_a_list() -> None:
    item, fidelity = one("Which?\n\n[->[ ice | (tea) ]]\n")
    assert isinstance(item, GapItem) and "drag" in fidelity.notes[0]


def test_a_text_with_gaps() -> None:
    item, fidelity = one("Other.\n\nThe [[(cup)|can]] of [[tea]] is hot.\n\n[[?]] drink\n")
    assert isinstance(item, GapItem) and len(item.gaps) == 2
    assert stem(item) == "The \ue000gap0\ue001 of \ue000gap1\ue001 is hot."
    assert fidelity.kind == "gap text" and item.hint
    item, _ = one("[[Tea]] is hot.\n")
    assert isinstance(item, GapItem) and stem(item) == "\ue000gap0\ue001 is hot."
    item, _ = one("Fill in:\n\n| a | b |\n|---|---|\n| [[1]] | [[2]] |\n")
    assert isinstance(item, GapItem) and stem(item).startswith("Fill in:\n\n| a | b |")


def test_code_above_a_quiz_belongs_to_it() -> None:
    item, _ = one("What is x?\n\n```js\nlet x = a[[0]]\n# y\n```\n\n[[1]]\n")
    assert isinstance(item, GapItem) and len(item.gaps) == 1
    assert stem(item).startswith("What is x?\n\n```js\nlet x = a[[0]]\n# y\n```")


def test_surveys() -> None:
    imported = read(
        "How?\n\n[(1)] good\n[(2)] bad\n\nWhat else?\n\n[[a]] tea\n[[b]] air\n\n"
        "Rate.\n\n[(no)(a bit)(yes)]\n[      ] Tea\n[      ] Air\n\nWhy?\n\n[[___ ___]]\n"
    )
    one, two, three, four = imported.quiz.items
    assert isinstance(one, MatrixItem) and one.survey and not one.multiple and one.points == 0
    assert isinstance(two, MatrixItem) and two.survey and two.multiple
    assert isinstance(three, MatrixItem) and three.survey and len(three.rows) == 2
    assert isinstance(four, ExtendedTextItem) and four.points == 0
    assert settle(imported).items == 4


def test_scripts_are_named_and_not_carried() -> None:
    item, fidelity = one("Name a number.\n\n[[42]]\n<script>\n  '@input' == 42\n</script>\n")
    assert isinstance(item, GapItem) and "script" in fidelity.notes[0]
    imported = read("Do it.\n\n[[!]]\n<script>true</script>\n")
    assert not imported.quiz.items and imported.report[0].kind == "generic"
    assert "script" in imported.report[0].notes[0] and "[[!]]" in imported.report[0].original


def test_without_text_the_heading_is_the_question() -> None:
    item, fidelity = one("## What is tea?\n\n[( )] a\n[(x)] b\n")
    assert stem(item) == "What is tea?" and "heading" in fidelity.notes[0]


def test_scripts_do_not_pass() -> None:
    text = "A <script>x()</script>?\n\n[(x)] <img src=x onerror=y>\n[( )] [c](javascript:x)\n"
    written = settle(read(text)).text
    assert "<script" not in written and "<img" not in written and "javascript" not in written


def test_what_looks_like_it() -> None:
    def matches(text: str) -> bool:
        return liascript.matches(ForeignFile(name="a.md", data=text.encode()))

    assert matches("Which?\n\n[( )] a\n[(X)] b\n")
    assert matches(HEADER + "What?\n\n[[tea]]\n")
    assert not matches("# A page\n\n- [x] task\n")
    assert not matches("A wiki page with a [[link]] in it.")


def test_hostile_texts_end_soon() -> None:
    for text in (
        "[" * 100_000,
        "[[" * 50_000 + "a",
        "a [[" * 20_000,
        "<!--\n" * 50_000,
        "<script>\n" * 50_000,
        "***\n" * 50_000,
        "[[a\n" * 30_000,
        "[" + "(a)" * 30_000 + "\n[ ( ) ] b",
        "`````\n````\n" * 10_000,
    ):
        with contextlib.suppress(ForeignError):
            read(text)


def test_too_many_questions() -> None:
    with pytest.raises(ForeignError, match="50,000"):
        read("[( )] a\n\n" * 50_001)


def test_the_number_of_a_question_and_a_rule_above_it_are_no_part_of_it() -> None:
    item, _ = one("1. 2. Where does tea grow?\n\n---\n\n    [( )] Oslo\n    [(X)] Uji\n")
    assert stem(item) == "Where does tea grow?"


def test_brackets_in_code_are_no_gap() -> None:
    item, told = one("# T\n\nIn Bash, `[[ -f a ]]` asks for a [[file]].\n")
    assert isinstance(item, GapItem) and len(item.gaps) == 1 and told.carried is Carried.WHOLE
    assert "`[[ -f a ]]`" in stem(item)

    (item,) = read(
        "# T\n\nWrite `[[word]]` so.\n\nWhich?\n\n    [[X]] `[[a]]`\n    [[ ]] b\n"
    ).quiz.items
    assert isinstance(item, ChoiceItem) and stem(item) == "Which?" and item.key == {"a"}
