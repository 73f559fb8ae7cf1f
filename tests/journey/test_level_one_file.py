"""From a locked exam to a PDF file that verifies, and that the trainer countersigns."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from lessonry.domain.quiz import Quiz
from tests.browser import Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.locked_exam import answer, hand_in, locked_course
from tests.verapdf import VeraPdf

NAMES = ("Zoë Ørsted", "محمد سعيد الحسيني", "山田 太郎")
UNDRAWN = "𐌰𐌽𐌽𐌰 Lind"


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    return locked_course(tmp_path_factory.mktemp("level-one"))


@pytest.fixture(scope="module")
def url(trainer: Trainer, serve: Serve) -> str:
    return serve(trainer.folder / "site", prefix="/small/") + "module/final/"


@pytest.fixture(scope="module")
def quiz(trainer: Trainer) -> Quiz:
    quiz = trainer.course.quiz("final")
    assert quiz is not None
    return quiz


def passed(open_page: Pages, url: str, quiz: Quiz) -> Page:
    page = open_page(url)
    answer(page, quiz, mistakes=0)
    hand_in(page)
    expect(page.get_by_role("heading", name="You passed")).to_be_focused()
    return page


def test_the_file_verifies_and_is_countersigned(
    trainer: Trainer, quiz: Quiz, url: str, open_page: Pages, tmp_path: Path, verapdf: VeraPdf
) -> None:
    page = passed(open_page, url, quiz)
    files = []
    for number, name in enumerate(NAMES):
        page.get_by_label("Your name").fill(name)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Make my certificate").click()
        assert waiting.value.suggested_filename.endswith(f"{name}.pdf")
        files.append(tmp_path / f"{number}.pdf")
        waiting.value.save_as(files[-1])
        expect(page.get_by_role("status").get_by_text("saved your certificate")).to_be_visible()
    assert not any(any(broken.values()) for broken in verapdf(files).values())
    for file, name in zip(files, NAMES, strict=True):
        said = trainer.must("verify", file)
        assert name in said
        assert "evel 1" in said
        assert "nobody has checked them" in said
    said = trainer.must("issue", files[0], "--dry-run")
    assert NAMES[0] in said


def test_a_name_without_a_font_is_printed_with_a_code_that_verifies(
    trainer: Trainer, quiz: Quiz, url: str, open_page: Pages, tmp_path: Path
) -> None:
    page = passed(open_page, url, quiz)
    page.evaluate("() => { window.print = () => {}; }")
    page.get_by_label("Your name").fill(UNDRAWN)
    page.get_by_role("button", name="Make my certificate").click()
    expect(page.get_by_role("status").get_by_text("U+10330")).to_be_visible()
    page.get_by_role("button", name="Print it").dispatch_event("click")
    page.wait_for_selector(".lr-print-sheet", state="attached")
    page.emulate_media(media="print")
    assert UNDRAWN in page.inner_text(".lr-print-name")
    page.screenshot(path=tmp_path / "print.png", full_page=True)
    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "print.png"))
    said = trainer.must("verify", code.text)
    assert UNDRAWN in said and "evel 1" in said
