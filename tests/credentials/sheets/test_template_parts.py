"""A course's own template.typ: one part of the sheet, several, or all of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lessonry.credentials.sheets.sheet import SheetRefusedError
from lessonry.credentials.sheets.sheet_folder import PACKAGE
from lessonry.domain.look import Design, Look, Orientation
from lessonry.errors import UsageError
from tests.credentials.sheet_cases import credential, made, sheets
from tests.docs.examples import tables
from tests.machine import ROOT
from tests.verapdf import VeraPdf

LESSONRY = (PACKAGE / "lessonry.typ").read_text("utf-8")
NAMES = re.findall(r'"(\w+)"', LESSONRY.partition("#let names = (")[2].partition(")")[0])
Poppler = Callable[..., Any]


def own(folder: Path, template: str) -> Path:
    (folder / "template.typ").write_text(template, "utf-8")
    return folder


def text_of(pdf: bytes, folder: Path, poppler: Poppler) -> str:
    (folder / "sheet.pdf").write_bytes(pdf)
    return " ".join(poppler("pdftotext", "-raw", folder / "sheet.pdf", "-").stdout.split())


def test_each_part_can_be_ones_own_in_every_design(
    tmp_path: Path, poppler: Poppler, verapdf: VeraPdf
) -> None:
    assert len(NAMES) == 11
    files: list[Path] = []
    for design in Design:
        for name in NAMES:
            folder = tmp_path / f"{design}-{name}"
            folder.mkdir()
            own(folder, f"#let {name}(data) = [Ours for #data.learner.name]")
            look = Look(design=design, orientation=list(Orientation)[len(files) % 2])
            with sheets(folder) as at:
                pdf = made(at, credential(look=look))
            text = text_of(pdf, folder, poppler)
            assert "Ours for Anna Lind" in text, (design, name)
            assert ("Customer Service" in text) is (name not in {"achievement", "certificate"})
            files.append(folder / "sheet.pdf")
    broken = verapdf(files)
    assert {path: rules for path, rules in broken.items() if any(rules.values())} == {}


def test_a_part_may_add_to_what_the_design_has(tmp_path: Path, poppler: Poppler) -> None:
    own(tmp_path, "#let foot(data) = { (data.ours.foot)(data); [Member of the guild] }")
    with sheets(tmp_path) as at:
        text = text_of(made(at, credential()), tmp_path, poppler)
    assert "Member of the guild" in text and "Margarethe Sørensen" in text


def test_a_part_inside_another_is_ones_own_too(tmp_path: Path, poppler: Poppler) -> None:
    own(tmp_path, '#import "/lessonry.typ": *\n#let seal(data) = caps("Stamped")')
    with sheets(tmp_path) as at:
        text = text_of(made(at, credential()), tmp_path, poppler)
    assert "STAMPED" in text and "LEVEL" not in text


def test_all_of_it_may_be_ones_own_around_ours(tmp_path: Path, poppler: Poppler) -> None:
    own(
        tmp_path,
        '#import "/lessonry.typ": certificate as ours\n'
        "#let seal(data) = [Sealed]\n"
        '#let certificate(data) = { set text(lang: "en"); ours(data) }\n',
    )
    with sheets(tmp_path) as at:
        text = text_of(made(at, credential()), tmp_path, poppler)
    assert "Sealed" in text and "Anna Lind" in text


def test_the_example_of_each_part_makes_a_sheet(tmp_path: Path) -> None:
    rows = tables(ROOT / "docs/reference/certificates.md", "A template of your own")
    examples = {row[0].strip("`"): row[2].strip("`") for row in rows}
    assert set(examples) == set(NAMES)
    imports = '#import "/lessonry.typ": code, slot\n'
    for name, example in examples.items():
        if name != "certificate":
            with sheets(own(tmp_path, imports + example)) as at:
                assert made(at, credential()).startswith(b"%PDF-"), name


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("\n#let seal(data) = [#data.nmae]", r"template\.typ:2:\d+: .*nmae"),
        ('#let head(data) = image("/" + data.seal)', r"template\.typ:1:\d+: .*alt"),
        (
            (
                '#import "/lessonry.typ": fitted\n'
                '#let head(data) = fitted("word " * 400, 20mm, 8mm, 12pt)'
            ),
            r"template\.typ: .*too long",
        ),
        ("#let seel(data) = []", r"template\.typ: .*none of a sheet's parts: certificate, "),
        ("#let seal(data) = {", r"template\.typ:1:\d+: unclosed"),
        ('#let seal(data) = read("/nothing.txt")', r"template\.typ:1:\d+: file not found"),
    ],
)  # fmt: skip
def test_a_fault_in_a_part_is_told_where_it_is(tmp_path: Path, template: str, message: str) -> None:
    own(tmp_path, template)
    with sheets(tmp_path) as at, pytest.raises(SheetRefusedError, match=message) as caught:
        made(at, credential())
    assert str(tmp_path) not in str(caught.value) and "/tmp" not in str(caught.value)
    assert caught.value.help


@pytest.mark.parametrize(
    "template",
    [
        "#let head(data) = v(40cm)",
        "#let certificate(data) = { (data.ours.sheet)(data); pagebreak(); [More] }",
    ],
)
def test_a_sheet_of_two_pages_is_refused_whatever_it_is_made_for(
    tmp_path: Path, template: str
) -> None:
    own(tmp_path, template)
    with sheets(tmp_path) as at:
        one = credential()
        makers: list[Callable[[], object]] = [
            lambda: made(at, one),
            lambda: at.compile_kit(one, at.data(one, None), attachment=b"{}"),
            lambda: at.specimens([one], None),
            lambda: at.specimens([one, one, one], None),
            lambda: at.specimens([one], None, png=20),
            lambda: at.specimens([one, one, one], None, png=20),
        ]
        for make in makers:
            with pytest.raises(SheetRefusedError, match="needs more room than one page") as caught:
                make()
            assert "certificates/template.typ" in str(caught.value)
            assert caught.value.help


@pytest.mark.parametrize("name", ["slots.typ", "data.json", "classic.typ", "credential.json"])
def test_a_file_of_the_course_takes_no_name_of_ours(tmp_path: Path, name: str) -> None:
    own(tmp_path, "#let seal(data) = []")
    (tmp_path / name).write_text("", "utf-8")
    with pytest.raises(UsageError, match=re.escape(name)):
        sheets(tmp_path)
