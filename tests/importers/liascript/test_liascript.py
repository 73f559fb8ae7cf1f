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
    assert isinstance(item, GapItem) and accepts(item.gaps[0], "tea")
    assert not accepts(item.gaps[0], "Tea")
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
        "{{1}}\n***\n[(x)] a\n***\n" * 3_000,
        "@a(" * 30_000,
        "<div " * 30_000,
        "> [(x)] a\n" * 10_000,
        "$a" * 30_000 + "[[b]]",
    ):
        with contextlib.suppress(ForeignError):
            read(text)


def test_too_many_questions() -> None:
    with pytest.raises(ForeignError, match="50,000"):
        read("A?\n\n[( )] a\n\n" * 50_001)


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


def test_quizzes_among_the_steps_of_a_slide_are_read() -> None:
    step = "{{%d}}\n*******\nWhat is %s?\n\n- [(x)] hot\n- [( )] cold\n%s*******\n\n"
    imported = read(step % (1, "tea", "") + step % (2, "mate", "") + step % (3, "cocoa", ""))
    assert [stem(item) for item in imported.quiz.items] == [
        "What is tea?",
        "What is mate?",
        "What is cocoa?",
    ]
    assert not any(item.explanation for item in imported.quiz.items)


def test_a_solution_ends_where_its_stars_end_also_in_a_step_of_a_slide() -> None:
    step = "{{%d}}\n*******\nWhat is %s?\n\n[[%s]]\n***\n\nIt is %s.\n\n***\n\n*******\n\n"
    one, two = read(step % (1, "hot", "tea", "tea") + step % (2, "cold", "ice", "ice")).quiz.items
    assert one.explanation and one.explanation.markdown == "It is tea."
    assert two.explanation and two.explanation.markdown == "It is ice."


def test_stars_away_from_a_quiz_are_no_solution() -> None:
    imported = read(
        "Hot?\n\n[(x)] tea\n[( )] ice\n\n***\n\nCold?\n\n[(x)] ice\n[( )] tea\n\n***\n\n"
        "## Next\n\nWet?\n\n[(x)] both\n[( )] none\n***\n\n## Last\n\nGreen?\n\n[[tea]]\n\n***\n"
    )
    assert [stem(item)[:5] for item in imported.quiz.items] == ["Hot?", "Cold?", "Wet?", "Green"]
    assert not any(item.explanation for item in imported.quiz.items)


def test_macros_of_the_header_are_put_in() -> None:
    header = (
        "<!--\nauthor: A\nimport: https://example.org/x.md\n\n@red: <b>@0</b>\n\n@ask\n"
        '<div style="float:left">\n@0\n</div>\n<!-- data-score="2" -->\n[[ @1 ]]\n'
        "<script>\n@input <= @1\n</script>\n@end\n\n@points\n"
        '<span data-points="@0" style="display:none !important">@0</span>\n@end\n-->\n\n# Tea\n\n'
    )
    text = (
        "What is @red(hot)?\n\n- [(x)] tea\n- [( )] ice\n\n@points(1;Tag)\n\n"
        "@ask(How hot?, 90)\n\nIt is [[tea]] @canvas\n@Check.text(`tea`)\n***\nSo it is.\n***\n"
    )
    (imported,) = liascript.read(ForeignFile(name="a.md", data=(header + text).encode()))
    hot, degrees, word = imported.quiz.items
    assert stem(hot) == "What is <b>hot</b>?"
    assert stem(degrees).startswith("How hot?") and degrees.points == 2
    assert isinstance(degrees, GapItem) and shown_answer(degrees.gaps[0]) == "90"
    assert "script" in imported.report[1].notes[0] and imported.report[1].line == 32
    assert stem(word) == "It is \ue000gap0\ue001"
    assert word.explanation and word.explanation.markdown == "So it is."
    assert "`@Check.text`, `@canvas`" in imported.report[2].notes[0]
    assert any("`@Check.text`, `@canvas`" in note for note in imported.notes)
    assert "@ask(" in imported.report[1].original


def test_macros_in_each_other_end_soon() -> None:
    macros = "".join(f"@m{n}: {f'@m{n + 1} ' * 50}\n" for n in range(30))
    text = f"<!--\nauthor: A\n{macros}@own: @own @own\n-->\n\n# T\n\n@own @m0 [[tea]]\n"
    assert liascript.read(ForeignFile(name="a.md", data=text.encode()))


def test_what_lays_a_page_out_is_no_part_of_a_question() -> None:
    imported = read(
        '<section class="flex">\n<div class="child" style="min-width: 100px">\n'
        "Which is *tea*?\n===\n\n</div>\n<div>\n<!-- data-randomize -->\n- [(x)] green\n"
        "- [( )] blue\n</div>\n</section>\n\n"
        '<!-- style="color:red" -->Which is hot?\n===\n\nChoose well.\n\n- [(x)] tea\n- [( )] ice\n'
    )
    assert [stem(item) for item in imported.quiz.items] == [
        "Which is *tea*?",
        "Which is hot?\n\nChoose well.",
    ]
    assert all(one.carried is Carried.WHOLE for one in imported.report)


def test_headings_in_a_solution_are_bold() -> None:
    item, _ = one(
        'Hot?\n\n[[tea]]\n***\n<div class = "answer">\n\nWhy\n====\n\nSo.\n\n</div>\n***\n'
    )
    assert item.explanation
    assert item.explanation.markdown.replace("\n", " ").split() == ["**Why**", "So."]


def test_formulas_keep_their_braces_and_hold_no_gaps() -> None:
    item, _ = one("$a)\\;$ $\\dfrac{5}{8} = [[x]] =$ [[0,625]] \\\n")
    assert stem(item) == "$a)\\;$ $\\dfrac{5}{8} = [[x]] =$ \ue000gap0\ue001"


def test_a_text_of_few_words_takes_the_one_above_along() -> None:
    item, _ = one("Lesson.\n\nSolve for $x$.\n\n$x =$ [[5]] m\n")
    assert stem(item) == "Solve for $x$.\n\n$x =$ \ue000gap0\ue001 m"


def test_a_question_that_is_a_quotation_is_plain_text() -> None:
    item, _ = one("> Which prints `1`?\n```py\nprint(1)\n```\n[(x)] this\n[( )] that\n")
    assert stem(item) == "Which prints `1`?\n\n```py\nprint(1)\n```"
    (inside,) = read("> Which?\n>\n> [( )] a\n> [(X)] b\n").quiz.items
    assert isinstance(inside, ChoiceItem) and stem(inside) == "Which?" and inside.key == {"b"}


def test_a_script_says_whether_capitals_count() -> None:
    exact, _ = one("Hot?\n\n[[tea]]\n")
    assert isinstance(exact, GapItem) and not accepts(exact.gaps[0], "TEA")
    script = "<script>\n'@input'.trim().toLowerCase() == 'tea'\n</script>\n"
    free, _ = one(f"Hot?\n\n[[tea]]\n{script}")
    assert isinstance(free, GapItem) and accepts(free.gaps[0], "TEA")


def test_a_list_without_a_right_answer_is_a_survey_or_left() -> None:
    item, fidelity = one("Which do you like?\n\n[[ tea | *mate* | cocoa ]]\n")
    assert isinstance(item, MatrixItem) and item.survey and item.points == 0
    assert [column.text.markdown for column in item.columns] == ["tea", "*mate*", "cocoa"]
    assert "survey" in fidelity.notes[0]
    imported = read("I like [[ tea | mate ]].\n")
    assert not imported.quiz.items and "parentheses" in imported.report[0].notes[0]


def test_answers_of_a_survey_may_be_called_by_several_words() -> None:
    item, _ = one("Which?\n\n[[not at all]] Never\n[[a bit]] Now and then\n")
    assert isinstance(item, MatrixItem) and item.survey and item.multiple
    assert [column.text.markdown for column in item.columns] == ["Never", "Now and then"]


def test_answers_that_blank_lines_part_are_one_quiz() -> None:
    item, fidelity = one("Hot?\n\n[( )] ice\n\n[(X)] tea\n")
    assert isinstance(item, ChoiceItem) and item.key == {"b"} and "Blank lines" in fidelity.notes[0]
    imported = read("Hot?\n\n[( )] ice\n[(X)] tea\n\n[( )] cocoa\n[(X)] mate\n")
    assert len(imported.report) == 2


def test_gaps_in_a_picture_of_signs_are_told() -> None:
    imported = read('Multiply.\n\n``` ascii\n+-------+\n| "[[ 6 ]]" |\n+-------+\n```\n')
    assert not imported.quiz.items and imported.report[0].kind == "drawing"
    assert "picture of signs" in imported.report[0].notes[0]


def test_what_is_only_read_aloud_does_not_tell_the_answer() -> None:
    item, fidelity = one(
        "Write what you hear.\n\n{{|> Deutsch Female}}\n"
        '<!-- style="position: absolute; left: -9999px;" -->\nTea\n\n[[Tea]]\n'
    )
    assert stem(item) == "Write what you hear.\n\n\ue000gap0\ue001"
    assert "aloud" in fidelity.notes[0]


def test_what_is_shown_in_place_becomes_a_link() -> None:
    item, fidelity = one("Watch !?[this](https://example.org/v). Hot?\n\n[[tea]]\n")
    assert stem(item).startswith("Watch [this](https://example.org/v). Hot?")
    assert "link" in fidelity.notes[0]


def test_a_course_without_narrator_is_known_by_its_gaps() -> None:
    text = "<!--\nversion: 0.0.1\n\nlanguage: de\n-->\n\n# Tea\n\n<div>\n7 + 3 = [[ 10 ]]\n</div>\n"
    assert liascript.matches(ForeignFile(name="a.md", data=text.encode()))
