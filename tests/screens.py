"""Every screen of a course, each brought about as a learner would, for whoever looks at them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from lessonry.domain.items import ExtendedTextItem, ScenarioItem
from tests.journey.conftest import Trainer
from tests.journey.learner import form, give, take_exam
from tests.responses import right, wrong

LESSON = "details/unasked/"
NAME = "Amélie Okonkwo-Lindqvist"
HAND_IN = "Hand in and see whether you passed"
DAY = 86_400_000
LATER = """(ms) => {
  const now = Date.now;
  Date.now = () => now() + ms;
}"""
"""Makes a page believe in a later day, so that something is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A page in the state that is looked at."""

    name: str
    page: Page
    whole: bool = True
    """Whether all of it is looked at, and not what the window shows of it."""
    at: str | None = None
    """What of it comes to the window's top."""


@dataclass(slots=True, kw_only=True)
class Stage:
    """Where the screens are: sites by name, a browser, and what learners have kept."""

    browser: Browser
    trainer: Trainer
    url: str
    path_url: str
    """Of a small course whose lessons open one after the other."""
    mirrored_url: str
    """Of a small course that is read from the right to the left."""
    certificate: Path
    kept: dict[str, Any] = field(default_factory=dict)

    def open(self, path: str, kept: str = "", **options: Any) -> Page:
        """Open a page of the course, or at an address, as a learner with something kept."""
        context = self.browser.new_context(
            viewport={"width": 1280, "height": 860},
            reduced_motion="reduce",
            service_workers="block",
            storage_state=self.kept.get(kept),
            **options,
        )
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto(path if "://" in path else self.url + path)
        page.wait_for_load_state("networkidle")
        return page

    def keep(self, page: Page, name: str) -> None:
        """Remember what a learner has kept by now."""
        self.kept[name] = page.context.storage_state()


def answer(page: Page, stage: Stage, name: str, mistakes: int = 0) -> None:
    """Answer a practice quiz on the page, the first `mistakes` of it wrongly."""
    quiz = stage.trainer.course.quiz(name)
    assert quiz is not None
    for number, item in enumerate(quiz.items):
        place = form(page, item)
        if not place.count():
            continue
        give(page, item, wrong(item) if number < mistakes else right(item))
        if not isinstance(item, (ExtendedTextItem, ScenarioItem)):
            place.locator("[data-lr-actions] [type=submit]").click()


def home(stage: Stage) -> Iterator[Screen]:
    yield Screen(name="home", page=stage.open(""))
    yield Screen(name="home-es", page=stage.open("es/"))
    yield Screen(name="reference", page=stage.open("reference/"))
    yield Screen(name="not-found", page=stage.open("404.html"))


def lesson(stage: Stage) -> Iterator[Screen]:
    page = stage.open(LESSON)
    yield Screen(name="lesson-top", page=page, whole=False)
    yield Screen(name="lesson-middle", page=page, whole=False, at="h2:nth-of-type(2)")
    yield Screen(name="lesson-table", page=page, whole=False, at="table")
    yield Screen(name="lesson-foot", page=page, whole=False, at=".lr-lesson-foot")
    yield Screen(name="lesson-end", page=page, whole=False, at=".md-footer")
    page = stage.open("recovery/dumb-rules/")
    page.locator("details").first.evaluate("(one) => { one.open = true; }")
    yield Screen(name="lesson-boxes", page=page, whole=False, at="details")
    yield Screen(name="lesson", page=stage.open("hiring/what-the-top-rewards/"))
    page = stage.open("reference/quiz-format/")
    yield Screen(name="code", page=page, whole=False, at="pre")


def video(stage: Stage) -> Iterator[Screen]:
    page = stage.open(LESSON)
    page.get_by_text("Transcript", exact=True).first.click()
    yield Screen(name="video", page=page, whole=False, at=".lr-media")


def quiz(stage: Stage) -> Iterator[Screen]:
    page = stage.open(LESSON)
    yield Screen(name="quiz", page=page, whole=False, at="[data-lr-quiz]")
    for item, choice in enumerate((1, 0)):
        one = page.locator("[data-lr-kind=choice]").nth(item)
        one.locator("input").nth(choice).check()
        one.locator("button[type=submit]").click()
    yield Screen(name="quiz-answered", page=page, whole=False, at="[data-lr-quiz]")
    yield Screen(name="quiz-kinds", page=stage.open("reference/kinds/"))
    yield Screen(name="conversation", page=stage.open("recovery/fix-then-surprise/"))
    page = stage.open(LESSON)
    answer(page, stage, "unasked", mistakes=2)
    yield Screen(name="quiz-finished", page=page, whole=False, at="[data-lr-quiz] > :last-child")
    stage.keep(page, "half")


def progress(stage: Stage) -> Iterator[Screen]:
    yield Screen(name="progress-empty", page=stage.open("progress/"))
    page = stage.open("details/moving-target/", "half")
    answer(page, stage, "moving-target", mistakes=1)
    stage.keep(page, "half")
    yield Screen(name="lesson-done", page=page, whole=False, at=".lr-lesson-foot")
    yield Screen(name="home-half", page=stage.open("", "half"))
    page = stage.open("", "half")
    page.add_init_script(f"({LATER})({2 * DAY})")
    page.goto(f"{stage.url}progress/")
    page.wait_for_load_state("networkidle")
    yield Screen(name="progress-half", page=page)
    page.locator(".lr-progress-review button").click()
    page.locator(".lr-review form").wait_for()
    yield Screen(name="review", page=page)
    page = stage.open("", "half")
    for lesson in stage.trainer.course.lessons:
        page.goto(f"{stage.url}{lesson.path.removesuffix('.md')}/")
        page.wait_for_load_state("networkidle")
        for placed in page.locator('[data-lr-mode="practice"]').all():
            answer(page, stage, str(placed.get_attribute("data-lr-quiz")))
    stage.keep(page, "full")
    yield Screen(name="progress-full", page=stage.open("progress/", "full"))


def exam(stage: Stage) -> Iterator[Screen]:
    page = stage.open("exam/")
    yield Screen(name="exam", page=page)
    yield Screen(name="exam-start", page=page, whole=False, at="[data-lr-mode=exam]")
    quiz = stage.trainer.course.exams[0]
    page = stage.open("exam/")
    page.get_by_role("button", name="Start the exam").click()
    page.locator("[data-lr-mode=exam] .lr-item:visible").first.wait_for()
    page.get_by_role("button", name="Next", exact=True).click()
    yield Screen(name="exam-question", page=page, whole=False, at="[data-lr-mode=exam]")
    ends = (("passed", 1, "You passed"), ("failed", 12, "The pass mark was not reached"))
    for name, mistakes, heading in ends:
        page = stage.open("exam/", "full")
        take_exam(page, quiz, mistakes=mistakes)
        if name == "passed":
            yield Screen(name="exam-review", page=page, whole=False, at="[data-lr-mode=exam]")
        page.get_by_role("button", name=HAND_IN).click()
        page.get_by_role("heading", name=heading).wait_for()
        yield Screen(name=f"exam-{name}", page=page, whole=False, at="[data-lr-mode=exam]")


def verify(stage: Stage) -> Iterator[Screen]:
    yield Screen(name="verify", page=stage.open("verify/"))
    changed = stage.certificate.with_name("changed.pdf")
    content = stage.certificate.read_bytes()
    changed.write_bytes(content.replace(NAME.encode(), NAME[::-1].encode()))
    for name, file in (("real", stage.certificate), ("changed", changed)):
        page = stage.open("verify/")
        page.locator("[data-lr-verify] input[type=file]").set_input_files(file)
        page.locator("[data-lr-verify-result] h2").wait_for()
        yield Screen(name=f"verify-{name}", page=page)


def around(stage: Stage) -> Iterator[Screen]:
    page = stage.open("opening/satisfied-is-not-enough/")
    page.keyboard.press("/")
    page.locator("dialog input").first.fill("flowers")
    page.wait_for_timeout(1500)
    yield Screen(name="search", page=page, whole=False)
    page = stage.open(LESSON)
    page.locator("[data-lr-report]").first.scroll_into_view_if_needed()
    page.locator("button[data-lr-report]").first.click()
    page.locator("dialog.lr-report").wait_for()
    yield Screen(name="report", page=page, whole=False)
    yield Screen(name="access", page=stage.open("hiring/interview-kit/"))
    yield Screen(name="closed", page=stage.open(f"{stage.path_url}more/gamma/"))
    yield Screen(name="print", page=stage.open("print/"), whole=False)
    page = stage.open("opening/satisfied-is-not-enough/")
    page.set_viewport_size({"width": 768, "height": 1024})
    page.locator("label.md-header__button[for=__drawer]").click()
    page.wait_for_timeout(400)
    yield Screen(name="drawer", page=page, whole=False)


def mirrored(stage: Stage) -> Iterator[Screen]:
    page = stage.open(f"{stage.mirrored_url}kinds/")
    for box in page.locator("[data-lr-kind=choice]").all()[:2]:
        box.locator("input").first.check()
        box.locator("[data-lr-actions] [type=submit]").click()
    yield Screen(name="mirrored-quiz", page=page)
    yield Screen(name="mirrored-progress", page=stage.open(f"{stage.mirrored_url}progress/"))


GROUPS: dict[str, Callable[[Stage], Iterator[Screen]]] = {
    one.__name__: one
    for one in (home, lesson, video, quiz, progress, exam, verify, around, mirrored)
}
"""Screens by what they belong to."""
FORCED = ("home", "lesson-top", "quiz-answered", "progress-half", "exam-question", "verify-real")
"""The screens that are looked at in forced colours as well."""
