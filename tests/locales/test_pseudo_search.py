"""Nothing that search and offline say is said past the catalogues, and both are mirrored."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lessonry.website.build import build_site
from tests.browser import Axe, Pages, Serve
from tests.cases import write
from tests.locales.pseudo import pseudo_site, unsaid

CONFIG = """\
site_name: Πιάτα
theme: {{name: material, font: false, language: {language}, palette: {{primary: custom}}}}
plugins: {{lessonry: {{course: piata, lessons: open}}}}
"""
FILES = {
    "docs/index.md": "# Πιάτα\n\n/// course\n///\n",
    "docs/one.md": "# Ένα\n\nΤο κουτάλι είναι ζεστό.\n\n## Κουτάλια\n\nΈνα κουτάλι.\n",
    "docs/clip.mp4": "x",
}


def course(folder: Path, language: str) -> Path:
    return write(folder, {"mkdocs.yml": CONFIG.format(language=language), **FILES})


def searched(page: Page, words: str) -> None:
    page.locator("[data-lr-search][data-lr-mounted=done]").wait_for()
    page.keyboard.press("Control+k")
    page.locator(".lr-search-field").fill(words)
    expect(page.locator(".lr-search-status")).not_to_be_empty()


def test_nothing_is_unsaid(tmp_path: Path, serve: Serve, open_page: Pages) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795305600")
        site = pseudo_site(course(tmp_path / "course", "el"))
    url = serve(site, prefix="/piata/")
    page = open_page(f"{url}one/", service_workers="allow", faults=True)
    keys = "kbd, a, mark"  # names of keys, the author's titles
    for words in ("κουτάλι", "τίποτε"):
        searched(page, words)
        found = unsaid(page, ".lr-search-dialog", keys)
        assert found == []
        page.keyboard.press("Escape")
        expect(page.locator(".lr-search-dialog")).to_be_hidden()
    assert unsaid(page, ".lr-search", "kbd") == []
    page.goto(url)
    offer = page.locator("[data-lr-keep]")
    offer.get_by_role("checkbox").wait_for()
    assert unsaid(page, "[data-lr-keep]", "script") == []
    offer.get_by_role("button").click()
    expect(offer.get_by_role("status")).to_contain_text("⟦The course is kept.")
    assert unsaid(page, "[data-lr-keep]", "script") == []
    page.goto(f"{url}lessonry/offline/")
    assert unsaid(page, "body", "script") == []


@pytest.mark.parametrize("width", [320, 1280])
def test_both_are_mirrored(
    tmp_path: Path, serve: Serve, open_page: Pages, axe: Axe, width: int
) -> None:
    folder = course(tmp_path / "course", "ar")
    assert build_site(folder, quiet=True)
    page = open_page(f"{serve(folder / 'site')}one/", viewport=(width, 700))
    searched(page, "κουτάλι")
    field = page.locator(".lr-search-field").bounding_box()
    close = page.locator(".lr-search-form button").bounding_box()
    assert field and close and close["x"] < field["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []
