"""What comes out of the printer: a lesson without verdicts, the course with its running heads, a key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from lessonry.website.build import build_site
from tests.browser import Axe, Pages, Serve
from tests.journey.path_course import path_course
from tests.machine import Command


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    made = path_course(tmp_path_factory.mktemp("paper"))
    assert build_site(made, quiet=True)
    return serve(made / "site", prefix="/paper/")


def printed(page: Page, poppler: Command, folder: Path) -> list[str]:
    """Return the text of each sheet."""
    page.pdf(path=folder / "sheet.pdf", format="A4")
    poppler("pdftotext", "-layout", folder / "sheet.pdf", folder / "sheet.txt")
    return (folder / "sheet.txt").read_text("utf-8").split("\f")[:-1]


def test_a_lesson_prints_its_questions_and_no_verdict(
    url: str, open_page: Pages, poppler: Command, tmp_path: Path
) -> None:
    page = open_page(f"{url}basics/alpha/")
    item = page.locator("form[data-lr-item]").first
    item.get_by_text("Wrong", exact=True).click()
    item.get_by_role("button", name="Check").click()
    item.locator("[data-lr-mark]").first.wait_for()
    sheets = printed(page, poppler, tmp_path)
    text = "\n".join(sheets)
    assert "Question 1 of" in text
    for told in ("Right.", "Wrong.", "Not right", "Check", "Search", "Show the answer"):
        assert told not in text, told
    assert re.search(rf"\b1 ?/ ?{len(sheets)}\b", sheets[0])


def test_the_course_prints_with_its_heads_and_its_key_apart(
    url: str, open_page: Pages, poppler: Command, axe: Axe, tmp_path: Path
) -> None:
    page = open_page(f"{url}print/", viewport=(320, 640))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    sheets = printed(page, poppler, tmp_path)
    for number, sheet in enumerate(sheets, 1):
        assert re.search(rf"\b{number} ?/ ?{len(sheets)}\b", sheet)
    heads = [sheet.strip().splitlines()[0] for sheet in sheets[1:]]
    assert all(re.match(r"\S.*\s{3,}\S", head) for head in heads), heads
    assert len(set(heads)) > 1
    assert "Right." not in "\n".join(sheets)
    page.get_by_role("link", name="The answers to all practice questions").click()
    page.wait_for_url("**/print/answers/")
    assert axe(page) == []
    assert "Right." in "\n".join(printed(page, poppler, tmp_path))
