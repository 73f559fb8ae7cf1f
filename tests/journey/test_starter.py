"""What `lessonry new` makes is built, taken and certified with nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.browser import Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.learner import hand_in, take_exam


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
    page = open_page(serve(trainer.folder / "site") + "exam/")
    take_exam(page, trainer.course.exams[0])
    record = hand_in(page, tmp_path, name="अनन्या शर्मा")
    trainer.must("issue", record)
    (certificate,) = (trainer.folder / "issued").glob("*.pdf")
    assert "अनन्या शर्मा" in trainer.must("verify", certificate)
