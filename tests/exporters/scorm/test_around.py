"""A SCORM package among several learners, in another LMS, in none, and where nothing is kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from lessonry.domain.quiz import Quiz
from tests.browser import Axe, Pages
from tests.exporters.lms import check, launch
from tests.journey.locked_exam import has_passed, sit
from tests.responses import right

LESSON, FINAL = "module/one.html", "module/final.html"
VERSIONS = ("1.2", "2004")


def test_two_learners_at_one_computer_see_nothing_of_each_other(
    open_page: Pages, urls: dict[str, str], one: Quiz
) -> None:
    ada = launch(open_page, urls["1.2"], version="1.2", learner="ada")
    ada.goes_to(LESSON)
    check(ada, one.items[0], right(one.items[0]))
    # A page in a tab of its own is hers as long as she is there.
    tab = ada.page.context.new_page()
    tab.goto(f"{urls['1.2']}package/course/{LESSON}")
    expect(tab.locator("form[data-lr-state=right]")).to_have_count(1)
    ada.tells("cmi.interactions.0.result", "correct")
    died = ada.told()
    assert died["cmi.core.exit"] == "suspend"  # for a computer that dies before it can say so
    given = ada.closes()
    bob = launch(open_page, urls["1.2"], version="1.2", learner="bob", tab=ada.page)
    bob.goes_to(LESSON)
    expect(bob.course.locator("form[data-lr-state]")).to_have_count(0)
    bob.closes()
    again = launch(open_page, urls["1.2"], version="1.2", learner="ada", tab=ada.page, given=given)
    again.shows(LESSON)
    expect(again.course.locator("form[data-lr-state=right]")).to_have_count(1)
    again.closes()
    # An attempt that the LMS begins anew is new here, too.
    anew = launch(open_page, urls["1.2"], version="1.2", learner="ada", tab=ada.page)
    anew.goes_to(LESSON)
    expect(anew.course.locator("form[data-lr-state]")).to_have_count(0)
    anew.closes()


@pytest.mark.parametrize("version", VERSIONS)
def test_scorm_again_has_the_pass_and_gives_it_back(
    open_page: Pages, urls: dict[str, str], one: Quiz, final: Quiz, version: str
) -> None:
    here = launch(open_page, urls[version], version=version, host="again.html")
    here.goes_to(LESSON)
    check(here, one.items[0], right(one.items[0]))
    here.goes_to(FINAL)
    sit(here.screen, final)
    has_passed(here.screen)
    status = "cmi.core.lesson_status" if version == "1.2" else "cmi.success_status"
    read = "LMSGetValue" if version == "1.2" else "GetValue"
    here.page.wait_for_function(f"again.{read}('{status}') === 'passed'")
    here.page.evaluate("document.querySelector('iframe').remove()")
    assert here.page.evaluate("again.isTerminated()")
    told = here.page.evaluate("JSON.parse(JSON.stringify(again.cmi))")
    there = launch(open_page, urls[version], version=version, host="again.html", given=told)
    there.shows(FINAL)
    expect(there.course.locator(".lr-records")).to_contain_text("passed")


def test_a_copy_in_a_hidden_frame_waits_until_it_is_seen(
    open_page: Pages, urls: dict[str, str]
) -> None:
    """Open edX hides the frame where it opens a window, and loads the course in it all the same."""
    here = launch(open_page, urls["1.2"], version="1.2")
    here.page.evaluate(
        """() => new Promise((loaded) => {
          const copy = document.createElement("iframe");
          copy.style.display = "none";
          copy.src = "package/index.html";
          copy.onload = loaded;
          document.body.append(copy);
        })"""
    )
    here.page.wait_for_timeout(500)
    assert here.page.evaluate("attempt.refused") == []
    here.page.evaluate("document.querySelectorAll('iframe')[1].style.display = 'block'")
    here.page.wait_for_function("attempt.refused.some((one) => one.includes('initialized twice'))")


def test_where_the_frame_forbids_forms_questions_are_answered_all_the_same(
    open_page: Pages, urls: dict[str, str], one: Quiz, final: Quiz
) -> None:
    """Kolibri's frame has `allow-scripts allow-same-origin` and no more."""
    tab = open_page(faults=True)  # whether it forbids them, a form says that is blocked
    here = launch(
        open_page, urls["1.2"], tab=tab, version="1.2", sandbox="allow-scripts+allow-same-origin"
    )
    here.goes_to(LESSON)
    for item in one.items:
        check(here, item, right(item))
    here.tells("cmi.interactions.3.result", "correct")
    here.goes_to(FINAL)
    sit(here.screen, final)
    has_passed(here.screen)
    here.tells("cmi.core.lesson_status", "passed")
    # No page is told that its file was refused, so the words allow for it.
    here.screen.get_by_label("Your name").fill("Ada")
    here.screen.get_by_role("button", name="Make my certificate").click()
    expect(here.screen.get_by_text("this learning platform holds files back")).to_be_visible()
    here.closes()


def test_without_an_lms_it_is_a_plain_course_and_says_so(
    open_page: Pages, urls: dict[str, str], one: Quiz, axe: Axe
) -> None:
    page = open_page(f"{urls['1.2']}package/index.html", viewport=(665, 500))
    expect(page.get_by_role("status")).to_contain_text("No learning management system answers here")
    course = page.frame_locator("iframe")
    expect(course.get_by_role("heading", name="Small course", level=1).first).to_be_visible()
    assert page.title() == "Small course"
    assert axe(page) == []
    page.get_by_role("button", name="Close this notice").click()
    expect(page.get_by_role("status")).to_be_empty()
    expect(course.locator("[data-lr-private]")).to_contain_text("nowhere else")
    inner = page.frames[1]
    inner.goto(f"{urls['1.2']}package/course/{LESSON}")
    inner.wait_for_selector('section[data-lr-mounted="done"]')
    inner.locator('form[data-lr-item="which"] input').first.check()
    inner.locator('form[data-lr-item="which"]').get_by_role("button", name="Check").click()
    expect(inner.locator("form[data-lr-state=right]")).to_have_count(1)
    keys = page.evaluate("Object.keys(localStorage)")
    assert any(key.startswith("lessonry/1/") and "#" not in key for key in keys)


def test_a_course_runs_where_the_browser_keeps_nothing(
    open_page: Pages, urls: dict[str, str], one: Quiz
) -> None:
    page = open_page()
    page.context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    here = launch(open_page, urls["1.2"], version="1.2", tab=page)
    here.goes_to(LESSON)
    check(here, one.items[0], right(one.items[0]))
    here.goes_to(FINAL)
    here.goes_to(LESSON)
    expect(here.course.locator("form[data-lr-state=right]")).to_have_count(1)
    expect(here.course.locator(".lr-notice--low")).to_have_count(0)
    assert here.closes()["cmi.interactions.0.result"] == "correct"
