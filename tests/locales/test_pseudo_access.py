"""Nothing that full lessons say is said past the catalogues, and from right to left it is mirrored."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lessonry.access import book, codes, place
from lessonry.access.book import Book
from lessonry.website.build import build_site
from tests.browser import Axe, Pages, Serve
from tests.cases import write
from tests.journey.full_course import FILES
from tests.locales.pseudo import LANGUAGE, pseudo_site
from tests.locales.pseudo import unsaid as unsaid_on
from tests.website.test_access import held_book

SCOPE = ".lr-access, .lr-access-end, [data-lr-access-arrival], .md-status--full"


def unsaid(page: Page) -> list[str]:
    """Return what the places for a code say past the catalogues; the author's title is none of ours."""
    return [told for told in unsaid_on(page, SCOPE) if "[title of the page]" not in told]


def course(folder: Path, language: str) -> Path:
    said = FILES["mkdocs.yml"].replace("theme:\n", f"theme:\n  language: {language}\n")
    return write(folder, {**FILES, "mkdocs.yml": said})


def pack(patch: pytest.MonkeyPatch) -> Book:
    """Let builds have codes."""
    made = held_book()
    patch.setenv(place.VARIABLE, book.packed(made, made.cohorts[0].made))
    return made


def enter(page: Page, code: str) -> None:
    page.locator(".lr-access-code").fill(code)
    page.locator(".lr-access-form [type=submit]").click()


def test_nothing_is_unsaid_from_the_preview_to_a_code_forgotten(
    tmp_path: Path, serve: Serve, open_page: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = next(pack(monkeypatch).entries()).code
    url = serve(pseudo_site(course(tmp_path, LANGUAGE)))
    page = open_page(f"{url}module/full/", faults=True)
    expect(page.locator(".lr-access-form")).to_be_visible()
    message = page.locator(".lr-access-message")
    assert unsaid(page) == []
    slipped = ("B" if code[0] == "A" else "A") + code[1:]
    for typed in ("", "A", code[:8], slipped, codes.derived(b"another", "course", 1)):
        enter(page, typed)
        expect(message).to_contain_text("⟦")
        assert unsaid(page) == [], f"for {typed}"
    page.route("**/parts/**", lambda route: route.abort())
    enter(page, code)
    expect(message).to_contain_text("could not be fetched")
    assert unsaid(page) == []
    page.unroute("**/parts/**")
    enter(page, code)
    expect(page.locator(".lr-access-end")).to_be_visible()
    expect(page.locator(".md-sidebar--primary .lr-opened").first).to_be_attached()
    assert unsaid(page) == []
    page.locator(".lr-access-end button").click()
    expect(message).to_contain_text("forgotten")
    assert unsaid(page) == []
    for carried in (code, slipped):
        page.goto(f"{url}?{carried}#access={carried}")
        expect(page.locator("[data-lr-access-arrival]")).to_contain_text("⟦")
        assert unsaid(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_it_is_mirrored_and_has_no_failing(
    width: int,
    scheme: str,
    tmp_path: Path,
    serve: Serve,
    open_page: Pages,
    axe: Axe,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = next(pack(monkeypatch).entries()).code
    folder = course(tmp_path, "ar")
    assert build_site(folder, quiet=True)
    url = serve(folder / "site")
    page = open_page(f"{url}module/full/", viewport=(width, 800), color_scheme=scheme)
    panel, sign = page.locator(".lr-access"), page.locator(".lr-access-sign")
    expect(page.locator(".lr-access-form")).to_be_visible()
    whole, lock = panel.bounding_box(), sign.bounding_box()
    assert whole and lock
    assert lock["x"] - whole["x"] > whole["width"] / 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    enter(page, "A")
    assert axe(page) == []
    enter(page, code)
    expect(page.locator(".lr-access-end")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []
