"""What a learner does on a page: read, answer, hand in; by pointer or by keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from lessonry.domain.gaps import InlineChoiceGap
from lessonry.domain.items import (
    ExtendedTextItem,
    GapItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
    ScenarioItem,
    variants,
)
from lessonry.domain.quiz import Quiz
from tests.responses import right, wrong

COUNTERSIGN = re.compile("^(Ask the trainer to countersign it|Let the trainer grade it)$")


def form(page: Page, item: Item) -> Locator:
    """Return where the item is answered: of several variants the one that is asked."""
    return page.locator(f'form[data-lr-item="{item.identifier}"]:not([hidden])')


def give(page: Page, item: Item, values: tuple[str, ...]) -> None:
    """Answer by pointer."""
    place = form(page, item)
    if isinstance(item, GapItem):
        controls = place.locator("[data-lr-gaps] :is(input, select)").all()
        for control, gap, value in zip(controls, item.gaps, values, strict=True):
            if isinstance(gap, InlineChoiceGap):
                control.select_option(value)
            else:
                control.fill(value)
        return
    if isinstance(item, ExtendedTextItem):
        place.get_by_role("textbox").fill(values[0])
        place.locator("[data-lr-actions] [type=submit]").click()
        for box, met in zip(place.get_by_role("checkbox").all(), values[1:], strict=True):
            box.set_checked(met == "1")
        return
    if isinstance(item, MatrixItem):
        for number, value in enumerate(values, start=1):
            for cell in place.locator(f'[data-lr-row="{number}"] input').all():
                wanted = cell.get_attribute("value") in value.split(" ")
                if wanted or item.multiple:
                    cell.set_checked(wanted)
        return
    if isinstance(item, ScenarioItem):
        for value in values:
            place.locator(
                f'.lr-talk > .lr-scene:not([data-lr-passed]) [data-lr-turn="{value}"]'
            ).click()
        return
    if isinstance(item, OrderItem):
        put_in_order(place, values)
        return
    if isinstance(item, MatchItem):
        for number, value in enumerate(values, start=1):
            place.locator(f'[data-lr-left="{number}"] select').select_option(value)
        return
    ticked = place.locator("[data-lr-choices] input[type=checkbox]:checked")
    while ticked.count():
        ticked.first.uncheck()
    for value in values:
        place.locator(f'[data-lr-choices] input[value="{value}"]').check()


def put_in_order(place: Locator, values: tuple[str, ...]) -> None:
    """Bring the rows into an order by their buttons; where they stand so, keep it."""
    rows = place.locator("[data-lr-entry]")
    for number, value in enumerate(values):
        row = place.locator(f'[data-lr-entry="{value}"]')
        for _ in range(rows.evaluate_all("(rows) => rows.length")):
            if rows.nth(number).get_attribute("data-lr-entry") == value:
                break
            row.locator("[data-lr-move=up]").click()
    keep = place.locator("[data-lr-keep]")
    if keep.get_attribute("aria-disabled") != "true":
        keep.click()


def verdict(page: Page, item: Item) -> Locator:
    """Return where the page says how the answer to an item was."""
    return form(page, item).locator("[data-lr-feedback][role=status]")


def as_asked(page: Page, item: Item) -> Item:
    """Return the variant of an item that the page asks."""
    # The page asks what it shows only once its scripts have come.
    page.wait_for_selector('section[data-lr-mounted="done"]')
    return variants(item)[int(form(page, item).get_attribute("data-lr-variant") or 0)]


def shown(page: Page, quiz: Quiz) -> Item:
    """Return the one item of the exam that is on the screen."""
    visible = page.locator("form[data-lr-item]:visible")
    expect(visible).to_have_count(1)
    identifier = visible.get_attribute("data-lr-item")
    return as_asked(page, next(i for i in quiz.items if i.identifier == identifier))


def take_exam(page: Page, quiz: Quiz, *, mistakes: int = 0) -> None:
    """Answer every item, `mistakes` of them wrongly, up to the review."""
    page.get_by_role("button", name="Start the exam").click()
    for number in range(quiz.asked):
        item = shown(page, quiz)
        give(page, item, wrong(item) if number < mistakes else right(item))
        last = number == quiz.asked - 1
        page.get_by_role(
            "button", name="Review and hand in" if last else "Next", exact=True
        ).click()
    expect(page.get_by_role("heading", name="Before you hand in")).to_be_focused()


def hand_in(page: Page, folder: Path, *, name: str, email: str | None = None) -> Path:
    """Give the name and keep the completion record in `folder`; of a locked exam, after its result."""
    is_locked = page.locator("section.lr-exam[data-lr-lock]").count() > 0
    if is_locked:
        page.get_by_role("button", name="Hand in and see whether you passed").click()
        page.get_by_role("button", name=COUNTERSIGN).click()
    else:
        page.get_by_role("button", name="Go on to hand in").click()
    page.get_by_label("Your name").fill(name)
    if email:
        page.get_by_label("E-mail").fill(email)
    with page.expect_download() as waiting:
        name_of = "Make the file" if is_locked else "Hand in"
        page.get_by_role("button", name=name_of, exact=True).click()
    record = folder / waiting.value.suggested_filename
    waiting.value.save_as(record)
    return record
