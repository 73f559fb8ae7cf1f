"""The whole demonstration course, played in two LMSs at once: to a pass, and gone on with."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lessonry.domain.course import Course
from tests.browser import Pages, Serve
from tests.exporters.lms import Launch, launch, unpacked
from tests.journey.conftest import COURSE, Trainer
from tests.journey.learner import as_asked, form, give, take_exam
from tests.journey.locked_exam import has_passed
from tests.machine import ROOT
from tests.responses import right, wrong

VERSION = "1.2"
SOME = re.compile(".")


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    home = tmp_path_factory.mktemp("trainer")
    folder = home / "delight"
    folder.mkdir()
    for name in COURSE:
        source = ROOT / name
        ignored = shutil.ignore_patterns("did.json", "status", "self-service*")
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    trainer = Trainer(folder=folder, keys=home / "keys")
    trainer.must("keys", "new", "--no-passphrase")
    trainer.must("access", "new", "--label", "demonstration")
    return trainer


@pytest.mark.timeout(600)
def test_the_demonstration_course_is_played_to_a_pass_and_gone_on_with(
    open_page: Pages, serve: Serve, trainer: Trainer, tmp_path: Path
) -> None:
    trainer.must("export", f"scorm-{VERSION}", "--out", tmp_path / "x.zip", "--quiet", "--strict")
    home = tmp_path / "lms"
    home.mkdir()
    url = serve(unpacked(tmp_path / "x.zip", home))
    course = trainer.course
    here = launch(open_page, url, version=VERSION, host="both.html")
    answered = 0
    for lesson in course.counting:
        here.goes_to(lesson.path.replace(".md", ".html"))
        answered += _practise(here, course, lesson.path, mistake=answered == 0)
    here.tells(f"cmi.interactions.{answered - 1}.id", _last(here, answered))
    assert here.told()["cmi.core.lesson_status"] == "incomplete"
    exam = course.exams[0]
    here.goes_to("exam.html")
    take_exam(here.screen, exam, mistakes=2)
    here.course.get_by_role("button", name="Hand in and see whether you passed").click()
    has_passed(here.screen)
    here.tells("cmi.core.lesson_status", "passed")
    strict = here.closes()
    again = here.page.evaluate("left")
    assert here.page.evaluate("differences") == []
    assert here.page.evaluate("again.isTerminated()")
    assert strict["cmi.core.score.raw"] == "91.67"
    assert again["core"]["score"]["raw"] == "91.67"
    assert again["suspend_data"] == strict["cmi.suspend_data"]

    given = {"strict": strict, "again": again}
    there = launch(open_page, url, version=VERSION, host="both.html", given=given)
    there.shows("exam.html")
    expect(there.course.locator(".lr-records")).to_contain_text("passed")
    there.goes_to("progress.html")
    expect(there.course.locator("article")).to_contain_text("You have finished the course.")
    there.goes_to(course.lessons[0].path.replace(".md", ".html"))
    expect(there.course.locator("form[data-lr-state=wrong]")).to_have_count(1)
    there.closes()
    assert there.page.evaluate("differences") == []


def _practise(launched: Launch, course: Course, path: str, *, mistake: bool) -> int:
    """Answer all that a lesson asks, its first item wrongly where that is wanted; return how many."""
    lesson = course.lesson_at(path)
    assert lesson is not None
    screen, count = launched.screen, 0
    for quiz in course.practice_of(lesson):
        for each in quiz.items:
            item = as_asked(screen, each)
            give(screen, item, wrong(item) if mistake and not count else right(item))
            check = form(screen, item).locator("[data-lr-actions] [type=submit]")
            if check.is_visible():
                check.click()
            expect(form(screen, item)).to_have_attribute("data-lr-state", SOME)
            count += 1
    return count


def _last(launched: Launch, count: int) -> str:
    """Return the name of the item that was told last, once so many were told."""
    name = f"cmi.interactions.{count - 1}.id"
    launched.page.wait_for_function(f"attempt.data['{name}']")
    return launched.told()[name]
