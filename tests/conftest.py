"""What any test may ask for: a browser, a host, Node.js, the PDF tools."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir
from playwright.sync_api import Browser, expect

from tests import machine
from tests.browser import Axe, Pages, Serve, failings, hosted, launched
from tests.verapdf import VeraPdf
from tests.verapdf import at_hand as verapdf_at_hand

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell starts what runs behind it
    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests press Ctrl+C in programs
set_hypothesis_home_dir(machine.ROOT / ".cache" / "hypothesis")
settings.register_profile("lessonry", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("lessonry")
gc.set_threshold(50_000, 20, 100)  # a run keeps much, and to look through it often costs
expect.set_options(timeout=20_000)  # a machine that is busy is no fault of a page's


def pytest_collection_finish() -> None:
    """Leave the tests themselves out of what is looked through for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser a run; most tests want `open_page`."""
    with launched() as browser:
        yield browser


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Pages]:
    """Open pages, each with a storage of its own: `open_page(url, viewport=(360, 800), …)`."""
    pages = Pages(browser)
    yield pages
    pages.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Host folders until the run ends: `serve(folder, prefix="/course/")` returns the URL."""
    with ExitStack() as stack:

        def host(
            folder: Path, *, prefix: str = "/", headers: Mapping[str, str] | None = None
        ) -> str:
            return stack.enter_context(hosted(folder, prefix=prefix, headers=headers))

        yield host


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Check a page for failings: `assert axe(page) == []`."""
    return failings


@pytest.fixture(scope="session")
def verapdf() -> Iterator[VeraPdf]:
    """Validate PDFs by one process a run: `verapdf([path, …])`."""
    with verapdf_at_hand() as validator:
        yield validator


@pytest.fixture(scope="session")
def node() -> machine.Command:
    """Run a script by the Node.js of `.venv`, with `node_modules` in reach: `node("x.js")`."""

    def run(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        return machine.run(machine.node(), *arguments, **options)

    return run


@pytest.fixture(scope="session")
def poppler() -> machine.Command:
    """Run one of poppler's commands: `poppler("pdftoppm", "-png", …)`."""

    def run(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        machine.find(machine.POPPLER)
        return machine.run(*arguments, **options)

    return run
