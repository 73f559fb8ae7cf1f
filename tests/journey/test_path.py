"""The way through a course: what is closed opens, what is done shows, and the map says where one is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lessonry.website.build import build_site
from tests.browser import Axe, Pages, Serve
from tests.journey.path_course import path_course
from tests.locales.pseudo import LANGUAGE, THEIRS, pseudo_site, unsaid


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = path_course(tmp_path_factory.mktemp("path"), features=", navigation.instant")
    assert build_site(made, quiet=True)
    return made


@pytest.fixture(scope="module")
def url(folder: Path, serve: Serve) -> str:
    return serve(folder / "site", prefix="/path/")


def answer(page: Page, choice: str = "Right") -> None:
    """Answer every question of the page."""
    for item in page.locator('[data-lr-mode="practice"] form[data-lr-item]').all():
        item.get_by_text(choice, exact=True).click()
        item.get_by_role("button", name="Check").click()


def gate(page: Page) -> Locator:
    return page.locator("[data-lr-gate]")


def text_of(page: Page) -> Locator:
    """Return the lesson's own text."""
    return page.locator("[data-lr-body] h2").first


def lesson_in_nav(page: Page, title: str) -> Locator:
    return page.locator(".md-nav--primary a.md-nav__link", has_text=title)


def on_map(page: Page, name: str) -> Locator:
    return page.locator(f'[data-lr-map-lesson="{name}"]')


def test_lessons_open_one_after_the_other_in_every_tab_until_the_course_is_done(
    url: str, open_page: Pages, axe: Axe
) -> None:
    page = open_page(f"{url}more/gamma/")
    expect(gate(page)).to_contain_text("This lesson is not open yet")
    expect(gate(page).get_by_role("listitem")).to_have_text(re.compile("Beta.*not open yet"))
    expect(gate(page).get_by_role("link", name="Go to “Alpha”")).to_be_visible()
    expect(text_of(page)).to_be_hidden()
    assert axe(page) == []
    other = page.context.new_page()
    other.goto(f"{url}basics/beta/")
    expect(gate(other).get_by_role("link", name="Go to “Alpha”")).to_be_visible()
    expect(page.get_by_role("link", name="Next")).to_be_hidden()

    page.goto(f"{url}basics/alpha/")
    expect(page.get_by_text("0 of 2 questions answered.")).to_be_visible()
    expect(page.locator("[data-lr-next-word]")).to_have_text("Next, when this lesson is done")
    reached = page.locator('[data-lr-reached="true"]')
    expect(reached).to_have_count(0)
    answer(page)
    expect(page.get_by_text("You have done this lesson.")).to_be_visible()
    expect(page.locator("[data-lr-next-word]")).to_have_text("Next")
    expect(reached).to_have_count(2)
    expect(reached.first).to_contain_text("(answered rightly)")
    expect(lesson_in_nav(page, "Alpha")).to_have_text(re.compile("Alpha\\s*, done"))
    expect(lesson_in_nav(page, "Beta")).not_to_have_attribute("data-lr-state", "closed")
    assert axe(page) == []

    # The tab that stood before the closed lesson sees it open, and says so.
    expect(text_of(other)).to_be_visible()
    expect(gate(other)).to_be_hidden()
    expect(other.get_by_text("This page is open now.")).to_have_count(1)
    expect(lesson_in_nav(other, "Alpha")).to_have_attribute("data-lr-state", "done")

    # A lesson without questions: done by a button or by going on, and not by being there.
    other.bring_to_front()
    other.keyboard.press("End")
    expect(lesson_in_nav(other, "Beta")).to_have_attribute("data-lr-state", "begun")
    other.get_by_role("button", name="Mark as done").press("Enter")
    expect(other.get_by_role("button", name="Not yet")).to_be_focused()
    other.keyboard.press("Enter")
    expect(other.get_by_role("button", name="Mark as done")).to_be_focused()
    other.get_by_role("link", name="Next").click()
    expect(other).to_have_url(re.compile("/more/gamma/|/more/delta/"))
    expect(lesson_in_nav(other, "Beta")).to_have_attribute("data-lr-state", "done")

    page.goto(f"{url}more/gamma/")
    answer(page, "Wrong")
    expect(page.get_by_text("More of them must be right at the first try")).to_be_visible()
    page.goto(f"{url}zexam/")
    expect(gate(page).get_by_role("listitem")).to_have_text([re.compile("Gamma")])
    assert axe(page) == []
    page.goto(f"{url}more/gamma/")
    page.get_by_role("button", name="Start over").click()
    answer(page)
    expect(page.get_by_text("You have done this lesson.")).to_be_visible()
    expect(page.get_by_role("link", name="Next")).to_have_attribute("href", re.compile("zexam/"))

    page.goto(url)
    expect(page.get_by_text("You have finished the course.")).to_be_visible()
    expect(page.get_by_text("3 of 3 lessons done")).to_be_visible()
    page.goto(f"{url}zexam/")
    expect(page.get_by_role("button", name="Start the exam")).to_be_visible()


def test_the_map_says_where_one_is_and_leads_on(url: str, open_page: Pages, axe: Axe) -> None:
    for width, scheme in ((320, "dark"), (1280, "light")):
        page = open_page(url, viewport=(width, 800), color_scheme=scheme)
        expect(page.get_by_role("link", name="Start the course")).to_be_visible()
        expect(page.locator("[aria-current=step]")).to_have_count(0)
        expect(on_map(page, "gamma")).to_contain_text("Opens after “Beta”.")
        expect(page.locator("[data-lr-map-exam]")).to_contain_text(
            "Opens after “Alpha”, “Beta”, and “Gamma”."
        )
        assert axe(page) == []
        page.get_by_role("link", name="Start the course").click()
        page.locator("form[data-lr-item]").first.get_by_text("Right", exact=True).click()
        page.get_by_role("button", name="Check").first.click()
        expect(page.get_by_text("1 of 2 questions answered.")).to_be_visible()
        page.goto(url)
        here = on_map(page, "alpha")
        expect(here).to_contain_text("You are here")
        expect(here.get_by_role("link")).to_have_attribute("aria-current", "step")
        expect(here).to_contain_text("1 of 2 answered")
        expect(page.get_by_text("Next: “Alpha”")).to_be_visible()
        expect(page.get_by_text("about 1.5 hours left")).to_be_visible()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.get_by_role("link", name="Go on").click()
        expect(page).to_have_url(re.compile("/basics/alpha/"))


def test_everything_is_there_to_read_without_a_script(url: str, open_page: Pages) -> None:
    page = open_page(f"{url}more/gamma/", javascript=False)
    expect(text_of(page)).to_be_visible()
    expect(page.get_by_text("This lesson builds on: Beta")).to_be_visible()
    expect(page.get_by_role("link", name="Next")).to_be_visible()
    page.goto(url)
    expect(page.get_by_role("link", name="Start the course")).to_be_visible()
    expect(page.get_by_text("You are here").first).to_be_hidden()


def test_a_text_that_changed_says_so_and_nothing_is_lost(
    folder: Path, tmp_path: Path, serve: Serve, open_page: Pages
) -> None:
    course = path_course(tmp_path / "course")
    assert build_site(course, quiet=True)
    url = serve(course / "site", prefix="/path/")
    page = open_page(f"{url}basics/alpha/")
    answer(page)
    expect(page.get_by_text("You have done this lesson.")).to_be_visible()
    lesson = course / "docs" / "basics" / "alpha.md"
    lesson.write_text(lesson.read_text("utf-8") + "\nA new sentence.\n", "utf-8")
    quiz = course / "quizzes" / "alpha.md"
    changed = quiz.read_text("utf-8").replace("## Which 2?", "## Which of them?")
    quiz.write_text(changed, "utf-8")
    assert build_site(course, quiet=True)
    page.goto(url)
    expect(on_map(page, "alpha")).to_contain_text("changed since you read it")
    expect(on_map(page, "alpha")).to_have_attribute("data-lr-state", "begun")
    expect(on_map(page, "beta")).to_have_attribute("data-lr-state", "new")
    page.goto(f"{url}basics/alpha/")
    notice = page.locator("[data-lr-changed]")
    expect(notice).to_contain_text("This lesson has changed since you finished it.")
    expect(page.get_by_text("1 of 2 questions answered.")).to_be_visible()
    notice.get_by_role("button", name="I have read it").click()
    expect(notice).to_be_hidden()
    page.reload()
    expect(page.locator("[data-lr-changed]")).to_be_hidden()


def test_where_nothing_is_kept_the_way_is_the_same(url: str, open_page: Pages) -> None:
    page = open_page(faults=True)  # Material's own script stumbles here
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })"
    )
    page.goto(f"{url}more/gamma/")
    expect(gate(page)).to_contain_text("This lesson is not open yet")
    expect(page.locator(".lr-notice--low")).to_have_count(1)
    page.goto(url)
    expect(on_map(page, "gamma")).to_contain_text("Opens after “Beta”.")


@pytest.fixture(scope="module")
def greek(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    return serve(pseudo_site(path_course(tmp_path_factory.mktemp("greek"), language=LANGUAGE)))


def test_every_word_of_the_map_and_of_a_lesson_goes_through_the_catalogues(
    greek: str, open_page: Pages
) -> None:
    theirs = f"{THEIRS}, section[data-lr-mode], [data-lr-keep], .lr-search"

    def left(page: Page) -> list[str]:
        return [*unsaid(page, ".md-sidebar--primary", theirs), *unsaid(page, "article", theirs)]

    page = open_page(greek)
    expect(page.locator("article [data-lr-state=closed]").first).to_be_visible()
    assert left(page) == []
    page.goto(f"{greek}more/gamma/")
    expect(gate(page)).to_be_visible()
    assert left(page) == []
    page.goto(f"{greek}basics/alpha/")
    answered = page.locator('[data-lr-mode="practice"] form[data-lr-item]')
    for item in answered.all():
        item.get_by_text("Σωστό", exact=True).click()
        item.locator("[data-lr-actions] [type=submit]").click()
    expect(page.locator('[data-lr-lesson-standing][data-lr-done="true"]')).to_be_visible()
    assert left(page) == []
    page.goto(f"{greek}basics/beta/")
    expect(page.locator("[data-lr-lesson-standing] button")).to_be_visible()
    assert left(page) == []
    page.goto(greek)
    expect(page.locator("[data-lr-here]:visible")).to_have_count(1)
    assert left(page) == []


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    made = path_course(tmp_path_factory.mktemp("mirrored"), language="ar")
    assert build_site(made, quiet=True)
    return serve(made / "site")


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_from_the_right_to_the_left_the_way_is_mirrored(
    width: int, scheme: str, mirrored: str, open_page: Pages, axe: Axe
) -> None:
    page = open_page(mirrored, viewport=(width, 800), color_scheme=scheme)
    row = on_map(page, "gamma")
    expect(row).to_have_attribute("data-lr-state", "closed")
    pairs = [(row.locator(".lr-lesson-state"), row.locator(".lr-lesson-title"))]
    assert axe(page) == []
    assert is_mirrored(pairs)
    page.goto(f"{mirrored}basics/alpha/")
    expect(page.locator("[data-lr-lesson-standing] p")).to_be_visible()
    pairs = [(page.locator(".lr-next-title"), page.locator(".lr-next .lr-icon"))]
    if width > 320:
        closed = page.locator(".md-nav--primary a[data-lr-state=closed]").first
        pairs.append((closed.locator(".lr-nav-sign"), closed.locator(".md-ellipsis")))
    assert is_mirrored(pairs)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def is_mirrored(pairs: list[tuple[Locator, Locator]]) -> bool:
    """Return whether the first of each pair ends where a reader from the right comes first."""
    ends = [[place.bounding_box() for place in pair] for pair in pairs]
    return all(
        one and other and one["x"] + one["width"] > other["x"] + other["width"]
        for one, other in ends
    )
