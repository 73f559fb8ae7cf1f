"""What happens around a locked exam: a lost connection, a former lock, another tab, a forged pass."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lessonry.domain.quiz import Quiz
from tests.browser import Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.learner import form, give
from tests.journey.locked_exam import (
    LOCK,
    WORKER,
    answer,
    answered,
    asked,
    hand_in,
    has_failed,
    has_passed,
    kept,
    locked_course,
    sit,
)
from tests.journey.test_setbacks import NO_STORAGE
from tests.responses import right

NINE = datetime(2026, 5, 4, 9, tzinfo=UTC)
FORGERY = """(digest) => {
  for (const [key, text] of Object.entries({...localStorage})) {
    if (!key.startsWith("lessonry/")) continue;
    const state = JSON.parse(text);
    const { locked } = state.exams.final.attempts[0];
    Object.assign(locked, {state: "passed", secret: "A".repeat(22), score: "9", maxScore: "9"});
    if (digest) locked.digest = digest;
    localStorage.setItem(key, JSON.stringify(state));
  }
}"""


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    """Build the course once for all of these tests."""
    return locked_course(tmp_path_factory.mktemp("locked"))


@pytest.fixture(scope="module")
def url(trainer: Trainer, serve: Serve) -> str:
    """Host it under a path; return where the exam is."""
    return serve(trainer.folder / "site", prefix="/small/") + "module/final/"


@pytest.fixture(scope="module")
def quiz(trainer: Trainer) -> Quiz:
    quiz = trainer.course.quiz("final")
    assert quiz is not None
    return quiz


def test_a_connection_that_is_lost_once_the_exam_has_begun_does_no_harm(
    quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(faults=True)
    page.goto(url)
    with page.expect_response("**/lessonry/lock/opener.js"):
        page.get_by_role("button", name="Start the exam").click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Review and hand in").click()
    page.context.set_offline(True)
    page.get_by_role("button", name="Back to the questions").click()
    for number in range(8):
        item = asked(page, quiz)
        give(page, item, right(item))
        name = "Next" if number < 7 else "Review and hand in"
        page.get_by_role("button", name=name, exact=True).click()
    hand_in(page)
    has_passed(page)
    page.get_by_label("Your name").fill("Anna Lind")
    make = page.get_by_role("button", name="Make my certificate")
    make.click()
    expect(page.get_by_text("Check your connection, then try again.")).to_be_visible()
    page.context.set_offline(False)
    with page.expect_download():
        make.click()


def test_who_writes_a_pass_into_the_storage_gets_no_certificate(
    quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(faults=True)
    page.goto(url)
    sit(page, quiz, mistakes=4)
    has_failed(page)
    for digest, says in (("", "cannot be opened here any more"), ("0" * 16, "published this exam")):
        page.evaluate(FORGERY, digest)
        page.reload()
        page.get_by_role("button", name="Show the result and the certificate").click()
        expect(page.get_by_text(says)).to_be_visible()
        expect(page.get_by_role("button", name="Make my certificate")).to_have_count(0)
        assert "in a spiral" not in page.content()


def test_an_attempt_goes_on_after_a_reload_and_asks_the_same(
    quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    page.get_by_role("button", name="Start the exam").click()
    item = asked(page, quiz)
    give(page, item, right(item))
    page.reload()
    page.get_by_role("button", name="Go on with question 1 of 8").click()
    again = asked(page, quiz)
    assert (again, form(page, again).get_attribute("data-lr-fingerprint")) == (
        item,
        form(page, item).get_attribute("data-lr-fingerprint"),
    )
    assert page.locator('.lr-cell[data-lr-cell^="answered"]').count() == 1


def test_what_was_ended_and_not_opened_is_opened_after_a_reload(
    quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    page.route(WORKER, lambda route: None)
    sit(page, quiz)
    expect(page.get_by_role("heading", name="Opening the lock")).to_be_focused()
    assert kept(page)[0]["locked"]["state"] == "ended"
    page.unroute(WORKER)
    page.reload()
    has_passed(page)
    assert len(kept(page)) == 1
    page.reload()
    expect(page.get_by_text("2 of 3 left")).to_be_visible()
    expect(page.get_by_text(": passed")).to_be_visible()


def test_who_leaves_while_it_opens_finds_it_on_the_start_card(
    quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    page.route(WORKER, lambda route: None)
    sit(page, quiz)
    page.get_by_role("button", name="Back to the start of the exam").click()
    expect(page.get_by_text("not opened yet")).to_be_visible()
    page.unroute(WORKER)
    page.get_by_role("button", name="Open the lock").click()
    has_passed(page)


def test_two_tabs_end_one_attempt_once(quiz: Quiz, url: str, open_page: Pages) -> None:
    first = open_page(url)
    answer(first, quiz)
    second = first.context.new_page()
    second.goto(url)
    second.get_by_role("button", name="Go on with question").click()
    hand_in(first)
    has_passed(first)
    told = second.get_by_text("This attempt was ended in another tab or window.")
    expect(told).to_be_focused()
    expect(second.get_by_text(": passed")).to_be_visible()
    expect(second.get_by_text("2 of 3 left")).to_be_visible()
    assert len(kept(first)) == 1
    second.get_by_role("button", name="Show the result and the certificate").click()
    has_passed(second)


def test_without_its_lock_file_the_exam_waits_and_says_so(
    quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(faults=True)
    page.route(LOCK, lambda route: route.abort())
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(url)
    start = page.get_by_role("button", name="Start the exam")
    expect(start).to_be_visible()
    assert not [one for one in fetched if "/locks/" in one], "nobody is about to start"
    start.dblclick()
    notice = page.get_by_role("alert").filter(has_text="The lock of this exam could not be loaded")
    expect(notice).to_be_visible()
    expect(notice.get_by_role("button", name="Try again")).to_be_focused()
    expect(page.get_by_role("button", name="Start the exam")).to_have_count(0)
    for status, body, why in (
        (404, "", "the site answered 404"),
        (200, '{"type": "Answ', "it is not whole"),
        (200, "[]", "not a lock of a kind"),
    ):
        page.unroute(LOCK)
        page.route(LOCK, partial(answered, status=status, body=body))
        page.get_by_role("button", name="Try again").click()
        expect(notice).to_contain_text(why)
    page.unroute(LOCK)
    page.get_by_role("button", name="Try again").click()
    start.press("Enter")
    expect(page.get_by_text("Question 1 of").filter(visible=True)).to_be_visible()


def test_a_lock_that_was_made_anew_keeps_the_answers_that_still_fit(
    serve: Serve, open_page: Pages, tmp_path: Path
) -> None:
    trainer = locked_course(tmp_path)
    url = serve(trainer.folder / "site") + "module/final/"
    quiz = trainer.course.quiz("final")
    assert quiz is not None
    page = open_page(faults=True)
    page.goto(url)
    answer(page, quiz)
    file = trainer.folder / "quizzes/final.md"
    text = file.read_text("utf-8").replace("Put the day in order", "Put this day in order")
    file.write_text(text, encoding="utf-8")
    trainer.must("build")
    page.reload()
    expect(page.get_by_text("The trainer has changed this exam since you began.")).to_be_visible()
    page.get_by_role("button", name="Go on with question").click()
    expect(page.locator('.lr-cell[data-lr-cell^="answered"]')).to_have_count(7)
    page.get_by_role("button", name="Review and hand in").click()
    hand_in(page)
    has_passed(page)
    file.write_text(text.replace("How", "Why").replace("Noon", "Midday"), encoding="utf-8")
    trainer.must("build")
    page.reload()
    page.get_by_role("button", name="Show the result and the certificate").click()
    has_passed(page)
    expect(page.get_by_text("The trainer has published this exam anew")).to_be_visible()
    expect(page.get_by_text("8 of 9 points, 88 %.")).to_be_visible()


def test_at_the_end_of_the_time_what_is_there_opens_the_lock(
    serve: Serve, open_page: Pages, tmp_path: Path
) -> None:
    trainer = locked_course(tmp_path, more="time_limit: 10 min\n")
    url = serve(trainer.folder / "site") + "module/final/"
    quiz = trainer.course.quiz("final")
    assert quiz is not None
    page = open_page()
    page.clock.install(time=NINE - timedelta(minutes=1))
    page.goto(url)
    page.clock.pause_at(NINE)
    answer(page, quiz)
    page.clock.fast_forward(601_000)
    expect(page.get_by_text("The time has ended.")).to_be_visible()
    page.clock.resume()
    hand_in(page)
    has_passed(page)
    assert kept(page)[0]["ended"] == "2026-05-04T09:10:00Z"


def test_with_storage_blocked_it_works_within_the_page(
    quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(faults=True)
    page.add_init_script(NO_STORAGE)
    page.goto(url)
    sit(page, quiz, mistakes=4)
    has_failed(page)
    page.get_by_role("button", name="To the next attempt").click()
    expect(page.get_by_text("2 of 3 left")).to_be_visible()
    answer(page, quiz, start="Start attempt 2")
    hand_in(page)
    has_passed(page)


def test_without_a_worker_the_page_opens_the_lock_itself(
    quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(faults=True)
    page.route(WORKER, lambda route: route.abort())
    page.goto(url)
    sit(page, quiz, mistakes=2)
    has_passed(page)
    page.evaluate("() => { window.Worker = undefined; }")
    page.get_by_role("button", name="Back to the start of the exam").click()
    answer(page, quiz, mistakes=4, start="Start attempt 2")
    hand_in(page)
    has_failed(page)


MANY = "".join(
    f"\n## What is number {n}? {{ #n{n} }}\n\n- (x) This {n}\n- ( ) That {n}\n- ( ) Those {n}\n"
    for n in range(24)
)


def test_the_page_stays_alive_while_it_looks_through_many_sets(
    serve: Serve, open_page: Pages, tmp_path: Path
) -> None:
    trainer = locked_course(tmp_path, items=MANY, more="layout: all\n")
    url = serve(trainer.folder / "site") + "module/final/"
    page = open_page(faults=True)
    for worker in (True, False):
        if not worker:
            page.route(WORKER, lambda route: route.abort())
        page.goto(url)
        page.get_by_role("button", name="Start").click()
        for n in range(24):
            right_one = n < 17
            text = f"This {n}" if right_one else f"That {n}"
            page.locator(f'form[data-lr-item="n{n}"]').get_by_text(text, exact=True).click()
        page.get_by_role("button", name="Review and hand in").click()
        page.evaluate(
            """() => {
              window.frames_ = []; window.said = 0;
              let last = performance.now();
              const tick = () => {
                const now = performance.now();
                if (document.querySelector(".lr-opening progress")) window.frames_.push(now - last);
                last = now;
                requestAnimationFrame(tick);
              };
              requestAnimationFrame(tick);
            }"""
        )
        hand_in(page)
        has_failed(page)
        frames = page.evaluate("window.frames_")
        # A page that is held up draws one or two; what one frame takes, a busy machine decides.
        assert len(frames) >= 4
        assert sorted(frames)[len(frames) // 2] < 250
