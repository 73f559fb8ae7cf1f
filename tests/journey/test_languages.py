"""A course in two languages: begun in one, ended in the other, certified in the language of the exam."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from lessonry.domain.course import Course
from lessonry.domain.quiz import Quiz
from lessonry.locales.words import Words
from tests.browser import Axe, Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.learner import give
from tests.journey.locked_exam import asked
from tests.journey.test_access import sideways
from tests.journey.translated_course import translated_course
from tests.responses import right

NAME = "Zoë Ørsted"
SAY = Words("es").say


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    """Build the course once for all of these tests."""
    return translated_course(tmp_path_factory.mktemp("languages"))


@pytest.fixture(scope="module")
def url(trainer: Trainer, serve: Serve) -> str:
    return serve(trainer.folder / "site", prefix="/small/")


@pytest.fixture(scope="module")
def course(trainer: Trainer) -> Course:
    return trainer.course


def quiz_of(course: Course, name: str) -> Quiz:
    quiz = course.quiz(name)
    assert quiz is not None
    return quiz


def switch(page: Page, language: str) -> None:
    """Follow the switch in the header."""
    page.locator(".md-header .md-select > button").focus()
    page.get_by_role("banner").get_by_role("link", name=language).click()


def test_what_was_begun_in_one_language_is_ended_and_certified_in_the_other(
    trainer: Trainer, course: Course, url: str, open_page: Pages, axe: Axe, tmp_path: Path
) -> None:
    spanish = course.in_language("es")
    page = open_page(f"{url}module/begin/#the-point")
    first = quiz_of(course, "begin").items[0]
    give(page, first, right(first))
    page.locator('form[data-lr-item="first"]').get_by_role("button", name="Check").click()
    expect(page.locator('form[data-lr-item="first"] .lr-verdict')).to_be_visible()
    switch(page, "Español")
    expect(page).to_have_url(f"{url}es/module/begin/#the-point")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_role("heading", name="Empezar", level=1)).to_be_visible()
    page.wait_for_load_state()
    assert axe(page) == []
    expect(page.locator(".md-sidebar--primary .md-nav__item--active").first).to_contain_text(
        "Módulo"
    )
    # The answer is there, and what is told of it is told in Spanish.
    expect(page.locator('form[data-lr-item="first"] input[value="b"]')).to_be_checked()
    expect(page.locator('form[data-lr-item="first"] .lr-feedback')).to_contain_text(
        "Es el primero."
    )
    page.get_by_role("article").get_by_role("link", name="A la otra").click()
    expect(page).to_have_url(f"{url}es/module/final/")
    switch(page, "English")
    exam = quiz_of(course, "final")
    page.get_by_role("button", name="Start the exam").click()
    given = asked(page, exam)
    give(page, given, right(given))
    switch(page, "Español")
    expect(page.get_by_text(SAY("Your answers are here."))).to_have_count(0)
    expect(page.locator("[data-lr-exam-message]")).not_to_contain_text(
        SAY("The trainer has changed this exam since you began.")
    )
    page.locator("[data-lr-start] button").click()
    assert asked(page, exam).identifier == given.identifier
    expect(page.locator('.lr-cell[data-lr-cell="answered"]')).to_have_count(1)
    for cell in range(page.locator(".lr-cell").count()):
        page.locator(".lr-cell").nth(cell).click()
        item = asked(page, quiz_of(spanish, "final"))
        give(page, item, right(item))
    page.get_by_role("button", name=SAY("Review and hand in"), exact=True).click()
    page.get_by_role("button", name=SAY("Hand in and see whether you passed")).click()
    expect(page.get_by_role("heading", name=SAY("You passed"))).to_be_focused()
    expect(page.get_by_text("Veinte distritos, en espiral.").first).to_be_visible()
    page.get_by_label(SAY("Your name")).fill(NAME)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=SAY("Make my certificate")).click()
    made = tmp_path / "one.pdf"
    waiting.value.save_as(made)
    said = trainer.must("verify", made)
    assert NAME in said and "Hecho" in said and "evel 1" in said
    # The trainer grades it by the Spanish key, and certifies in Spanish.
    trainer.must("issue", made, "--out", tmp_path / "issued")
    (issued,) = (tmp_path / "issued").glob("*.pdf")
    said = trainer.must("verify", issued)
    assert NAME in said and "Hecho" in said and "evel 2" in said


def test_what_the_exam_showed_in_one_language_is_shown_from_the_other(
    course: Course, url: str, open_page: Pages
) -> None:
    page = open_page(f"{url}es/module/final/")
    spanish = quiz_of(course.in_language("es"), "final")
    page.get_by_role("button", name=SAY("Start the exam")).click()
    asked(page, spanish)  # the lock comes first
    for cell in range(page.locator(".lr-cell").count()):
        page.locator(".lr-cell").nth(cell).click()
        item = asked(page, spanish)
        give(page, item, right(item))
    page.get_by_role("button", name=SAY("Review and hand in"), exact=True).click()
    page.get_by_role("button", name=SAY("Hand in and see whether you passed")).click()
    expect(page.get_by_role("heading", name=SAY("You passed"))).to_be_focused()
    switch(page, "English")
    page.get_by_role("button", name="Show the result and the certificate").click()
    expect(page.get_by_role("heading", name="You passed")).to_be_focused()
    expect(page.get_by_text("Veinte distritos, en espiral.").first).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "es/",
        "es/module/begin/",
        "es/progress/",
        "es/verify/",
        "ar/module/begin/",
        "ar/module/final/",
    ],
)
def test_every_page_is_whole_in_the_other_language(
    path: str, url: str, open_page: Pages, axe: Axe
) -> None:
    failed: list[str] = []

    def hear(answer: Response) -> None:
        if answer.status >= HTTPStatus.BAD_REQUEST:
            failed.append(answer.url)

    page = open_page("about:blank", viewport=(320, 800))
    page.on("response", hear)
    page.goto(url + path)
    language = path[:2]
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.wait_for_load_state("networkidle")
    assert failed == []
    assert not sideways(page)
    assert axe(page) == []
    current = page.locator(".md-select__link[aria-current]")
    assert current.evaluate_all("(all) => all.map((one) => one.lang)") == [language]
    for link in page.locator("a[href]").evaluate_all("(all) => all.map((one) => one.href)"):
        if link.startswith(url):
            assert page.request.get(link.split("#")[0]).ok, link


def test_a_page_that_waits_for_its_translation_is_read_in_its_own_direction(
    url: str, open_page: Pages
) -> None:
    page = open_page(f"{url}ar/module/final/")

    def direction(text: str) -> str:
        said = "(place) => getComputedStyle(place).direction"
        return str(page.get_by_role("article").get_by_text(text).first.evaluate(said))

    assert direction("The point") == direction("Tell final") == "ltr"
    notice = page.locator(".lr-not-translated")
    expect(notice).to_have_text(
        Words("ar").say(
            "This page is not translated yet. You read it in the language that it was written in."
        )
    )
    assert notice.evaluate("(place) => getComputedStyle(place).direction") == "rtl"
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="The locked exam")).to_be_visible()
