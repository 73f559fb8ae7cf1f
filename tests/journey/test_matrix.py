"""Tables of choices and surveys in a real browser: by pointer, by keyboard, by ear, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from lessonry.domain.items import MatrixItem
from tests.browser import Axe, Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.learner import form, give
from tests.journey.small_course import small_course
from tests.journey.test_access import SCREENS, focused, sideways, tab_to, type_answer
from tests.responses import right, wrong

QUIZ = """---
title: Owed or a gift
---

## What is each of them? { #owed }

| Gesture | **owed** | a gift | neither of the two |
| --- | --- | --- | --- |
| A clean table | (x) | ( ) | ( ) |
| A second coffee, unasked | ( ) | (x) | ( ) |
| The hour of the booking, kept to the minute | (x) | ( ) | ( ) |

!!! explanation
    Somebody would complain about a dirty table.

## What does each have? { #several partial_credit=per-part }

| | quick | kind |
| --- | --- | --- |
| A nod | [x] | [x] |
| A letter | [ ] | [x] |

!!! explanation
    So.

## How was it for you? { #heard survey=true }

| | strongly disagree | disagree | neither | agree | strongly agree |
| --- | --- | --- | --- | --- | --- |
| I was heard | ( ) | ( ) | ( ) | ( ) | ( ) |
| I would come again | ( ) | ( ) | ( ) | ( ) | ( ) |
"""
RULES = "---\nmode: exam\npass_mark: 50%\nlayout: all\nshuffle: true\n"
EXAM = (
    QUIZ.replace("---\n", RULES, 1)
    .replace("complain about a dirty", "miss a clean")
    .replace("each of them", "each of these")
    .replace("does each have", "has each of them")
)


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    return small_course(tmp_path_factory.mktemp("matrix"), {"table": QUIZ, "exam": EXAM})


@pytest.fixture(scope="module")
def site(trainer: Trainer, serve: Serve) -> str:
    return serve(trainer.folder / "site")


@pytest.fixture(scope="module")
def items(trainer: Trainer) -> tuple[MatrixItem, ...]:
    quiz = trainer.course.quiz("table")
    assert quiz is not None
    return tuple(item for item in quiz.items if isinstance(item, MatrixItem))


def check(page: Page, item: MatrixItem, values: tuple[str, ...]) -> None:
    give(page, item, values)
    form(page, item).locator("[type=submit]").click()


def ticked(page: Page, item: MatrixItem) -> tuple[str, ...]:
    """Return what a table holds, row by row as written."""
    rows = [form(page, item).locator(f'[data-lr-row="{n}"]') for n in range(1, len(item.rows) + 1)]
    chosen = [row.locator("input:checked").all() for row in rows]
    return tuple(" ".join(str(c.get_attribute("value")) for c in row) for row in chosen)


def test_a_table_is_answered_marked_and_found_again(
    items: tuple[MatrixItem, ...], site: str, open_page: Pages
) -> None:
    owed, several, _ = items
    page = open_page(f"{site}module/table/")
    answer = (right(owed)[0], wrong(owed)[1], right(owed)[2])
    check(page, owed, answer)
    told = form(page, owed).get_by_role("status")
    expect(told).to_contain_text("Not quite. 2 of the 3 rows are right.")
    marks = form(page, owed).locator("th .lr-mark")
    expect(marks).to_have_text(["Right", "Not right", "Right"])
    check(page, several, ("a b", ""))
    expect(form(page, several).get_by_role("status")).to_contain_text(
        "Partly right: 0.5 of 1 point"
    )
    page.reload()
    second = page.context.new_page()
    second.goto(f"{site}module/table/")
    for tab in (page, second):
        expect(form(tab, owed).locator("th .lr-mark")).to_have_count(3)
        assert ticked(tab, owed) == answer and ticked(tab, several) == ("a b", "")
    check(page, owed, right(owed))
    expect(told).to_contain_text("Right.")


def test_a_changed_table_is_asked_again(
    items: tuple[MatrixItem, ...], site: str, open_page: Pages
) -> None:
    owed = items[0]
    page = open_page(f"{site}module/table/")
    check(page, owed, right(owed))
    expect(form(page, owed).get_by_role("status")).to_contain_text("Right.")

    def changed(route: Route) -> None:
        body = re.sub(
            r'(data-lr-item="owed"[^>]* data-lr-fingerprint=")\w{4}',
            r"\g<1>0000",
            route.fetch().text(),
        )
        route.fulfill(body=body, content_type="text/html")

    page.route("**/module/table/", changed)
    page.reload()
    expect(page.locator(".lr-quiz[data-lr-mounted=done]")).to_have_count(1)
    assert ticked(page, owed) == ("", "", "")


def test_a_survey_thanks_and_counts_for_nothing(
    items: tuple[MatrixItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/table/")
    heard = items[2]
    form(page, heard).get_by_role("button", name="Keep my answer").click()
    told = form(page, heard).get_by_role("status")
    expect(told).to_contain_text("Give an answer first")
    check(page, heard, ("d", "e"))
    expect(told).to_have_text("Thank you, your answer is kept in this browser.")
    expect(form(page, heard).locator(".lr-mark, details")).to_have_count(0)
    for item in items[:2]:
        check(page, item, right(item))
    expect(page.locator("[data-lr-score]")).to_contain_text("2 of 2 right at the first try")
    page.reload()
    expect(told).to_contain_text("Thank you")
    assert ticked(page, heard) == ("d", "e")


def test_tables_are_answered_by_keyboard_alone(
    items: tuple[MatrixItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/table/")
    page.locator(".lr-quiz").evaluate("(quiz) => { quiz.tabIndex = -1; quiz.focus(); }")
    for item in items[:2]:
        type_answer(page, item)
        page.keyboard.press("Enter")
        expect(form(page, item).get_by_role("status")).to_contain_text("Right.")
    # Arrows choose in their own row and go no further than its ends.
    row = 'form[data-lr-item="heard"] [data-lr-row="1"] input'
    tab_to(page, row)
    for _ in range(6):
        page.keyboard.press("ArrowRight")
        assert focused(page, row)
    assert ticked(page, items[2])[1] == ""


@pytest.mark.parametrize("width", [1280, 360])
def test_a_table_is_read_out_with_its_rows_and_columns(
    width: int, items: tuple[MatrixItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/table/", viewport=(width, 800))
    expect(page.locator(".lr-quiz[data-lr-mounted=done]")).to_have_count(1)
    group = page.get_by_role("group", name="What is each of them?")
    assert group.get_by_role("radio").count() == 9
    expect(
        group.get_by_role("radio", name="A second coffee, unasked a gift", exact=True)
    ).to_have_count(1)
    tree = form(page, items[0]).aria_snapshot()
    assert "- table" in tree and '- columnheader "owed"' in tree
    assert '- rowheader "A clean table"' in tree


@pytest.mark.parametrize(("viewport", "scheme"), SCREENS)
def test_axe_finds_nothing_before_and_after(
    viewport: tuple[int, int],
    scheme: str,
    items: tuple[MatrixItem, ...],
    site: str,
    open_page: Pages,
    axe: Axe,
) -> None:
    page = open_page(f"{site}module/table/", viewport=viewport, color_scheme=scheme)
    page.wait_for_load_state("networkidle")
    assert axe(page) == [] and sideways(page) <= 0
    check(page, items[0], right(items[0]))
    check(page, items[1], ("a", "b"))
    check(page, items[2], ("a", "b"))
    expect(form(page, items[2]).get_by_role("status")).to_contain_text("Thank you")
    assert axe(page) == [] and sideways(page) <= 0


def test_on_a_phone_each_row_is_a_card_with_words_to_tap(
    items: tuple[MatrixItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/table/", viewport=(360, 740))
    place = form(page, items[0])
    for row in place.locator("[data-lr-row]").all():
        labels = row.locator("label")
        expect(labels).to_have_text(["owed", "a gift", "neither of the two"])
        boxes = [label.bounding_box() for label in labels.all()]
        tops = [box["y"] for box in boxes if box]
        assert tops == sorted({*tops}) and all(box and box["height"] >= 44 for box in boxes)
    place.locator("label", has_text="neither of the two").nth(1).click()
    assert ticked(page, items[0]) == ("", "c", "")
    wide = open_page(f"{site}module/table/")
    expect(form(wide, items[0]).locator(".lr-cell-text").first).to_be_hidden()
    cells = form(wide, items[0]).locator("td label").all()
    assert all(
        (box := cell.bounding_box()) and min(box["width"], box["height"]) >= 44 for cell in cells
    )


def test_with_text_twice_as_large_nothing_runs_off_the_page(site: str, open_page: Pages) -> None:
    page = open_page(f"{site}module/table/")
    page.add_style_tag(content="html { font-size: 250% !important }")
    assert sideways(page) <= 0


def test_without_scripts_a_table_reads_and_its_answer_opens(
    items: tuple[MatrixItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/table/", javascript=False)
    answer = form(page, items[0]).locator("details", has_text="Show the answer")
    answer.locator("summary").click()
    expect(answer.locator("li").nth(1)).to_have_text("A second coffee, unasked: a gift")
    expect(form(page, items[2]).locator("details")).to_have_count(0)


def test_an_exam_shuffles_rows_and_keeps_what_each_was_given(
    items: tuple[MatrixItem, ...], site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/exam/")
    orders = set()
    for _ in range(6):
        page.get_by_role("button", name=re.compile("Start the exam|Go on with")).click()
        texts = tuple(form(page, items[0]).locator("tbody th").all_inner_texts())
        orders.add(texts)
        expect(form(page, items[0]).locator("thead th")).to_have_text(
            ["Gesture", "owed", "a gift", "neither of the two"]
        )
        if len(orders) > 1:
            break
        page.evaluate("localStorage.clear()")
        page.reload()
    assert len(orders) > 1, "Six seeds in a row gave one order."
    give(page, items[0], ("a", "b", "c"))
    give(page, items[2], ("e", "a"))
    kept = page.evaluate(
        "Object.values(localStorage).map(JSON.parse).find((state) => state.exams?.exam)"
    )
    assert kept["exams"]["exam"]["current"]["responses"]["owed"]["values"] == ["a", "b", "c"]
    page.reload()
    page.get_by_role("button", name="Go on with").click()
    assert tuple(form(page, items[0]).locator("tbody th").all_inner_texts()) == texts
    assert ticked(page, items[0]) == ("a", "b", "c") and ticked(page, items[2]) == ("e", "a")
    assert page.locator("[data-lr-key]").count() == 0
