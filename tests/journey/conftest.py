"""The demonstration course as its trainer has it: keys made, site built, somebody hosting it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from lessonry.domain.course import Course
from lessonry.domain.quiz import Quiz
from lessonry.project import load_course
from tests.browser import Serve
from tests.machine import ROOT
from tests.once import once

COURSE = ("mkdocs.yml", "docs", "quizzes", "certificates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainer:
    """A trainer with a course folder and the `lessonry` command."""

    folder: Path
    keys: Path

    def run(
        self, *arguments: str | Path, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run `lessonry` in the course folder, as its own process."""
        return subprocess.run(
            [sys.executable, "-m", "lessonry", *map(str, arguments)],
            cwd=self.folder,
            env={**os.environ, "LESSONRY_KEYS": str(self.keys), **(environment or {})},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def must(self, *arguments: str | Path) -> str:
        """Run `lessonry`, fail with all it said unless it succeeds, and return what it printed."""
        done = self.run(*arguments)
        assert done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    @property
    def course(self) -> Course:
        """Return the course as it lies in the folder, keys included."""
        return load_course(self.folder)[0]


def at_home(home: Path) -> Trainer:
    return Trainer(folder=home / "delight", keys=home / "keys")


def demonstration(home: Path) -> Trainer:
    """Copy the demonstration course into `home`, make keys, build the site."""
    trainer = at_home(home)
    folder = trainer.folder
    folder.mkdir()
    for name in COURSE:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("did.json", "status", "self-service*")
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    trainer.must("keys", "new", "--no-passphrase")
    trainer.must("access", "new", "--label", "demonstration")
    trainer.must("build", "--strict")
    return trainer


@pytest.fixture(scope="session")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    """Prepare the demonstration course once a run."""
    home = once(tmp_path_factory, "trainer", demonstration)
    return at_home(home)


@pytest.fixture(scope="session")
def site(trainer: Trainer, serve: Serve) -> str:
    """Host the site under a path, as a code host's pages are; the URL ends with a slash."""
    return serve(trainer.folder / "site", prefix="/delight/")


@pytest.fixture(scope="session")
def quiz(trainer: Trainer) -> Quiz:
    """Return the practice quiz of the lesson that the tests read, with its key."""
    quiz = trainer.course.quiz("unasked")
    assert quiz is not None
    return quiz
