"""The register of codes: whole, in plain words, and nothing in it that nothing provokes."""

from __future__ import annotations

import re

import pytest

from lessonry.diagnostics import CODES, Code, Diagnostic, Source
from tests.cases import COURSE_CASES, FOLDER, QUIZ_CASES, codes

PROVOKED_BY_TESTS = {
    "LR001": "readers/test_files.py",
    "LR003": "readers/test_files.py",
    "LR322": "project/test_sheet_pictures.py",
    "LR330": "website/test_self_service.py",
    "LR510": "website/test_locks.py",
    "LR511": "website/test_locks.py",
    "LR612": "project/test_media.py",
    "LR622": "website/test_access.py",
    "LR624": "website/test_access.py",
}
"""Codes for what no case file can hold."""


def test_every_code_is_provoked_by_a_case_or_a_test() -> None:
    provoked = {code for case in (*QUIZ_CASES, *COURSE_CASES) for code in codes(case)}
    for code, file in PROVOKED_BY_TESTS.items():
        assert code in (FOLDER / file).read_text("utf-8")
    assert sorted(CODES.keys() - provoked - PROVOKED_BY_TESTS.keys()) == []
    assert provoked <= CODES.keys()


def test_every_code_that_the_package_gives_is_in_the_register() -> None:
    package = FOLDER.parent / "generator" / "lessonry"
    given = {
        code
        for file in package.rglob("*.py")
        if "codes" not in file.parts
        for code in re.findall(r'"(LR\d{3})"', file.read_text("utf-8"))
    }
    assert given == CODES.keys()


@pytest.mark.parametrize("entry", CODES.values(), ids=lambda entry: entry.code)
def test_every_entry_says_what_why_and_how_to_mend_it(entry: Code) -> None:
    assert re.fullmatch(r"LR\d{3}", entry.code) and entry.severity in ("error", "warning")
    assert not entry.title.endswith(".") and entry.title.strip()
    assert entry.why.endswith((".", "?", ").")) and entry.mend.endswith((".", ")."))
    assert entry.example.strip()


def test_a_code_outside_the_register_cannot_be_given() -> None:
    with pytest.raises(ValueError, match="LR999"):
        Diagnostic(code="LR999", message="No.", place=Source(path="a.md", text="").at(1))
