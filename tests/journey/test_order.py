"""Order items in a real browser: by pointer, by touch, by keyboard alone, by ear, without scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lessonry.domain.items import OrderItem
from tests.browser import Axe, Pages, Serve
from tests.journey.learner import form, give
from tests.journey.small_course import Built, built_course, said, small_course, too_small
from tests.journey.test_access import focused, sideways, tab_to, type_answer
from tests.responses import right, wrong

ORDER = """\
---
partial_credit: per-part
---

## Put the steps of a recovery in their order { #steps points=2 }

1. Listen until she has finished
2. Say sorry, without a reason
3. Bring a hot soup at once, or whatever else was missing from the table since the beginning
4. Ask how it tastes
5. Surprise her

!!! explanation
    First the person, then the thing, then the gift.

## Order the commands { #commands partial_credit=adjacent-pairs }

1. `git init`
2. `git add .`
3. `git commit`

!!! explanation
    Nothing is committed that was not added.

## Alphabet { #alphabet }

1. A
2. B

!!! explanation
    As at school.
"""
SHUFFLED = "---\nshuffle: true\n---\n" + ORDER.partition("---\n\n")[2]
EXAM = """\
---
mode: exam
pass_mark: 50%
layout: all
shuffle: true
---

## How is a table laid? { #table }

1. Spread the cloth
2. Place the plates
3. Fold the napkins
4. Light the candle

!!! explanation
    What lies below comes before what stands on it.

## How is it cleared? { #cleared }

1. Take the plates
2. Take the glasses

!!! explanation
    A glass is the last to go.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Built:
    quizzes = {"steps": ORDER, "mixed": SHUFFLED, "exam": EXAM}
    return built_course(tmp_path_factory.mktemp("order"), quizzes, serve)


@pytest.fixture(scope="module")
def items(built: Built) -> list[OrderItem]:
    return built.items("steps", OrderItem)


def ids(place: Locator) -> tuple[str, ...]:
    rows = place.locator("[data-lr-entry]")
    found: list[str] = rows.evaluate_all("(rows) => rows.map((row) => row.dataset.lrEntry)")
    return tuple(found)


def ready(page: Page, item: OrderItem) -> Locator:
    place = form(page, item)
    expect(place.get_by_role("button", name="Keep this order")).to_be_visible()
    return place


def row_of(place: Locator, name: str) -> Locator:
    return place.locator(f'[data-lr-entry="{name}"]')


def test_nobody_is_shown_the_right_order(
    built: Built, items: list[OrderItem], open_page: Pages
) -> None:
    for name in ("steps", "mixed"):
        for _ in range(3 if name == "mixed" else 1):
            page = open_page(built.lesson(name))
            for item in items:
                shown = ids(ready(page, item))
                assert sorted(shown) == sorted(item.key) and shown != item.key


def test_an_order_that_nobody_touched_is_no_answer_until_it_is_kept(
    built: Built, items: list[OrderItem], open_page: Pages
) -> None:
    page = open_page(built.lesson("steps"))
    place = ready(page, items[0])
    before = ids(place)
    check = place.get_by_role("button", name="Check")
    check.click()
    expect(place).to_contain_text("Give an answer first")
    assert page.evaluate("document.activeElement.closest('[data-lr-entry]') !== null")
    place.get_by_role("button", name="Keep this order").click()
    expect(said(place)).to_have_text("This order is your answer.")
    expect(place.locator("[data-lr-keep]")).to_be_focused()
    check.click()
    expect(place.locator(".lr-verdict")).to_be_visible()
    assert ids(place) == before
    assert place.locator("[data-lr-mark]").count() == 5


def test_rows_are_dragged_by_a_mouse_and_escape_puts_them_back(
    built: Built, items: list[OrderItem], open_page: Pages
) -> None:
    page = open_page(built.lesson("steps"), reduced_motion="no-preference")
    place = ready(page, items[0])
    before = ids(place)
    first, last = row_of(place, before[0]), row_of(place, before[-1])
    last.scroll_into_view_if_needed()
    lift(page, first, last)
    page.mouse.up()
    name = first.locator(".lr-order-text").inner_text()
    expect(said(place)).to_have_text(f"“{short(name)}” is now number 5 of 5.")
    moved = (*before[1:], before[0])
    assert ids(place) == moved
    lift(page, row_of(place, moved[0]), row_of(place, moved[2]))
    page.keyboard.press("Escape")
    assert ids(place) == moved
    page.mouse.up()
    assert ids(place) == moved
    lift(page, row_of(place, moved[3]), row_of(place, moved[1]), upwards=True)
    page.mouse.up()
    assert ids(place) == (moved[0], moved[3], moved[1], moved[2], moved[4])


def short(name: str) -> str:
    text = " ".join(name.split())
    return re.sub(r"\s+\S*$", "", text[:60]) + " …" if len(text) > 60 else text


def lift(page: Page, row: Locator, onto: Locator, *, upwards: bool = False) -> None:
    """Drag a row to another one's place, and hold it there, once nothing glides any more."""
    row.evaluate(
        "(row) => Promise.all(row.parentElement.getAnimations({subtree: true})"
        ".map((one) => one.finished.catch(() => {})))"
    )
    start, end = row.bounding_box(), onto.bounding_box()
    assert start and end
    x, y = start["x"] + 120, start["y"] + start["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    to = end["y"] + (2 if upwards else end["height"] - 2)
    to += start["height"] / 2 * (1 if upwards else -1)
    for step in range(1, 9):
        page.mouse.move(x + 3, y + (to - y) * step / 8)


def test_a_finger_drags_by_the_grip_and_scrolls_elsewhere(
    built: Built, items: list[OrderItem], open_page: Pages
) -> None:
    page = open_page(built.lesson("steps"), viewport=(360, 740), has_touch=True, is_mobile=True)
    place = ready(page, items[0])
    place.scroll_into_view_if_needed()
    before = ids(place)
    touch = page.context.new_cdp_session(page)

    def swipe(selector: str, by: int) -> None:
        box = row_of(place, before[0]).locator(selector).bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        for kind, way in (("touchStart", 0.0), *(("touchMove", n / 10) for n in range(1, 11))):
            points = [{"x": x, "y": y + by * way}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    at = page.evaluate("scrollY")
    swipe(".lr-order-text", -150)
    page.wait_for_function("(at) => scrollY > at + 50", arg=at)
    assert ids(place) == before
    page.evaluate("(at) => scrollTo(0, at)", at)
    row = row_of(place, before[0])
    page.wait_for_timeout(300)
    row.evaluate("(row) => row.scrollIntoView({block: 'center'})")
    swipe(".lr-grip", 100)
    expect(said(place)).to_contain_text("is now number")
    assert ids(place)[0] == before[1]


def test_the_whole_is_done_by_keyboard_alone(
    built: Built, items: list[OrderItem], open_page: Pages
) -> None:
    item = items[0]
    page = open_page(built.lesson("steps"))
    place = ready(page, item)
    page.locator(".lr-quiz").evaluate("(quiz) => { quiz.tabIndex = -1; quiz.focus(); }")
    for number, wanted in enumerate(item.key):
        button = f'[data-lr-item="steps"] [data-lr-entry="{wanted}"] [data-lr-move=up]'
        now = ids(place).index(wanted)
        page.locator(f'[data-lr-entry="{ids(place)[0]}"] [data-lr-move=up]').first.focus()
        tab_to(page, button)
        for step in range(now - number):
            page.keyboard.press(("Enter", "Space", "ArrowUp")[step % 3])
            assert focused(page, button), "The focus stays with the row that was moved."
    assert ids(place) == item.key
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    expect(said(place)).to_have_text("“Surprise her” is now number 1 of 5.")
    page.keyboard.press("Home")
    expect(said(place)).to_have_text("“Surprise her” is first already, number 1 of 5.")
    page.keyboard.press("End")
    assert ids(place) == item.key
    tab_to(page, '[data-lr-item="steps"] [type=submit]')
    page.keyboard.press("Enter")
    expect(place.locator(".lr-verdict")).to_contain_text("Right.")


def test_the_tree_has_a_list_whose_buttons_have_a_name_each(
    built: Built, items: list[OrderItem], open_page: Pages
) -> None:
    page = open_page(built.lesson("steps"))
    place = ready(page, items[2])
    assert place.get_by_role("group").aria_snapshot() == (
        '- group "Question 3 of 3 Alphabet":\n'
        "  - text: Question 3 of 3 Alphabet\n"
        "  - list:\n"
        "    - listitem:\n"
        "      - text: B\n"
        '      - button "Move “B” up" [disabled]\n'
        '      - button "Move “B” down"\n'
        "    - listitem:\n"
        "      - text: A\n"
        '      - button "Move “A” up"\n'
        '      - button "Move “A” down" [disabled]\n'
        '  - button "Keep this order"\n'
        "  - status"
    )


def test_marks_stand_in_the_rows_and_go_when_one_is_moved(
    built: Built, items: list[OrderItem], open_page: Pages
) -> None:
    item = items[1]
    page = open_page(built.lesson("steps"))
    place = ready(page, item)
    give(page, item, wrong(item))
    place.get_by_role("button", name="Check").click()
    expect(place.locator(".lr-verdict")).to_contain_text("Partly right: 0.5 of 1 point.")
    expect(place.locator(".lr-verdict")).to_contain_text("1 of 2 follows the one before")
    expect(place.locator("[data-lr-entry]", has_text="Not right")).to_have_count(3)
    place.get_by_role("button", name="Try again").click()
    expect(place.get_by_role("button", name="Keep this order")).to_be_visible()
    expect(place.locator("[data-lr-mark]")).to_have_count(0)
    give(page, item, right(item))
    place.get_by_role("button", name="Check").click()
    expect(place.locator(".lr-verdict")).to_contain_text("Right.")
    place.locator("[data-lr-move=down]").first.click()
    expect(place.locator("[data-lr-mark]")).to_have_count(0)


def test_an_answer_is_there_after_a_reload_and_in_another_tab(
    built: Built, items: list[OrderItem], open_page: Pages
) -> None:
    item = items[0]
    page = open_page(built.lesson("mixed"))
    other = page.context.new_page()
    other.goto(built.lesson("mixed"))
    ready(page, item)
    mixed = ids(form(page, items[1]))
    give(page, item, right(item))
    form(page, item).get_by_role("button", name="Check").click()
    expect(form(other, item).locator(".lr-verdict")).to_contain_text("Right.")
    assert ids(form(other, item)) == item.key
    page.reload()
    expect(form(page, item).locator(".lr-verdict")).to_contain_text("Right.")
    assert ids(form(page, item)) == item.key
    assert ids(form(page, items[1])) == mixed, "The seed is kept."


def test_an_exam_keeps_the_order_and_shows_no_key(built: Built, open_page: Pages) -> None:
    exam = built.trainer.course.quiz("exam")
    assert exam is not None
    item, other = (item for item in exam.items if isinstance(item, OrderItem))
    page = open_page(built.lesson("exam"))
    page.get_by_role("button", name="Start the exam").click()
    place = ready(page, item)
    assert page.locator("[data-lr-key]").count() == 0
    expect(page.get_by_text("0 of 2 answered")).to_be_visible()
    type_answer(page, item)
    expect(page.get_by_text("1 of 2 answered")).to_be_visible()
    mixed = ids(form(page, other))
    page.reload()
    page.get_by_role("button", name=re.compile("Go on")).click()
    expect(place.get_by_text("This order is your answer", exact=True)).to_be_visible()
    assert ids(place) == item.key and ids(form(page, other)) == mixed


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_phone_before_and_after(
    scheme: str, built: Built, items: list[OrderItem], open_page: Pages, axe: Axe
) -> None:
    page = open_page(built.lesson("steps"), viewport=(320, 640), color_scheme=scheme)
    ready(page, items[0])
    assert axe(page) == [] and sideways(page) <= 0
    assert too_small(page.locator("[data-lr-move]")) == 0
    give(page, items[0], wrong(items[0]))
    form(page, items[0]).get_by_role("button", name="Check").click()
    expect(form(page, items[0]).locator("[data-lr-mark]")).to_have_count(5)
    assert axe(page) == [] and sideways(page) <= 0
    page.add_style_tag(content="html { font-size: 250% !important; }")
    assert sideways(page) <= 0
    words: list[int] = page.locator(".lr-order-text").evaluate_all(
        "(all) => all.map((words) => words.clientWidth)"
    )
    assert min(words) >= 80, "a word of five letters has room"


def test_without_scripts_the_list_reads_and_the_answer_opens(
    built: Built, items: list[OrderItem], open_page: Pages
) -> None:
    page = open_page(built.lesson("steps"), javascript=False)
    place = form(page, items[0])
    shown = place.locator("[data-lr-entry]").all_inner_texts()
    assert shown == sorted(shown)
    place.locator("summary", has_text="Show the answer").click()
    key = place.locator(".lr-order-key li")
    expect(key.first).to_have_text("Listen until she has finished")
    expect(key.last).to_be_visible()


def test_a_changed_item_is_asked_anew(
    items: list[OrderItem], tmp_path: Path, serve: Serve, open_page: Pages
) -> None:
    trainer = small_course(tmp_path, {"steps": ORDER})
    url = serve(trainer.folder / "site")
    page = open_page(f"{url}module/steps/")
    ready(page, items[0])
    for item in items[:2]:
        give(page, item, right(item))
        form(page, item).get_by_role("button", name="Check").click()
    file = trainer.folder / "quizzes" / "steps.md"
    file.write_text(ORDER.replace("Surprise her", "Surprise them"), encoding="utf-8")
    trainer.must("build")
    page.reload()
    expect(form(page, items[1]).locator(".lr-verdict")).to_contain_text("Right.")
    ready(page, items[0])
