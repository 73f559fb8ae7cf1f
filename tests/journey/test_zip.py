"""A course that was unpacked and opened by a double click: no host, no network, nothing left out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Axe, Pages
from tests.journey.conftest import Trainer
from tests.journey.locked_exam import has_passed, locked_course, sit

LESSON = """\
---
title: Plates
---

# Plates

## Of spoons

/// quiz | plates
## Which? { #which }

- (x) The clean one
- ( ) The other

!!! explanation
    Nobody likes the other.
///
"""
PLACE = "Bob's stick #1 %20"
"""A folder with all that an address must be careful about."""


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    """Pack the course twice, and unpack it."""
    made = locked_course(tmp_path_factory.mktemp("packed"))
    (made.folder / "docs" / "module" / "plates.md").write_text(LESSON, encoding="utf-8")
    config = made.folder / "mkdocs.yml"
    text = config.read_text("utf-8").replace("lessonry]", "{lessonry: {lessons: open}}]")
    config.write_text(text, encoding="utf-8")
    made.must("zip", "--quiet", "--to", "one.zip")
    made.must("zip", "--quiet", "--to", "other/two.zip")
    with zipfile.ZipFile(made.folder / "one.zip") as packed:
        packed.extractall(made.folder / PLACE)
    return made


@pytest.fixture
def page(trainer: Trainer, open_page: Pages) -> Page:
    """Open what the learner sees after unpacking."""
    top = list((trainer.folder / PLACE).iterdir())
    assert len(top) == 1
    assert sorted(file.name for file in top[0].iterdir()) == ["course", "index.html"]
    page = open_page((top[0] / "index.html").as_uri())
    page.wait_for_url("**/course/index.html")
    return page


def opened(page: Page, name: str) -> None:
    page.locator("[data-lr-course-map]").get_by_role("link", name=name).first.click()
    page.locator("section[data-lr-mounted=done][data-lr-mode]").wait_for()


def test_a_zip_depends_on_nothing_but_the_course(trainer: Trainer) -> None:
    one, two = (trainer.folder / name for name in ("one.zip", "other/two.zip"))
    with zipfile.ZipFile(one) as packed:
        names = packed.namelist()
        assert not packed.testzip()
    assert not [name for name in names if "pagefind" in name or name.endswith((".map", "sw.js"))]
    assert not [name for name in names if "/status/" in name]
    assert one.read_bytes() == two.read_bytes()


def test_lessons_quizzes_progress_and_the_search_work_from_a_disk(
    page: Page, open_page: Pages, axe: Axe
) -> None:
    opened(page, "Plates")
    page.get_by_label("The clean one").check()
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".lr-verdict").first).to_contain_text("Right")
    page.reload()
    expect(page.locator(".lr-verdict").first).to_contain_text("Right")
    looked_at = open_page(page.url, faults=True)  # axe asks for styles, which no disk gives it
    looked_at.locator("section[data-lr-mounted=done][data-lr-mode]").wait_for()
    assert axe(looked_at) == []
    page.keyboard.press("/")
    page.keyboard.type("spoons")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("status")).to_have_text(
        "1 page found. Only titles and headings could be searched."
    )
    dialog.get_by_role("link", name="Of spoons").click()
    page.wait_for_url("**/plates.html#of-spoons")
    # What needs a host does not offer itself.
    page.goto(page.url.replace("module/plates.html#of-spoons", "index.html"))
    page.locator("[data-lr-course-map][data-lr-mounted=done]").wait_for()
    expect(page.locator("[data-lr-keep]")).to_be_hidden()


def test_a_locked_exam_opens_and_makes_its_certificate_from_a_disk(
    trainer: Trainer, page: Page
) -> None:
    quiz = trainer.course.quiz("final")
    assert quiz is not None
    opened(page, "Final")
    sit(page, quiz)
    has_passed(page)
    page.get_by_label("Your name").fill("Zoë Ørsted")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Make my certificate").click()
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF")
