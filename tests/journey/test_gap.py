"""Gaps of mixed kinds in a real browser: words, numbers with units, lists that drop down."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from lessonry.domain.gaps import InlineChoiceGap
from lessonry.domain.items import GapItem
from tests.browser import Axe, Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.learner import form, give
from tests.journey.small_course import small_course
from tests.journey.test_access import sideways, tab_to
from tests.responses import right, wrong

MIXED = """\
---
partial_credit: per-part
---

## Plan the detour { #detour points=4 accents=ignore typos=1 }

The [[café]] lies [[= 5 ± 2% km]] to the [[ (north) | south | east ]];
on foot that takes [[= 60..75 min]].

!!! explanation
    Five kilometres are an hour's walk.

## Fill in the table { #table }

| Dish | Price | Spiced |
| --- | --- | --- |
| Soup | [[= 4.50 €]] | [[ (mildly) \\| hotly ]] |
| Stew | [[= 9..10 €]] | [[ mildly | (hotly) ]] |

```python
total [[=]] price * [[= 2]]
```

!!! explanation
    As the card says.

## How many guests? { #guests }

[[= 12]] guests, or [[= -4 | 4]] more.

!!! explanation
    So.
"""
EXAM = """\
---
mode: exam
pass_mark: 50%
layout: all
---

## Measure the counter { #counter }

It is [[= 130..140 cm]] long, stands by the [[ (window) | kitchen | stairs ]] and is called [[zinc]].

!!! explanation
    Zinc was what such counters were made of.
"""


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    return small_course(tmp_path_factory.mktemp("gaps"), {"gaps": MIXED, "exam": EXAM})


@pytest.fixture(scope="module")
def site(trainer: Trainer, serve: Serve) -> str:
    return serve(trainer.folder / "site")


@pytest.fixture(scope="module")
def items(trainer: Trainer) -> tuple[GapItem, ...]:
    quiz = trainer.course.quiz("gaps")
    assert quiz is not None
    return tuple(item for item in quiz.items if isinstance(item, GapItem))


def check(page: Page, item: GapItem) -> Locator:
    form(page, item).get_by_role("button", name="Check").click()
    return form(page, item).get_by_role("status")


def test_mixed_gaps_are_answered_by_pointer(
    items: tuple[GapItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/gaps/")
    for item in items:
        give(page, item, right(item))
        expect(check(page, item)).to_contain_text("Right.")
    expect(page.get_by_text("3 of 3 right at the first try.")).to_be_visible()


def test_mixed_gaps_are_answered_by_keyboard_alone(
    items: tuple[GapItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/gaps/")
    page.locator(".lr-quiz").evaluate("(quiz) => { quiz.tabIndex = -1; quiz.focus(); }")
    tab_to(page, "[name$='-1-1']")
    page.keyboard.type("Cafe")
    page.keyboard.press("Tab")
    tab_to(page, "[name$='-1-2']")
    page.keyboard.type("5,000 m")
    page.keyboard.press("Tab")
    tab_to(page, "[name$='-1-3']")
    page.keyboard.type("nor")
    page.keyboard.press("Tab")
    tab_to(page, "[name$='-1-4']")
    page.keyboard.type("1 1/4 h")
    page.keyboard.press("Enter")
    expect(form(page, items[0]).get_by_role("status")).to_contain_text("Right.")


def test_each_gap_has_its_role_and_its_name(
    items: tuple[GapItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/gaps/")
    group = page.get_by_role("group", name=re.compile("Plan the detour"))
    tree = group.aria_snapshot()
    for line in (
        'textbox "Gap 1 of 4"',
        'textbox "Gap 2 of 4"',
        'combobox "Gap 3 of 4"',
        'textbox "Gap 4 of 4"',
    ):
        assert line in tree
    table = page.get_by_role("table").aria_snapshot()
    assert 'textbox "Gap 1 of 6, Soup, Price"' in table
    assert 'combobox "Gap 4 of 6, Stew, Spiced"' in table
    chosen = group.get_by_role("combobox")
    assert chosen.locator("option").all_inner_texts() == ["…", "east", "north", "south"]
    expect(chosen).to_have_value("")
    modes = [gap.get_attribute("inputmode") for gap in form(page, items[2]).locator("input").all()]
    assert modes == ["decimal", "text"], "The keys of a phone must have what the answer needs."


def test_what_is_missing_is_told_in_words_and_marks(
    items: tuple[GapItem, ...], site: str, open_page: Pages
) -> None:
    item = items[0]
    page = open_page(f"{site}module/gaps/")
    dropdown = item.gaps[2]
    assert isinstance(dropdown, InlineChoiceGap)
    north = next(c.identifier for c in dropdown.choices if c.text == "north")
    give(page, item, ("café", "5", north, "80 min"))
    status = check(page, item)
    expect(status).to_contain_text("Partly right: 2 of 4 points.")
    expect(status).to_contain_text("2 of the 4 gaps are right. Gap 2: give the unit too.")
    place = form(page, item)
    states = [gap.get_attribute("data-lr-mark") for gap in place.locator("[data-lr-gap]").all()]
    assert states == ["right", "wrong", "right", "wrong"]
    expect(place.get_by_role("combobox")).to_have_accessible_description(re.compile("right"))
    expect(place.get_by_text("Gap 4 of 4: not right")).to_be_visible()
    place.get_by_role("button", name="Try again").click()
    expect(place.get_by_role("combobox")).to_have_value("")


def test_answers_are_there_again_after_a_reload_and_in_a_second_tab(
    items: tuple[GapItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/gaps/")
    item = items[0]
    give(page, item, wrong(item)[:2] + right(item)[2:])
    expect(check(page, item)).to_contain_text("Partly right")
    page.reload()
    second = page.context.new_page()
    second.goto(page.url)
    for tab in (page, second):
        expect(form(tab, item).get_by_role("combobox")).to_have_value(right(item)[2])
        expect(form(tab, item).get_by_role("status")).to_contain_text("Partly right")


@pytest.mark.parametrize(
    ("viewport", "scheme"), [((1280, 800), "light"), ((320, 640), "dark")], ids=["desk", "phone"]
)
def test_axe_finds_nothing_before_and_after(
    viewport: tuple[int, int],
    scheme: str,
    items: tuple[GapItem, ...],
    site: str,
    open_page: Pages,
    axe: Axe,
) -> None:
    page = open_page(f"{site}module/gaps/", viewport=viewport, color_scheme=scheme)
    expect(page.get_by_role("button", name="Check").first).to_be_visible()
    assert axe(page) == [] and sideways(page) <= 0
    for number, item in enumerate(items):
        give(page, item, wrong(item) if number else right(item))
        check(page, item)
    assert axe(page) == [] and sideways(page) <= 0
    small = page.locator("[data-lr-gap]").evaluate_all(
        "(gaps) => gaps.filter((gap) => gap.getBoundingClientRect().height < 44)"
        ".map((gap) => gap.name)"
    )
    assert small == []


def test_twice_the_size_of_text_fits(site: str, open_page: Pages) -> None:
    page = open_page(f"{site}module/gaps/", viewport=(640, 900))
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    assert sideways(page) <= 0


def test_without_scripts_the_answers_can_be_opened(site: str, open_page: Pages) -> None:
    page = open_page(f"{site}module/gaps/", javascript=False)
    first = page.locator("form[data-lr-item=detour]")
    expect(first.get_by_role("combobox")).to_be_visible()
    first.locator("summary", has_text="Show the answer").click()
    keys = first.locator(".lr-answer .lr-key").all_inner_texts()
    assert keys == ["café", "5 km", "north", "60 to 75 min"]


def test_an_exam_tells_nothing_of_its_gaps(trainer: Trainer, site: str, open_page: Pages) -> None:
    html = (trainer.folder / "site/module/exam/index.html").read_text("utf-8")
    section = html[html.index("<section") : html.index("</section>")]
    for told in ("data-lr-key", "zinc", "130", "cm", "decimal"):
        assert told not in section
    page = open_page(f"{site}module/exam/")
    page.get_by_role("button", name="Start the exam").click()
    place = page.locator("form[data-lr-item=counter]")
    place.get_by_role("combobox").select_option(label="stairs")
    place.get_by_role("textbox").first.fill("135 cm")
    page.reload()
    page.get_by_role("button", name=re.compile("Go on|Continue")).first.click()
    expect(place.get_by_role("combobox")).to_have_value("b")
    expect(place.get_by_role("textbox").first).to_have_value("135 cm")
