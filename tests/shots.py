"""Takes the README's pictures again, and one of every screen at three widths, light and dark.

`python tests/shots.py [folder]`: the screens go to that folder, else to `.cache/shots/`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser import Pages, hosted, launched
from tests.journey.conftest import Trainer, demonstration
from tests.journey.learner import hand_in, take_exam
from tests.machine import POPPLER, ROOT, find, run

PICTURES = ROOT / "docs" / "assets"
LESSON = "details/unasked/"
NAME = "Amélie Okonkwo-Lindqvist"
SHOTS = ROOT / ".cache" / "shots"
WIDTHS = {360: 780, 768: 1024, 1280: 860}
"""Of a screen, with its height."""
SCHEMES = ("light", "dark")


def nothing(page: Page) -> None:
    """Leave the screen as it came."""


def answered(page: Page) -> None:
    """Answer the first questions, one of them wrongly."""
    for item, choice in enumerate((1, 0)):
        form = page.locator("[data-lr-kind=choice]").nth(item)
        form.locator("input").nth(choice).check()
        form.locator("button[type=submit]").click()


def searching(page: Page) -> None:
    """Look for a word."""
    page.keyboard.press("/")
    page.locator("dialog input").first.fill("flowers")
    page.wait_for_timeout(1500)


def begun(page: Page) -> None:
    """Begin the exam."""
    page.get_by_role("button", name="Start the exam").click()
    page.locator("[data-lr-mode=exam] .lr-item:visible").first.wait_for()


SCREENS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "home": ("", nothing),
    "home-es": ("es/", nothing),
    "lesson": (LESSON, nothing),
    "quiz": (LESSON, answered),
    "conversation": ("recovery/fix-then-surprise/", nothing),
    "progress": ("progress/", nothing),
    "search": ("opening/satisfied-is-not-enough/", searching),
    "access": ("hiring/interview-kit/", nothing),
    "exam": ("exam/", nothing),
    "exam-question": ("exam/", begun),
    "verify": ("verify/", nothing),
    "reference": ("reference/", nothing),
    "print": ("print/", nothing),
}
"""By name: the page, and what is done on it first."""


def take_screens(browser: Browser, url: str, folder: Path) -> None:
    """Write a picture of every screen: its whole page, but of a dialog what is seen."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            for name, (path, prepare) in SCREENS.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if scheme == "dark" else "light",
                    reduced_motion="reduce",
                )
                page = context.new_page()
                page.goto(f"{url}{path}")
                page.wait_for_load_state("networkidle")
                page.evaluate(
                    "Promise.all([...document.images].map((i) => (i.loading = 'eager', i.decode())))"
                )
                prepare(page)
                page.screenshot(
                    path=folder / f"{name}-{width}-{scheme}.png",
                    full_page=prepare is not searching and name != "print",
                )
                context.close()


def take(trainer: Trainer, folder: Path) -> None:
    """Write every picture, from the course of `trainer`; those of screens into `folder`."""
    with hosted(trainer.folder / "site", prefix="/delight/") as url, launched() as browser:
        pages = Pages(browser)
        lesson = pages(f"{url}{LESSON}", viewport=(1280, 860))
        item = lesson.locator("[data-lr-kind=choice]").first
        item.locator("input").nth(1).check()
        item.locator("button[type=submit]").click()
        item.evaluate("(form) => form.scrollIntoView({block: 'center'})")
        lesson.screenshot(path=PICTURES / "lesson.png")
        exam = pages(f"{url}exam/")
        take_exam(exam, trainer.course.exams[0], mistakes=1)
        record = hand_in(exam, trainer.folder, name=NAME)
        pages.close()
        take_screens(browser, url, folder)
    trainer.must("issue", record)
    (sheet,) = (trainer.folder / "issued").glob("*.pdf")
    find(POPPLER)
    picture = PICTURES / "certificate"
    run(
        "pdftoppm",
        "-png",
        "-singlefile",
        "-scale-to-x",
        "1280",
        "-scale-to-y",
        "-1",
        sheet,
        picture,
    )


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        take(demonstration(Path(home)), Path(sys.argv[1]) if sys.argv[1:] else SHOTS)
