"""`lessonry explain`: every code, and what was meant by a slip."""

from __future__ import annotations

import pytest

from lessonry.diagnostics import CODES
from tests.cli.runs import called


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_explained(capsys: pytest.CaptureFixture[str], code: str) -> None:
    run = called(capsys)("explain", code.lower())
    entry = CODES[code]
    assert run.code == 0
    for part in (code, entry.severity, entry.title, entry.why, entry.mend):
        assert part in run.out
    assert all(f"  {line}".rstrip() in run.out for line in entry.example.splitlines())


def test_without_a_code_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    run = called(capsys)("explain")
    assert [line.split()[0] for line in run.out.splitlines()] == list(CODES)


@pytest.mark.parametrize(("slip", "help"), [("LR12O", "Did you mean LR120?"), ("L120", "LR120"),
                                            ("banana", "`lessonry explain` lists them")])  # fmt: skip
def test_a_slip_is_answered(capsys: pytest.CaptureFixture[str], slip: str, help: str) -> None:
    run = called(capsys)("explain", slip)
    assert run.code == 2 and help in run.err
