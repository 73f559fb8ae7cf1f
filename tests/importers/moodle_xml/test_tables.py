"""A table in a `cloze` text, in each row of which the same words are chosen from, is a matrix."""

from __future__ import annotations

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.items import GapItem, MatrixItem
from lessonry.domain.partial_credit import PartialCredit
from tests.importers.moodle_xml.bank import left, only, question

HEAD = '<p>Tick.</p><table class="a"><tbody>'
END = "</tbody></table><p>All of them.</p>"


def rows(*cells: tuple[str, str]) -> str:
    return "".join(f"<tr><td><p>{said}</p></td><td>{boxes}</td></tr>" for said, boxes in cells)


def test_boxes_in_each_row_are_a_matrix() -> None:
    table = rows(("Cool <b>it</b>", "{1:MRH:=Do~=Now}"), ("Rub", "<p>{1:MR:Do~%100%Now#Yes}</p>"))
    item, told = only(question("cloze", HEAD + table + END))
    assert isinstance(item, MatrixItem)
    assert item.multiple
    assert item.body is not None
    assert item.body.markdown == "All of them."
    assert [column.text.markdown for column in item.columns] == ["Do", "Now"]
    assert [(row.text.markdown, sorted(row.key)) for row in item.rows] == [
        ("Cool **it**", ["a", "b"]),
        ("Rub", ["b"]),
    ]
    assert item.partial_credit is PartialCredit.PER_PART
    assert item.points == 2
    assert item.explanation is not None
    assert item.explanation.markdown == "- Now: Yes"
    assert told.carried is Carried.CHANGED
    assert len(told.notes) == 2


def test_one_choice_in_each_row_is_a_matrix_where_it_lies_open() -> None:
    table = rows(("Cool", "{1:MCH:=Do~Now}"), ("Rub", "{1:MCV:Do~=Now}"))
    item, told = only(question("cloze", HEAD + table + END))
    assert isinstance(item, MatrixItem)
    assert not item.multiple
    assert told.carried is Carried.WHOLE
    dropping = table.replace("MCH", "MC").replace("MCV", "MC")
    assert isinstance(only(question("cloze", HEAD + dropping + END))[0], GapItem)


@pytest.mark.parametrize(
    "text",
    [
        rows(("Cool", "{1:MR:=Do~=Now}"), ("Rub", "{1:MR:Do~=Later}")),
        rows(("Cool", "{1:MR:=Do~=Now}"), ("Rub", "{1:MR:Do~=Now} or {1:MR:Do~=Now}")),
        rows(("Cool", "{1:MR:=Do~=Now}"), ("", "{1:MR:Do~=Now}")),
        rows(("Cool", "{1:MR:=Do~=Now}"), ("Rub", "Do {1:MR:Do~=Now}")),
        rows(("Cool", "{1:MR:=Do~=Now}"), ("Rub", "{1:MR:Do~Now}")),
        rows(("Cool", "{1:MR:=Do~=Now}"), ("Rub", "{1:MR:Do~=Now}")) + "<tr><td>a</td></tr>",
        "</table>{1:MR:=Do~=Now} {1:MR:Do~=Now}<table>",
    ],
)
def test_another_table_of_boxes_is_left(text: str) -> None:
    assert "boxes" in left(question("cloze", HEAD + text + END))
