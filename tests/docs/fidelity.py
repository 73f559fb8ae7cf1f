"""Writes the tables of what each format carries, by exporting one item of each kind and reading it back.

`make docs` writes them into `docs/reference/export.md`; `tests/test_docs.py` holds the page to them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.course import Course
from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import ChoiceItem, Item
from lessonry.domain.quiz import Quiz
from lessonry.exporters.archive import pack
from lessonry.exporters.formats import FORMATS, ExportFormat, Matter, Request
from lessonry.importers.foreign import open_file
from lessonry.importers.formats import format_of
from lessonry.importers.formats import named as _import_format
from lessonry.importers.settling import SettledQuiz, settle
from lessonry.readers.quiz import read_quiz

ROOT: Final = Path(__file__).parents[2]
SAMPLES: Final = Path(__file__).parent / "fidelity"
"""A quiz file for each row, in the order of their names; the first line of each is its title."""
SHORT: Final = {"canvas": "Canvas", "common-cartridge": "Cartridge", "sheet": "Sheet"}
SIGNS: Final = {Carried.WHOLE: "●", Carried.CHANGED: "◐", Carried.LEFT: "–"}
LEGEND: Final = "● carried over, ◐ carried over with a change that the report tells, – not carried."

READ: Final = (
    "● the same question, ◐ one that asks the same, with a change that the report tells, – not carried;"
    " where nothing stands, the format has no word for it."
)
READ_ONLY: Final = ("aiken", "csv", "mkdocs-quiz", "mdbook-quiz", "liascript", "quizdown")
"""Each has a folder with a file for each row that it can say, named after the row's own."""
BACK: Final = (
    "And exported, then imported again: the same question (●), one that asks the same and is written"
    " or scored in another way (◐), or none (–):"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One kind of item, or one thing that an item may have."""

    title: str
    quiz: Quiz


def rows() -> Iterator[Row]:
    """Yield the samples."""
    for file in _samples():
        title, _, text = file.read_text(encoding="utf-8").partition("\n")
        found = Diagnostics()
        source = Source(path=f"tests/docs/fidelity/{file.name}", text=text.lstrip("\n"))
        quiz = read_quiz(source, found, identifier=file.stem.partition("-")[2])
        if found.errors:
            raise ValueError(f"{file.name}: {found.errors[0].message}")
        yield Row(title=title.removeprefix("<!-- ").removesuffix(" -->"), quiz=quiz)


def formats() -> tuple[ExportFormat, ...]:
    """Return the formats that quizzes alone are exported to, and read back from."""
    return tuple(one for one in FORMATS if one.matter is Matter.QUIZZES)


def table() -> str:
    """Return the tables of what is exported, and read back, as Markdown."""
    every = formats()
    out: list[list[str]] = []
    back: list[list[str]] = []
    readable = [one for one in every if one.name not in ("anki", "sheet")]
    for row in rows():
        made = {one.name: _exported(row, one) for one in every}
        out.append([row.title, *(SIGNS[_worst(made[one.name])] for one in every)])
        back.append([row.title, *(_back(row, one, made[one.name]) for one in readable)])
    return "\n\n".join(
        [
            LEGEND,
            _table(["What", *(SHORT.get(one.name, one.title) for one in every)], out),
            BACK,
            _table(["What", *(SHORT.get(one.name, one.title) for one in readable)], back),
        ]
    )


def read_table() -> str:
    """Return the table of what is read only, as Markdown."""
    names = {file.stem: row for file, row in zip(_samples(), rows(), strict=True)}
    lines = []
    for stem, row in names.items():
        cells = [_read(row, name, stem) for name in READ_ONLY]
        if any(cells):
            lines.append([row.title, *cells])
    titles = [_import_format(name).title.partition(" (")[0] for name in READ_ONLY]
    return "\n\n".join([READ, _table(["What", *titles], lines)])


def _read(row: Row, name: str, stem: str) -> str:
    """Return what becomes of a row's question where it is written in another tool's way."""
    found = next((SAMPLES / name).glob(f"{stem}.*"), None)
    if found is None:
        return ""
    file = open_file(found)
    settled = [settle(quiz) for quiz in _import_format(name).importer.read(file)]
    items = [item for one in settled for item in _items_of(one)]
    told = {one.carried for quiz in settled for one in quiz.report}
    if not items:
        return SIGNS[Carried.LEFT]
    same = list(map(_asked, items)) == list(map(_asked, row.quiz.items))
    return SIGNS[Carried.WHOLE if same and told == {Carried.WHOLE} else Carried.CHANGED]


def _asked(item: Item) -> tuple[object, ...]:
    """Return what is compared: not the words above the answers, the order of choices, the scoring.

    Most of these formats have no place for a gap in a sentence, and nothing to say of scoring.
    """
    bare = replace(item, heading=None, body=None)
    if isinstance(bare, ChoiceItem):
        bare = replace(bare, choices=tuple(sorted(bare.choices, key=lambda one: one.text.folded)))
    return (fingerprint(bare), bare.tags)


def _items_of(settled: SettledQuiz) -> tuple[Item, ...]:
    source = Source(path=settled.path, text=settled.text)
    return read_quiz(source, Diagnostics(), identifier="q").items


def _samples() -> list[Path]:
    return sorted(SAMPLES.glob("*.md"))


def _exported(row: Row, format: ExportFormat) -> tuple[Fidelity, ...]:
    return format.exporter.export(_request(row)).report


def _request(row: Row) -> Request:
    return Request(
        course=Course(identifier="course", title="Course"), quizzes=(row.quiz,), folder=ROOT
    )


def _worst(report: tuple[Fidelity, ...]) -> Carried:
    found = {one.carried for one in report}
    if found == {Carried.LEFT}:
        return Carried.LEFT
    return Carried.WHOLE if found == {Carried.WHOLE} else Carried.CHANGED


def _back(row: Row, format: ExportFormat, report: tuple[Fidelity, ...]) -> str:
    if _worst(report) is Carried.LEFT:
        return SIGNS[Carried.LEFT]
    made = format.exporter.export(_request(row))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"quiz{format.ending}"
        if format.is_archive:
            pack(made.files, target)
        else:
            ((_, content),) = made.files
            assert isinstance(content, bytes)
            target.write_bytes(content)
        file = open_file(target)
        settled = [settle(quiz) for quiz in format_of(file).importer.read(file)]
    items = [item for one in settled for item in _items_of(one)]
    if not items:
        return SIGNS[Carried.LEFT]
    same = list(map(_whole, items)) == list(map(_whole, row.quiz.items))
    return SIGNS[Carried.WHOLE if same else Carried.CHANGED]


def _whole(item: Item) -> tuple[object, ...]:
    """Return what is compared of a question that was exported: its scoring and its tags, too."""
    return (fingerprint(item), item.partial_credit, item.tags)


def _table(head: list[str], lines: list[list[str]]) -> str:
    rule = ["---", *(":---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *lines))
