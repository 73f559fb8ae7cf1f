"""What happens around a learner: a changed exam, a full storage, a lost module, another tab."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lessonry.credentials.issuance.learner_name import NameRefusedError, clean
from lessonry.domain.items import ChoiceItem, GapItem
from lessonry.domain.quiz import Quiz
from tests.browser import Axe, Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.learner import as_asked, form, give, hand_in, shown, take_exam
from tests.journey.small_course import CERTIFICATES, small_course
from tests.machine import ROOT, Command
from tests.responses import right, wrong

LESSON = "details/unasked/"
NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage',"
    " { get() { throw new DOMException('blocked', 'SecurityError'); } });"
)
NAMES = [
    "Zoë Åström-Ørsted",
    "अनन्या शर्मा",
    "O´Neil",
    "Anna\u200b Lind",
    "\u0645\u06cc\u200c\u0646\u0627",
    "🙂 Smile",
    "Anna ❤\ufe0f",
    "12345",
    "<b>Bold</b>",
    "Anna €",
    "Anna ©",
    "Anna^",
    "a" * 100,
    "a" * 101,
    " ",
    "\ue000 Anna",
]


def test_an_item_added_in_the_middle_of_an_exam_is_asked_too(
    serve: Serve, open_page: Pages, tmp_path: Path
) -> None:
    head = "---\nmode: exam\npass_mark: 100%\nachievement: done\n{draw}---\n"
    items = "".join(
        f"\n## What of {n}? {{ #n{n} }}\n\n- (x) The right\n- ( ) The wrong\n\n"
        "!!! explanation\n    So it is.\n"
        for n in range(4)
    )
    trainer = small_course(tmp_path, {"final": head.format(draw="draw: 3\n") + items}, built=False)
    for path, text in CERTIFICATES.items():
        file = trainer.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    trainer.must("keys", "new", "--no-passphrase")
    trainer.must("build")
    page = open_page(f"{serve(trainer.folder / 'site')}module/final/")
    page.get_by_role("button", name="Start the exam").click()
    expect(page.locator(".lr-cell")).to_have_count(3)
    exam = trainer.course.exams[0]
    first = shown(page, exam)
    give(page, first, right(first))
    file = trainer.folder / "quizzes/final.md"
    file.write_text(head.format(draw="") + items, "utf-8")
    trainer.must("build")
    page.reload()
    expect(page.get_by_text("It now asks 4 questions")).to_be_visible()
    page.get_by_role("button", name=re.compile("Go on with question . of 4")).click()
    expect(page.locator('.lr-cell[data-lr-cell="answered"]')).to_have_count(1)
    for number in range(4):
        page.get_by_role("button", name=f"Question {number + 1},").click()
        item = shown(page, exam)
        give(page, item, right(item))
    page.get_by_role("button", name="Review and hand in").click()
    record = hand_in(page, tmp_path, name="Late Addition")
    trainer.must("issue", record, "--out", tmp_path / "issued")


@pytest.mark.parametrize("path", ["exam/", LESSON, ""])
@pytest.mark.parametrize(
    "stored",
    [
        {"version": 1, "lessons": None, "quizzes": None, "exams": None},
        {"version": 1, "exams": {"final-exam": {}}, "quizzes": {"unasked": 7}, "lessons": []},
        {"version": 1, "exams": {"final-exam": {"attempts": [1], "current": {"id": "x"}}}},
        [],
        7,
    ],
)
def test_a_store_of_another_shape_stops_nothing(
    path: str, stored: object, trainer: Trainer, quiz: Quiz, site: str, open_page: Pages
) -> None:
    key = f"lessonry/1/{trainer.course.identifier}//delight/"
    page = open_page()
    page.add_init_script(
        f"localStorage.setItem({json.dumps(key)}, {json.dumps(json.dumps(stored))})"
    )
    page.goto(site + path)
    if path == "exam/":
        page.get_by_role("button", name="Start the exam").click()
        expect(page.locator("form[data-lr-item]:visible")).to_have_count(1)
    elif path:
        expect(page.get_by_role("button", name="Check").first).to_be_visible()
        expect(page.locator("[data-lr-count]")).to_contain_text(f"0 of {quiz.asked} answered")
    else:
        expect(page.locator("[data-lr-course-map]")).to_have_attribute("data-lr-mounted", "done")


@pytest.mark.parametrize(("path", "module"), [("exam/", "exam/exam.js"), (LESSON, "quiz/quiz.js")])
def test_a_module_that_does_not_come_is_told_of_in_its_place(
    path: str, module: str, site: str, open_page: Pages
) -> None:
    page = open_page(faults=True)
    page.route(f"**/lessonry/{module}", lambda route: route.abort())
    page.goto(site + path)
    section = page.locator("section.lr-quiz")
    expect(section.get_by_role("alert")).to_contain_text("could not be started")
    expect(page.get_by_text("needs JavaScript")).to_have_count(0)
    expect(page.get_by_text("Loading…")).to_have_count(0)
    page.unroute(f"**/lessonry/{module}")
    page.get_by_role("button", name="Reload the page").click()
    expect(section).to_have_attribute("data-lr-mounted", "done")


def test_a_double_click_hands_in_once_and_a_bad_name_spends_nothing(
    trainer: Trainer, site: str, open_page: Pages
) -> None:
    exam = trainer.course.exams[0]
    page = open_page(f"{site}exam/")
    downloads: list[str] = []
    page.on("download", lambda download: downloads.append(download.suggested_filename))
    take_exam(page, exam)
    page.get_by_role("button", name="Hand in and see whether you passed").dblclick()
    page.get_by_role("button", name="Ask the trainer to countersign it").click()
    name = page.get_by_label("Your name")
    for refused, why in (("🙂 Smile", "cannot bear"), ("12345", "in letters"), ("<b>B</b>", "<")):
        name.fill(refused)
        page.get_by_role("button", name="Make the file").click()
        expect(name).to_be_focused()
        expect(page.locator(".lr-field-fault:visible")).to_contain_text(why)
    name.fill("Anna Lind")
    page.get_by_role("button", name="Make the file").dblclick()
    expect(page.get_by_role("heading", name="Your file is ready: now send it")).to_be_focused()
    page.wait_for_timeout(500)
    assert len(downloads) == 1
    page.get_by_role("button", name="Back to the start of the exam").click()
    expect(page.get_by_role("heading", name=exam.title)).to_be_focused()
    expect(page.locator(".lr-records li")).to_have_count(1)
    expect(page.locator(".lr-records")).to_contain_text("Attempt 1, finished on")
    page.goto(site)
    expect(page.get_by_text("You have passed.")).to_be_visible()


def test_the_second_half_of_a_double_click_does_nothing_on_the_screen_that_the_first_brought(
    trainer: Trainer, site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}exam/")
    take_exam(page, trainer.course.exams[0])
    page.get_by_role("button", name="Hand in and see whether you passed").click()
    expect(page.get_by_role("heading", name="You passed")).to_be_focused()
    press(page, "Ask the trainer to countersign it", count=1)
    heading = page.get_by_role("heading", name="Ask the trainer to countersign it")
    expect(heading).to_be_focused()
    press(page, "Make the file", count=2)
    expect(heading).to_be_focused()
    expect(page.locator(".lr-field-fault:visible")).to_have_count(0)
    page.get_by_label("Your name").fill("Anna Lind")
    press(page, "Make the file", count=1)
    heading = page.get_by_role("heading", name="Your file is ready: now send it")
    expect(heading).to_be_focused()
    press(page, "Back to the start of the exam", count=2)
    expect(heading).to_be_focused()
    press(page, "Back to the start of the exam", count=3)
    expect(page.get_by_role("heading", name=trainer.course.exams[0].title)).to_be_focused()


def press(page: Page, name: str, *, count: int) -> None:
    """Press a button as the `count`-th of a row of quick clicks, as if it came under the pointer."""
    place = page.get_by_role("button", name=name, exact=True)
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down(click_count=count)
    page.mouse.up(click_count=count)


def test_the_page_takes_the_names_that_issue_takes_and_no_other(node: Command) -> None:
    module = (ROOT / "generator/lessonry/runtime/exam/learner-name.js").as_uri()
    script = (
        f"const {{ refusal, tidy }} = await import({json.dumps(module)});"
        f"const names = {json.dumps(NAMES)}.map(tidy);"
        "console.log(JSON.stringify(names.map((name) => refusal(name) ? null : name)));"
    )
    theirs = json.loads(node("--input-type=module", "-e", script).stdout)
    assert theirs == [cleaned(name) for name in NAMES]


def cleaned(name: str) -> str | None:
    """Return the name as `issue` takes it; none where it refuses."""
    try:
        return clean(name)[0]
    except NameRefusedError:
        return None


def test_in_an_exam_too_it_is_seen_that_nothing_is_kept(
    site: str, open_page: Pages, axe: Axe
) -> None:
    page = open_page(faults=True, viewport=(360, 640))
    page.add_init_script(NO_STORAGE)
    page.goto(f"{site}exam/")
    page.get_by_role("button", name="Start the exam").click()
    notice = page.get_by_role("status").filter(has_text="Your browser keeps nothing")
    expect(notice).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Next", exact=True).click()
    expect(notice).to_be_in_viewport(ratio=1)
    assert axe(page) == []
    page.get_by_role("button", name="Close this notice").click()
    expect(notice).to_have_count(0)


def test_an_attempt_that_ends_in_another_tab_leaves_the_focus_where_that_is_said(
    trainer: Trainer, site: str, open_page: Pages, tmp_path: Path
) -> None:
    exam = trainer.course.exams[0]
    first = open_page(f"{site}exam/")
    take_exam(first, exam)
    second = first.context.new_page()
    second.goto(f"{site}exam/")
    second.get_by_role("button", name="Go on with question").click()
    hand_in(first, tmp_path, name="Anna Lind")
    told = second.get_by_text("This attempt was ended in another tab or window.")
    expect(told).to_be_focused()


TICKED = '.md-nav--primary a[data-lr-state="done"]'


def ticks(page: Page) -> int:
    """Return how many lessons the navigation shows as done."""
    return page.locator(TICKED).count()


def test_a_tab_that_was_open_before_goes_on_with_what_another_one_began(
    site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}exam/")
    second = page.context.new_page()
    second.goto(f"{site}exam/")
    asleep = page.context.new_page()
    asleep.add_init_script("addEventListener('storage', (e) => e.stopImmediatePropagation(), true)")
    asleep.goto(f"{site}exam/")
    page.get_by_role("button", name="Start the exam").click()
    asked = page.locator("form[data-lr-item]:visible")
    name = asked.get_attribute("data-lr-item")
    asleep.get_by_role("button", name="Start the exam").click()
    for tab in (asleep, second):
        go_on = tab.get_by_role("button", name="Go on with question 1")
        if tab is asleep:
            expect(go_on).to_be_focused()
        go_on.click()
        expect(tab.locator(f'form[data-lr-item="{name}"]')).to_be_visible()
    expect(asked).to_have_count(1)


def test_the_navigation_and_the_home_page_follow_a_quiz_at_once(
    quiz: Quiz, site: str, open_page: Pages
) -> None:
    page = open_page(site + LESSON)
    for item in quiz.items:
        assert ticks(page) == 0
        give(page, item, right(item))
        form(page, item).get_by_role("button", name="Check").click()
    expect(page.locator(TICKED)).to_have_count(1)
    page.get_by_role("button", name="Start over").click()
    expect(page.locator(TICKED)).to_have_count(0)
    page.goto(site)
    expect(page.get_by_text("0 of 9 lessons done")).to_be_visible()


def test_a_mark_stands_outside_the_sentence(quiz: Quiz, site: str, open_page: Pages) -> None:
    page = open_page(site + LESSON)
    item = as_asked(page, next(i for i in quiz.items if isinstance(i, GapItem)))
    assert isinstance(item, GapItem)
    place = form(page, item)
    before = place.locator("[data-lr-gaps] p").all_inner_texts()
    give(page, item, wrong(item))
    place.get_by_role("button", name="Check").click()
    expect(place.locator("[data-lr-mark=wrong]")).to_have_count(len(item.gaps))
    assert place.locator("[data-lr-gaps] p").all_inner_texts() == before


def test_print_is_dark_on_white_whatever_the_screen_is(site: str, open_page: Pages) -> None:
    page = open_page(site + LESSON, color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    ink = "(place) => getComputedStyle(place).color.match(/\\d+/g).slice(0, 3).map(Number)"
    paragraph = page.locator(".lr-stem").first
    assert min(paragraph.evaluate(ink)) > 180
    page.emulate_media(media="print", color_scheme="dark")
    for selector in (".lr-stem", ".lr-choice-text", ".lr-number", ".lr-lesson-body > p"):
        assert max(page.locator(selector).first.evaluate(ink)) < 130, selector


def test_no_printed_page_holds_the_head_of_a_quiz_alone(
    quiz: Quiz, site: str, open_page: Pages, poppler: Command, tmp_path: Path
) -> None:
    page = open_page(site + LESSON)
    expect(page.locator("section.lr-quiz")).to_have_attribute("data-lr-mounted", "done")
    page.pdf(path=tmp_path / "lesson.pdf", format="A4")
    poppler("pdftotext", "-layout", tmp_path / "lesson.pdf", tmp_path / "lesson.txt")
    sheets = (tmp_path / "lesson.txt").read_text("utf-8").split("\f")
    first = quiz.items[0]
    assert isinstance(first, ChoiceItem)
    (sheet,) = [s for s in sheets if "PRACTICE" in s.upper() and quiz.title in s]
    assert "Question 1 of" in sheet
    assert first.choices[0].text.markdown[:20] in sheet
