"""What `lessonry new` makes is built, taken and certified with nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect

from tests.browser import Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.learner import as_asked, form, give, hand_in, take_exam
from tests.responses import right


def test_a_new_course_is_built_taken_and_certified(
    tmp_path: Path, serve: Serve, open_page: Pages
) -> None:
    trainer = Trainer(folder=tmp_path / "first-aid", keys=tmp_path / "keys")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "lessonry",
            "new",
            str(trainer.folder),
            "--title",
            "First aid: work",
        ],
        check=True,
        env=os.environ,
        capture_output=True,
        timeout=60,
    )
    trainer.must("keys", "new", "--no-passphrase")
    trainer.must("check", "--strict")
    trainer.must("build", "--strict")
    site = serve(trainer.folder / "site")
    page = open_page(site + "exam/")
    expect(page.locator("[data-lr-gate]")).to_contain_text("The exam is not open yet")
    page.goto(site + "welcome/how-it-works/")
    practice = next(q for q in trainer.course.quizzes if q.identifier == "how-it-works")
    for item in practice.items:
        asked = as_asked(page, item)
        give(page, asked, right(asked))
        form(page, item).get_by_role("button", name="Check").click()
    page.goto(site + "exam/")
    take_exam(page, trainer.course.exams[0])
    record = hand_in(page, tmp_path, name="अनन्या शर्मा")
    trainer.must("issue", record)
    (certificate,) = (trainer.folder / "issued").glob("*.pdf")
    assert "अनन्या शर्मा" in trainer.must("verify", certificate)
