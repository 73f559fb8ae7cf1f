"""Nothing that a quiz says is said past the catalogues, whatever a learner does with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lessonry.domain.course import Course
from lessonry.domain.items import GapItem, Item
from lessonry.domain.quiz import Quiz
from lessonry.project import load_course
from tests.browser import Pages, Serve
from tests.journey.learner import form, give
from tests.locales.every_kind import every_kind
from tests.locales.pseudo import THEIRS, pseudo_site
from tests.locales.pseudo import unsaid as unsaid_on
from tests.responses import right, wrong


def unsaid(page: Page) -> list[str]:
    """Return what the quiz of a page says past the catalogues; the rest has tests of its own."""
    return unsaid_on(page, "section.lr-quiz", f"{THEIRS}, .lr-key")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return every_kind(tmp_path_factory.mktemp("pseudo"))


@pytest.fixture(scope="module")
def url(folder: Path, serve: Serve) -> str:
    return serve(pseudo_site(folder))


@pytest.fixture(scope="module")
def course(folder: Path) -> Course:
    return load_course(folder)[0]


def quiz_of(course: Course, name: str) -> Quiz:
    quiz = course.quiz(name)
    assert quiz is not None
    return quiz


def check(page: Page, item: Item) -> None:
    form(page, item).locator("[data-lr-actions] [type=submit]").click()


def test_it_finds_what_is_not_in_brackets(open_page: Pages) -> None:
    page = open_page()
    page.set_content(
        "<p>⟦Read <a href=x>το ένα</a> first⟧ then</p><p title='Help'>Ναι ⟦yes⟧ 2</p>"
        "<input placeholder='⟦Name⟧' aria-label=Name><style>p::before { content: 'Note' }</style>"
        "<b hidden>Done</b>"
    )
    assert unsaid_on(page) == [
        "p::before: Note",
        "p: then",
        "p[title]: Help",
        "input[aria-label]: Name",
        "b: Done",
    ]


def test_nothing_is_unsaid_when_every_kind_is_answered(
    url: str, course: Course, open_page: Pages
) -> None:
    page = open_page(f"{url}kinds/")
    assert unsaid(page) == []
    for item in quiz_of(course, "kinds").items:
        check(page, item)
        assert unsaid(page) == [], f"{item.identifier} left empty"
        give_halves(page, item)
        give(page, item, wrong(item))
        check(page, item)
        assert unsaid(page) == [], f"{item.identifier} answered wrongly"
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert unsaid(page) == [], f"{item.identifier} explained"
    expect(page.locator("[data-lr-result] .lr-result-pass")).to_be_visible()
    assert "0 ⟦" not in page.locator("[data-lr-result]").inner_text()
    page.locator("[data-lr-foot-actions] button").first.click()
    for item in quiz_of(course, "kinds").items:
        give(page, item, right(item))
        check(page, item)
        assert unsaid(page) == [], f"{item.identifier} answered rightly"
    page.reload()
    expect(page.locator("[data-lr-score]")).to_contain_text("⟦")
    assert unsaid(page) == []


def give_halves(page: Page, item: Item) -> None:
    """Answer a part of an item wrongly, and what has its own remarks in every wrong form."""
    place = form(page, item)
    entries = ["κάτι", "3", "3 m", "2,5 kg"] if isinstance(item, GapItem) else []
    for entry in entries:
        for field in place.locator("[data-lr-gaps] input").all():
            field.fill(entry)
        check(page, item)
        assert unsaid(page) == [], f"{item.identifier} given {entry}"
    rights = right(item)
    match item.kind:
        case "choice" | "hotspot":
            place.locator("[data-lr-choices] input").first.check()
        case "match":
            place.locator("select").first.select_option(rights[0])
            place.locator("[data-lr-card]").last.click()
            assert unsaid(page) == []
            place.locator("[data-lr-left]").last.click()
            assert unsaid(page) == []
        case "matrix":
            place.locator("input").first.check()
        case "order":
            row = place.locator("[data-lr-entry]").first
            row.locator("[data-lr-move=down]").press("Home")
            assert unsaid(page) == []
            row.locator("[data-lr-move=down]").press("End")
            place.locator("[data-lr-entry]").last.locator("[data-lr-move=up]").press("End")
        case _:
            return
    check(page, item)
    assert unsaid(page) == [], f"{item.identifier} half answered"


def test_nothing_is_unsaid_when_a_quiz_is_finished_at_once(
    url: str, course: Course, open_page: Pages
) -> None:
    page = open_page(f"{url}ended/")
    finish = page.locator("[data-lr-foot-actions] button").first
    finish.click()
    assert unsaid(page) == []
    for item in quiz_of(course, "ended").items:
        if item.kind == "extended-text":
            form(page, item).get_by_role("textbox").fill("λόγια " * 2000)
            finish.click()
            assert unsaid(page) == []
            form(page, item).get_by_role("textbox").fill("λόγια")
            finish.click()
            assert unsaid(page) == []
        else:
            give(page, item, right(item))
    finish.click()
    assert page.locator("[data-lr-result] .lr-result-title").count() == 1
    assert unsaid(page) == []


def test_nothing_is_unsaid_in_a_conversation(url: str, open_page: Pages) -> None:
    page = open_page(f"{url}story/")
    assert unsaid(page) == []
    for way in ("baa", "a", "bb", "cab"):
        for turn in way:
            choice = page.locator(
                f'.lr-talk > .lr-scene:not([data-lr-passed]) [data-lr-turn="{turn}"]'
            )
            if not choice.count():
                break
            choice.click()
            assert unsaid(page) == []
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert unsaid(page) == []
        again = page.locator(".lr-scenario-tools button")
        again.last.click()
        assert unsaid(page) == []
        page.locator(".lr-scenario-tools button").first.click()
        assert unsaid(page) == []
        page.reload()


@pytest.mark.parametrize("name", ["kinds", "ended", "story"])
def test_nothing_is_unsaid_without_scripts(name: str, url: str, open_page: Pages) -> None:
    page = open_page(javascript=False)
    page.goto(f"{url}{name}/")
    assert unsaid(page) == []
