"""Takes the README's pictures again: the course, a lesson's quiz answered, and a certificate.

`python tests/shots.py [certificate.pdf]`; a certificate is one that `lessonry issue` made.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser import Pages, hosted, launched
from tests.machine import POPPLER, ROOT, find, run

PICTURES = ROOT / "docs" / "assets"
LESSON = "details/unasked/"


def of_pages() -> None:
    """Take the course's home and a question with its feedback."""
    with hosted(ROOT / "site", prefix="/delight/") as url, launched() as browser:
        pages = Pages(browser)
        pages(url).screenshot(path=PICTURES / "course.png")
        lesson = pages(f"{url}{LESSON}", viewport=(1280, 900))
        item = lesson.locator("[data-lr-kind=choice]").first
        item.locator("input").first.check()
        item.locator("button[type=submit]").click()
        item.scroll_into_view_if_needed()
        lesson.evaluate("(form) => form.scrollIntoView({block: 'center'})", item.element_handle())
        lesson.screenshot(path=PICTURES / "lesson.png")
        pages.close()


def of_certificate(pdf: Path) -> None:
    """Take the sheet, as wide as a page of the README."""
    find(POPPLER)
    picture = (PICTURES / "certificate").as_posix()
    run("pdftoppm", "-png", "-singlefile", "-scale-to-x", "1280", "-scale-to-y", "-1", pdf, picture)


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    run(Path(sys.executable).with_name("lessonry"), "build")
    of_pages()
    for name in sys.argv[1:]:
        of_certificate(Path(name).resolve())
