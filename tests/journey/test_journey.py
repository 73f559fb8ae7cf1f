"""The whole path: a learner reads, tries, passes; a trainer issues; a stranger verifies."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from lessonry.domain.items import ChoiceItem
from lessonry.domain.quiz import Quiz
from tests.browser import Axe, Pages
from tests.journey.conftest import Trainer
from tests.journey.learner import as_asked, form, give, hand_in, take_exam, verdict
from tests.journey.test_access import sideways
from tests.responses import right, wrong

LESSON = "details/unasked/"
CODE = "7K2QX-9M4TBW"
NAME = "Zoë Åström-Ørsted"


@pytest.fixture(scope="module")
def record(trainer: Trainer, site: str, browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Take the exam once, with two mistakes, and hand it in."""
    pages = Pages(browser)
    page = pages(f"{site}exam/#code={CODE}")
    exam = trainer.course.exams[0]
    take_exam(page, exam, mistakes=2)
    handed_in = hand_in(
        page, tmp_path_factory.mktemp("records"), name=NAME, email="zoe@example.org"
    )
    pages.close()
    return handed_in


@pytest.fixture(scope="module")
def certificate(trainer: Trainer, record: Path) -> Path:
    """Have the trainer issue it."""
    trainer.must("issue", record, "--out", "issued")
    (issued,) = (trainer.folder / "issued").glob("*.pdf")
    return issued


def test_a_learner_reads_why_and_finds_it_again_after_a_reload(
    quiz: Quiz, site: str, open_page: Pages
) -> None:
    item = quiz.items[0]
    assert isinstance(item, ChoiceItem)
    page = open_page(site + LESSON)
    give(page, item, wrong(item))
    form(page, item).get_by_role("button", name="Check").click()
    told = verdict(page, item)
    chosen = next(c for c in item.choices if c.identifier == wrong(item)[0])
    expect(told).to_contain_text("Not quite")
    assert chosen.feedback is not None
    assert item.explanation is not None
    first_words = " ".join(chosen.feedback.folded.split()[:4])
    expect(told).to_contain_text(first_words)
    page.reload()
    expect(told).to_contain_text(first_words)
    expect(form(page, item).locator(f'input[value="{wrong(item)[0]}"]')).to_be_checked()
    page.get_by_role("button", name="Try again").first.click()
    give(page, item, right(item))
    form(page, item).get_by_role("button", name="Check").click()
    expect(told).to_contain_text("Right")


def test_a_lesson_is_done_when_its_checks_are_answered_and_the_home_page_says_so(
    quiz: Quiz, site: str, open_page: Pages
) -> None:
    page = open_page(site + LESSON)
    for item in [as_asked(page, item) for item in quiz.items]:
        give(page, item, right(item))
        form(page, item).get_by_role("button", name="Check").click()
        expect(verdict(page, item)).to_contain_text("Right")
    total = len(quiz.items)
    expect(page.locator("[data-lr-score]")).to_contain_text(f"{total} of {total} right")
    page.goto(site)
    expect(page.locator('[data-lr-map-lesson="unasked"]')).to_contain_text("done")
    expect(page.get_by_text("1 of 9 lessons done")).to_be_visible()


def test_a_changed_item_forgets_only_itself(quiz: Quiz, site: str, open_page: Pages) -> None:
    kept, changed = quiz.items[0], quiz.items[1]
    page = open_page(site + LESSON)
    for item in (kept, changed):
        give(page, item, right(item))
        form(page, item).get_by_role("button", name="Check").click()

    def other_wording(route):
        answer = route.fetch()
        marks = re.search(
            rf'data-lr-item="{changed.identifier}"[^>]*data-lr-fingerprint="(\w+)"', answer.text()
        )
        assert marks
        route.fulfill(response=answer, body=answer.text().replace(marks.group(1), "0" * 12))

    page.route(f"**/{LESSON}", other_wording)
    page.reload()
    expect(verdict(page, kept)).to_contain_text("Right")
    expect(verdict(page, changed)).to_be_empty()


def test_an_exam_goes_on_where_it_was_left(trainer: Trainer, site: str, open_page: Pages) -> None:
    exam = trainer.course.exams[0]
    page = open_page(f"{site}exam/")
    page.get_by_role("button", name="Start the exam").click()
    asked = []
    for _ in range(3):
        identifier = page.locator("form[data-lr-item]:visible").get_attribute("data-lr-item")
        item = next(item for item in exam.items if item.identifier == identifier)
        asked.append(item)
        give(page, item, right(item))
        page.get_by_role("button", name="Next", exact=True).click()
    page.reload()
    page.get_by_role("button", name=f"Go on with question 4 of {exam.asked}").click()
    page.get_by_role("button", name="Question 1, answered").click()
    again = page.locator("form[data-lr-item]:visible")
    expect(again).to_have_attribute("data-lr-item", asked[0].identifier)


def test_the_record_is_sealed(record: Path) -> None:
    text = record.read_text("utf-8")
    assert text.count(".") == 4
    assert NAME not in text


def test_the_code_of_the_link_comes_with_the_record(trainer: Trainer, record: Path) -> None:
    said = json.loads(trainer.must("issue", record, "--dry-run", "--json"))
    assert said["records"][0]["code"] == CODE
    assert CODE not in record.read_text("utf-8")


def test_the_certificate_is_issued_once_and_verifies(
    trainer: Trainer, record: Path, certificate: Path
) -> None:
    before = certificate.read_bytes()
    trainer.must("issue", record, "--out", "issued")
    assert certificate.read_bytes() == before
    answers = json.loads(trainer.must("verify", certificate, "--json"))
    assert NAME in json.dumps(answers, ensure_ascii=False)


def drop(page: Page, file: Path) -> None:
    """Give the verify page a file, once it takes any."""
    expect(page.locator("[data-lr-verify-ask]")).to_be_visible()
    page.locator("[data-lr-verify] input[type=file]").set_input_files(file)


def test_a_stranger_drops_the_certificate_and_reads_every_field(
    trainer: Trainer, site: str, certificate: Path, open_page: Pages, axe: Axe
) -> None:
    page = open_page(f"{site}verify/")
    assert axe(page) == []
    drop(page, certificate)
    result = page.locator("[data-lr-verify]")
    expect(result).to_contain_text(NAME)
    expect(result).to_contain_text("Delight at the Counter")
    expect(result).to_contain_text("The Delight Counter")
    asked = trainer.course.exams[0].asked
    expect(result).to_contain_text(re.compile(rf"{100 * (asked - 2) // asked}\s?%"))
    expect(result).to_contain_text(re.compile("vouches for the name"))
    assert axe(page) == []


def test_a_changed_byte_of_the_credential_shows(
    site: str, certificate: Path, open_page: Pages, tmp_path: Path
) -> None:
    forged = tmp_path / "forged.pdf"
    with pikepdf.open(certificate) as pdf:
        (attachment,) = pdf.attachments.values()
        data = attachment.get_file().read_bytes()
        changed = data.replace("Zoë".encode(), "Zoé".encode())
        assert changed != data
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.read_bytes() == data:
                thing.write(changed)
        pdf.save(forged)
    page = open_page(f"{site}verify/")
    drop(page, forged)
    expect(page.locator("[data-lr-verify]")).to_contain_text(
        re.compile("changed since", re.IGNORECASE)
    )


def test_another_name_on_the_sheet_shows(
    trainer: Trainer, site: str, certificate: Path, open_page: Pages, tmp_path: Path
) -> None:
    forged = tmp_path / "forged.pdf"
    with pikepdf.open(certificate) as pdf:
        page_object = pdf.pages[0]
        content = page_object.Contents
        assert isinstance(content, pikepdf.Stream)
        content.write(content.read_bytes() + b"\nq 1 0 0 rg 100 300 400 60 re f Q\n")
        pdf.save(forged)
    page = open_page(f"{site}verify/")
    drop(page, forged)
    result = page.locator("[data-lr-verify]")
    expect(result).to_contain_text(re.compile("sheet", re.IGNORECASE))
    expect(result).to_contain_text(re.compile("changed or re-saved", re.IGNORECASE))
    done = trainer.run("verify", forged)
    assert done.returncode == 1
    assert re.search(r"sheet\s+changed", done.stdout)


def test_the_qr_code_leads_to_the_same_answer(
    site: str, certificate: Path, open_page: Pages, poppler, tmp_path: Path
) -> None:
    poppler("pdftoppm", "-r", "110", "-png", certificate, tmp_path / "sheet")
    (picture,) = tmp_path.glob("sheet*.png")
    (code,) = zxingcpp.read_barcodes(Image.open(picture))
    assert code.text.startswith("https://lessonry.example/delight/verify/#t=")
    page = open_page(f"{site}verify/#{code.text.partition('#')[2]}")
    expect(page.locator("[data-lr-verify]")).to_contain_text(NAME)


def test_a_fail_says_what_was_missing_and_issues_nothing(
    trainer: Trainer, site: str, open_page: Pages, tmp_path: Path
) -> None:
    exam = trainer.course.exams[0]
    page = open_page(f"{site}exam/")
    take_exam(page, exam, mistakes=10)
    record = hand_in(page, tmp_path, name="Nobody Yet")
    done = trainer.run("issue", record, "--out", tmp_path / "issued")
    assert done.returncode == 1
    assert re.search(rf"{exam.asked - 10} of {exam.asked}", done.stdout + done.stderr)
    assert not list((tmp_path / "issued").glob("*.pdf"))


@pytest.mark.parametrize("viewport", [(1280, 800), (360, 740)], ids=["desk", "phone"])
def test_from_a_pass_to_a_file_that_verifies_and_that_the_trainer_countersigns(
    viewport: tuple[int, int],
    trainer: Trainer,
    site: str,
    open_page: Pages,
    axe: Axe,
    tmp_path: Path,
) -> None:
    exam = trainer.course.exams[0]
    page = open_page(f"{site}exam/", viewport=viewport)
    take_exam(page, exam, mistakes=exam.asked - exam.asked * 4 // 5 - 1)
    page.get_by_role("button", name="Hand in and see whether you passed").click()
    expect(page.get_by_role("heading", name="You passed")).to_be_focused()
    page.get_by_label("Your name").fill(NAME)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Make my certificate").click()
    sheet = tmp_path / "level-1.pdf"
    waiting.value.save_as(sheet)
    expect(page.get_by_text("Your browser has saved your certificate")).to_be_visible()
    assert sideways(page) <= 0
    said = trainer.must("verify", sheet)
    assert re.search(r"Level 1.+unlocked", said)
    assert "self-service" in said
    assert NAME in said
    page.goto(f"{site}verify/")
    drop(page, sheet)
    result = page.locator("[data-lr-verify-result]")
    expect(result.get_by_role("heading", name="Real, but only unlocked")).to_be_visible()
    expect(result).to_contain_text("This course's self-service desk")
    expect(result).to_contain_text(NAME)
    assert axe(page) == []
    assert sideways(page) <= 0
    issued = tmp_path / "issued"
    trainer.must("issue", sheet, "--out", issued)
    (certificate,) = issued.glob("*.pdf")
    said = trainer.must("verify", certificate)
    assert re.search(r"Level 2.+countersigned", said)
    drop(page, certificate)
    expect(result).to_contain_text(re.compile("vouches for the name"))
