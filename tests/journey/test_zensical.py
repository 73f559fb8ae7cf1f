"""The same course on Zensical: quizzes, exams, progress, locks and full lessons work there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Axe, Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.full_course import SECRET, new_codes
from tests.journey.learner import hand_in, take_exam
from tests.journey.locked_exam import has_passed, sit
from tests.journey.zensical_course import zensical, zensical_course


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    """A course with a code, built by Zensical and finished."""
    made = zensical_course(tmp_path_factory.mktemp("zensical"))
    new_codes(made, "Ada")
    zensical(made)
    made.must("finish")
    return made


@pytest.fixture(scope="module")
def url(trainer: Trainer, serve: Serve) -> str:
    return serve(trainer.folder / "site", prefix="/small/")


def follow(page: Page, name: str) -> None:
    """Follow a link of ours: each leads to where Zensical put the page."""
    page.locator("article").get_by_role("link", name=name).first.click()


def test_a_learner_answers_goes_on_and_sees_how_far_they_are(
    url: str, open_page: Pages, axe: Axe
) -> None:
    page = open_page(url)
    follow(page, "Bread")
    expect(page.locator("[data-lr-lesson-page]")).to_contain_text("Tell bread")
    items = page.locator("form[data-lr-item]")
    for item in items.all():
        item.get_by_text("The right", exact=True).first.click()
        item.get_by_role("button", name="Check").click()
    expect(page.get_by_text("You have done this lesson.")).to_be_visible()
    assert axe(page) == []
    point = items.first.get_by_role("link", name="the point", include_hidden=True).first
    assert point.evaluate("(link) => link.href") == f"{url}module/bread/#the-point"
    page.reload()
    for item in items.all():
        expect(item.get_by_label("The right")).to_be_checked()
    expect(page.locator(".md-nav--primary a", has_text="Bread").first).to_contain_text("done")

    follow(page, "My progress")
    expect(page.get_by_role("heading", name="1 of 5 lessons done")).to_be_visible()
    assert axe(page) == []
    page.goto(url)
    expect(page.locator('[data-lr-map-lesson="bread"]')).to_have_attribute("data-lr-state", "done")
    assert axe(page) == []


def test_an_exam_is_handed_in_and_certified(
    trainer: Trainer, url: str, open_page: Pages, tmp_path: Path
) -> None:
    quiz = trainer.course.quiz("written")
    assert quiz is not None
    page = open_page(f"{url}exam/")
    take_exam(page, quiz)
    record = hand_in(page, tmp_path, name="Zoë Ørsted", email="zoe@example.org")
    trainer.must("issue", record, "--out", tmp_path / "issued")
    assert [*(tmp_path / "issued").glob("*.pdf")]
    page.goto(f"{url}progress/")
    row = page.locator("article").get_by_role("listitem").filter(has_text="Written")
    expect(row).to_contain_text("1 attempt")


def test_a_locked_exam_opens_for_who_knows_enough(
    trainer: Trainer, url: str, open_page: Pages
) -> None:
    quiz = trainer.course.quiz("final")
    assert quiz is not None
    page = open_page(f"{url}module/final/")
    sit(page, quiz)
    has_passed(page)
    expect(page.get_by_text("Twenty districts, in a spiral.").first).to_be_visible()


def test_a_code_opens_what_stands_behind_the_preview(
    trainer: Trainer, url: str, open_page: Pages, axe: Axe
) -> None:
    site = trainer.folder / "site"
    assert SECRET not in (site / "module" / "full" / "index.html").read_text("utf-8")
    assert "secret goodbye" not in (site / "search.json").read_text("utf-8")
    page = open_page(f"{url}module/full/")
    expect(page.get_by_text("A promise that everybody reads")).to_be_visible()
    code = trainer.must("access", "list", "--label", "Ada", "--codes").split()[0]
    page.get_by_role("textbox", name="Your access code").fill(code)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_text(SECRET)).to_be_visible()
    for picture in page.get_by_alt_text("The way to the door").all():
        assert picture.evaluate("(picture) => picture.naturalWidth") > 0
    assert page.get_by_role("link", name="The worksheet").get_attribute("download") == "sheet.txt"
    assert axe(page) == []
