"""Practice: partly right, what is not graded, the result by objective, drafts in two tabs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import Axe, Pages, Serve
from tests.journey.small_course import small_course

GIFTS = """\
---
title: Gifts
pass_mark: 60%
partial_credit: per-part
{rules}
---

## Which are gifts? {{ #which objective=gifts-1 points=2 }}

- [x] A candle
    > Nobody asked.
- [ ] A receipt
    > Owed.
- [x] A note by hand
    > Nobody asked.

!!! explanation
    See [the point](../docs/module/gifts.md#the-point).

## Fill in { #fill objective=gifts-2 }

A [[small]] budget and a [[big]] heart.

!!! explanation
    Money is the smaller part.

## How sure are you? {{ #sure points=0 }}

- ( ) Not at all
- ( ) Quite
- (x) Wholly

## Is it owed? {{ #owed objective=gifts-2 }}

- ( ) None of the above
    > There is nothing above.
- (x) Yes
    > It was promised.
- ( ) No
    > It was promised.
- ( ) Perhaps
    > It was promised.
"""


def gifts(rules: str) -> str:
    return GIFTS.replace("{rules}", rules).replace("{{", "{").replace("}}", "}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    quizzes = {
        "gifts": gifts("grading: first"),
        "best": gifts("grading: best").replace("gifts-", "best-").replace("gifts.md", "best.md"),
        "ended": gifts("feedback: end").replace("gifts-", "ended-").replace("gifts.md", "ended.md"),
        "mixed": gifts("shuffle: true\ndraw: 3").replace("gifts-", "mixed-"),
    }
    quizzes["mixed"] = quizzes["mixed"].replace("gifts.md", "mixed.md")
    quizzes["whole"] = quizzes["mixed"].replace("draw: 3\n", "").replace("mixed", "whole")
    home = tmp_path_factory.mktemp("practice")
    return serve(small_course(home, quizzes).folder / "site", prefix="/small/")


def item(page: Page, name: str) -> Locator:
    return page.locator(f'form[data-lr-item="{name}"]')


def check(page: Page, name: str) -> Locator:
    place = item(page, name)
    place.get_by_role("button", name="Check").click()
    return place.get_by_role("status")


def answer_all(page: Page, *, check_each: bool = True) -> None:
    """Answer: half of the first, half of the second, the survey, the last one wrongly."""
    item(page, "which").get_by_label("A candle").check()
    item(page, "fill").get_by_label("Gap 1 of 2").fill("small")
    item(page, "sure").get_by_label("Quite").check()
    item(page, "owed").get_by_label("No", exact=True).check()
    if check_each:
        for name in ("which", "fill", "sure", "owed"):
            check(page, name)


def test_what_is_partly_right_has_a_worth_of_its_own(site: str, open_page: Pages) -> None:
    page = open_page(site + "module/gifts/")
    expect(item(page, "which").locator("legend")).to_contain_text("2 points")
    item(page, "which").get_by_label("A candle").check()
    expect(check(page, "which")).to_contain_text("Partly right: 1 of 2 points.")
    item(page, "fill").get_by_label("Gap 1 of 2").fill("small")
    expect(check(page, "fill")).to_contain_text("Partly right: 0.5 of 1 point.")


def test_the_result_says_points_pass_mark_objectives_and_what_to_read(
    site: str, open_page: Pages, axe: Axe
) -> None:
    page = open_page(site + "module/gifts/")
    result = page.locator("[data-lr-result]")
    expect(result).to_be_empty()
    answer_all(page)
    expect(result.get_by_role("heading")).to_have_text("1.5 of 4 points · 37 %")
    expect(result).to_contain_text("That is not enough yet: 60 % are needed.")
    rows = result.locator("ul").first.get_by_role("listitem")
    expect(rows).to_have_text(["Tell gifts0 of 1 right", "Use gifts0 of 2 right"])
    link = result.get_by_role("link", name="the point")
    assert link.evaluate("(a) => a.href").endswith("/module/gifts/#the-point")
    expect(result.get_by_role("link", name="Gifts", exact=True)).to_be_visible()
    assert axe(page) == []
    page.reload()
    expect(result.get_by_role("heading")).to_have_text("1.5 of 4 points · 37 %")


def test_what_is_not_graded_is_thanked_for_and_not_counted(site: str, open_page: Pages) -> None:
    page = open_page(site + "module/gifts/")
    answer_all(page)
    status = item(page, "sure").get_by_role("status")
    expect(status).to_have_text("Thank you, your answer is kept in this browser.")
    expect(page.locator("[data-lr-score]")).to_have_text("0 of 3 right at the first try.")
    page.get_by_role("button", name="Try the missed ones again").click()
    expect(item(page, "sure").get_by_label("Quite")).to_be_checked()
    expect(item(page, "which").get_by_label("A candle")).not_to_be_checked()


@pytest.mark.parametrize(
    ("lesson", "line", "points"),
    [
        ("gifts", "0 of 3 right at the first try.", "1.5 of 4"),
        ("best", "1 of 3 right at the best try.", "2.5 of 4"),
    ],
)
def test_the_try_that_counts_is_the_one_that_the_trainer_chose(
    site: str, open_page: Pages, lesson: str, line: str, points: str
) -> None:
    page = open_page(f"{site}module/{lesson}/")
    answer_all(page)
    for choice in ("Yes", "Perhaps"):
        item(page, "owed").get_by_label(choice).check()
        check(page, "owed")
    expect(page.locator("[data-lr-score]")).to_have_text(line)
    expect(page.locator("[data-lr-result]").get_by_role("heading")).to_contain_text(points)


def test_a_quiz_with_feedback_at_its_end_leads_to_its_result(site: str, open_page: Pages) -> None:
    page = open_page(site + "module/ended/")
    page.wait_for_selector("section[data-lr-mounted=done]")
    answer_all(page, check_each=False)
    page.reload()
    expect(item(page, "owed").get_by_label("No", exact=True)).to_be_checked()
    page.get_by_role("button", name="Check my answers").click()
    heading = page.locator("[data-lr-result]").get_by_role("heading")
    expect(heading).to_be_focused()
    expect(heading).to_contain_text("1.5 of 4 points")


def test_what_speaks_of_the_others_stays_below_them(site: str, open_page: Pages) -> None:
    for _ in range(3):
        page = open_page(site + "module/whole/")
        page.wait_for_selector("section[data-lr-mounted=done]")
        rows = item(page, "owed").locator(".lr-choice")
        expect(rows.last).to_have_text("None of the above")


def test_a_draw_stays_over_a_reload_and_starts_over_with_what_was_not_asked(
    site: str, open_page: Pages
) -> None:
    page = open_page(site + "module/mixed/")

    def asked() -> list[str]:
        page.wait_for_selector("section[data-lr-mounted=done]")
        forms = page.locator("form[data-lr-item]:visible").all()
        return [str(form.get_attribute("data-lr-item")) for form in forms]

    first = asked()
    assert len(first) == 3
    page.reload()
    assert asked() == first
    (left,) = {"which", "fill", "sure", "owed"} - {*first}
    for name in first:
        place = item(page, name)
        if name == "fill":
            place.get_by_label("Gap 1 of 2").fill("small")
        else:
            place.locator("input").first.check()
        check(page, name)
    page.get_by_role("button", name="Start over").click()
    expect(item(page, left)).to_be_visible()


def test_another_tab_shows_what_this_one_answered(site: str, open_page: Pages) -> None:
    page = open_page(site + "module/gifts/")
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("section[data-lr-mounted=done]")
    item(page, "owed").get_by_label("Yes").check()
    check(page, "owed")
    expect(item(other, "owed").get_by_label("Yes")).to_be_checked()
    expect(item(other, "owed").get_by_role("status")).to_contain_text("Right.")
    expect(other.locator("[data-lr-count]")).to_contain_text("1 of 4 answered")


UNTOLD = """
const { getItem, setItem } = Storage.prototype;
Storage.prototype.getItem = () => null;
Storage.prototype.setItem = function (key, text) {
  if (text.includes("quizzes")) Object.assign(Storage.prototype, { getItem, setItem });
  setItem.call(this, key, text);
};
"""
"""A browser that has not told this tab yet what another one wrote, until it writes itself."""


def test_what_is_not_checked_yet_stays_when_two_tabs_draw_at_the_same_moment(
    site: str, open_page: Pages
) -> None:
    page = open_page(site + "module/whole/")
    item(page, "which").get_by_label("A candle").check()
    item(page, "fill").get_by_label("Gap 1 of 2").fill("small")
    item(page, "sure").get_by_label("Quite").check()
    check(page, "sure")
    seed = "() => JSON.stringify(localStorage).match(/seed[^:]+:[^,]+/)[0]"
    before = page.evaluate(seed)
    other = page.context.new_page()
    other.add_init_script(UNTOLD)
    other.goto(page.url)
    page.wait_for_function(f"(before) => ({seed})() !== before", arg=before)
    expect(item(other, "sure").get_by_label("Quite")).to_be_checked()
    expect(item(page, "which").get_by_label("A candle")).to_be_checked()
    expect(item(page, "fill").get_by_label("Gap 1 of 2")).to_have_value("small")
    expect(check(page, "which")).to_contain_text("Partly right")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_partly_right_is_seen_in_both_schemes_on_a_phone(
    site: str, open_page: Pages, axe: Axe, scheme: str
) -> None:
    page = open_page(site + "module/gifts/", viewport=(320, 700), color_scheme=scheme)
    answer_all(page)
    assert axe(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320, "Nothing makes the page scroll sideways."
