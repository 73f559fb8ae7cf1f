"""`lessonry serve`: wrong calls; the serving itself is tested with the website."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases import write
from tests.cli.runs import called


@pytest.mark.parametrize("address", ["8000", "localhost", "a.example:80", "127.0.0.1:port"])
def test_an_address_that_is_none_is_a_wrong_call(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, address: str
) -> None:
    run = called(capsys)("serve", write(tmp_path, {}), "--address", address)
    assert run.code == 2 and address in run.err and "127.0.0.1:8001" in run.err


def test_a_configuration_that_cannot_be_read_ends_with_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run = called(capsys)("serve", write(tmp_path, {"mkdocs.yml": "site_name: [\n"}))
    assert run.code == 1 and run.err.strip()
