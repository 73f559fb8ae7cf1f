"""Takes the README's pictures again: a question answered, and a certificate earned by an exam."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser import Pages, hosted, launched
from tests.journey.conftest import Trainer, demonstration
from tests.journey.learner import hand_in, take_exam
from tests.machine import POPPLER, ROOT, find, run

PICTURES = ROOT / "docs" / "assets"
LESSON = "details/unasked/"
NAME = "Amélie Okonkwo-Lindqvist"


def take(trainer: Trainer) -> None:
    """Write every picture, from the course of `trainer`."""
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
        take(demonstration(Path(home)))
