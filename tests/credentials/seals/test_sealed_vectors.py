"""The sealed file and what may be done to it: the verify page has the same answers to the same cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lessonry.credentials import certificate, sheet_digest
from lessonry.credentials.badges import baking

FIXTURES = Path(__file__).parents[2] / "runtime/verify/fixtures"
CASES: dict[str, dict[str, Any]] = json.loads((FIXTURES / "sealed.json").read_text("utf-8"))
SEALED = (FIXTURES / "sealed.pdf").read_bytes()
HARMLESS = {"as it is", "other digits", "no digits but zeros"}


@pytest.mark.parametrize("name", CASES)
def test_a_changed_file_has_the_digest_that_the_browser_finds(name: str) -> None:
    start, end, new = CASES[name]["edit"]
    changed = SEALED[:start] + bytes.fromhex(new) + SEALED[end:]
    assert sheet_digest.of_file(changed) == CASES[name]["digest"]
    assert sheet_digest.is_sealed(changed) == CASES[name]["sealed"]
    same = CASES[name]["digest"] == CASES["as it is"]["digest"]
    assert same == (name in HARMLESS)


def test_the_badges_carry_the_sealed_files_credential() -> None:
    text = (certificate.credential_in(SEALED) or b"").decode()
    for name in ("badge.svg", "badge.png"):
        assert baking.from_picture((FIXTURES / name).read_bytes()) == text
