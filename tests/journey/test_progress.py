"""My progress: where one is, what is due, what a copy brings back, and what is deleted for good."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from lessonry.domain.items import ChoiceItem
from tests.browser import Axe, Pages, Serve
from tests.journey.learner import form, give
from tests.journey.progress_course import QUIZZES
from tests.journey.small_course import Built, built_course
from tests.responses import right, wrong

START = datetime(2026, 11, 2, 12, tzinfo=UTC)
EXAMS = """(exam) => {
  const key = Object.keys(localStorage).find((one) => one.startsWith("lessonry/1/"));
  localStorage.setItem(key, JSON.stringify({ version: 1, quizzes: {}, lessons: {}, notes: {},
    exams: { final: exam } }));
}"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Built:
    return built_course(tmp_path_factory.mktemp("progress"), QUIZZES, serve)


@pytest.fixture
def page(open_page: Pages) -> Page:
    page = open_page(timezone_id="UTC")
    page.clock.install(time=START)
    return page


def go_on(page: Page, days: int) -> None:
    page.clock.set_system_time(START + timedelta(days=days))


def progress(page: Page, course: Built) -> None:
    page.goto(f"{course.url}progress/")
    expect(page.locator('[data-lr-progress][data-lr-mounted="done"]')).to_be_attached()


def answer(page: Page, course: Built, name: str, wrongly: tuple[str, ...] = ()) -> None:
    """Answer the choices of one lesson, some of them wrongly."""
    page.goto(course.lesson(name))
    for item in course.items(name, ChoiceItem):
        give(page, item, wrong(item) if item.identifier in wrongly else right(item))
        if name != "guests":
            form(page, item).get_by_role("button", name="Check").click()
    if name == "guests":
        page.get_by_role("button", name="Check my answers").click()


def kept(page: Page) -> dict[str, dict[str, dict[str, str]]]:
    state: dict[str, dict[str, dict[str, str]]] = page.evaluate(
        "Object.entries(localStorage).filter(([key]) => key.startsWith('lessonry/1/'))"
        ".map(([, state]) => JSON.parse(state))[0] ?? {}"
    )
    return state


def test_what_was_answered_comes_back_in_its_time_and_the_first_try_stays(
    course: Built, page: Page, open_page: Pages, axe: Axe
) -> None:
    progress(page, course)
    expect(page.get_by_role("heading", name="Your course begins here")).to_be_visible()
    expect(page.get_by_role("button", name="Save a copy")).to_be_hidden()
    assert failings(page, axe) == []

    answer(page, course, "bread", ("bread-1",))
    answer(page, course, "guests")
    answer(page, course, "plates")
    number = page.locator("form[data-lr-item=twice]:not([hidden])")
    first = number.get_attribute("data-lr-fingerprint")
    number.get_by_role("textbox").fill("1")
    number.get_by_role("button", name="Check").click()

    progress(page, course)
    before = kept(page)["quizzes"]
    expect(page.get_by_text("Nothing is due. 8 questions come back tomorrow.")).to_be_visible()
    weak = page.locator(".lr-progress-known", has_text="Worth another look")
    expect(weak.get_by_role("listitem")).to_have_count(2)
    expect(weak).to_contain_text("Use bread")
    go_on(page, 1)
    page.goto(course.url)
    page.goto(f"{course.url}module/bread/")
    page.get_by_role("link", name="My progress").click()
    page.wait_for_url("**/progress/")
    expect(page.locator('[data-lr-progress][data-lr-mounted="done"]')).to_be_attached()
    assert failings(page, axe) == []

    page.get_by_role("button", name="Review 8 questions now").click()
    asked = []
    for place in range(8):
        one = page.locator(".lr-review form")
        expect(one.locator("[data-lr-number]")).to_have_text(f"Question {place + 1} of 8")
        expect(one.locator("legend")).to_be_focused()
        asked.append(str(one.get_attribute("data-lr-item")))
        if place == 0:
            one.get_by_role("button", name="Check").click()
            expect(one.get_by_role("status")).to_have_text("Give an answer first.")
            assert failings(page, axe) == []
        if asked[-1] == "twice":
            assert one.get_attribute("data-lr-fingerprint") != first
            one.get_by_role("textbox").fill("1")
        else:
            one.get_by_label("The wrong" if asked[-1] == "guests-0" else "The right").check()
        page.keyboard.press("Enter")
        verdict = "Not quite" if asked[-1] in ("twice", "guests-0") else "Right."
        expect(one.get_by_role("status")).to_contain_text(verdict)
        if place == 1:
            assert failings(page, axe) == []
        if asked[-1] == "bread-1":
            link = one.locator("[data-lr-feedback] a")
            expect(link).to_have_attribute("href", f"{course.lesson('bread')}#the-point")
        page.clock.run_for(1000)
        page.get_by_role("button", name=re.compile("Next question|See how it went")).press("Enter")
    assert sorted(asked[:2]) == ["bread-1", "twice"], "what was missed comes first"
    assert len({name.partition("-")[0] for name in asked[2:5]}) > 1, "neighbours are mixed"
    assert "say" not in asked
    expect(page.get_by_role("heading", name="6 of 8 right")).to_be_focused()
    assert failings(page, axe) == []
    page.get_by_role("button", name="Back to my progress").click()
    expect(page.get_by_text("Nothing is due. 3 questions come back tomorrow.")).to_be_visible()
    state = kept(page)
    assert state["quizzes"] == before, "a review changes no score"
    due = {
        name: note["value"].split()[0] for name, note in state["notes"].items() if "due/" in name
    }
    assert due["due/bread/bread-0"] == "1"
    assert due["due/bread/bread-1"] == "0"
    assert due["due/guests/guests-0"] == due["due/plates/twice"] == "missed"

    go_on(page, 2)
    page.goto(course.url)
    page.goto(f"{course.url}progress/")
    page.get_by_role("button", name="Review 3 questions now").click()
    page.get_by_role("button", name="Stop here").click()
    expect(page.get_by_role("heading", name="Review")).to_be_focused()

    away = open_page(faults=True, timezone_id="UTC", storage_state=page.context.storage_state())
    away.clock.install(time=START + timedelta(days=2))
    held: list[Route] = []
    away.route("**/module/**", lambda route: held.append(route))  # noqa: PLW0108 - takes no builtin
    progress(away, course)
    away.get_by_role("button", name="Review 3 questions now").click()
    expect(away.get_by_text("The question is on its way.")).to_be_focused()
    away.get_by_role("button", name="Stop here").click()
    expect(away.get_by_role("heading", name="Review")).to_be_focused()
    for route in held:
        route.abort()
    away.route("**/module/**", lambda route: route.abort())
    away.get_by_role("button", name="Review 3 questions now").click()
    expect(away.get_by_role("heading", name="These questions are not at hand")).to_be_focused()
    expect(away.locator(".lr-review-end li a")).to_have_count(3)

    # What another tab reviews is not due here any more.
    with page.context.expect_page() as opened:
        page.evaluate("open(location.href)")
    second = opened.value
    second.get_by_role("button", name="Review 3 questions now").click()
    second.get_by_label("The right").or_(second.get_by_role("textbox")).first.wait_for()
    if second.get_by_role("textbox").count():
        second.get_by_role("textbox").fill("1")
    else:
        second.get_by_label("The right").check()
    second.get_by_role("button", name="Check").click()
    expect(page.get_by_role("button", name="Review 2 questions now")).to_be_visible()


def failings(page: Page, axe: Axe) -> list[str]:
    """Return the failings, wide and light, narrow and dark, less those of a palette without a switch."""
    found = []
    for width, scheme in ((1280, "default"), (320, "slate")):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("(name) => document.body.dataset.mdColorScheme = name", scheme)
        found += axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("() => document.body.dataset.mdColorScheme = 'default'")
    return found


def test_a_copy_is_saved_deleted_and_brought_back_after_a_look_at_it(
    course: Built, page: Page, axe: Axe, tmp_path: Path
) -> None:
    answer(page, course, "bread", ("bread-1",))
    before = kept(page)
    progress(page, course)
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save a copy").click()
    name = saving.value.suggested_filename
    assert name == "lessonry-small-course-2026-11-02.json"
    copy = tmp_path / name
    saving.value.save_as(copy)
    said = page.get_by_role("status").first
    expect(said).to_contain_text(name)
    expect(page.get_by_text("You saved a copy: today.")).to_be_visible()

    # Another tab, which shows the lesson, begins anew as well.
    with page.context.expect_page() as opened:
        page.evaluate("(url) => open(url)", course.lesson("bread"))
    lesson = opened.value
    expect(lesson.get_by_text("3 of 3 answered")).to_be_visible()
    page.get_by_role("button", name="Delete my progress").click()
    expect(page.get_by_role("heading", name="Delete all you did")).to_be_focused()
    assert failings(page, axe) == []
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("button", name="Delete my progress")).to_be_focused()
    assert kept(page)["quizzes"] == before["quizzes"]
    page.get_by_role("button", name="Delete my progress").click()
    page.get_by_role("button", name="Delete it for good").click()
    expect(said).to_have_text("All you did in this course is deleted.")
    expect(lesson.get_by_text("0 of 3 answered")).to_be_visible()
    lesson.close()
    assert kept(page).get("quizzes", {}) == {}

    answer(page, course, "guests")
    answer(page, course, "bread")
    newer = kept(page)["quizzes"]["bread"]
    progress(page, course)
    broken = tmp_path / "broken.json"
    file = json.loads(copy.read_text("utf-8"))
    refused = {
        "This file is no saved copy of a course.": "{}",
        "This copy is damaged": copy.read_text("utf-8")[:500],
        "belongs to the course “Other”": json.dumps(file | {"course": "x", "title": "Other"}),
        "saved by a newer version": json.dumps(file | {"version": 2}),
        "This file is too large": " " * 20_000_001,
    }
    for words, text in refused.items():
        broken.write_text(text, "utf-8")
        page.locator("[data-lr-copy]").set_input_files(broken)
        expect(page.locator(".lr-progress-why")).to_contain_text(words)
        expect(page.locator(".lr-progress-why")).to_be_focused()
        page.get_by_role("button", name="Close").click()
    assert kept(page)["quizzes"]["bread"] == newer

    file["state"]["notes"]["rating/bread"] = {"value": "5", "at": "2026-11-01T10:00:00Z"}
    file["state"]["lessons"]["odd"] = 7
    broken.write_text(json.dumps(file), "utf-8")
    data = page.evaluate_handle(
        "(text) => { const data = new DataTransfer();"
        " data.items.add(new File([text], 'copy.json')); return data; }",
        broken.read_text("utf-8"),
    )
    place = page.locator(".lr-progress-keeping")
    place.dispatch_event("dragover", {"dataTransfer": data})
    place.dispatch_event("drop", {"dataTransfer": data})
    expect(page.get_by_role("heading", name="What this copy changes")).to_be_focused()
    card = page.locator(".lr-progress-card")
    expect(card).to_contain_text("3 answers are newer")
    expect(card).to_contain_text("1 review or choice comes in.")
    expect(card).to_contain_text("1 entry of the file could not be read and is left out.")
    assert failings(page, axe) == []
    page.get_by_role("button", name="Bring it back").click()
    expect(said).to_have_text("The copy is back.")
    state = kept(page)
    assert state["notes"]["rating/bread"]["value"] == "5"
    assert "guests" in state["quizzes"]
    page.locator("[data-lr-copy]").set_input_files(broken)
    expect(page.get_by_role("heading", name="All is here already")).to_be_focused()
    page.locator(".lr-progress-card").get_by_role("button", name="Close").click()


def test_an_exam_is_told_in_words(course: Built, page: Page) -> None:
    answer(page, course, "bread")
    at = "2026-11-01T10:00:00Z"
    attempt = {
        "id": "1",
        "number": 1,
        "started": at,
        "ended": at,
        "name": "",
        "file": "",
        "record": "",
    }
    locked: dict[str, Any] = {"digest": "d", "form": 0, "seed": "5", "edition": "1", "asked": []}
    for found, words in {
        "": "Not tried yet",
        "handed-in": "Handed in: send the file if you have not",
        "ended": "Handed in: open it to see whether you passed",
        "failed": "Not passed yet",
        "passed": "Passed",
    }.items():
        one: dict[str, Any] = attempt | (
            {"locked": locked | {"state": found}} if found != "handed-in" else {}
        )
        if found == "passed":
            one["locked"] |= {"score": "3/2", "maxScore": "2"}
        page.evaluate(EXAMS, {"attempts": [one] if found else [], "current": None})
        progress(page, course)
        row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Final"))
        expect(row).to_contain_text(words)
        if found:
            expect(row).to_contain_text("1 attempt")
            expect(row).to_contain_text("last: yesterday")
    expect(row).to_contain_text("1.5 of 2 points")


def test_courses_of_one_origin_know_of_each_other_and_make_room(
    course: Built, page: Page, axe: Axe, serve: Serve, tmp_path: Path
) -> None:
    answer(page, course, "bread")
    progress(page, course)
    other = "lessonry/1/other//other/"
    page.evaluate(
        """(key) => {
          const list = JSON.parse(localStorage.getItem("lessonry/courses"));
          list[key] = { title: "The other <b>course</b>", path: "/other/progress/", done: 2, of: 9,
            at: "2026-11-01T10:00:00Z" };
          localStorage.setItem("lessonry/courses", JSON.stringify(list));
          localStorage.setItem(key, "x".repeat(5_100_000));
        }""",
        other,
    )
    page.reload()
    row = page.get_by_role("listitem").filter(has_text="The other <b>course</b>")
    expect(row).to_contain_text("2 of 9 lessons done")
    expect(row).to_contain_text("last used: yesterday")
    expect(row.get_by_role("link")).to_have_attribute("href", "/other/progress/")
    expect(row.get_by_role("button")).to_have_count(0)

    page.evaluate(
        """() => {
          let size = 4096;
          while (size) {
            try { localStorage.setItem("fill" + size + Math.random(), "x".repeat(size)); }
            catch { size >>= 1; }
          }
        }"""
    )
    page.get_by_role("button", name="Save a copy").click()
    expect(page.get_by_text("The room that your browser has for this site is full")).to_be_visible()
    page.get_by_role("button", name="Close this notice").click()
    assert failings(page, axe) == []
    row.get_by_role("button", name="Delete its progress").click()
    expect(row.get_by_role("button", name="Keep it")).to_be_focused()
    row.get_by_role("button", name="Delete the progress of").click()
    expect(page.get_by_role("heading", name="Your other courses here")).to_have_count(0)
    assert page.evaluate("(key) => localStorage.getItem(key)", other) is None
    page.get_by_role("button", name="Save a copy").click()
    page.reload()
    expect(page.get_by_text("You saved a copy: today.")).to_be_visible()


def test_without_scripts_or_storage_the_page_says_what_it_can(
    course: Built, open_page: Pages
) -> None:
    page = open_page(f"{course.url}progress/", javascript=False)
    expect(page.get_by_text("this page needs JavaScript to show it")).to_be_visible()
    blocked = open_page(faults=True)
    blocked.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('blocked', 'SecurityError'); } });"
    )
    progress(blocked, course)
    expect(blocked.get_by_role("heading", name="Your course begins here")).to_be_visible()
    expect(blocked.get_by_text("Your browser keeps nothing for this page")).to_be_visible()
