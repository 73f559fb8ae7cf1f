"""The demonstration's worksheets are those that their script makes: one tagged page each."""

from __future__ import annotations

import pikepdf
import pytest

from tests.machine import ROOT
from tests.make_worksheets import SHEETS, made
from tests.verapdf import VeraPdf


@pytest.mark.parametrize("path", SHEETS)
def test_a_worksheet_is_what_its_script_makes(path: str) -> None:
    committed = (ROOT / path).read_bytes()
    assert made(SHEETS[path]) == committed, "Run `python tests/make_worksheets.py`."
    with pikepdf.open(ROOT / path) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.Root.Lang) == SHEETS[path]["lang"]


def test_worksheets_can_be_heard(verapdf: VeraPdf) -> None:
    paths = [ROOT / path for path in SHEETS]
    assert verapdf(paths, flavours=("ua1",)) == {path: {"ua1": []} for path in paths}
