"""Reading tables of choices: their cells, their texts, and what belongs to the question."""

from __future__ import annotations

import pytest

from lessonry.domain.items import ChoiceItem, GapItem, MatrixItem
from tests.cases import read

HEAD = "## Which? { #which }\n\n"
WHY = "\n\n!!! explanation\n    So.\n"
TABLE = "| | owed | a gift |\n| --- | --- | --- |\n| Milk | (x) | ( ) |\n| Tea | ( ) | (x) |"


def matrix(text: str) -> MatrixItem:
    quiz, diagnostics = read(text)
    assert [d.message for d in diagnostics] == []
    (item,) = quiz.items
    assert isinstance(item, MatrixItem)
    return item


def test_a_table_of_round_brackets_asks_for_one_column_a_row() -> None:
    item = matrix(HEAD + TABLE + WHY)
    assert not item.multiple and not item.survey and item.corner is None and item.body is None
    assert [(c.identifier, c.text.markdown) for c in item.columns] == [
        ("a", "owed"),
        ("b", "a gift"),
    ]
    assert [(r.text.markdown, set(r.key)) for r in item.rows] == [("Milk", {"a"}), ("Tea", {"b"})]
    assert [str(r.place) for r in item.rows] == ["quizzes/case.md:5:3", "quizzes/case.md:6:3"]


def test_a_table_of_square_brackets_asks_for_several() -> None:
    text = TABLE.replace("(", "[").replace(")", "]").replace("| [ ] | [x] |", "| [X] | [x] |")
    item = matrix(HEAD + text + WHY)
    assert item.multiple and [sorted(r.key) for r in item.rows] == [["a"], ["a", "b"]]


def test_cells_may_lack_their_outer_bars_and_their_blanks() -> None:
    item = matrix(HEAD + "What|owed|a gift\n:-|:-:|-:\nMilk|(x)|()\nTea|( )|(X)" + WHY)
    assert item.corner is not None and item.corner.markdown == "What"
    assert [sorted(row.key) for row in item.rows] == [["a"], ["b"]]


def test_texts_keep_their_markdown_and_bars_that_part_nothing() -> None:
    table = TABLE.replace("owed", "**owed** \\| due").replace("Milk", "`a|b` [c](d.md) \\(x)")
    item = matrix(HEAD + table + WHY)
    assert item.columns[0].text.markdown == "**owed** | due"
    assert item.rows[0].text.markdown == "`a|b` [c](d.md) \\(x)"


def test_a_survey_has_no_key_and_no_points() -> None:
    table = TABLE.replace("x", " ")
    item = matrix("## Which? { #which survey=true }\n\n" + table + "\n")
    assert item.survey and item.points == 0 and not any(row.key for row in item.rows)


def test_a_table_that_is_all_empty_is_told_of_surveys() -> None:
    _, diagnostics = read(HEAD + TABLE.replace("x", " ") + WHY)
    (told,) = diagnostics
    assert told.code == "LR175" and "survey=true" in (told.help or "")


def test_tables_without_brackets_belong_to_the_question() -> None:
    prices = "| | Price |\n| --- | --- |\n| Milk | 1 |\n\n"
    item = matrix(HEAD + prices + TABLE + WHY)
    assert item.body is not None and item.body.markdown == prices.strip()
    quiz, diagnostics = read(HEAD + prices + "- (x) Yes\n- ( ) No" + WHY)
    assert isinstance(quiz.items[0], ChoiceItem) and not len(diagnostics)
    assert quiz.items[0].body is not None and "Price" in quiz.items[0].body.markdown
    quiz, diagnostics = read(HEAD + prices.replace("| 1 |", "| [[1]] |") + WHY)
    assert isinstance(quiz.items[0], GapItem) and not len(diagnostics)


@pytest.mark.parametrize("rows", [1, 200])
def test_a_table_may_be_short_or_long(rows: int) -> None:
    head = "| | owed | a gift |\n| --- | --- | --- |\n"
    item = matrix(HEAD + head + "\n".join(f"| Row {n} | (x) | ( ) |" for n in range(rows)) + WHY)
    assert len(item.rows) == rows


def test_a_table_with_brackets_is_never_published_as_a_part_of_a_question() -> None:
    for block in (f"!!! note\n\n    {TABLE.replace(chr(10), chr(10) + '    ')}", "> " + TABLE):
        quiz = block.replace("\n|", "\n> |") if block.startswith(">") else block
        _, diagnostics = read(f"{HEAD}{quiz}\n\n- (x) Yes\n- ( ) No{WHY}")
        assert "LR127" in {d.code for d in diagnostics}, quiz
