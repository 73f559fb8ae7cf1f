"""Takes the README's pictures again, and one of every screen at three widths, light and dark.

`python tests/shots.py [folder] [group...]`: the screens go to that folder, else to `.cache/shots/`;
groups are those of `tests/screens.py`, all of them where none is named.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from lessonry.website.build import build_site
from tests.browser import Pages, hosted, launched
from tests.journey.conftest import Trainer, demonstration
from tests.journey.learner import hand_in, take_exam
from tests.journey.path_course import path_course
from tests.locales.every_kind import every_kind
from tests.machine import POPPLER, ROOT, find, run
from tests.screens import FORCED, GROUPS, LESSON, NAME, Screen, Stage

PICTURES = ROOT / "docs" / "assets"
SHOTS = ROOT / ".cache" / "shots"
WIDTHS = {360: 780, 768: 1024, 1280: 860}
"""Of a screen, with its height."""
SCHEMES = ("light", "dark")
TALLEST = 6000
"""Of a picture: what is longer is seen well enough in its beginning."""
SCHEME = """(scheme) => {
  document.body.dataset.mdColorScheme = scheme === "dark" ? "slate" : "default";
}"""
TO_TOP = """(place) => {
  const top = place.getBoundingClientRect().top + scrollY;
  scrollTo({ top: Math.max(0, top - 80), behavior: "instant" });
}"""


ALL_SEEN = """() => {
  scrollTo({ top: 0, behavior: "instant" });
  for (const image of document.images) image.loading = "eager";
}"""


def shoot(screen: Screen, folder: Path) -> None:
    """Write a screen at every width, light and dark, and some in forced colours."""
    for width, height in WIDTHS.items():
        screen.page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            screen.page.evaluate(SCHEME, scheme)
            _write(screen, folder / f"{screen.name}-{width}-{scheme}.png")
        screen.page.evaluate(SCHEME, "light")
    if screen.name in FORCED:
        screen.page.emulate_media(forced_colors="active")
        _write(screen, folder / f"{screen.name}-1280-forced.png")
        screen.page.emulate_media(forced_colors="none")


def _write(screen: Screen, file: Path) -> None:
    page = screen.page
    if screen.at:
        page.locator(screen.at).first.evaluate(TO_TOP)
    elif screen.whole:
        page.evaluate(ALL_SEEN)
    page.wait_for_timeout(60)
    if not screen.whole:
        page.screenshot(path=file)
        return
    tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.screenshot(
        path=file, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": tall}
    )


def take_screens(stage: Stage, folder: Path, groups: list[str]) -> None:
    """Write the pictures of the screens of some groups."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in groups or GROUPS:
        for screen in GROUPS[name](stage):
            shoot(screen, folder)
        for context in stage.browser.contexts:
            context.close()


def take_paper(browser: Browser, url: str, folder: Path) -> None:
    """Write a lesson's first pages as they are printed."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{url}{LESSON}")
    page.wait_for_load_state("networkidle")
    file = folder / "paper.pdf"
    page.pdf(path=file, prefer_css_page_size=True, format="A4")
    context.close()
    run("pdftoppm", "-png", "-r", "60", "-l", "4", file, folder / "paper")


def take_pictures(page: Page, url: str) -> None:
    """Write the README's picture of a lesson."""
    page.goto(f"{url}{LESSON}")
    item = page.locator("[data-lr-kind=choice]").first
    item.locator("input").nth(1).check()
    item.locator("button[type=submit]").click()
    item.evaluate("(form) => form.scrollIntoView({block: 'center'})")
    page.screenshot(path=PICTURES / "lesson.png")


def take_certificate(browser: Browser, trainer: Trainer, url: str) -> Path:
    """Earn a certificate, and return its file."""
    pages = Pages(browser)
    exam = pages(f"{url}exam/")
    take_exam(exam, trainer.course.exams[0], mistakes=1)
    record = hand_in(exam, trainer.folder, name=NAME)
    pages.close()
    trainer.must("issue", record)
    (sheet,) = (trainer.folder / "issued").glob("*.pdf")
    return sheet


def take_sheet(sheet: Path, picture: Path) -> None:
    """Write the README's picture of a certificate."""
    scale = ("-scale-to-x", "1280", "-scale-to-y", "-1")
    run("pdftoppm", "-png", "-singlefile", *scale, sheet, picture)


def take(home: Path, folder: Path, groups: list[str]) -> None:
    """Build the courses in `home`, and write every picture; those of screens into `folder`."""
    find(POPPLER)
    trainer = demonstration(home)
    small = {"path": path_course(home / "path"), "mirrored": every_kind(home / "mirrored", "ar")}
    for course in small.values():
        assert build_site(course, quiet=True)
    with (
        hosted(trainer.folder / "site", prefix="/delight/") as url,
        hosted(small["path"] / "site") as path_url,
        hosted(small["mirrored"] / "site") as mirrored_url,
        launched() as browser,
    ):
        sheet = take_certificate(browser, trainer, url)
        stage = Stage(
            browser=browser,
            trainer=trainer,
            url=url,
            path_url=path_url,
            mirrored_url=mirrored_url,
            certificate=sheet,
        )
        take_screens(stage, folder, groups)
        take_paper(browser, url, folder)
        if not groups:
            take_pictures(Pages(browser)(), url)
            take_sheet(sheet, PICTURES / "certificate")


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        into = Path(sys.argv[1]) if sys.argv[1:] else SHOTS
        take(Path(home), into, sys.argv[2:])
