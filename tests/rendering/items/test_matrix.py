"""Rendering tables of choices: names that say row and column, and nothing of the key in an exam."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

from lessonry.domain.quiz import FeedbackTime, Mode, Quiz
from lessonry.rendering.environment import make_environment
from lessonry.rendering.quiz import Surroundings, render_quiz
from tests.cases import read
from tests.rendering.test_quiz import Escaping

ROWS = ("| Milk | (x) | ( ) |", "| Tea | ( ) | (x) |")
HEAD = "| What | owed | a gift |\n| --- | --- | --- |\n"
WHY = "\n\n!!! explanation\n    Because.\n"


def page(quiz: Quiz) -> str:
    where = Surroundings(course_id="c", edition="0" * 16)
    return render_quiz(quiz, make_environment(), Escaping(), where)


def quiz_of(*rows: str, options: str = "") -> Quiz:
    return read(f"## Which? {{ #which {options} }}\n\n{HEAD}" + "\n".join(rows) + WHY)[0]


def test_each_input_is_named_by_its_row_and_its_column() -> None:
    shown = page(quiz_of(*ROWS))
    texts = {
        found[0]: re.sub(r"<[^>]*>", "", found[1])
        for found in re.findall(r'id="([^"]*)">(?:<span[^>]*>)?([^<]*(?:<p>)?[^<]*)', shown)
    }
    named = re.findall(
        r'<input type="radio" name="([^"]*)" value="(\w)" aria-labelledby="(.*?)"', shown
    )
    said = [" ".join(texts[part].strip() for part in names.split()) for _, _, names in named]
    assert said == ["Milk owed", "Milk a gift", "Tea owed", "Tea a gift"]
    assert len({name for name, _, _ in named}) == 2
    assert shown.count('scope="row"') == 2 and shown.count('scope="col"') == 3


def test_square_brackets_make_boxes() -> None:
    shown = page(quiz_of(*(row.replace("(", "[").replace(")", "]") for row in ROWS)))
    assert shown.count('type="checkbox"') == 4 and 'type="radio"' not in shown


def test_the_key_is_a_string_a_row_and_is_told_in_words() -> None:
    shown = page(quiz_of(*ROWS))
    (key,) = re.findall(r'data-lr-key="([^"]*)"', shown)
    assert json.loads(html.unescape(key)) == ["a", "b"]
    told = re.findall(r'lr-reason-row">([^<]*)</span>\s*<mark class="lr-key">([^<]*)', shown)
    assert told == [("Milk:", "owed"), ("Tea:", "a gift")]


def test_an_exam_is_the_same_whatever_its_key() -> None:
    keys = [
        ROWS,
        ("| Milk | ( ) | (x) |", "| Tea | ( ) | (x) |"),
        ("| Milk | ( ) | (X) |", "| Tea | (x) | ( ) |"),
    ]
    pages = {page(replace(quiz_of(*rows), mode=Mode.EXAM)) for rows in keys}
    assert len(pages) == 1 and "checked" not in pages.pop()


def test_a_survey_has_no_answer_to_show_and_asks_to_keep_it() -> None:
    rows = [row.replace("x", " ") for row in ROWS]
    quiz = read(f"## Which? {{ #which survey=true }}\n\n{HEAD}" + "\n".join(rows) + "\n")[0]
    for time in FeedbackTime:
        shown = page(replace(quiz, feedback=time))
        assert "data-lr-key" not in shown and "Show the answer</summary>" not in shown
        assert ("Keep my answer" in shown) is (time is FeedbackTime.IMMEDIATE)
    told = page(quiz_of(*rows, options="survey=true"))
    assert 'data-lr-key="null"' in told and "Because." in told


def test_a_text_that_is_shown_again_has_no_second_id() -> None:
    again = make_environment().filters["again"]
    assert again('<b id="a" class="c">x <i name=\'n\'>id="b"</i></b>') == (
        '<b class="c">x <i>id="b"</i></b>'
    )
