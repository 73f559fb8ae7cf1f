"""A locked exam in a real browser: passed or not at once, with no server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lessonry.domain.quiz import Quiz
from tests.browser import Axe, Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.locked_exam import (
    WORKER,
    answer,
    hand_in,
    has_failed,
    has_passed,
    kept,
    locked_course,
    sit,
)
from tests.journey.test_access import SCREENS, sideways

NAME = "Zoë Ørsted"


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


def test_the_result_stands_by_objective_with_what_to_read_again(
    quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    sit(page, quiz, mistakes=2)
    has_passed(page)
    rows = page.locator(".lr-result-objectives > li")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_have_text(re.compile(r"Tell final\s*0 of 2 right"))
    expect(rows.nth(1)).to_have_text(re.compile(r"Use final\s*1 of 1 right"))
    again = page.locator(".lr-result-again").get_by_role("link")
    expect(again).to_have_text(["Final"])
    assert page.evaluate(
        "document.querySelector('.lr-claim').compareDocumentPosition("
        "document.querySelector('.lr-result-objectives')) & Node.DOCUMENT_POSITION_FOLLOWING"
    ), "the certificate is what a learner looks for first"


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


def test_what_opens_a_lock_is_loaded_once_an_attempt_has_begun(
    quiz: Quiz, url: str, open_page: Pages
) -> None:
    page = open_page()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rsplit("/lessonry/")[-1]))
    page.goto(url)
    late = {"lock/open.js", "exam/unlocked.js"}
    expect(page.get_by_role("button", name="Start the exam")).to_be_visible()
    assert not late & set(loaded)
    answer(page, quiz)
    hand_in(page)
    has_passed(page)
    assert late <= set(loaded)
    assert not [path for path in loaded if path.startswith("certificate/")]


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
