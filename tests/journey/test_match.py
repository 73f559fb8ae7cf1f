"""Match items in a real browser: cards for pointers, lists for everybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lessonry.domain.items import MatchItem
from tests.browser import Axe, Pages, Serve
from tests.journey.learner import form, give
from tests.journey.small_course import Built, built_course, said, small_course, too_small
from tests.journey.test_access import sideways, type_answer
from tests.responses import right, wrong

MATCH = """\
---
partial_credit: per-part
---

## What does each gesture tell? { #gestures points=4 }

- A smile => Greeting
- An open hand => Invitation
- A nod => Greeting
- Crossed arms => Distance
- => Applause

!!! explanation
    A body speaks before the mouth does.

## Which command does what? { #commands }

- Lists files => `ls -l`
- Says where you are => `pwd`
- Moves to another folder, which may lie far away from here => `cd path/to/another/folder`

!!! explanation
    Three letters at most.
"""
EXAM = """\
---
mode: exam
pass_mark: 50%
layout: all
shuffle: true
---

## What stands where? { #stands }

- The fork => On the left side
- The knife => On the right side
- The spoon => On the right side

!!! explanation
    What is used first lies farthest from the plate.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Built:
    quizzes = {"pairs": MATCH, "exam": EXAM}
    return built_course(tmp_path_factory.mktemp("match"), quizzes, serve)


@pytest.fixture(scope="module")
def items(built: Built) -> list[MatchItem]:
    return built.items("pairs", MatchItem)


def ready(page: Page, item: MatchItem) -> Locator:
    place = form(page, item)
    expect(place.locator("[data-lr-card] .lr-grip").first).to_be_visible()
    return place


def row(place: Locator, number: int) -> Locator:
    return place.locator(f'[data-lr-left="{number}"]')


def check(place: Locator) -> Locator:
    place.get_by_role("button", name="Check").click()
    return place.locator(".lr-verdict")


def test_a_card_is_tapped_and_then_the_row(
    built: Built, items: list[MatchItem], open_page: Pages
) -> None:
    page = open_page(built.lesson("pairs"), viewport=(360, 740), has_touch=True, is_mobile=True)
    place = ready(page, items[0])
    greeting = place.locator("[data-lr-card]", has_text="Greeting")
    greeting.tap()
    expect(said(place)).to_have_text("“Greeting” taken. Tap where it belongs.")
    row(place, 1).tap()
    expect(said(place)).to_have_text("“Greeting” put beside “A smile”.")
    expect(row(place, 1).get_by_role("combobox")).to_have_value("c")
    greeting.tap()
    row(place, 3).locator("select").tap(force=True)
    expect(row(place, 3).get_by_role("combobox")).to_have_value("c")
    greeting.tap()
    page.keyboard.press("Escape")
    expect(said(place)).to_have_text("“Greeting” let go.")
    row(place, 2).tap()
    expect(row(place, 2).get_by_role("combobox")).to_have_value("")
    greeting.tap()
    greeting.tap()
    expect(place.locator("[data-lr-held]")).to_have_count(0)
    expect(place.locator("[data-lr-used]")).to_have_count(1)


def test_a_card_is_dragged_by_a_mouse(
    built: Built, items: list[MatchItem], open_page: Pages
) -> None:
    page = open_page(built.lesson("pairs"))
    item = items[0]
    place = ready(page, item)
    for number, wanted in enumerate(item.key, start=1):
        drag(page, place.locator(f'[data-lr-card="{wanted}"]'), row(place, number))
        expect(row(place, number).get_by_role("combobox")).to_have_value(wanted)
    expect(said(place)).to_have_text("“Distance” put beside “Crossed arms”.")
    drag(page, place.locator('[data-lr-card="a"]'), place.locator("legend"))
    assert place.locator("[data-lr-card=a][data-lr-used]").count() == 0
    expect(check(place)).to_contain_text("Right.")
    drag(page, place.locator('[data-lr-card="a"]'), row(place, 1))
    expect(place.locator("[data-lr-mark]")).to_have_count(0)


def drag(page: Page, card: Locator, onto: Locator) -> None:
    card.scroll_into_view_if_needed()
    start, end = card.bounding_box(), onto.bounding_box()
    assert start and end
    page.mouse.move(start["x"] + 40, start["y"] + 20)
    page.mouse.down()
    for step in (1, 2, 3, 4):
        x = start["x"] + 40 + (end["x"] + 60 - start["x"] - 40) * step / 4
        y = start["y"] + 20 + (end["y"] + end["height"] / 2 - start["y"] - 20) * step / 4
        page.mouse.move(x, y)
    page.mouse.up()


def test_the_whole_is_done_by_keyboard_alone(
    built: Built, items: list[MatchItem], open_page: Pages
) -> None:
    item = items[0]
    page = open_page(built.lesson("pairs"))
    place = ready(page, item)
    page.locator(".lr-quiz").evaluate("(quiz) => { quiz.tabIndex = -1; quiz.focus(); }")
    type_answer(page, item)
    page.keyboard.press("Enter")
    expect(place.locator(".lr-verdict")).to_contain_text("Right.")


def test_the_tree_has_a_list_for_each_left_named_by_its_text(
    built: Built, items: list[MatchItem], open_page: Pages
) -> None:
    page = open_page(built.lesson("pairs"))
    tree = ready(page, items[0]).get_by_role("group").aria_snapshot()
    assert re.findall(r'combobox "([^"]*)"', tree) == [
        "A smile",
        "An open hand",
        "A nod",
        "Crossed arms",
    ]
    assert tree.count("list") == 0, "Cards that say no more than the lists are for eyes only."
    lettered = ready(page, items[1]).get_by_role("group").aria_snapshot()
    assert '- option "A · cd path/to/another/folder"' in lettered
    assert "- listitem:" in lettered and "- text: A" in lettered


def test_an_answer_is_marked_counted_and_tried_again(
    built: Built, items: list[MatchItem], open_page: Pages
) -> None:
    item = items[0]
    page = open_page(built.lesson("pairs"))
    place = ready(page, item)
    place.get_by_role("button", name="Check").click()
    expect(place).to_contain_text("Give an answer first")
    expect(row(place, 1).get_by_role("combobox")).to_be_focused()
    give(page, item, (item.key[0], "", item.key[2], "a"))
    verdict = check(place)
    expect(verdict).to_contain_text("Partly right: 2 of 4 points.")
    expect(verdict).to_contain_text("2 of the 4 pairs are right. 1 has no partner yet.")
    expect(row(place, 1)).to_contain_text("Right")
    expect(row(place, 4)).to_contain_text("Not right")
    place.locator("summary", has_text="The answer").click()
    expect(place.locator(".lr-match-key li").nth(3)).to_contain_text("Distance")
    expect(place.locator(".lr-answer-body")).to_contain_text("Left over:")
    place.get_by_role("button", name="Try again").click()
    expect(place.locator("[data-lr-chosen]")).to_have_count(0)
    expect(place.locator("[data-lr-used]")).to_have_count(0)
    give(page, item, right(item))
    expect(check(place)).to_contain_text("Right.")


def test_an_answer_is_there_after_a_reload_and_in_another_tab_and_gone_when_it_changed(
    items: list[MatchItem], tmp_path: Path, serve: Serve, open_page: Pages
) -> None:
    trainer = small_course(tmp_path, {"pairs": MATCH})
    lesson = f"{serve(trainer.folder / 'site')}module/pairs/"
    page = open_page(lesson)
    other = page.context.new_page()
    other.goto(lesson)
    ready(other, items[0])
    for item in items:
        ready(page, item)
        give(page, item, right(item))
        expect(check(form(page, item))).to_contain_text("Right.")
    expect(form(other, items[0]).locator(".lr-verdict")).to_contain_text("Right.")
    expect(row(form(other, items[0]), 4).get_by_role("combobox")).to_have_value("b")
    page.reload()
    expect(row(form(page, items[0]), 4).get_by_role("combobox")).to_have_value("b")
    expect(form(page, items[0]).locator("[data-lr-used]")).to_have_count(3)
    file = trainer.folder / "quizzes" / "pairs.md"
    file.write_text(MATCH.replace("A nod", "A bow"), encoding="utf-8")
    trainer.must("build")
    page.reload()
    expect(form(page, items[1]).locator(".lr-verdict")).to_contain_text("Right.")
    expect(row(form(page, items[0]), 4).get_by_role("combobox")).to_have_value("")


def test_an_exam_shuffles_the_lefts_and_keeps_what_was_chosen(
    built: Built, open_page: Pages
) -> None:
    exam = built.trainer.course.quiz("exam")
    assert exam is not None
    (item,) = exam.items
    page = open_page(built.lesson("exam"))
    page.get_by_role("button", name="Start the exam").click()
    assert page.locator("[data-lr-key]").count() == 0
    place = form(page, item)
    place.locator("[data-lr-card]", has_text="right side").click()
    row(place, 2).click()
    give(page, item, right(item))
    expect(page.get_by_text("1 of 1 answered")).to_be_visible()
    page.reload()
    page.get_by_role("button", name=re.compile("Go on")).click()
    for number, wanted in enumerate(right(item), start=1):
        expect(row(place, number).get_by_role("combobox")).to_have_value(wanted)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_phone_before_and_after(
    scheme: str, built: Built, items: list[MatchItem], open_page: Pages, axe: Axe
) -> None:
    page = open_page(built.lesson("pairs"), viewport=(320, 640), color_scheme=scheme)
    place = ready(page, items[0])
    assert axe(page) == [] and sideways(page) <= 0
    place.locator("[data-lr-card]").first.click()
    assert axe(page) == []
    for item in items:
        give(page, item, wrong(item))
        expect(check(form(page, item))).to_be_visible()
    assert axe(page) == [] and sideways(page) <= 0
    assert too_small(page.locator("[data-lr-card], [data-lr-left] select")) == 0
    page.add_style_tag(content="html { font-size: 250% !important; }")
    assert sideways(page) <= 0


def test_without_scripts_the_lists_read_and_the_answer_opens(
    built: Built, items: list[MatchItem], open_page: Pages
) -> None:
    page = open_page(built.lesson("pairs"), javascript=False)
    place = form(page, items[0])
    expect(place.locator(".lr-match-cards")).to_be_hidden()
    expect(form(page, items[1]).locator(".lr-match-cards")).to_be_visible()
    place.locator("summary", has_text="Show the answer").click()
    expect(place.locator(".lr-match-key li").first).to_contain_text("Greeting")
