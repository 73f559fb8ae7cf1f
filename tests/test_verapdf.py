"""The validator says yes to a sheet that complies and names what another one breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from tests.verapdf import VeraPdf


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.typ"
    path.write_text("#set document(title: [A sheet])\n= A sheet\nOf paper.\n", encoding="utf-8")
    return path


def test_a_sheet_that_complies_breaks_nothing_and_a_plain_one_does(
    sheet: Path, verapdf: VeraPdf, tmp_path: Path
) -> None:
    good, plain, empty = tmp_path / "good.pdf", tmp_path / "plain.pdf", tmp_path / "empty.pdf"
    good.write_bytes(typst.compile(sheet, pdf_standards=["a-3a", "ua-1"]))
    plain.write_bytes(typst.compile(sheet))
    empty.write_bytes(b"")
    results = verapdf([good, plain, empty])
    assert results[good] == {"3a": [], "ua1": []}
    assert results[plain]["3a"] and results[plain]["ua1"]
    assert results[empty]["3a"] and results[empty]["ua1"]
