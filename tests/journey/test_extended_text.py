"""A text of one's own: written, judged against the rubric, kept; by pointer and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import Axe, Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.small_course import small_course
from tests.journey.test_access import SCREENS, sideways, tab_to

LETTER = """\
---
title: Letters
---

## Say no, and what you can do instead. { #no points=2 }

A man asks for the telephone number of a colleague.

[[...]]

!!! rubric
    - I say no *clearly*
    - I give a reason that protects her { points=2 }
    - I offer something that I can do

!!! model-answer
    “I can't give you her number, but tell me what she did.”

??? hint
    Be kind.

!!! explanation
    A good no has two halves.

## What do you take with you? { #take points=0 }

[[...]]

!!! model-answer
    Whatever you like.
"""
TEXT = "I cannot give you her number.\nI would not give yours."
Letter = Callable[[Page], Locator]


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    """Build a course with a letter to write, and the same asked at the end."""
    end = LETTER.replace("title: Letters", "title: Later\nfeedback: end")
    return small_course(tmp_path_factory.mktemp("letters"), {"letters": LETTER, "later": end})


@pytest.fixture(scope="module")
def url(trainer: Trainer, serve: Serve) -> str:
    return serve(trainer.folder / "site", prefix="/small/") + "module/letters/"


def letter(page: Page, name: str = "no") -> Locator:
    return page.locator(f'form[data-lr-item="{name}"]')


def test_a_text_is_written_judged_and_told_what_it_has(url: str, open_page: Pages) -> None:
    page = open_page(url)
    form = letter(page)
    box = form.get_by_role("textbox", name="Say no, and what you can do instead.")
    expect(form.get_by_role("checkbox")).to_have_count(0)
    box.fill(TEXT)
    expect(form.get_by_text("11 words")).to_be_visible()
    form.get_by_role("button", name="Check").click()
    expect(form.get_by_text("What does your text have?")).to_be_focused()
    expect(form.locator("[data-lr-rubric]").get_by_text("tell me what she did")).to_be_visible()
    expect(form.locator("[data-lr-feedback]")).to_be_empty()
    form.get_by_role("checkbox", name="I say no clearly").check()
    form.get_by_role("checkbox", name="a reason that protects her").check()
    form.get_by_role("button", name="Save my assessment").click()
    status = form.locator("[data-lr-feedback]")
    expect(status).to_contain_text("You found 2 of 3 points met. 1.5 of 2 points.")
    expect(status).to_contain_text("A good no has two halves.")


def test_what_was_written_and_ticked_is_there_after_a_reload(url: str, open_page: Pages) -> None:
    page = open_page(url)
    form = letter(page)
    form.get_by_role("textbox").press_sequentially("Not yet")
    page.wait_for_timeout(900)
    page.reload()
    expect(form.get_by_role("textbox")).to_have_value("Not yet")
    expect(form.get_by_text("2 words")).to_be_visible()
    form.get_by_role("button", name="Check").click()
    form.get_by_role("checkbox").first.check()
    page.reload()
    expect(form.get_by_role("checkbox").first).to_be_checked()
    form.get_by_role("button", name="Save my assessment").click()
    expect(form.locator("[data-lr-feedback]")).to_contain_text("You found 1 of 3 points met.")
    second = page.context.new_page()
    second.goto(url)
    expect(letter(second).locator("[data-lr-feedback]")).to_contain_text("You found 1 of 3")
    expect(letter(second).get_by_role("textbox")).to_have_value("Not yet")


def test_trying_again_keeps_the_text_and_closes_the_rubric(url: str, open_page: Pages) -> None:
    page = open_page(url)
    form = letter(page)
    form.get_by_role("textbox").fill(TEXT)
    form.get_by_role("button", name="Check").click()
    form.get_by_role("button", name="Save my assessment").click()
    expect(form.locator("[data-lr-feedback]")).to_contain_text("You found 0 of 3 points met.")
    form.get_by_role("button", name="Try again").click()
    expect(form.get_by_role("textbox")).to_have_value(TEXT)
    expect(form.get_by_role("textbox")).to_be_focused()
    expect(form.locator("[data-lr-rubric]")).to_be_hidden()
    form.get_by_role("button", name="Check").click()
    for box in form.get_by_role("checkbox").all():
        expect(box).not_to_be_checked()
        box.check()
    form.get_by_role("button", name="Save my assessment").click()
    expect(form.locator("[data-lr-feedback]")).to_contain_text("You found 3 of 3 points met.")


def test_a_text_that_is_too_long_is_refused_with_words(url: str, open_page: Pages) -> None:
    page = open_page(url)
    form = letter(page)
    form.get_by_role("textbox").fill("word " * 2000)
    form.get_by_role("button", name="Check").click()
    expect(form.locator("[data-lr-rubric]")).to_be_visible()
    form.get_by_role("textbox").fill("word " * 2000 + "!")
    expect(form.get_by_text("too long by 1 character: 10000 are the most")).to_be_visible()
    form.get_by_role("button", name="Save my assessment").click()
    expect(form.get_by_role("textbox")).to_be_focused()
    expect(form.locator("[data-lr-feedback]")).to_be_empty()
    page.reload()
    expect(form.get_by_role("textbox")).to_have_value("word " * 2000 + "!")


def test_nothing_written_is_no_try(url: str, open_page: Pages) -> None:
    page = open_page(url)
    form = letter(page)
    form.get_by_role("textbox").fill("  \n ")
    form.get_by_role("button", name="Check").click()
    expect(form.locator("[data-lr-feedback]")).to_contain_text("Give an answer first")
    expect(form.get_by_role("textbox")).to_be_focused()


def test_a_text_that_is_not_judged_is_kept_and_thanked_for(url: str, open_page: Pages) -> None:
    page = open_page(url)
    form = letter(page, "take")
    form.get_by_role("textbox").fill("A letter.")
    form.get_by_role("button", name="Check").click()
    status = form.locator("[data-lr-feedback]")
    expect(status).to_contain_text("Thank you, your text is kept in this browser.")
    expect(status).to_contain_text("Whatever you like.")


def test_a_text_is_written_and_judged_by_keyboard_alone(url: str, open_page: Pages) -> None:
    page = open_page(url)
    page.locator(".lr-quiz").evaluate("(quiz) => { quiz.tabIndex = -1; quiz.focus(); }")
    tab_to(page, 'form[data-lr-item="no"] textarea')
    page.keyboard.type("No.")
    page.keyboard.press("Enter")
    page.keyboard.type("But.")
    expect(letter(page).get_by_role("textbox")).to_have_value("No.\nBut.")
    tab_to(page, 'form[data-lr-item="no"] [type=submit]')
    page.keyboard.press("Enter")
    tab_to(page, 'form[data-lr-item="no"] [data-lr-rubric] input')
    page.keyboard.press("Space")
    tab_to(page, 'form[data-lr-item="no"] [type=submit]')
    page.keyboard.press("Enter")
    expect(letter(page).locator("[data-lr-feedback]")).to_contain_text("You found 1 of 3")


def test_what_is_read_out_names_the_text_and_the_boxes(url: str, open_page: Pages) -> None:
    page = open_page(url)
    form = letter(page)
    form.get_by_role("textbox").fill("No.")
    form.get_by_role("button", name="Check").click()
    tree = form.aria_snapshot()
    assert '- textbox "Say no, and what you can do instead."' in tree
    assert '- group "What does your text have?":' in tree
    assert '- checkbox "I give a reason that protects her (counts 2)"' in tree
    assert '- button "Save my assessment"' in tree


@pytest.mark.parametrize(("viewport", "scheme"), SCREENS)
def test_axe_finds_nothing_before_and_after(
    viewport: tuple[int, int], scheme: str, url: str, open_page: Pages, axe: Axe
) -> None:
    page = open_page(url, viewport=viewport, color_scheme=scheme)
    form = letter(page)
    assert axe(page) == []
    form.get_by_role("textbox").fill("A longword" + "g" * 200 + "\n" * 40)
    form.get_by_role("button", name="Check").click()
    assert axe(page) == [] and sideways(page) <= 0
    form.get_by_role("checkbox").first.check()
    form.get_by_role("button", name="Save my assessment").click()
    expect(form.locator("[data-lr-feedback]")).to_contain_text("You found 1 of 3")
    assert axe(page) == [] and sideways(page) <= 0


def test_at_the_end_every_text_is_judged_before_the_result(url: str, open_page: Pages) -> None:
    page = open_page(url.replace("letters", "later"))
    letter(page).get_by_role("textbox").fill(TEXT)
    letter(page, "take").get_by_role("textbox").fill("A letter.")
    page.get_by_role("button", name="Check my answers").click()
    expect(page.get_by_text("One more step before the result")).to_be_visible()
    expect(page.get_by_text("What does your text have?")).to_be_focused()
    letter(page).get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Check my answers").click()
    expect(letter(page).locator("[data-lr-feedback]")).to_contain_text("You found 1 of 3")


def test_without_scripts_the_text_is_a_field_and_the_rubric_opens(
    url: str, open_page: Pages
) -> None:
    page = open_page(url, javascript=False)
    form = letter(page)
    form.get_by_role("textbox").fill("Something")
    form.locator("details", has_text="Show the answer").locator("summary").click()
    expect(form.get_by_text("I offer something that I can do")).to_be_visible()
    expect(form.get_by_text("tell me what she did")).to_be_visible()


def test_a_changed_item_asks_for_its_text_again(
    trainer: Trainer, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    form = letter(page)
    form.get_by_role("textbox").fill("No.")
    form.get_by_role("button", name="Check").click()
    form.get_by_role("button", name="Save my assessment").click()
    file: Path = trainer.folder / "quizzes" / "letters.md"
    file.write_text(LETTER.replace("A man asks", "A woman asks"), encoding="utf-8")
    trainer.must("build")
    page.reload()
    expect(form.get_by_role("textbox")).to_have_value("")
    expect(form.locator("[data-lr-feedback]")).to_be_empty()
