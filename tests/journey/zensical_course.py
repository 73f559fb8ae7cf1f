"""A course with a bit of everything, built by Zensical and finished by lessonry."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.cases import write
from tests.journey import full_course, locked_exam
from tests.journey.conftest import Trainer
from tests.journey.progress_course import QUIZZES
from tests.journey.small_course import CONFIGURATION, LESSON
from tests.machine import zensical as command

PLACED = "/// {block}\n///\n"
FILES = {
    **full_course.FILES,
    **locked_exam.FILES,
    "mkdocs.yml": CONFIGURATION.replace("tables]", "tables, toc, lessonry]") + "watch: [quizzes]\n",
    "docs/module/bread.md": (
        LESSON.format(title="Bread", name="bread") + PLACED.format(block="quiz | bread")
    ),
    "docs/module/final.md": (
        LESSON.format(title="Final", name="final") + PLACED.format(block="quiz | final")
    ),
    "docs/exam.md": "# The written exam\n\n" + PLACED.format(block="quiz | written"),
    "docs/progress.md": "# My progress\n\n" + PLACED.format(block="progress"),
    "docs/verify.md": "# Verify a certificate\n\n" + PLACED.format(block="verify"),
    "quizzes/bread.md": QUIZZES["bread"],
    "quizzes/written.md": QUIZZES["final"].replace(
        "mode: exam\n", "mode: exam\nachievement: done\n"
    ),
    "quizzes/final.md": locked_exam.RULES.format(more="") + locked_exam.ITEMS,
}


def zensical_course(home: Path, files: dict[str, str] | None = None) -> Trainer:
    """Write the course and make its keys; nothing is built."""
    trainer = Trainer(folder=write(home / "course", {**FILES, **(files or {})}), keys=home / "keys")
    trainer.must("keys", "new", "--no-passphrase")
    return trainer


def zensical(trainer: Trainer) -> str:
    """Build the course by Zensical, as its trainer would; return what it said."""
    done = subprocess.run(
        [*command(), "build", "--clean"],
        cwd=trainer.folder,
        env={**os.environ, "LESSONRY_KEYS": str(trainer.keys)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said
