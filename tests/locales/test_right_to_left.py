"""From the right to the left everything is mirrored but pictures and code, and works as it did."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lessonry.domain.course import Course
from lessonry.domain.items import ExtendedTextItem
from lessonry.project import load_course
from lessonry.website.build import build_site
from tests.browser import Axe, Pages, Serve
from tests.journey.learner import form, give
from tests.locales.every_kind import every_kind
from tests.machine import ROOT
from tests.responses import right, wrong

STYLES = ROOT / "generator/lessonry/runtime"
SIDED = re.compile(
    r"(?:margin|padding|border)-(?:left|right)\b|text-align: *(?:left|right)|^\s*(?:left|right):"
    r"|float: *(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:margin|padding|inset): *(\S+) +(\S+) +(\S+) +(?!\2;)[\w.-]+;",
    re.MULTILINE,
)
"""What stays on its side of the screen whichever way the page is read."""
SIDEWAYS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = every_kind(tmp_path_factory.mktemp("mirrored"), "ar")
    assert build_site(folder, quiet=True)
    return folder


@pytest.fixture(scope="module")
def url(folder: Path, serve: Serve) -> str:
    return serve(folder / "site")


@pytest.fixture(scope="module")
def course(folder: Path) -> Course:
    return load_course(folder)[0]


def middle(place: Locator) -> float:
    """Return how far from the screen's left edge the middle of something is."""
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2


def is_before(one: Locator, other: Locator) -> bool:
    """Return whether a reader from the right comes to `one` first."""
    return middle(one) > middle(other)


def drag(page: Page, thing: Locator, target: Locator) -> None:
    for place in (thing, target):
        place.scroll_into_view_if_needed()
    start, end = thing.bounding_box(), target.bounding_box()
    assert start and end
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=8)
    page.mouse.up()


@pytest.mark.parametrize("style", sorted(STYLES.rglob("*.css")), ids=lambda path: path.stem)
def test_a_style_names_no_side_of_the_screen(style: Path) -> None:
    assert [found[0].strip() for found in SIDED.finditer(style.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_every_kind_is_mirrored_and_has_no_failing(
    width: int, scheme: str, url: str, course: Course, open_page: Pages, axe: Axe
) -> None:
    page = open_page(f"{url}kinds/", viewport=(width, 800), color_scheme=scheme)
    expect(page.locator("body")).to_have_attribute("dir", "rtl")
    quiz = course.quiz("kinds")
    assert quiz is not None
    for number, item in enumerate(quiz.items):
        give(page, item, wrong(item) if number % 2 else right(item))
        form(page, item).locator("[data-lr-actions] [type=submit]").click()
        if isinstance(item, ExtendedTextItem):
            form(page, item).get_by_role("textbox").evaluate("(text) => text.blur()")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for selector, before, after in (
        (".lr-choice", "input", ".lr-choice-text"),
        (".lr-order-row", ".lr-grip", ".lr-order-text"),
        (".lr-order-row", ".lr-order-text", ".lr-order-moves"),
        (".lr-match-card", ".lr-grip", ".lr-match-right"),
        (".lr-match-key > li", ".lr-match-arrow", ".lr-match-partner"),
        (".lr-verdict", ".lr-icon", "strong"),
        (".lr-reason-choice", ".lr-icon", ".lr-reason-word"),
        ("tr[data-lr-row]", "th span", "td:last-child input"),
    ):
        row = page.locator(f".lr-quiz {selector}").first
        one, other = row.locator(before).first, row.locator(after).first
        if width > 400 or selector != "tr[data-lr-row]":
            assert is_before(one, other), f"{selector}: {before}, {after}"
    # What is in Latin letters reads as it is written, whatever stands around it.
    assert page.locator(".lr-key", has_text="kg").evaluate(
        "(key) => getComputedStyle(key).unicodeBidi"
    ) in ("plaintext", "isolate")
    assert page.evaluate(SIDEWAYS) == 0
    assert axe(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_my_progress_and_a_review_are_mirrored_and_have_no_failing(
    width: int, scheme: str, url: str, course: Course, open_page: Pages, axe: Axe
) -> None:
    page = open_page(viewport=(width, 800), color_scheme=scheme)
    start = datetime.now(UTC)
    page.clock.install(time=start)
    page.goto(f"{url}kinds/")
    quiz = course.quiz("kinds")
    assert quiz is not None
    for item in quiz.items[:3]:
        give(page, item, wrong(item))
        form(page, item).locator("[data-lr-actions] [type=submit]").click()
    page.clock.set_system_time(start + timedelta(days=2))
    page.goto(f"{url}progress/")
    facts = page.locator(".lr-progress-rows .lr-progress-facts").first
    assert is_before(facts.locator("span").first, facts.locator("span").nth(1))
    ring, words = page.locator(".lr-progress-ring"), page.locator(".lr-progress-far h2")
    assert width < 400 or is_before(ring, words)
    assert page.evaluate(SIDEWAYS) == 0
    assert axe(page) == []
    page.locator(".lr-progress-review button").click()
    stop = page.locator(".lr-review-top button")
    assert is_before(page.locator(".lr-review-top progress"), stop)
    assert page.evaluate(SIDEWAYS) == 0
    assert axe(page) == []


def test_what_is_dragged_goes_where_the_pointer_goes(url: str, open_page: Pages) -> None:
    page = open_page(f"{url}kinds/")
    match = page.locator("[data-lr-match]")
    card = match.locator("[data-lr-card]").last
    row = match.locator("[data-lr-left]").nth(1)
    drag(page, card, row)
    name = card.get_attribute("data-lr-card")
    expect(row.locator("select")).to_have_value(name or "")
    rows = page.locator("[data-lr-order] > [data-lr-entry]")
    first = rows.first.get_attribute("data-lr-entry")
    drag(page, rows.first.locator(".lr-grip"), rows.last)
    expect(rows.last).to_have_attribute("data-lr-entry", first or "")
    # A picture is no text: what stands on its left stays there.
    picture = page.locator(".lr-picture")
    box = picture.bounding_box()
    assert box is not None
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.35})
    expect(page.locator(".lr-hotspot input").first).to_be_checked()
