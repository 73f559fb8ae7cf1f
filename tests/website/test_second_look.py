"""The look at the whole course that a preview takes in a process of its own."""

from __future__ import annotations

import time

from lessonry.diagnostics import Diagnostics, Report
from lessonry.website.second_look import SecondLook, look
from lessonry.website.site import load_site
from tests.website.conftest import FILES, Small


def waited(one: SecondLook) -> Diagnostics | None:
    end = time.monotonic() + 30
    while not one.is_done(0.0) and time.monotonic() < end:
        time.sleep(0.05)
    return one.found()


def test_it_finds_what_a_load_finds_and_says_it_alike(small: Small) -> None:
    folder = small({"docs/one.md": FILES["docs/one.md"].replace("quiz | one", "quiz | two")})
    site = load_site(folder)
    found = waited(SecondLook(site))
    assert found is not None and {"LR200", "LR201"} <= {one.code for one in found}
    assert str(Report(diagnostics=found)) == str(Report(diagnostics=look(site.layout.config)))


def test_it_may_be_left_and_finds_nothing_where_there_is_no_course(small: Small) -> None:
    site = load_site(small())
    left = SecondLook(site)
    left.is_done(0.0)
    left.end()
    site.layout.config.unlink()
    assert waited(SecondLook(site)) is None
