"""Reads the rows of a sheet as items: the kind is said, or told from what the row has."""

from __future__ import annotations

from typing import Final

from lessonry.diagnostics import Source
from lessonry.domain.identity import slug
from lessonry.importers.collecting import Collection, Original
from lessonry.importers.csv.items import KINDS, RowError, Rows, kind_of
from lessonry.importers.csv.sheet import Row, Sheet, has_header
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz

ENDINGS: Final = (".csv", ".tsv", ".tab")


def matches(file: ForeignFile) -> bool:
    """Return whether the file is a sheet, by its name or by its header."""
    return file.ending in ENDINGS or (file.ending in ("", ".txt") and has_header(file.head))


def read(file: ForeignFile) -> tuple[ImportedQuiz, ...]:
    """Return a quiz for each name in the column `quiz`; one where there is none.

    Raises:
        ForeignError: There is no header, or no question.
    """
    sheet = Sheet(file.name, file.text)
    collections: dict[str, Collection] = {}
    rows = Rows(Source(path=file.name, text="").at(1))
    for row in sheet.rows():
        name = row["quiz"]
        if name not in collections:
            collections[name] = Collection(file)
        _read(row, collections[name], rows)
    if not collections:
        raise ForeignError(f"{file.name} has a header and no question below it.")
    made = []
    for name, collection in collections.items():
        collection.notes += sheet.notes
        identifier = slug(name or file.stem) or "questions"
        made.append(collection.imported(collection.quiz(identifier, name or file.title)))
    return tuple(made)


def _read(row: Row, collection: Collection, rows: Rows) -> None:
    """Add one row to its quiz."""
    said = row["kind"]
    kind = kind_of(row)
    original = Original(kind=said or kind or "question", text=row.original, line=row.line)
    name = row["title"] or row["question"]
    if collection.is_too_long(name, original):
        return
    if kind is None:
        known = ", ".join(dict.fromkeys(KINDS.values()))
        collection.leave(name, original, f"There is no kind `{said}`; these can be read: {known}.")
        return
    try:
        identifier = collection.names.take(row["title"], row["question"], f"question-{row.line}")
        item, notes = rows.item(row, kind, identifier)
    except RowError as error:
        collection.leave(name, original, str(error))
        return
    collection.carry(item, original, notes)
