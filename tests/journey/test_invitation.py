"""An invitation code comes with the record: by the link, or typed when handing in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lessonry.domain.quiz import Quiz
from tests.browser import Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.learner import hand_in, take_exam
from tests.journey.small_course import small_course

CODE = "7K2QX-9M4TBW"
EXAM = """\
---
title: The exam
mode: exam
pass_mark: 50%
achievement: done
---

## Which of these is quickest? { #quick }

- ( ) A letter
- (x) A call
"""
ISSUER = {
    "issuer.yml": "name: The shop\nemail: shop@example.org\n",
    "achievements/done.yml": "name: Done\ndescription: D.\ncriteria: C.\n",
}


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    trainer = small_course(tmp_path_factory.mktemp("invitation"), {"final": EXAM}, built=False)
    for name, text in ISSUER.items():
        file = trainer.folder / "certificates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    trainer.must("keys", "new", "--no-passphrase")
    trainer.must("build")
    return trainer


@pytest.fixture(scope="module")
def url(trainer: Trainer, serve: Serve) -> str:
    return serve(trainer.folder / "site") + "module/final/"


@pytest.fixture(scope="module")
def quiz(trainer: Trainer) -> Quiz:
    (exam,) = trainer.course.exams
    return exam


def code_in(trainer: Trainer, record: Path) -> str:
    """Return the code that a record came with."""
    said = json.loads(trainer.must("issue", record, "--dry-run", "--json"))
    code: str = said["records"][0]["code"]
    return code


def test_the_code_of_the_link_comes_with_the_record_and_is_sealed(
    trainer: Trainer, quiz: Quiz, url: str, open_page: Pages, tmp_path: Path
) -> None:
    page = open_page(f"{url}#code={CODE}")
    take_exam(page, quiz)
    page.goto(url)
    page.get_by_role("button", name="Go on with question").click()
    page.get_by_role("button", name="Review and hand in").click()
    record = hand_in(page, tmp_path, name="Anna Lind")
    assert code_in(trainer, record) == CODE
    assert CODE not in record.read_text("utf-8")


def test_who_came_without_a_link_types_the_code(
    trainer: Trainer, quiz: Quiz, url: str, open_page: Pages, tmp_path: Path
) -> None:
    page = open_page(url)
    take_exam(page, quiz)
    page.get_by_role("button", name="Go on to hand in").click()
    field = page.get_by_label("Invitation code")
    expect(field).to_have_value("")
    field.fill(CODE.lower())
    page.get_by_role("button", name="Back", exact=True).click()
    record = hand_in(page, tmp_path, name="Bert Brown")
    assert code_in(trainer, record) == CODE.lower()
