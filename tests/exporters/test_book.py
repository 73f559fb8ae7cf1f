"""A course as a PDF book: for everybody to read, in order, in its own script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from lessonry.exporters import book
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request
from tests import machine
from tests.exporters.readable import exam_of
from tests.verapdf import VeraPdf

Read = Callable[[Exported], str]


@pytest.fixture(scope="module")
def rich_book(rich: Request) -> Exported:
    return book.export(replace(rich, quizzes=(*rich.quizzes, exam_of(rich))))


@pytest.fixture(scope="module")
def kinds_book(kinds: Request) -> Exported:
    return book.export(kinds)


@pytest.fixture
def read(poppler: machine.Command, tmp_path: Path) -> Read:
    """Return the text of a book, its pages apart by form feeds."""

    def told(exported: Exported) -> str:
        return poppler("pdftotext", kept(exported, tmp_path / "read.pdf"), "-").stdout

    return told


def kept(exported: Exported, target: Path) -> Path:
    ((_, data),) = exported.files
    assert isinstance(data, bytes)
    target.write_bytes(data)
    return target


def test_books_are_for_everybody(
    rich_book: Exported, kinds_book: Exported, verapdf: VeraPdf, tmp_path: Path
) -> None:
    files = [kept(rich_book, tmp_path / "rich.pdf"), kept(kinds_book, tmp_path / "kinds.pdf")]
    assert verapdf(files, ("ua1",)) == {file: {"ua1": []} for file in files}


def test_it_has_a_cover_contents_lessons_and_answers(rich_book: Exported, read: Read) -> None:
    pages = read(rich_book).split("\f")
    assert "Rich & small" in pages[0]
    assert "Contents" in pages[2] and "Answers" in pages[2]
    whole = "".join(pages)
    places = [whole.rindex(said) for said in ("A heading that skips", "The exam", "Hidden why")]
    assert places == sorted(places)


def test_no_sign_of_an_author_is_one_of_typst(rich_book: Exported, read: Read) -> None:
    said = read(rich_book)
    assert '#let x = 1; 𝑎 @name bold, [brackets] #raw("x")' in said.replace("\n", " ")
    assert 'Say "#it" \\ $so$ @once' in said
    assert "✓ → 中文" in said


def test_what_it_lacks_is_told(rich_book: Exported) -> None:
    notes = " ".join(rich_book.notes)
    assert "No font has these characters, so they are left out: 🎉." in notes
    assert "part/missing.png is not there" in notes
    assert r"This formula stands as it is written, in TeX: \ce{H2O}" in notes
    assert notes.count("This formula") == 1


def test_lessons_stand_in_the_outline_and_lead_to_each_other(
    rich_book: Exported, tmp_path: Path
) -> None:
    with pikepdf.open(kept(rich_book, tmp_path / "book.pdf")) as pdf:
        assert pdf.Root.Lang == "en"
        with pdf.open_outline() as outline:
            titles = [one.title for one in outline.root]
            inner = [one.title for entry in outline.root for one in entry.children]
        links = [
            note
            for page in pdf.pages
            for note in page.obj.get("/Annots", [])
            if note.Subtype == "/Link"
        ]
    assert titles[-2:] == ["The exam", "Answers"] and 'Rich & <odd> "title"' in inner
    assert sum("/A" not in link or link.A.S == "/GoTo" for link in links) > 10


def test_without_answers_it_has_none(kinds: Request, kinds_book: Exported, read: Read) -> None:
    bare = book.export(replace(kinds, with_answers=False))
    assert "Έτσι" not in read(bare) and "Έτσι" in read(kinds_book)


def test_it_is_read_from_the_right(
    kinds_book: Exported, poppler: machine.Command, tmp_path: Path
) -> None:
    file = kept(kinds_book, tmp_path / "book.pdf")
    boxes = poppler("pdftotext", "-bbox", "-f", "4", "-l", "4", file, "-").stdout
    title = next(line for line in boxes.splitlines() if ">τέλος<" in line)
    assert float(title.split('xMin="')[1].split('"')[0]) > 240  # of 482 points
    with pikepdf.open(file) as pdf:
        assert pdf.Root.Lang == "ar"


def test_chinese_has_its_letters(kinds: Request, read: Read) -> None:
    course = replace(kinds.course, title="顾客服务", language="zh")
    made = book.export(replace(kinds, course=course))
    assert "顾客服务" in read(made)
    assert not any("No font" in note for note in made.notes)


def test_the_same_course_gives_the_same_bytes(kinds: Request, kinds_book: Exported) -> None:
    assert book.export(kinds) == kinds_book
