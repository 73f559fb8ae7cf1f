"""A locked exam in a real browser: passed or not at once, with no server, whatever comes in between."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from lessonry.domain.quiz import Quiz
from tests.browser import Axe, Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.learner import form, give
from tests.journey.locked_exam import answer, asked, hand_in, locked_course
from tests.journey.test_access import SCREENS, sideways
from tests.journey.test_setbacks import NO_STORAGE
from tests.responses import right

NAME = "Zoë Ørsted"
NINE = datetime(2026, 5, 4, 9, tzinfo=UTC)
LOCK = "**/lessonry/locks/*.json"
WORKER = "**/lessonry/lock/worker.js"


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


def has_passed(page: Page) -> None:
    expect(page.get_by_role("heading", name="You passed")).to_be_focused()


def has_failed(page: Page) -> None:
    expect(page.get_by_role("heading", name="The pass mark was not reached")).to_be_focused()


def sit(page: Page, quiz: Quiz, *, mistakes: int = 0) -> None:
    """Answer everything and hand in."""
    answer(page, quiz, mistakes=mistakes)
    hand_in(page)


def answered(route: Route, *, status: int, body: str) -> None:
    """Answer a request in the site's place."""
    route.fulfill(status=status, body=body)


def kept(page: Page) -> list[dict]:
    """Return the attempts that the browser keeps."""
    texts = "Object.entries({...localStorage}).filter(([key]) => key.startsWith('lessonry/'))"
    states = page.evaluate(f"{texts}.map(([, text]) => JSON.parse(text))")
    return [a for state in states for a in state["exams"]["final"]["attempts"]]


@pytest.mark.parametrize("mistakes", [0, 2])
def test_who_knows_enough_passes_at_once_and_reads_what_was_right_and_why(
    mistakes: int, quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    sit(page, quiz, mistakes=mistakes)
    has_passed(page)
    expect(page.locator(".lr-result-title")).to_contain_text(f"{9 - mistakes} of 9 points")
    expect(page.get_by_text("That is enough: 75 % were needed.")).to_be_visible()
    verdicts = page.locator("form[data-lr-item]:visible .lr-verdict")
    expect(verdicts).to_have_count(8)
    expect(verdicts.filter(has_text="Not quite.")).to_have_count(mistakes)
    expect(page.get_by_text("Twenty districts, in a spiral.").first).to_be_visible()
    boxes = page.locator('form[data-lr-item="boxes"]:visible')
    number = int(boxes.locator(".lr-stem").inner_text().split()[2])
    expect(boxes.locator(".lr-feedback")).to_contain_text(f"times 3 is {number * 3}.")
    boxes.get_by_text("The answer, with all reasons").click()
    expect(boxes.locator(".lr-answer-body")).to_contain_text(str(number * 3))
    assert page.locator("form[data-lr-item]:visible fieldset:not([disabled])").count() == 0


def test_too_little_is_said_with_why_no_score_can_be_and_opens_nothing(
    quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    sit(page, quiz, mistakes=4)
    has_failed(page)
    expect(page.get_by_text("what would tell the score would tell the answers")).to_be_visible()
    expect(page.get_by_text("You have 2 attempts left")).to_be_visible()
    expect(page.get_by_role("link", name="Read the lessons again")).to_be_visible()
    assert "in a spiral" not in page.content()
    (attempt,) = kept(page)
    assert attempt["locked"]["state"] == "failed"
    assert "secret" not in attempt["locked"]
    page.reload()
    expect(page.get_by_text("not passed")).to_be_visible()
    expect(page.get_by_text("2 of 3 left")).to_be_visible()
    page.get_by_role("button", name="Show what can be done").click()
    has_failed(page)


def test_an_answer_that_is_missing_is_a_wrong_one(quiz: Quiz, url: str, open_page: Pages) -> None:
    page = open_page(url)
    page.get_by_role("button", name="Start the exam").click()
    page.get_by_role("button", name="Review and hand in").click()
    hand_in(page)
    has_failed(page)


def test_a_certificate_is_made_after_the_name_is_given_and_again_after_a_reload(
    quiz: Quiz, url: str, open_page: Pages, tmp_path: Path
) -> None:
    page = open_page(url)
    sit(page, quiz)
    has_passed(page)
    make = page.get_by_role("button", name="Make my certificate")
    make.click()
    name = page.get_by_label("Your name")
    expect(name).to_be_focused()
    expect(page.get_by_text("Please give your name.")).to_be_visible()
    name.fill(NAME)
    files = []
    for again in (False, True):
        if again:
            page.reload()
            page.get_by_role("button", name="Show the result and the certificate").click()
            has_passed(page)
            expect(page.get_by_label("Your name")).to_have_value(NAME)
        with page.expect_download() as waiting:
            make.click()
        file = tmp_path / f"{again}.pdf"
        waiting.value.save_as(file)
        expect(page.get_by_role("status").get_by_text("saved your certificate")).to_be_visible()
        files.append(file.read_bytes())
    assert files[0].startswith(b"%PDF-")
    ids = [re.findall(rb"urn:uuid:[0-9a-f-]{36}", file) for file in files]
    assert ids[0] == ids[1]


@pytest.mark.parametrize(
    ("missing", "bears"),
    [("lessonry/fonts/**", "urn:uuid:"), ("lessonry/certificate/*.js", "bears no signature")],
    ids=["no fonts: signed all the same", "no script: plain"],
)
def test_where_no_file_can_be_made_it_is_said_why_and_a_sheet_is_printed_alone(
    missing: str, bears: str, quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(faults=True)
    page.goto(url)
    page.evaluate("() => { window.print = () => {}; }")
    sit(page, quiz)
    page.route(f"**/{missing}", lambda route: route.abort())
    page.get_by_label("Your name").fill(NAME)
    page.get_by_role("button", name="Make my certificate").click()
    expect(page.get_by_role("status").get_by_text("is kept in this browser")).to_be_visible()
    page.get_by_role("button", name="Print it").click()
    sheet = page.locator(".lr-print")
    expect(sheet).to_have_count(1)
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text()
    assert NAME in printed
    assert "100" in printed
    assert bears in printed
    assert "Your answers, one by one" not in printed
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(sheet).to_have_count(0)


def test_the_trainer_countersigns_an_unlocked_attempt(
    trainer: Trainer, quiz: Quiz, url: str, open_page: Pages, tmp_path: Path
) -> None:
    page = open_page(url)
    sit(page, quiz, mistakes=1)
    has_passed(page)
    page.get_by_role("button", name="Ask the trainer to countersign it").click()
    page.get_by_label("Your name").fill(NAME)
    page.get_by_label("E-mail").fill("zoe@example.org")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Make the file").click()
    record = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(record)
    expect(page.get_by_role("heading", name="Your file is ready: now send it")).to_be_focused()
    said = trainer.must("issue", record, "--dry-run")
    assert NAME in said
    page.get_by_role("button", name="Back to your result").click()
    has_passed(page)


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
    page.goto(url)
    notice = page.get_by_role("alert").filter(has_text="The lock of this exam could not be loaded")
    expect(notice).to_be_visible()
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
    expect(page.get_by_role("button", name="Start the exam")).to_be_visible()


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


def test_a_second_attempt_asks_what_the_first_did_not(
    quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    sit(page, quiz, mistakes=4)
    has_failed(page)
    page.get_by_role("button", name="To the next attempt").click()
    answer(page, quiz, start="Start attempt 2")
    hand_in(page)
    has_passed(page)
    first, second = kept(page)
    drawn = [{"quick", "slow", "spoken"} & set(attempt["items"]) for attempt in (first, second)]
    assert drawn[0] != drawn[1]
    page.get_by_role("button", name="Back to the start of the exam").click()
    page.get_by_role("button", name="Start attempt 3").click()
    expect(page.locator(".lr-verdict, .lr-answer, [data-lr-mark]")).to_have_count(0)
    assert page.locator("fieldset[disabled]").count() == 0


def test_nothing_that_opens_a_lock_is_loaded_before_there_is_one_to_open(
    quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rsplit("/lessonry/")[-1]))
    page.goto(url)
    answer(page, quiz)
    late = {"lock/open.js", "lock/search.js", "lock/worker.js", "exam-unlocked.js"}
    assert not late & set(loaded)
    hand_in(page)
    has_passed(page)
    assert late <= set(loaded)
    assert not [path for path in loaded if path.startswith("certificate/")]


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
        assert len(frames) >= 5
        assert max(frames) < 250


@pytest.mark.parametrize(("viewport", "scheme"), SCREENS)
def test_axe_finds_nothing_on_any_screen_of_a_locked_exam(
    viewport: tuple[int, int], scheme: str, quiz: Quiz, url: str, open_page: Pages, axe: Axe
) -> None:
    page = open_page(url, viewport=viewport, color_scheme=scheme)

    def clean() -> None:
        assert axe(page) == []
        assert sideways(page) <= 0

    clean()
    page.route(WORKER, lambda route: None)
    sit(page, quiz, mistakes=1)
    expect(page.get_by_role("heading", name="Opening the lock")).to_be_focused()
    clean()
    page.unroute(WORKER)
    page.reload()
    has_passed(page)
    for answer_of in page.locator("details.lr-answer:visible > summary").all():
        answer_of.click()
    clean()
    page.get_by_role("button", name="Ask the trainer to countersign it").click()
    clean()
    page.get_by_role("button", name="Back", exact=True).click()
    page.get_by_role("button", name="Back to the start of the exam").click()
    clean()
    answer(page, quiz, mistakes=4, start="Start attempt 2")
    hand_in(page)
    has_failed(page)
    clean()


def test_a_keyboard_alone_ends_the_attempt_and_reaches_the_certificate(
    quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    answer(page, quiz)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Hand in and see"):
            break
    page.keyboard.press("Enter")
    has_passed(page)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Your name")).to_be_focused()
    page.keyboard.type(NAME)
    with page.expect_download():
        page.keyboard.press("Enter")


@pytest.mark.parametrize(("mistakes", "words"), [(0, "You have passed."), (4, "not passed yet")])
def test_the_course_map_says_how_a_locked_exam_stands(
    mistakes: int, words: str, quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    sit(page, quiz, mistakes=mistakes)
    (has_failed if mistakes else has_passed)(page)
    page.goto(url.replace("module/final/", ""))
    expect(page.locator("[data-lr-map-exam] [data-lr-state-words]")).to_contain_text(words)


def test_the_start_card_says_that_nothing_leaves_the_browser(url: str, open_page: Pages) -> None:
    page = open_page(url)
    expect(page.get_by_text("Your name is asked only for the certificate.")).to_be_visible()
