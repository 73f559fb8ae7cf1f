"""The exam engine in a real browser: sections, pools, attempts, time; on a course of its own."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Axe, Pages, Serve
from tests.journey.engine_course import Course, engine_course

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Course:
    return engine_course(tmp_path_factory.mktemp("engine"), serve)


@pytest.fixture
def timed(engine: Course, open_page: Pages) -> Page:
    """Open the exam with a limit of ten minutes, at nine o'clock."""
    page = open_page()
    page.clock.install(time=NINE - timedelta(minutes=1))
    page.goto(engine.url + "timed/")
    expect(page.get_by_role("button", name="Start the exam")).to_be_visible()
    page.clock.pause_at(NINE)
    return page


def start(page: Page) -> None:
    page.get_by_role("button", name="Start").click()


def asked(page: Page) -> list[str]:
    """Return the identifiers of what an open attempt asks, from first to last."""
    found = []
    while True:
        form = page.locator("form[data-lr-item]:visible")
        expect(form).to_have_count(1)
        found.append(form.get_attribute("data-lr-item") or "")
        if not (forward := page.get_by_role("button", name="Next", exact=True)).count():
            return found
        forward.click()


def answer(page: Page, value: str = "a") -> None:
    page.locator(f'form[data-lr-item]:visible input[value="{value}"]').check()


def hand_in(page: Page, folder: Path, name: str = "Anna Lind") -> Path:
    """Go from the review to the record."""
    go_on = page.get_by_role("button", name="Go on to hand in")
    if go_on.count():
        go_on.click()
    page.get_by_label("Your name").fill(name)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Hand in", exact=True).click()
    record = folder / waiting.value.suggested_filename
    waiting.value.save_as(record)
    return record


def test_each_section_draws_its_own_and_keeps_its_place(engine: Course, open_page: Pages) -> None:
    page = open_page(engine.url + "exam/")
    expect(page.get_by_text("4, drawn from 8")).to_be_visible()
    start(page)
    expect(page.get_by_role("heading", name="On the phone")).to_be_visible()
    expect(page.get_by_role("heading", name="At the counter")).to_be_hidden()
    names = asked(page)
    expect(page.get_by_role("heading", name="At the counter")).to_be_visible()
    assert [name.split("-")[0] for name in names] == ["phone"] * 2 + ["counter"] * 2
    assert len(set(names)) == 4


def test_the_grid_and_the_review_are_grouped_by_section(
    engine: Course, open_page: Pages, axe: Axe
) -> None:
    page = open_page(engine.url + "exam/")
    start(page)
    answer(page)
    group = page.get_by_role("group", name="At the counter")
    expect(group.get_by_role("button")).to_have_count(2)
    assert axe(page) == []
    group.get_by_role("button", name="Question 4").click()
    page.get_by_label("Come back to this one").check()
    answer(page)
    page.get_by_role("button", name="Review and hand in").click()
    rows = page.get_by_role("list", name="On the phone").get_by_role("listitem")
    expect(rows).to_have_count(2)
    assert axe(page) == []
    for name in ("Go on to hand in", "Back"):
        page.get_by_role("button", name=name).click()
    expect(page.get_by_text("You have 2 unanswered")).to_be_visible()
    expect(rows).to_have_count(2)
    page.get_by_text("Go to question").get_by_role("link", name="3").click()
    expect(page.get_by_text("Question 3 of 4")).to_be_visible()
    expect(group.get_by_role("button")).to_have_count(2)
    expect(page.locator("[data-lr-section-title]:visible")).to_have_text("At the counter")


def test_a_second_attempt_asks_what_the_first_did_not(
    engine: Course, open_page: Pages, tmp_path: Path
) -> None:
    page = open_page(engine.url + "exam/")
    seen = []
    for _ in range(3):
        start(page)
        seen.append(asked(page))
        page.get_by_role("button", name="Review and hand in").click()
        hand_in(page, tmp_path)
        page.get_by_role("button", name="Back to the start").click()
    assert len({*seen[0], *seen[1]}) == 8
    assert set(seen[2]) == set(seen[0])
    expect(page.get_by_text("used all attempts")).to_be_visible()


def test_a_draw_survives_a_reload_a_closed_tab_and_a_second_one(
    engine: Course, open_page: Pages
) -> None:
    page = open_page(engine.url + "exam/")
    start(page)
    names = asked(page)
    page.reload()
    page.get_by_role("button", name="Go on with question 4").click()
    second = page.context.new_page()
    second.goto(engine.url + "exam/")
    second.get_by_role("button", name="Go on").click()
    second.get_by_role("button", name="Question 1,").click()
    assert asked(second) == names
    second.close()
    page.close()
    third = second.context.new_page()
    third.goto(engine.url + "exam/")
    third.get_by_role("button", name="Go on").click()
    third.get_by_role("button", name="Question 1,").click()
    assert asked(third) == names


def test_practice_and_exam_of_one_pool_never_ask_the_same(engine: Course) -> None:
    site = engine.trainer.folder / "site"
    lesson = (site / "lesson" / "index.html").read_text("utf-8")
    exam = (site / "exam" / "index.html").read_text("utf-8")
    ids = [set(re.findall(r'data-lr-item="([^"]+)"', page)) for page in (lesson, exam)]
    assert ids[0] == {"drill-0", "drill-1", "drill-2", "own"}
    assert ids[1] == {f"{kind}-{n}" for kind in ("phone", "counter") for n in range(4)}
    assert "data-lr-key" in lesson and "data-lr-key" not in exam and "Because" not in exam


def test_the_time_is_shown_said_at_few_moments_and_counts_on(timed: Page) -> None:
    page = timed
    start(page)
    timer = page.get_by_role("timer")
    expect(timer).to_have_text("10:00")
    page.clock.fast_forward(90_000)
    expect(timer).to_have_text("8:30")
    said = page.locator(".lr-time-said [role=status]")
    expect(said).to_have_text("")
    page.clock.fast_forward(210_000)
    expect(said).to_have_text("Half of the time is over: 5 minutes left.")
    page.clock.fast_forward(241_000)
    expect(page.locator(".lr-time-said [role=alert]")).to_have_text("59 seconds left.")
    page.reload()
    expect(page.get_by_text("The time goes on: you have until")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("timer")).to_have_text(re.compile("0:5[0-9]"))


def test_the_time_can_be_hidden_and_stays_so(timed: Page) -> None:
    page = timed
    start(page)
    page.get_by_role("button", name="Hide the time").click()
    expect(page.get_by_role("timer")).to_be_hidden()
    page.reload()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("timer")).to_be_hidden()
    page.get_by_role("button", name="Show the time").click()
    expect(page.get_by_role("timer")).to_be_visible()


def test_at_the_end_the_questions_close_and_what_is_there_is_handed_in(
    engine: Course, timed: Page, tmp_path: Path
) -> None:
    page = timed
    start(page)
    answer(page)
    page.clock.fast_forward(601_000)
    expect(page.get_by_role("heading", name="Hand in")).to_be_focused()
    expect(page.get_by_role("alert").filter(has_text="Time is up")).to_be_visible()
    expect(page.get_by_role("button", name="Back", exact=True)).to_be_hidden()
    expect(page.locator("form[data-lr-item]:visible")).to_have_count(0)
    page.clock.fast_forward(3_600_000)
    said = engine.opened(hand_in(page, tmp_path))
    assert said["time"] == {"limit": 600, "extra": "0"}
    assert said["attempt"]["started"] == "2026-11-22T09:00:00Z"
    assert said["attempt"]["ended"] == "2026-11-22T09:10:00Z"
    assert [given["response"] for given in said["items"]] == [["a"], [], []]


def test_an_answer_after_the_end_is_none_even_where_the_page_slept(
    engine: Course, timed: Page, tmp_path: Path
) -> None:
    page = timed
    start(page)
    answer(page)
    # The time of day goes on, and no timer of the page runs: as in a tab that was put to sleep.
    page.evaluate("() => { const now = Date.now; Date.now = () => now() + 601000; }")
    page.locator('form[data-lr-item]:visible input[value="c"]').dispatch_event("click")
    expect(page.get_by_role("heading", name="Hand in")).to_be_visible()
    said = engine.opened(hand_in(page, tmp_path))
    assert said["items"][0]["response"] == ["a"]
    assert said["attempt"]["ended"] == "2026-11-22T09:10:00Z"


def test_who_types_the_name_when_the_time_ends_loses_nothing(timed: Page) -> None:
    page = timed
    start(page)
    page.get_by_role("button", name="Review and hand in").click()
    page.get_by_role("button", name="Go on to hand in").click()
    page.get_by_label("Your name").fill("Anna")
    page.clock.fast_forward(601_000)
    expect(page.get_by_role("alert").filter(has_text="Time is up")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Anna")
    expect(page.get_by_role("button", name="Back", exact=True)).to_have_count(0)


def test_a_time_that_ends_while_the_page_is_closed_is_over(
    engine: Course, timed: Page, tmp_path: Path
) -> None:
    page = timed
    start(page)
    answer(page, "b")
    page.clock.fast_forward(86_400_000)
    page.reload()
    expect(page.get_by_text("The time of this attempt has ended")).to_be_visible()
    page.get_by_role("button", name="Hand in what is there").click()
    expect(page.get_by_role("heading", name="Hand in")).to_be_visible()
    said = engine.opened(hand_in(page, tmp_path))
    assert said["attempt"]["ended"] == "2026-11-22T09:10:00Z"
    assert said["items"][0]["response"] == ["b"]


def test_extra_time_is_the_learners_choice_and_stands_in_the_record(
    engine: Course, timed: Page, tmp_path: Path
) -> None:
    page = timed
    page.get_by_label("50 % more, 15 minutes").check()
    start(page)
    expect(page.get_by_role("timer")).to_have_text("15:00")
    page.reload()
    expect(page.get_by_text("Do you need more time?")).to_be_hidden()
    page.get_by_role("button", name="Go on").click()
    page.clock.fast_forward(720_000)
    answer(page)
    page.get_by_role("button", name="Review and hand in").click()
    record = hand_in(page, tmp_path)
    said = engine.opened(record)
    assert said["time"] == {"limit": 600, "extra": "1/2"}
    told = engine.trainer.run("issue", record)
    assert "With 50 % extra time, by the learner’s own choice." in (
        told.stdout + told.stderr
    ).replace("'", "’")
    assert "the time was over" not in told.stdout + told.stderr


def test_a_clock_that_is_set_back_gives_no_time(timed: Page) -> None:
    page = timed
    start(page)
    page.clock.fast_forward(300_000)
    expect(page.get_by_role("timer")).to_have_text("5:00")
    page.evaluate("() => { const now = Date.now; Date.now = () => now() - 240000; }")
    page.clock.fast_forward(1_000)
    expect(page.get_by_role("timer")).to_have_text("4:59")


def test_two_tabs_share_one_time_and_close_together(engine: Course, timed: Page) -> None:
    page = timed
    start(page)
    page.clock.fast_forward(120_000)
    second = page.context.new_page()
    second.goto(engine.url + "timed/")
    second.get_by_role("button", name="Go on").click()
    expect(second.get_by_role("timer")).to_have_text(re.compile("(8:00|7:5[0-9])"))
    answer(second, "c")
    expect(page.locator('form[data-lr-item="first"] input[value="c"]')).to_be_checked()
    for tab in (page, second):
        tab.clock.fast_forward(601_000)
        expect(tab.get_by_role("heading", name="Hand in")).to_be_visible()


def test_what_is_changed_twice_in_a_second_is_the_later_in_another_tab_too(
    engine: Course, timed: Page
) -> None:
    page = timed
    start(page)
    second = page.context.new_page()
    second.goto(engine.url + "timed/")
    second.get_by_role("button", name="Go on").click()
    for value in "abc":
        answer(page, value)
    expect(second.locator('form[data-lr-item="first"] input[value="c"]')).to_be_checked()
    second.get_by_role("button", name="Question 3").click()
    page.reload()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Question 1,").click()
    expect(page.locator('form[data-lr-item="first"] input[value="c"]')).to_be_checked()


@pytest.mark.parametrize("width", [320, 1280])
def test_start_card_and_questions_are_for_everybody(
    engine: Course, open_page: Pages, axe: Axe, width: int
) -> None:
    page = open_page(engine.url + "timed/", viewport=(width, 800))
    expect(page.get_by_role("group", name="Do you need more time?")).to_be_visible()
    assert axe(page) == []
    start(page)
    expect(page.get_by_role("timer")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_ratings_are_handed_in_by_who_ticks_the_box_and_by_nobody_else(
    engine: Course, open_page: Pages, tmp_path: Path
) -> None:
    page = open_page(engine.url + "timed/")
    for is_told in (False, True):
        start(page)
        page.get_by_role("button", name="Review and hand in").click()
        page.get_by_role("button", name="Go on to hand in").click()
        box = page.get_by_label("Also hand in how useful I found the lessons (1 rating)")
        expect(box).to_have_count(int(is_told))
        if is_told:
            expect(box).not_to_be_checked()
            box.check()
        said = engine.opened(hand_in(page, tmp_path))
        assert said.get("ratings") == ({"lesson": 4} if is_told else None)
        page.goto(engine.url + "lesson/")
        page.get_by_role("radio", name="Very").check()
        expect(page.get_by_text("Thank you.")).to_be_visible()
        page.goto(engine.url + "timed/")
