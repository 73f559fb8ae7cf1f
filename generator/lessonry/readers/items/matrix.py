"""Reads matrix items: a table whose cells are `( )` and `(x)`, or `[ ]` and `[x]`."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from lessonry.diagnostics import Place
from lessonry.domain.items import Column, Item, MatrixItem, Row
from lessonry.readers.item_source import ItemSource
from lessonry.readers.items.frame import Frame, KindReader
from lessonry.readers.lists import letter
from lessonry.readers.slips import note_below_list
from lessonry.readers.tables import Cell, WrittenTable, tables_of

HEAD_HELP = "The first line of the table says what each column is: `| | owed | a gift |`."
TEXT_HELP = "The first column says what is judged: `| A clean table | (x) | ( ) |`."
PLAIN_HELP = "To show brackets as they are in a table, write `\\(x)`."
SECOND_HELP = "Make two items of them, or put all rows into one table."


def tables(item: ItemSource) -> list[WrittenTable]:
    """Return the tables in which a cell has brackets; any other belongs to the question."""
    return [table for table in tables_of(item) if table.has_brackets]


def find(item: ItemSource) -> Place | None:
    """Return the first cell with brackets."""
    found = tables(item)
    if not found:
        return None
    cells = (cell for row in (found[0].head, *found[0].rows) for cell in row)
    return next(cell.place(item) for cell in cells if cell.brackets)


def read(item: ItemSource, frame: Frame) -> Item | None:
    """Return the matrix, whatever is wrong with it noted (LR112, LR114, LR117, LR177, LR178).

    One whose cells do not fit into rows and columns is none.
    """
    table, *others = tables(item)
    for extra in others:
        message = "A second table of choices stands under one question."
        line = item.lines[extra.start]
        place = item.at(extra.start, len(line) - len(line.lstrip()) + 1)
        item.diagnostics.add("LR112", message, place, SECOND_HELP)
    note_below_list(item, table, "the table of choices")
    is_survey = _survey(item)
    head_fits = _head_fits(item, table)
    rows_fit = [_row_fits(item, row, len(table.head)) for row in table.rows]
    if not (head_fits and rows_fit and all(rows_fit)):
        return None
    item.take(table.start, table.end)
    cells = [cell for row in table.rows for cell in row[1:]]
    multiple = _is_square(cells[0])
    for cell in cells:
        if _is_square(cell) != multiple:
            message = "Round and square brackets stand in one table."
            item.diagnostics.add("LR177", message, cell.place(item))
    made = MatrixItem(
        **frame,
        body=item.rest,
        corner=table.head[0].prose(item),
        columns=tuple(
            Column(identifier=letter(index), text=text)
            for index, cell in enumerate(table.head[1:])
            if (text := cell.prose(item))
        ),
        rows=tuple(
            Row(
                text=text,
                key=frozenset(letter(i) for i, cell in enumerate(row[1:]) if cell.is_key),
                place=text.place,
            )
            for row in table.rows
            if (text := row[0].prose(item))
        ),
        multiple=multiple,
        survey=is_survey,
    )
    return replace(made, points=Fraction(0)) if is_survey else made


def _is_square(cell: Cell) -> bool:
    return cell.text.startswith("[")


def _survey(item: ItemSource) -> bool:
    """Return whether it asks for opinions, which are worth no points."""
    value, place = item.options.get("survey", ("false", item.place))
    if value not in ("true", "false"):
        item.diagnostics.add("LR114", "`survey` must be `true` or `false`.", place)
    points, where = item.options.get("points", ("0", item.place))
    if value == "true" and points != "0":
        message = "A survey is not graded, so it has no points."
        item.diagnostics.add("LR114", message, where, "Take `points` out, or `survey=true`.")
    return value == "true"


def _head_fits(item: ItemSource, table: WrittenTable) -> bool:
    """Return whether each column has a head; what has none is noted."""
    before = len(item.diagnostics.found)
    for cell in table.head:
        if cell.brackets:
            message = "These brackets stand in the table's head, where nothing can be chosen."
            item.diagnostics.add("LR178", message, cell.place(item), HEAD_HELP)
    for cell in table.head[1:]:
        if not cell.text:
            message = "This column has no head."
            item.diagnostics.add("LR178", message, cell.place(item), HEAD_HELP)
    return len(item.diagnostics.found) == before


def _row_fits(item: ItemSource, row: tuple[Cell, ...], width: int) -> bool:
    """Return whether a row has a text, and brackets under each head; the rest is noted."""
    before = len(item.diagnostics.found)
    text, *cells = row
    if text.brackets or not text.text:
        message = "This row has no text before its brackets."
        item.diagnostics.add("LR178", message, text.place(item), TEXT_HELP)
    for cell in cells[: width - 1]:
        if not cell.brackets and len(item.diagnostics.found) == before:
            message = (
                "This cell is neither `( )` nor `(x)`."
                if cell.text
                else "This cell has no brackets to choose by."
            )
            item.diagnostics.add("LR178", message, cell.place(item))
    if len(row) < width:
        missing = width - len(row)
        message = f"This row has {missing} cell{'' if missing == 1 else 's'} too few."
        item.diagnostics.add("LR178", message, text.place(item))
    elif len(row) > width:
        message = "This cell stands under no head."
        item.diagnostics.add("LR178", message, row[width].place(item), HEAD_HELP)
    return len(item.diagnostics.found) == before


READER = KindReader(
    name="a table of choices",
    find=find,
    read=read,
    options=frozenset({"survey"}),
    plain=PLAIN_HELP,
)
