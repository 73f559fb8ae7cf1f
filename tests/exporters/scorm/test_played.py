"""A SCORM package in a strict LMS: played to a pass, and gone on with elsewhere."""

from __future__ import annotations

from playwright.sync_api import expect

from lessonry.domain.quiz import Quiz
from tests.browser import Pages
from tests.exporters.lms import Launch, check, launch
from tests.journey.locked_exam import answer, hand_in, has_failed, has_passed, sit
from tests.responses import right, wrong

LESSON, FINAL = "module/one.html", "module/final.html"
VERSIONS = ("1.2", "2004")


def test_scorm_12_is_played_to_a_pass_and_gone_on_with_elsewhere(
    open_page: Pages, urls: dict[str, str], one: Quiz, final: Quiz
) -> None:
    here = launch(open_page, urls["1.2"], version="1.2")
    here.goes_to(LESSON)
    here.tells("cmi.core.lesson_location", LESSON)
    which, order, fill, warm = one.items
    for item in (which, order, fill):
        check(here, item, right(item))
    check(here, warm, wrong(warm))
    here.tells("cmi.interactions.3.result", "wrong")
    told = here.told()
    assert [told[f"cmi.interactions.{n}.id"] for n in range(4)] == [
        "one.which", "one.order", "one.fill", "one.warm",
    ]  # fmt: skip
    assert [told[f"cmi.interactions.{n}.type"] for n in range(4)] == [
        "choice", "sequencing", "fill-in", "matching",
    ]  # fmt: skip
    assert told["cmi.interactions.0.student_response"] == "a"
    assert told["cmi.interactions.2.student_response"].startswith("France; 19")
    assert told["cmi.interactions.2.correct_responses.0.pattern"] == "France; 20"
    assert told["cmi.core.lesson_status"] == "incomplete"
    assert "cmi.core.score.raw" not in told

    here.goes_to(FINAL)
    # Elsewhere it says that nothing leaves the browser.
    rule = here.course.locator("[data-lr-private]")
    expect(rule).to_contain_text("Your learning platform is told your answers")
    sit(here.screen, final, mistakes=2)
    has_failed(here.screen)
    here.tells("cmi.interactions.7.result", "neutral")
    assert here.told()["cmi.core.lesson_status"] == "incomplete"  # there are two attempts left
    here.course.get_by_role("button", name="To the next attempt").click()
    _again(here, final, mistakes=1)
    has_passed(here.screen)
    here.tells("cmi.core.lesson_status", "passed")
    told = here.closes()
    assert told["cmi.core.score.raw"] == "75"
    assert told["cmi.core.exit"] == "suspend"
    assert told["cmi.core.session_time"].startswith("0000:")
    assert told["cmi.core.lesson_location"] == FINAL

    there = launch(open_page, urls["1.2"], version="1.2", given=told)
    there.shows(FINAL)
    expect(there.course.locator(".lr-records")).to_contain_text("Attempt 2")
    there.course.get_by_role("button", name="Show the result and the certificate").click()
    has_passed(there.screen)
    there.goes_to(LESSON)
    expect(there.course.locator("form[data-lr-state=right]")).to_have_count(3)
    expect(there.course.locator("form[data-lr-state=wrong]")).to_have_count(1)
    values = [field.input_value() for field in there.course.locator("[data-lr-gaps] input").all()]
    assert values[0] == "France"
    # A worse try later takes nothing back.
    there.course.get_by_role("button", name="Start over").click()
    check(there, which, wrong(which))
    there.tells("cmi.interactions.12.result", "wrong")
    told = there.closes()
    assert (told["cmi.core.lesson_status"], told["cmi.core.score.raw"]) == ("passed", "75")


def test_an_answer_whose_words_did_not_fit_comes_back_as_right_or_wrong(
    open_page: Pages, urls: dict[str, str], one: Quiz
) -> None:
    here = launch(open_page, urls["1.2"], version="1.2")
    here.goes_to(LESSON)
    which, order, fill, warm = one.items
    for item in (which, fill):
        check(here, item, right(item))
    check(here, warm, wrong(warm))
    here.tells("cmi.interactions.2.result", "wrong")
    told = here.closes()
    # As a course of thousands of items has it: the outline alone.
    told["cmi.suspend_data"] = told["cmi.suspend_data"].rpartition(".")[0] + "."
    there = launch(open_page, urls["1.2"], version="1.2", given=told)
    there.shows(LESSON)
    expect(there.course.locator("form[data-lr-state=right]")).to_have_count(2)
    verdict = there.course.locator("form[data-lr-state=wrong] .lr-verdict")
    expect(verdict).to_have_text("Not quite. You answered this on another device.")
    check(there, order, right(order))
    assert there.closes()["cmi.interactions.3.id"] == "one.order"


def _again(launched: Launch, quiz: Quiz, *, mistakes: int) -> None:
    answer(launched.screen, quiz, mistakes=mistakes, start="Start attempt 2")
    hand_in(launched.screen)


def test_scorm_2004_tells_completion_and_success_apart_and_goes_on_at_the_page(
    open_page: Pages, urls: dict[str, str], one: Quiz, final: Quiz
) -> None:
    here = launch(open_page, urls["2004"], version="2004")
    here.goes_to(LESSON)
    for item in one.items:
        check(here, item, right(item))
    here.tells("cmi.interactions.3.learner_response", "1[.]b[,]2[.]a")
    told = here.closes()
    assert told["cmi.interactions.2.learner_response"].startswith("France[,]19")
    assert told["cmi.interactions.0.description"] == "{lang=en}Which one?"
    assert (told["cmi.completion_status"], told["cmi.success_status"]) == ("incomplete", "unknown")
    assert told["cmi.progress_measure"] == "0.5"
    assert told["cmi.exit"] == "suspend"

    again = launch(open_page, urls["2004"], version="2004", given=told, tab=here.page)
    again.shows(LESSON)
    expect(again.course.locator("form[data-lr-state=right]")).to_have_count(4)
    again.goes_to(FINAL)
    sit(again.screen, final)
    has_passed(again.screen)
    again.tells("cmi.success_status", "passed")
    told = again.closes()
    assert told["cmi.score.scaled"] == "1"
    assert "cmi.interactions.7.learner_response" in told

    # Who looks at it again changes nothing, there or here.
    review = launch(open_page, urls["2004"], version="2004", given=told, mode="review")
    review.goes_to(LESSON)
    expect(review.course.locator("form[data-lr-state=right]")).to_have_count(4)
    review.course.get_by_role("button", name="Start over").click()
    check(review, one.items[0], wrong(one.items[0]))
    assert review.closes()["cmi.success_status"] == "passed"
    kept = review.page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('lessonry/1'))"
    )
    assert kept == []
