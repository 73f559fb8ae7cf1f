"""An issuer at work, and one certificate that no test changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.credentials.academy import Academy


@pytest.fixture
def academy(tmp_path: Path) -> Iterator[Academy]:
    made = Academy(folder=tmp_path)
    with made.sheets:
        yield made


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    """An academy that several tests share."""
    made = Academy(folder=tmp_path_factory.mktemp("academy"))
    with made.sheets:
        yield made


@pytest.fixture(scope="module")
def pdf(standing: Academy) -> bytes:
    """Anna's certificate, issued by `standing`."""
    return standing.certificate()
