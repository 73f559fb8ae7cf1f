"""What learners search: nothing before they ask, lessons and no questions, titles where no index is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lessonry.website import search_index
from lessonry.website.build import build_site
from tests.browser import Axe, Pages, Serve
from tests.website.conftest import Small, contents

CONFIG = """\
site_name: Small
site_url: https://example.org/small/
theme: {{name: material, font: false, {theme}palette: {palette}}}
plugins: [{plugins}]
nav: [index.md, {{Tables: [one.md, two.md]}}, exam.md, reference/words.md]
markdown_extensions: [admonition, pymdownx.details, toc: {{permalink: true}}]
"""
LESSON = """\
# Two

The quick waiter carries twelve plates.

## About spoons

Soup is eaten with a **spoon**, never with a fork, and a spoon is warm.

## About forks

A fork has *tines*.
"""
NOT_FOUND = re.compile("Nothing is found")


def course(
    small: Small, plugins: str = "lessonry: {course: small, lessons: open}", theme: str = ""
) -> Path:
    palette = "{primary: custom}"
    config = CONFIG.format(plugins=f"{{{plugins}}}", theme=theme, palette=palette)
    if not plugins.startswith("lessonry"):
        config = CONFIG.format(plugins=plugins, theme=theme, palette=palette)
    folder = small(
        {
            "mkdocs.yml": config,
            "docs/two.md": LESSON,
            "docs/reference/words.md": "# Words\n\nA spoon is a measure.\n",
            "docs/secret.md": "---\nsearch: {exclude: true}\n---\n\n# Kitchen spoon\n",
        }
    )
    for theme_file in (folder / "theme").glob("*"):
        theme_file.unlink()
    return folder


def built(folder: Path) -> Path:
    assert build_site(folder, quiet=True)
    return folder / "site"


@pytest.fixture
def url(small: Small, serve: Serve) -> str:
    return serve(built(course(small)), prefix="/small/")


def ask(page: Page, words: str) -> None:
    """Open the search by its key, and type."""
    page.locator("[data-lr-search][data-lr-mounted=done]").wait_for()
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill(words)


def test_the_same_course_makes_the_same_index(small: Small) -> None:
    folder = course(small)
    one = {n: c for n, c in contents(built(folder)).items() if "pagefind" in n or "titles" in n}
    two = {n: c for n, c in contents(built(folder)).items() if "pagefind" in n or "titles" in n}
    assert one == two and "lessonry/pagefind/pagefind.js" in one
    assert not [name for name in one if name.endswith(("-ui.js", "-ui.css"))]
    module = one["lessonry/search/titles/en.js"].decode()
    entries = json.loads(module.removeprefix("export default ").removesuffix(";\n"))
    pages = {entry[0]: entry[1:] for entry in entries}
    assert pages["two/"] == [
        "Two", "Tables", [["about-spoons", "About spoons"], ["about-forks", "About forks"]]
    ]  # fmt: skip
    assert "secret/" not in pages and "reference/words/" in pages


def test_nothing_is_fetched_before_the_first_use(url: str, open_page: Pages, axe: Axe) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{url}one/")
    page.locator("[data-lr-search][data-lr-mounted=done]").wait_for()
    page.wait_for_load_state("networkidle")
    assert not [u for u in asked if "pagefind" in u or "dialog" in u or "search/titles" in u]
    assert not [u for u in asked if "search_index" in u]

    page.keyboard.press("s")
    page.keyboard.type("spoon")
    dialog = page.get_by_role("dialog", name="Search the course")
    expect(dialog.get_by_role("status")).to_have_text("2 pages found")
    first = dialog.get_by_role("listitem").filter(has=page.get_by_role("link", name="Two"))
    expect(first.first).to_contain_text("Tables")
    expect(first.locator("mark").first).to_contain_text(re.compile("spoon", re.IGNORECASE))
    assert axe(page) == []
    # Arrows go through what is found, and around; a section leads to its place.
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("link", name="Two")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("link", name="About spoons")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/two/#about-spoons")

    # What an exam or a quiz says is not there, nor what was left out by hand.
    for words in ("hair", "indemnification", "This, see", "kitchen"):
        ask(page, words)
        expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(NOT_FOUND)
        page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_single_keys_can_be_switched_off(url: str, open_page: Pages) -> None:
    page = open_page(f"{url}two/")
    button = page.get_by_role("button", name="Search the course")
    button.click()
    page.get_by_role("checkbox", name="Open the search with").uncheck()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.keyboard.press("/")
    page.wait_for_timeout(400)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_be_focused()


@pytest.mark.parametrize("wasm", [True, False])
def test_a_policy_without_webassembly_leaves_titles_and_headings(
    small: Small, serve: Serve, open_page: Pages, wasm: bool
) -> None:
    rule = "script-src 'self' 'unsafe-inline'" + (" 'wasm-unsafe-eval'" if wasm else "")
    own = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
    header = {"Content-Security-Policy": f"{own}; {rule}"}
    url = serve(built(course(small)), prefix="/small/", headers=header)
    page = open_page(f"{url}one/", faults=not wasm)
    ask(page, "tines")
    status = page.get_by_role("dialog").get_by_role("status")
    expect(status).to_have_text("1 page found" if wasm else NOT_FOUND)
    page.get_by_role("searchbox").fill("forks")
    titles = "1 page found. Only titles and headings could be searched."
    expect(status).to_have_text("1 page found" if wasm else titles)


def test_the_search_of_the_theme_makes_room_and_comes_back(
    small: Small, open_page: Pages, serve: Serve
) -> None:
    both = built(course(small, "search, lessonry"))
    assert not (both / "search" / "search_index.json").exists()
    page = open_page(f"{serve(both)}two/")
    expect(page.locator(".md-search")).to_have_count(0)
    expect(page.get_by_role("button", name="Search the course")).to_have_count(1)
    theirs = built(course(small, "search, lessonry: {search: false, course: small}"))
    assert (theirs / "search" / "search_index.json").exists()
    text = (theirs / "two" / "index.html").read_text("utf-8")
    assert "data-lr-search" not in text and not (theirs / "lessonry" / "pagefind").exists()
    assert re.search(
        r'class="md-search" data-md-component="search" role="dialog" aria-label="\w+', text
    )


def test_a_machine_without_the_engine_builds_all_the_same(
    small: Small, open_page: Pages, serve: Serve, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(search_index, "ENGINES", ("there_is_no_such_package",))
    folder = course(small)
    assert build_site(folder)
    assert "finds titles and headings only" in capsys.readouterr().err
    page = open_page(
        f"{serve(folder / 'site')}one/", faults=True
    )  # a host's 404 stands in the console
    ask(page, "spoons")
    expect(page.get_by_role("dialog").get_by_role("link", name="About spoons")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 800)])
def test_nothing_is_wider_than_the_screen_in_either_scheme(
    url: str, open_page: Pages, axe: Axe, width: int, height: int
) -> None:
    for scheme in ("light", "dark"):
        page = open_page(f"{url}one/", viewport=(width, height), color_scheme=scheme)
        ask(page, "spoon")
        expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("2 pages found")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []
