"""Random values on the page: one variant is asked, it stays, and starting over gives other numbers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from lessonry.domain.items import Item, variants
from tests.browser import Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.learner import form, give
from tests.journey.small_course import small_course
from tests.responses import right

BOXES = """\
## What do {{ n }} boxes cost? { #boxes variants=8 }

```vars
n = randint(2, 90)
total = n * 0.7
```

One costs 0.7: [[= {{ total }}]]

!!! explanation
    {{ n }} times 0.7 is {{ total }}.
"""


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    """Build a course whose one question has eight variants."""
    return small_course(tmp_path_factory.mktemp("values"), {"boxes": BOXES})


@pytest.fixture(scope="module")
def url(trainer: Trainer, serve: Serve) -> str:
    return serve(trainer.folder / "site", prefix="/small/") + "module/boxes/"


@pytest.fixture(scope="module")
def item(trainer: Trainer) -> Item:
    quiz = trainer.course.quiz("boxes")
    assert quiz is not None
    return quiz.items[0]


def shown(page: Page, item: Item) -> Item:
    """Return the variant that is asked."""
    expect(page.locator(".lr-quiz")).to_have_attribute("data-lr-mounted", "done")
    asked = form(page, item)
    expect(asked).to_have_count(1)
    return variants(item)[int(asked.get_attribute("data-lr-variant") or 0)]


def test_one_variant_is_asked_by_its_own_key_and_stays(
    item: Item, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    variant = shown(page, item)
    assert variant.heading is not None
    expect(page.get_by_role("group", name=variant.heading.markdown)).to_be_visible()
    give(page, variant, right(variant))
    form(page, item).get_by_role("button", name="Check").click()
    expect(form(page, item).locator("[data-lr-feedback]")).to_contain_text("Right")
    page.reload()
    assert shown(page, item) == variant
    expect(form(page, item).locator("[data-lr-feedback]")).to_contain_text("Right")


def test_learners_get_different_numbers_and_starting_over_gives_others(
    item: Item, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    seen = set()
    for _ in range(12):
        variant = shown(page, item)
        seen.add(variant.values)
        give(page, variant, right(variant))
        form(page, item).get_by_role("button", name="Check").click()
        page.get_by_role("button", name="Start over").click()
        expect(form(page, item).locator("[data-lr-feedback]")).to_be_empty()
    assert len(seen) > 2


def test_what_starting_over_gives_stays_after_a_reload_and_in_another_tab(
    item: Item, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    second = page.context.new_page()
    second.goto(url)
    for _ in range(4):
        before = shown(page, item)
        give(page, before, right(before))
        form(page, item).get_by_role("button", name="Check").click()
        expect(form(second, item).locator("[data-lr-feedback]")).to_contain_text("Right")
        page.get_by_role("button", name="Start over").click()
        expect(form(page, item).get_by_role("textbox")).to_be_focused()
        after = shown(page, item)
        assert after.heading is not None
        expect(second.get_by_role("group", name=after.heading.markdown)).to_be_visible()
        page.reload()
        assert shown(page, item) == after


def test_without_scripts_the_first_variant_is_there(url: str, item: Item, open_page: Pages) -> None:
    page = open_page(url, javascript=False)
    expect(page.locator("form[data-lr-item]:visible")).to_have_count(1)
    assert item.heading is not None
    expect(page.get_by_role("group", name=re.compile(item.heading.markdown[:-1]))).to_be_visible()
