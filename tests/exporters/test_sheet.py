"""Quizzes on paper: room for a pen, and the answers on pages of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from lessonry.domain.concealment import published
from lessonry.domain.course import Course
from lessonry.domain.fidelity import Carried
from lessonry.domain.quiz import Quiz
from lessonry.exporters import sheet
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request
from tests import machine
from tests.cases import write
from tests.exporters.readable import exam_of, request_of
from tests.quizzes import QUIZZES
from tests.verapdf import VeraPdf

Read = Callable[[Exported], list[str]]


@pytest.fixture(scope="module")
def sheets(kinds: Request) -> Exported:
    return sheet.export(kinds)


@pytest.fixture
def read(poppler: machine.Command, tmp_path: Path) -> Read:
    """Return the texts of the pages."""

    def told(exported: Exported) -> list[str]:
        file = kept(exported, tmp_path / "read.pdf")
        return poppler("pdftotext", "-layout", file, "-").stdout.split("\f")[:-1]

    return told


def kept(exported: Exported, target: Path) -> Path:
    ((_, data),) = exported.files
    assert isinstance(data, bytes)
    target.write_bytes(data)
    return target


def test_sheets_are_for_everybody(
    sheets: Exported, rich: Request, verapdf: VeraPdf, tmp_path: Path
) -> None:
    files = [
        kept(sheets, tmp_path / "kinds.pdf"),
        kept(sheet.export(rich), tmp_path / "rich.pdf"),
    ]
    assert verapdf(files, ("ua1",)) == {file: {"ua1": []} for file in files}


def test_each_quiz_is_followed_by_its_answers(rich: Request, read: Read) -> None:
    request = replace(rich, quizzes=(*rich.quizzes, exam_of(rich)))
    one, answers, exam, key = read(sheet.export(request))
    assert "Name" in one and "Date" in one and "Score (/ 2)" in one
    assert "Answers: One" in answers and "Name" not in answers and "Yes." in answers
    assert "The exam" in exam and "Hidden right" in exam and "Hidden why" not in exam
    assert "Hidden why" in key
    # Each begins to count anew.
    assert all(page.split()[-1] == "1" for page in (one, answers, exam, key))


def test_without_answers_there_are_none(
    kinds: Request, sheets: Exported, rich: Request, read: Read
) -> None:
    bare = "".join(read(sheet.export(replace(kinds, with_answers=False))))
    assert "Έτσι" not in bare and "Έτσι" in "".join(read(sheets))
    exam = replace(rich, quizzes=(published(exam_of(rich)),), with_answers=False)
    assert "Hidden right" in "".join(read(sheet.export(exam)))


def test_a_file_of_one_quiz_has_its_name(rich: Request, sheets: Exported) -> None:
    assert sheet.export(rich).files[0][0] == "one.pdf"
    assert sheets.files[0][0] != "one.pdf"


def test_of_random_values_the_first_stand_there(tmp_path: Path, read: Read) -> None:
    text = (
        "---\ntitle: Sums\n---\n\n## How much? { #sum variants=3 }\n\n```vars\nn = randint(2, 20)\n"
        "```\n\nIt is {{ n }} and {{ n }}: [[= {{ n + n }}]].\n"
    )
    request = request_of(write(tmp_path / "random", {"quizzes/one.md": text}))
    made = sheet.export(request)
    (told,) = made.report
    assert told.carried is Carried.CHANGED and "the first of its 3 variants" in told.notes[0]
    (item,) = request.quizzes[0].items
    value = dict(item.values)["n"]
    assert f"It is {value} and {value}:" in read(made)[0]


def test_what_no_font_draws_costs_no_reader_their_way(tmp_path: Path, read: Read) -> None:
    text = "---\ntitle: 😀\n---\n\n# 😀\n\n## 豈 Which?\n\n- (x) This\n- ( ) That\n"
    made = sheet.export(request_of(write(tmp_path / "x", {"quizzes/one.md": text})))
    assert re.search(r"^one$", read(made)[0], re.MULTILINE)
    assert [note for note in made.notes if "Screen readers" in note] == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quiz=QUIZZES)
def test_whatever_a_quiz_is_a_sheet_can_be_made(quiz: Quiz, tmp_path: Path) -> None:
    course = Course(identifier="any", title="Any", quizzes=(quiz,))
    made = sheet.export(Request(course=course, quizzes=(quiz,), folder=tmp_path))
    assert len(made.report) == len(quiz.items)
    assert not any("Screen readers" in note for note in made.notes), made.notes


def test_the_same_quizzes_give_the_same_bytes(kinds: Request, sheets: Exported) -> None:
    assert sheet.export(kinds) == sheets
