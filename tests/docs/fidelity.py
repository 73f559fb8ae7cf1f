"""Writes the tables of what each format carries, by exporting one item of each kind and reading it back.

`make docs` writes them into `docs/reference/export.md`; `tests/test_docs.py` holds the page to them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.course import Course
from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz
from lessonry.exporters.archive import pack
from lessonry.exporters.formats import FORMATS, ExportFormat, Matter, Request
from lessonry.importers.foreign import open_file
from lessonry.importers.formats import format_of
from lessonry.importers.settling import settle
from lessonry.readers.quiz import read_quiz

ROOT: Final = Path(__file__).parents[2]
SAMPLES: Final = Path(__file__).parent / "fidelity"
"""A quiz file for each row, in the order of their names; the first line of each is its title."""
SHORT: Final = {"canvas": "Canvas", "common-cartridge": "Cartridge", "sheet": "Sheet"}
SIGNS: Final = {Carried.WHOLE: "●", Carried.CHANGED: "◐", Carried.LEFT: "–"}
LEGEND: Final = "● carried over, ◐ carried over with a change that the report tells, – not carried."

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
    for file in sorted(SAMPLES.glob("*.md")):
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
    """Return both tables as Markdown."""
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
    items: list[Item] = []
    for one in settled:
        quiz = read_quiz(Source(path=one.path, text=one.text), Diagnostics(), identifier="q")
        items += quiz.items
    if not items:
        return SIGNS[Carried.LEFT]
    same = [fingerprint(item) for item in items] == [fingerprint(item) for item in row.quiz.items]
    return SIGNS[Carried.WHOLE if same else Carried.CHANGED]


def _table(head: list[str], lines: list[list[str]]) -> str:
    rule = ["---", *(":---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *lines))
