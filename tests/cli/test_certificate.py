"""`lessonry certificate preview`: the sheet before anybody has earned one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pikepdf
import pytest

from lessonry.credentials.certificate import credential_in
from lessonry.credentials.sheets import specimens
from lessonry.project.starter import make_course
from tests.cli.runs import called

Poppler = Callable[..., Any]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    make_course(tmp_path / "course", "My course")
    return tmp_path / "course"


def test_a_specimen_has_a_page_for_every_awkward_name_and_no_credential(
    capsys: pytest.CaptureFixture[str], course: Path, tmp_path: Path, poppler: Poppler
) -> None:
    out = tmp_path / "out" / "specimen.pdf"
    run = called(capsys)("certificate", "preview", course, "--out", out)
    assert run.code == 0 and run.err == ""
    assert run.out == f"{len(specimens.NAMES)} pages in {out}\n"
    text = poppler("pdftotext", "-raw", out, "-").stdout
    assert text.count("Specimen, not signed: it certifies nothing.") == len(specimens.NAMES)
    with pikepdf.open(out) as document:
        assert len(document.pages) == len(specimens.NAMES)
        assert not document.attachments
    assert credential_in(out.read_bytes()) is None


def test_it_takes_names_and_looks(
    capsys: pytest.CaptureFixture[str], course: Path, tmp_path: Path, poppler: Poppler
) -> None:
    out = tmp_path / "specimen.pdf"
    run = called(capsys)(
        "certificate", "preview", course, "--name", "Łucja Żak", "--name", "山田 太郎", "--out", out,
        "--design", "modern", "--paper", "letter", "--orientation", "portrait", "--language", "de",
    )  # fmt: skip
    assert run.code == 0 and run.out == f"2 pages in {out}\n"
    text = poppler("pdftotext", "-raw", out, "-").stdout
    assert "Łucja Żak" in text and "Zertifikat" in text and "Muster" in text
    with pikepdf.open(out) as document:
        assert [round(float(side)) for side in document.pages[0].mediabox[2:]] == [612, 792]


def test_pictures_are_numbered(
    capsys: pytest.CaptureFixture[str], course: Path, tmp_path: Path
) -> None:
    run = called(capsys)("certificate", "preview", course, "--png", "--name", "Bo",
                         "--name", "Cy", "--out", tmp_path / "x.pdf")  # fmt: skip
    assert run.code == 0 and run.out == f"2 pages in {tmp_path / 'x-01.png'} to x-02.png\n"
    assert (tmp_path / "x-02.png").read_bytes().startswith(b"\x89PNG")


def test_the_file_is_shown_where_that_is_asked(
    capsys: pytest.CaptureFixture[str],
    course: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(click, "launch", shown.append)
    out = tmp_path / "x.pdf"
    called(capsys)("certificate", "preview", course, "--name", "Bo", "--open", "--out", out)
    assert shown == [str(out)]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--achievement", "frist-steps"), 2, "Did you mean `first-steps`?"),
        (("--name", "🎉"), 2, "which no certificate can bear"),
        (("--name", "x" * 101), 2, "at most 100 fit"),
        (("--name", "ᏣᎳᎩ"), 2, "no font for Cherokee"),
        (("--design", "loud"), 2, "'loud'"),
        (("--out", "/proc/nowhere/x.pdf"), 3, "cannot be written"),
    ],
)
def test_what_cannot_be_shown_is_told(
    capsys: pytest.CaptureFixture[str], course: Path, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path, arguments: tuple[str, ...], code: int, said: str,
) -> None:  # fmt: skip
    monkeypatch.setattr("lessonry.credentials.sheets.sheet.SYSTEM_FONTS", False)
    monkeypatch.chdir(tmp_path)
    run = called(capsys)("certificate", "preview", course, *arguments)
    assert run.code == code and said in run.err + run.out
    assert not list(tmp_path.glob("*.p??"))


def test_a_fault_of_the_template_or_of_the_course_is_told(
    capsys: pytest.CaptureFixture[str], course: Path, tmp_path: Path
) -> None:
    (course / "certificates" / "template.typ").write_text("#let seal(data) = data.seel", "utf-8")
    out = tmp_path / "x.pdf"
    run = called(capsys)("certificate", "preview", course, "--out", out)
    assert run.code == 2 and "certificates/template.typ:1:" in run.err
    (course / "certificates" / "issuer.yml").write_text("nmae: X\n", "utf-8")
    run = called(capsys)("certificate", "preview", course, "--out", out)
    assert run.code == 1 and "issuer.yml:1:1" in run.err and "No specimen was made." in run.err
    assert not out.exists()


@pytest.mark.parametrize("more", [(), ("--name", "Bo"), ("--name", "Bo", "--png")])
def test_a_sheet_of_two_pages_is_refused_as_it_is_when_issued(
    capsys: pytest.CaptureFixture[str], course: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    (course / "certificates" / "template.typ").write_text("#let head(data) = v(40cm)", "utf-8")
    run = called(capsys)("certificate", "preview", course, "--out", tmp_path / "x.pdf", *more)
    assert run.code == 2 and "needs more room than one page has" in run.err
    assert "certificates/template.typ" in run.err and not list(tmp_path.glob("x*"))


def test_a_course_without_achievements_says_so(
    capsys: pytest.CaptureFixture[str], course: Path
) -> None:
    for file in (course / "certificates" / "achievements").iterdir():
        file.unlink()
    (course / "quizzes" / "exam.md").unlink()
    (course / "docs" / "exam.md").unlink()
    run = called(capsys)("certificate", "preview", course)
    assert run.code in {1, 2} and run.err
