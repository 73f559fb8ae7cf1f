"""SCORM packages in real LMSs: answered, left, gone on with at the same computer and a phone, passed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from lessonry.domain.quiz import Quiz
from tests.browser import Pages
from tests.exporters.lms import check
from tests.journey.locked_exam import has_passed, sit
from tests.lms.systems import Opened, System
from tests.responses import right, wrong

LESSON, FINAL = "module/one.html", "module/final.html"
PHONE = (390, 844)
PLAYED = [
    ("wagtail-lms", "scorm-1.2"),
    ("open-edx", "scorm-1.2"),
    ("open-edx", "scorm-2004"),
    ("open-edx window", "scorm-1.2"),
    ("open-edx window", "scorm-2004"),
    ("scormhost", "scorm-1.2"),
    ("scormhost", "scorm-2004"),
    ("kolibri", "scorm-1.2"),
]


def _is_old(told: dict) -> bool:
    return "cmi.core.lesson_status" in told


def _answers(told: dict) -> list[str]:
    """Return the names of the answers that an LMS has, in their order; fail where one is missing."""
    ids = {name: told[name] for name in told if name.endswith(".id") and ".interactions." in name}
    assert set(ids) == {f"cmi.interactions.{place}.id" for place in range(len(ids))}
    return [ids[f"cmi.interactions.{place}.id"] for place in range(len(ids))]


def _results(opened: Opened) -> tuple[int, int]:
    expect(opened.course.locator("form[data-lr-state]")).to_have_count(4)
    states = ("right", "wrong")
    counts = [opened.course.locator(f"form[data-lr-state={one}]").count() for one in states]
    return counts[0], counts[1]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("system", PLAYED, indirect=True, ids=" ".join)
def test_a_course_is_played_to_a_pass_and_gone_on_with_elsewhere(
    system: System, open_page: Pages, one: Quiz, final: Quiz
) -> None:
    page = open_page(faults=True)
    here = system.opens(page)
    expect(here.course.locator("article").first).to_be_visible()
    expect(here.shell.locator("[data-alone]")).to_be_hidden()
    here.goes_to(LESSON)
    *mastered, last = one.items
    for item in mastered:
        check(here, item, right(item))
    check(here, last, wrong(last))
    told = system.tells("cmi.interactions.3.id", "one.warm")
    is_old = _is_old(told)
    status = "cmi.core.lesson_status" if is_old else "cmi.success_status"
    score = "cmi.core.score.raw" if is_old else "cmi.score.raw"
    wrongly = "wrong" if is_old else "incorrect"
    told = system.tells("cmi.interactions.3.result", wrongly)
    assert told.get(status) != "passed"
    assert not told.get("grades")
    here.leaves()

    again = system.opens(page)
    again.shows(LESSON)
    assert _results(again) == (3, 1)
    again.leaves()

    phone = open_page(viewport=PHONE, faults=True)
    there = system.opens(phone)
    there.shows(LESSON)
    assert _results(there) == (3, 1)
    there.goes_to(FINAL)
    sit(there.screen, final)
    has_passed(there.screen)
    system.tells(score, "100")
    told = system.tells(status, "passed")
    there.leaves()

    looking = system.opens(phone)
    looking.shows(FINAL)
    looking.goes_to(LESSON)
    assert _results(looking) == (3, 1)
    looking.leaves()
    told = system.tells(status, "passed")
    names = _answers(told)
    assert names[:4] == ["one.which", "one.order", "one.fill", "one.warm"]
    assert sorted(names[4:]) == ["final.day", "final.quick", "final.spoken", "final.who"]
    assert told[score] == "100"
    assert told["cmi.core.exit" if is_old else "cmi.exit"] == "suspend"
    if "grades" in told:
        assert told["grades"][-1] == {"value": 1.0, "max_value": 1.0}
        assert (told["success_status"], told["lesson_score"]) == ("passed", 1.0)
    if "progress" in told:
        assert told["progress"] == 1
