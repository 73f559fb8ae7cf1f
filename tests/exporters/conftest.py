"""Courses with their sites, built once for all that is made of them."""

from __future__ import annotations

import pytest

from lessonry.exporters.formats import Request
from tests.exporters import readable


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Request:
    """Return what a course asks for whose one lesson has all that Markdown can do."""
    return readable.built(readable.rich(tmp_path_factory.mktemp("rich") / "course"))


@pytest.fixture(scope="session")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Request:
    """Return what a course asks for that has every kind of item, and is read from the right."""
    return readable.built(readable.kinds(tmp_path_factory.mktemp("kinds") / "course", "ar"))
