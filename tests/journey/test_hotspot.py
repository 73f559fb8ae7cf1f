"""Hotspots in a real browser: in the picture, in the list, by keyboard, by ear, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from lessonry.domain.items import HotspotItem
from tests.browser import Axe, Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.learner import form
from tests.journey.small_course import small_course
from tests.journey.test_access import SCREENS, sideways, type_answer

QUIZ = """---
title: At the counter
---

## Where is what the guest waits for? { #cup }

![A counter with a till, a cup, a bell and a plant](../docs/counter.svg)

- ( ) rect(5,30,25,45) The till
- (x) circle(50,62,8) The cup
    > Yes: it is getting cold.
- ( ) poly(78,75 74,35 85,10 96,35 92,75) The plant
    > She did not come for it.
- ( ) circle(64,72,1) The bell

!!! explanation
    A cup of coffee lives for ten minutes.

## Which are for the guest? { #several }

![A counter with a till, a cup, a bell and a plant](../docs/counter.svg)

- [ ] rect(0,0,100,100) The room
- [x] circle(50,62,8) The cup
- [x] rect(60,60,8,20) The bell

!!! explanation
    She may ring it.
"""
RULES = "---\nmode: exam\npass_mark: 50%\nlayout: all\nshuffle: true\n"
EXAM = (
    QUIZ.replace("---\n", RULES, 1)
    .replace("Where is what", "Where do you see what")
    .replace("Which are for", "What is there for")
    .replace("lives for ten", "is hot for nine")
    .replace("getting cold", "her coffee")
    .replace("did not come", "has no use")
    .replace("may ring it", "is free to use the bell")
)
COUNTER = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 500"><rect width="800" height="500" '
    'fill="#cfe3e8"/><rect x="40" y="150" width="200" height="225" fill="#333"/></svg>'
)


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    home = tmp_path_factory.mktemp("hotspot")
    trainer = small_course(home, {"counter": QUIZ, "exam": EXAM}, built=False)
    (trainer.folder / "docs" / "counter.svg").write_text(COUNTER, "utf-8")
    trainer.must("build")
    return trainer


@pytest.fixture(scope="module")
def site(trainer: Trainer, serve: Serve) -> str:
    return serve(trainer.folder / "site")


@pytest.fixture(scope="module")
def items(trainer: Trainer) -> tuple[HotspotItem, ...]:
    quiz = trainer.course.quiz("counter")
    assert quiz is not None
    return tuple(item for item in quiz.items if isinstance(item, HotspotItem))


def point(page: Page, place: Locator, x: float, y: float) -> None:
    """Click in the picture, at per cent of its width and height."""
    picture = place.locator(".lr-picture img")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * x / 100, box["y"] + box["height"] * y / 100)


def chosen(place: Locator) -> list[str]:
    ticked = place.locator("[data-lr-choices] input:checked").all()
    return [str(one.get_attribute("value")) for one in ticked]


def test_an_area_is_chosen_in_the_picture_marked_and_found_again(
    items: tuple[HotspotItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/counter/")
    place = form(page, items[0])
    point(page, place, 85, 50)
    assert chosen(place) == ["c"]
    expect(place.locator("[data-lr-area=c][data-lr-on]")).to_have_count(1)
    place.get_by_role("button", name="Check").click()
    told = place.get_by_role("status")
    expect(told).to_contain_text("Not quite")
    expect(told).to_contain_text("She did not come for it.")
    expect(place.locator("[data-lr-area=c] .lr-area-cross")).to_be_visible()
    expect(place.locator("[data-lr-area=c] .lr-area-tick")).to_be_hidden()
    expect(place.locator(".lr-choice .lr-mark")).to_have_text("Not right")
    page.reload()
    second = page.context.new_page()
    second.goto(f"{site}module/counter/")
    for tab in (page, second):
        expect(form(tab, items[0]).locator("[data-lr-area=c] .lr-area-cross")).to_be_visible()
        assert chosen(form(tab, items[0])) == ["c"]
        expect(form(tab, items[0]).locator("[data-lr-area=c][data-lr-on]")).to_have_count(1)
    place.get_by_role("button", name="Try again").click()
    expect(place.locator("[data-lr-on], [data-lr-mark]")).to_have_count(0)
    point(page, place, 50, 62)
    place.get_by_role("button", name="Check").click()
    expect(told).to_contain_text("Right.")
    expect(place.locator("[data-lr-area=b] .lr-area-tick")).to_be_visible()


def test_a_changed_picture_is_asked_again(
    items: tuple[HotspotItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/counter/")
    place = form(page, items[0])
    point(page, place, 50, 62)
    place.get_by_role("button", name="Check").click()
    expect(place.get_by_role("status")).to_contain_text("Right.")

    def changed(route: Route) -> None:
        mark = r'(data-lr-item="cup"[^>]* data-lr-fingerprint=")\w{4}'
        body = re.sub(mark, r"\g<1>0000", route.fetch().text())
        route.fulfill(body=body, content_type="text/html")

    page.route("**/module/counter/", changed)
    page.reload()
    expect(page.locator(".lr-quiz[data-lr-mounted=done]")).to_have_count(1)
    assert chosen(place) == []


def test_several_areas_are_ticked_and_unticked_and_the_small_lie_above_the_large(
    items: tuple[HotspotItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/counter/")
    place = form(page, items[1])
    point(page, place, 50, 62)
    point(page, place, 64, 70)
    point(page, place, 10, 10)
    assert chosen(place) == ["a", "b", "c"]
    point(page, place, 10, 10)
    assert chosen(place) == ["b", "c"]
    place.get_by_role("button", name="Check").click()
    expect(place.get_by_role("status")).to_contain_text("Right.")


def test_list_and_picture_light_each_other(
    items: tuple[HotspotItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/counter/")
    place = form(page, items[0])
    lit = place.locator("[data-lr-lit]")
    place.locator("label", has_text="The plant").hover()
    expect(lit).to_have_count(2)
    expect(place.locator("[data-lr-area=c][data-lr-lit]")).to_have_count(1)
    place.locator("[data-lr-area=b] .lr-area-target").hover()
    expect(place.locator("[data-lr-choice=b][data-lr-lit]")).to_have_count(1)
    page.mouse.move(0, 0)
    expect(lit).to_have_count(0)
    place.locator("input").first.focus()
    expect(place.locator("[data-lr-area=a][data-lr-lit]")).to_have_count(1)


@pytest.mark.parametrize("size", [(800, 500), (300, 900)])
def test_a_circle_is_round_in_a_picture_of_any_shape_and_never_too_small_to_tap(
    size: tuple[int, int], items: tuple[HotspotItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(viewport=(360, 740))
    width, height = size
    page.route(
        "**/counter.svg",
        lambda route: route.fulfill(
            body=COUNTER.replace("0 0 800 500", f"0 0 {width} {height}"),
            content_type="image/svg+xml",
        ),
    )
    page.goto(f"{site}module/counter/")
    expect(page.locator(".lr-quiz[data-lr-mounted=done]")).to_have_count(1)
    place = form(page, items[0])
    picture = place.locator(".lr-picture img").bounding_box()
    circle = place.locator("[data-lr-area=b] .lr-area-target").bounding_box()
    assert picture and circle
    assert picture["width"] / picture["height"] == pytest.approx(width / height, rel=0.02)
    assert circle["width"] == pytest.approx(circle["height"], abs=0.5)
    assert circle["width"] == pytest.approx(picture["width"] * 0.16, abs=0.5)
    assert circle["x"] + circle["width"] / 2 == pytest.approx(
        picture["x"] + picture["width"] / 2, abs=1
    )
    middle = circle["y"] + circle["height"] / 2
    assert middle == pytest.approx(picture["y"] + picture["height"] * 0.62, abs=1)
    bell = place.locator("[data-lr-area=d] .lr-area-target")
    bell.scroll_into_view_if_needed()
    box = bell.bounding_box()
    assert box
    # 11 pixels below the middle of an area of 6: outside of it, and within its target.
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 11)
    assert chosen(place) == ["d"]


def test_a_hotspot_is_answered_by_keyboard_alone(
    items: tuple[HotspotItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/counter/")
    page.locator(".lr-quiz").evaluate("(quiz) => { quiz.tabIndex = -1; quiz.focus(); }")
    for item in items:
        type_answer(page, item)
        lit = form(page, item).locator("[data-lr-area][data-lr-on][data-lr-lit]")
        expect(lit).to_have_count(1)
        page.keyboard.press("Enter")
        expect(form(page, item).get_by_role("status")).to_contain_text("Right.")


def test_a_hotspot_is_read_out_as_a_picture_and_a_list(
    items: tuple[HotspotItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/counter/")
    expect(page.locator(".lr-quiz[data-lr-mounted=done]")).to_have_count(1)
    group = page.get_by_role("group", name="Where is what the guest waits for?")
    tree = group.aria_snapshot()
    assert '- img "A counter with a till, a cup, a bell and a plant"' in tree
    names = re.findall(r'- radio "([^"]*)"', tree)
    assert names == ["1 The till", "2 The cup", "3 The plant", "4 The bell"]
    assert tree.count("- img") == 1


@pytest.mark.parametrize(("viewport", "scheme"), SCREENS)
def test_axe_finds_nothing_before_and_after(
    viewport: tuple[int, int],
    scheme: str,
    items: tuple[HotspotItem, ...],
    site: str,
    open_page: Pages,
    axe: Axe,
) -> None:
    page = open_page(f"{site}module/counter/", viewport=viewport, color_scheme=scheme)
    page.wait_for_load_state("networkidle")
    assert axe(page) == [] and sideways(page) <= 0
    for item, value in zip(items, ("c", "b"), strict=True):
        place = form(page, item)
        place.locator(f'input[value="{value}"]').check()
        place.get_by_role("button", name="Check").click()
    expect(page.locator("[data-lr-score]")).to_contain_text("at the first try")
    assert axe(page) == [] and sideways(page) <= 0
    page.add_style_tag(content="html { font-size: 250% !important }")
    assert sideways(page) <= 0


def test_without_scripts_the_areas_are_drawn_and_the_answer_opens(
    items: tuple[HotspotItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/counter/", javascript=False)
    place = form(page, items[0])
    expect(place.locator(".lr-area-over")).to_have_count(4)
    expect(place.locator(".lr-area text").first).to_be_visible()
    answer = place.locator("details", has_text="Show the answer")
    answer.locator("summary").click()
    expect(answer.locator("[data-lr-right=true]")).to_contain_text("The cup")


def test_an_exam_keeps_what_was_pointed_at_and_knows_no_key(
    items: tuple[HotspotItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/exam/")
    page.get_by_role("button", name="Start the exam").click()
    for item, (x, y) in zip(items, ((50, 62), (64, 70)), strict=True):
        point(page, form(page, item), x, y)
    page.reload()
    page.get_by_role("button", name="Go on with").click()
    assert [chosen(form(page, item)) for item in items] == [["b"], ["c"]]
    expect(form(page, items[0]).locator("[data-lr-area=b][data-lr-on]")).to_have_count(1)
    assert page.locator("[data-lr-key]").count() == 0
