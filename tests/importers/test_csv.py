"""Sheets as people make them: any separator, header words of their own, keys in several ways."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonry.domain.fidelity import Carried
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
)
from lessonry.importers import csv as sheets
from lessonry.importers import formats
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.plain_text import escaped
from lessonry.importers.settling import settle
from tests.quiz_texts import PLAIN

HEADER = (
    *("title", "kind", "question", "choice 1", "choice 2", "choice 3", "key", "feedback 1"),
    *("feedback 2", "explanation", "hint", "points", "tags", "model answer"),
)


def read_all(text: str | bytes, name: str = "sheet.csv") -> tuple[ImportedQuiz, ...]:
    data = text if isinstance(text, bytes) else text.encode()
    return sheets.read(ForeignFile(name=name, data=data))


def read(text: str | bytes, name: str = "sheet.csv") -> ImportedQuiz:
    (made,) = read_all(text, name)
    return made


def sheet(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def item(**cells: str) -> Any:
    """Return the item of one row, as it is written and read again."""
    made = read(sheet({name.replace("_", " "): said for name, said in cells.items()}))
    assert [told.carried for told in settle(made).report] == [Carried.WHOLE], settle(made)
    return made.quiz.items[0]


def left(**cells: str) -> str:
    made = read(sheet({name.replace("_", " "): said for name, said in cells.items()}))
    (told,) = settle(made).report
    assert told.carried is Carried.LEFT and told.line == 2
    return told.notes[0]


SHOWN = PLAIN.map(lambda text: text.replace("\0", "")).filter(escaped)
"""Texts of which a page shows anything."""
THREE = {"question": "Which?", "choice_1": "one", "choice_2": "two", "choice_3": "three"}


@pytest.mark.parametrize(
    ("key", "wanted", "multiple"),
    [
        ("2", "b", False), ("b", "b", False),
        ("B)", "b", False), ("two", "b", False), ("1;3", "ac", True),
        ("1, 3", "ac", True), ("a c", "ac", True),
        ("one|three", "ac", True), ("TWO", "b", False),
    ],
)  # fmt: skip
def test_a_key_is_a_number_a_letter_or_the_text(key: str, wanted: str, multiple: bool) -> None:
    made = item(**THREE, key=key)
    assert isinstance(made, ChoiceItem)
    assert made.key == set(wanted) and made.multiple is multiple


def test_a_key_that_reads_two_ways_is_left_and_not_guessed() -> None:
    cells = {"question": "6 / 3?", "choice_1": "2", "choice_2": "3", "choice_3": "1"}
    assert "reads two ways" in left(**cells, key="3")
    assert "names none of the choices" in left(**cells, key="x")
    assert "right" in left(**cells)


def test_every_kind_that_fits_into_a_row() -> None:
    made: list[Item] = [
        item(question="Sky?", kind="true/false", key="true"),
        item(**THREE, kind="order", key="2,3,1"),
        item(question="M", choice_1="a => b", choice_2="c -> d", choice_3="=> e"),
        item(question="M", kind="matrix", choice_1="r => x", choice_2="s => y|x"),
        item(question="Say ___ now", kind="text", key="sorry|pardon"),
        item(question="How far?", key="5 ± 1 km"),
        item(question="I am [[sorry]], it is [[ (hot) | cold ]].", kind="gap"),
        item(question="Write.", kind="essay", key="says sorry|says what next", model_answer="S."),
    ]
    kinds = [ChoiceItem, OrderItem, MatchItem, MatrixItem, GapItem, GapItem, GapItem]
    assert [type(one) for one in made] == [*kinds, ExtendedTextItem]
    order = made[1]
    assert isinstance(order, OrderItem)
    assert [entry.text.markdown for entry in order.in_order] == ["two", "three", "one"]
    matrix = made[3]
    assert isinstance(matrix, MatrixItem)
    assert matrix.multiple and [row.key for row in matrix.rows] == [{"a"}, {"a", "b"}]


def test_what_stands_beside_a_question_comes_along() -> None:
    made = item(
        **THREE, title="First soup", key="1", feedback_1="Yes.", feedback_2="No.", hint="Think.",
        explanation="So.\nReally.", points="1,5", tags="phone, two words",
    )  # fmt: skip
    assert made.identifier == "first-soup" and str(made.points) == "3/2"
    assert made.tags == ("phone", "two words")
    assert [choice.feedback and choice.feedback.markdown for choice in made.choices] == [
        "Yes.",
        "No.",
        None,
    ]
    assert made.explanation.markdown == "So.<br>\nReally." and made.hint.markdown == "Think."


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_german_excel_and_others(separator: str, encoding: str) -> None:
    header = ["Frage", "Antwort 1", "Antwort 2", "Lösung", "Erklärung"]
    row = ['"Was kommt,\r\nzuerst; ""genau""?"', "Süßes", "Bitteres", "2", "Weil."]
    text = separator.join(header) + "\r\n" + separator.join(row) + "\r\n"
    made = read(text.encode(encoding))
    (first,) = made.quiz.items
    assert first.heading is None and first.body is not None
    assert first.body.markdown == 'Was kommt,<br>\nzuerst; "genau"?'
    assert isinstance(first, ChoiceItem) and first.key == {"b"}
    assert bool(made.notes) == (encoding == "cp1252")


def test_the_line_by_which_excel_is_told_of_the_separator_is_no_header() -> None:
    made = read("sep=|\nquestion|a|b|answer\nWhich?|one|two|b\n")
    assert len(made.quiz.items) == 1 and made.report[0].line == 3


def test_columns_that_are_not_known_and_rows_that_say_nothing() -> None:
    made = read("question,key,Reviewer\n,,\nHow many?,4,Ann\n\n")
    assert made.notes == ("The column `Reviewer` is not known and was left out.",)
    assert len(made.report) == 1 and made.report[0].line == 3


def test_a_column_of_quizzes_makes_several() -> None:
    made = read_all("quiz,question,key\nTea,How?,1\nCoffee,How?,2\nTea,When?,3\n")
    assert [(one.quiz.identifier, len(one.quiz.items)) for one in made] == [
        ("tea", 2),
        ("coffee", 1),
    ]


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        ({"kind": "weird", "question": "Q"}, "There is no kind `weird`"),
        ({"key": "1", "choice_1": "a"}, "no question"),
        ({"question": "Q", "choice_1": "a", "key": "1"}, "two choices"),
        ({"question": "Q", "kind": "order", "choice_1": "a"}, "two entries"),
        ({"question": "Q", "kind": "match", "choice_1": "a"}, "no pair"),
        ({"question": "Q", "kind": "number", "key": "many"}, "LR135"),
        ({"question": "Q", "kind": "gap"}, "no gap"),
        ({"question": "Q", "kind": "essay"}, "judged"),
        ({"question": "Q", "kind": "true/false", "key": "perhaps"}, "`true` or `false`"),
    ],
)
def test_a_row_that_makes_no_item_says_why(cells: dict[str, str], note: str) -> None:
    assert note in left(**cells)


def test_a_file_that_is_no_sheet_is_refused() -> None:
    for text, said in (
        ("a,b\n1,2\n", "no column `question`"),
        ("\n", "no header"),
        ("question,key\n", "no question"),
        ('question,key\n"' + "x" * 200_000, "line 2"),
    ):
        with pytest.raises(ForeignError, match=said):
            read_all(text)


def test_the_format_is_told_by_name_or_header() -> None:
    for name, text in (("x.csv", "a"), ("x.tsv", "a"), ("x.txt", "Question;A;B;Answer\n")):
        assert formats.format_of(ForeignFile(name=name, data=text.encode())).name == "csv"


@settings(max_examples=60, deadline=None)
@given(SHOWN, st.lists(SHOWN, min_size=2, max_size=3), st.integers(1, 2))
def test_whatever_stands_in_cells_is_shown_as_it_stands(
    question: str, choices: list[str], key: int
) -> None:
    row = {"title": "t", "kind": "choice", "question": question, "key": str(key)}
    row |= {f"choice {at}": text for at, text in enumerate(choices, start=1)}
    made = read(sheet(row))
    told = settle(made).report[0]
    if told.carried is Carried.LEFT:  # two choices alike, or a key that reads two ways
        return
    assert told.carried is Carried.WHOLE, told
    (first,) = made.quiz.items
    assert isinstance(first, ChoiceItem)
    assert first.choices[0].text.markdown == escaped(choices[0].strip())


EXAMPLE = """kind,question,choice 1,choice 2,choice 3,key,feedback 1,feedback 2,explanation,points
,A guest says the soup is cold. What comes first?,Explain,Say sorry,Offer dessert,2,It answers another question.,Yes.,Put it right first.,2
,Which can she rely on?,The menu,The booked hour,A free coffee,1;2,,,A surprise that is counted on is a promise.,
true/false,"The bill is right, so she tells of it at home.",,,,false,,,It was owed.,
match,What is each?,A clean cup => Owed,A blanket => Unasked,=> An advertisement,,,,,
,What do 150 biscuits of 8 cents cost?,,,,= 12 €,,,,
,Which drink has a number in its name?,,,,7-Up,,,,
text,"“I am ___,” says the waiter.",,,,sorry,,,,
"""  # noqa: E501


def test_the_example_of_the_documentation() -> None:
    made = read(EXAMPLE)
    told = settle(made)
    assert [one.carried for one in told.report] == [Carried.WHOLE] * 7, told.report
    assert [one.kind for one in told.report] == [
        *("choice", "choice", "true/false", "match", "number", "text", "text"),
    ]
    assert "[[= 12 €]]" in told.text and "“I am [[sorry]],” says the waiter." in told.text
