"""Everybody gets through: by keyboard alone, by ear, on a phone, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lessonry.domain.gaps import InlineChoiceGap
from lessonry.domain.items import (
    ChoiceItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
)
from lessonry.domain.quiz import Quiz
from tests.browser import Axe, Pages
from tests.journey.conftest import Trainer
from tests.journey.learner import as_asked, form, give, shown, verdict
from tests.responses import right, wrong

LESSON = "details/unasked/"
PAGES = ("", LESSON, "exam/", "verify/", "reference/quiz-format/")
SCREENS = [
    pytest.param((1280, 800), "light", id="desk, light"),
    pytest.param((320, 640), "dark", id="phone, dark"),
]


@pytest.mark.parametrize(("viewport", "scheme"), SCREENS)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(
    path: str, viewport: tuple[int, int], scheme: str, site: str, open_page: Pages, axe: Axe
) -> None:
    page = open_page(site + path, viewport=viewport, color_scheme=scheme)
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
    assert sideways(page) <= 0


@pytest.mark.parametrize(("viewport", "scheme"), SCREENS)
def test_axe_finds_nothing_after_answering(
    viewport: tuple[int, int],
    scheme: str,
    quiz: Quiz,
    site: str,
    open_page: Pages,
    axe: Axe,
) -> None:
    page = open_page(site + LESSON, viewport=viewport, color_scheme=scheme)
    for number, item in enumerate(quiz.items):
        give(page, item, wrong(item) if number % 2 else right(item))
        form(page, item).get_by_role("button", name="Check").click()
    expect(page.locator("[data-lr-score]")).to_contain_text("at the first try")
    assert axe(page) == []
    assert sideways(page) <= 0


@pytest.mark.parametrize(("viewport", "scheme"), SCREENS)
def test_axe_finds_nothing_in_the_exam(
    viewport: tuple[int, int], scheme: str, site: str, open_page: Pages, axe: Axe
) -> None:
    page = open_page(f"{site}exam/", viewport=viewport, color_scheme=scheme)
    page.get_by_role("button", name="Start the exam").click()
    assert axe(page) == []
    assert sideways(page) <= 0
    page.get_by_role("button", name="Review and hand in").click()
    assert axe(page) == []
    page.get_by_role("button", name="Hand in and see whether you passed").click()
    page.get_by_role("button", name="Let the trainer grade it").click()
    assert axe(page) == []
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_label("Your name")).to_be_focused()
    assert axe(page) == []


def sideways(page: Page) -> int:
    """Return how many pixels a reader would have to scroll sideways."""
    return int(
        page.evaluate(
            "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
        )
    )


def focused(page: Page, selector: str) -> bool:
    """Return whether the focus is on `selector`, and can be seen there."""
    return bool(
        page.evaluate(
            """(selector) => {
              const place = document.activeElement;
              if (!place?.matches(selector)) return false;
              const seen = [place, place.closest("label")].filter(Boolean).map(getComputedStyle);
              return seen.some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0
                || s.boxShadow !== "none");
            }""",
            selector,
        )
    )


def tab_to(page: Page, selector: str, *, most: int = 60) -> None:
    """Press Tab until the focus is on `selector`; the ring must be seen there."""
    for _ in range(most):
        if page.evaluate("(s) => document.activeElement?.matches(s) ?? false", selector):
            assert focused(page, selector), f"{selector} has the focus and shows no ring"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {selector}")


def type_answer(page: Page, item: Item) -> None:
    """Answer one item rightly by keyboard, the focus being before it."""
    place = f'form[data-lr-item="{item.identifier}"]'
    if isinstance(item, OrderItem | MatchItem):
        arrange_by_keys(page, item, place)
        return
    if isinstance(item, MatrixItem):
        fill_table_by_keys(page, item, place)
        return
    if isinstance(item, GapItem):
        fill_gaps_by_keys(page, item, place)
        return
    assert isinstance(item, ChoiceItem | HotspotItem), item.kind
    if item.multiple:
        boxes = page.locator(f"{place} [data-lr-choices] input").all()
        in_order = [str(box.get_attribute("value")) for box in boxes]
        for value in (value for value in in_order if value in right(item)):
            tab_to(page, f'{place} input[value="{value}"]')
            page.keyboard.press("Space")
        return
    tab_to(page, f"{place} [data-lr-choices] input")
    (key,) = right(item)
    page.keyboard.press("Space")
    for _ in item.choices if isinstance(item, ChoiceItem) else item.areas:
        if page.evaluate("document.activeElement.value") == key:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError("the arrow keys never came to the key")


def fill_gaps_by_keys(page: Page, item: GapItem, place: str) -> None:
    """Fill the gaps rightly by keyboard, one after the other."""
    controls = page.locator(f"{place}:not([hidden]) [data-lr-gaps] :is(input, select)")
    names: list[str] = controls.evaluate_all("(all) => all.map(({ name }) => name)")
    for name, gap, value in zip(names, item.gaps, right(item), strict=True):
        tab_to(page, f'{place} [name="{name}"]')
        if not isinstance(gap, InlineChoiceGap):
            page.keyboard.type(value)
            continue
        for _ in gap.choices:
            if page.evaluate("document.activeElement.value") != value:
                page.keyboard.press("ArrowDown")
    # Enter in a list that drops down opens it.
    if isinstance(item.gaps[-1], InlineChoiceGap):
        tab_to(page, "button[type=submit]")


def fill_table_by_keys(page: Page, item: MatrixItem, place: str) -> None:
    """Answer a table rightly by keyboard, row by row as they stand."""
    rows = page.locator(f"{place} [data-lr-row]")
    numbers: list[str] = rows.evaluate_all("(all) => all.map((row) => row.dataset.lrRow)")
    for number in numbers:
        row = f'{place} [data-lr-row="{number}"]'
        wanted = right(item)[int(number) - 1].split(" ")
        if item.multiple:
            for value in wanted:
                tab_to(page, f'{row} input[value="{value}"]')
                page.keyboard.press("Space")
            continue
        tab_to(page, f"{row} input")
        page.keyboard.press("Space")
        for _ in item.columns:
            if page.evaluate("document.activeElement.value") not in wanted:
                page.keyboard.press("ArrowRight")


def match_by_keys(page: Page, item: MatchItem, place: str) -> None:
    """Choose the right partners by keyboard, row by row as they stand."""
    rows = page.locator(f"{place} [data-lr-left]")
    for left in rows.evaluate_all("(all) => all.map((row) => row.dataset.lrLeft)"):
        tab_to(page, f'{place} [data-lr-left="{left}"] select')
        options = page.locator(f'{place} [data-lr-left="{left}"] option')
        named: list[str] = options.evaluate_all("(all) => all.map(({ value }) => value)")
        for _ in range(named.index(right(item)[int(left) - 1])):
            page.keyboard.press("ArrowDown")


def arrange_by_keys(page: Page, item: OrderItem | MatchItem, place: str) -> None:
    """Order or match rightly by keyboard, and go on to the button that hands it in."""
    if isinstance(item, MatchItem):
        match_by_keys(page, item, place)
    for number, value in enumerate(right(item) if isinstance(item, OrderItem) else ()):
        rows = page.locator(f"{place} [data-lr-entry]")
        names: list[str] = rows.evaluate_all("(all) => all.map((row) => row.dataset.lrEntry)")
        page.locator(f"{place} [data-lr-move]").first.focus()
        # Back and forth, for a ring is shown to who uses the keyboard.
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        tab_to(page, f'{place} [data-lr-entry="{value}"] [data-lr-move=up]')
        for _ in range(names.index(value) - number):
            page.keyboard.press("ArrowUp")
    if isinstance(item, OrderItem) and not page.locator(f"{place} [data-lr-given]").count():
        tab_to(page, f"{place} [data-lr-keep]")
        page.keyboard.press("Enter")
    if page.locator("button[type=submit]:visible").count():
        tab_to(page, "button[type=submit]")


def test_a_quiz_is_done_by_keyboard_alone(quiz: Quiz, site: str, open_page: Pages) -> None:
    page = open_page(site + LESSON)
    page.locator(".lr-quiz").evaluate("(quiz) => { quiz.tabIndex = -1; quiz.focus(); }")
    for item in [as_asked(page, item) for item in quiz.items]:
        type_answer(page, item)
        page.keyboard.press("Enter")
        status = verdict(page, item)
        expect(status).to_contain_text("Right")
    total = len(quiz.items)
    expect(page.locator("[data-lr-score]")).to_contain_text(f"{total} of {total} right")


def test_on_a_phone_a_mark_takes_no_room_from_the_words_of_a_choice(
    quiz: Quiz, site: str, open_page: Pages
) -> None:
    item = next(i for i in quiz.items if isinstance(i, ChoiceItem) and not i.multiple)
    page = open_page(site + LESSON, viewport=(360, 740))
    give(page, item, wrong(item))
    words = form(page, item).locator(".lr-choice:has(:checked) .lr-choice-text")
    before = words.evaluate("(words) => words.clientWidth")
    form(page, item).get_by_role("button", name="Check").click()
    expect(form(page, item).locator(".lr-choice .lr-mark")).to_be_visible()
    assert words.evaluate("(words) => words.clientWidth") == before


def test_choosing_by_arrow_keys_grades_nothing(quiz: Quiz, site: str, open_page: Pages) -> None:
    item = next(i for i in quiz.items if isinstance(i, ChoiceItem) and not i.multiple)
    page = open_page(site + LESSON)
    form(page, item).locator("[data-lr-choices] input").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(verdict(page, item)).to_be_empty()


def test_an_exam_is_taken_and_handed_in_by_keyboard_alone(
    trainer: Trainer, site: str, open_page: Pages
) -> None:
    exam = trainer.course.exams[0]
    page = open_page(f"{site}exam/")
    page.locator(".lr-exam").evaluate("(exam) => { exam.tabIndex = -1; exam.focus(); }")
    tab_to(page, ".lr-exam button")
    page.keyboard.press("Enter")
    for _ in range(exam.asked):
        item = shown(page, exam)
        type_answer(page, item)
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Before you hand in")).to_be_focused()
    tab_to(page, ".lr-actions button:last-child")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="You passed")).to_be_focused()
    tab_to(page, 'input[name="name"]')
    page.keyboard.type("Max Mustermann")
    with page.expect_download():
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save it again")).to_be_visible()
    tab_to(page, ".lr-claim > .lr-small button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ask the trainer to countersign it")).to_be_focused()
    tab_to(page, 'input[name="email"]')
    with page.expect_download():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your file is ready")).to_be_focused()


def test_an_empty_answer_says_so_and_counts_as_no_try(
    quiz: Quiz, site: str, open_page: Pages
) -> None:
    item = quiz.items[0]
    page = open_page(site + LESSON)
    form(page, item).get_by_role("button", name="Check").click()
    expect(verdict(page, item)).to_contain_text("Give an answer first")
    expect(form(page, item).locator("[data-lr-choices] input").first).to_be_focused()


def test_a_question_names_its_group_and_its_choices(
    quiz: Quiz, site: str, open_page: Pages
) -> None:
    item = quiz.items[0]
    assert isinstance(item, ChoiceItem)
    assert item.heading is not None
    page = open_page(site + LESSON)
    group = page.get_by_role("group", name=item.heading.markdown)
    expect(group.get_by_role("radio")).to_have_count(len(item.choices))


def test_without_scripts_a_quiz_reads_and_its_answers_can_be_opened(
    quiz: Quiz, site: str, open_page: Pages
) -> None:
    page = open_page(site + LESSON, javascript=False)
    details = form(page, quiz.items[0]).locator("details", has_text="Show the answer")
    details.locator("summary").click()
    expect(details.get_by_text("Right:", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Check")).to_have_count(0)
    expect(page.get_by_text("Without JavaScript nothing is checked here")).to_be_visible()


def test_without_scripts_an_exam_says_what_it_needs(site: str, open_page: Pages) -> None:
    page = open_page(f"{site}exam/", javascript=False)
    expect(page.get_by_text("This exam needs JavaScript")).to_be_visible()
    expect(page.get_by_text("Loading…")).to_be_hidden()


def test_with_storage_blocked_a_quiz_works_and_says_that_nothing_is_kept(
    quiz: Quiz, site: str, open_page: Pages
) -> None:
    item = quiz.items[0]
    page = open_page(faults=True)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('blocked', 'SecurityError'); } });"
    )
    page.goto(site + LESSON)
    give(page, item, right(item))
    form(page, item).get_by_role("button", name="Check").click()
    expect(verdict(page, item)).to_contain_text("Right")
    expect(page.get_by_text("Your browser keeps nothing")).to_have_count(1)


def test_two_tabs_do_not_undo_each_other(quiz: Quiz, site: str, open_page: Pages) -> None:
    one, two = quiz.items[:2]
    first = open_page(site + LESSON)
    second = first.context.new_page()
    second.goto(site + LESSON)
    answers = ((first, one), (second, two))
    for page, item in answers:
        give(page, item, right(item))
    for page, item in answers:
        # By keyboard: what the other tab has answered comes at any moment, and moves the button.
        form(page, item).get_by_role("button", name="Check").press("Enter")
        expect(verdict(page, item)).to_contain_text("Right")
    first.reload()
    for item in (one, two):
        expect(verdict(first, item)).to_contain_text("Right")
