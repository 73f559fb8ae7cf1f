"""Sites to look at: the demonstration course and the starter, built once, and small ones to break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from lessonry.access.book import Book, Cohort, packed
from lessonry.cli.keys import command as keys_command
from lessonry.project.starter import make_course
from lessonry.website.build import build_site
from tests.cases import write
from tests.machine import ROOT
from tests.once import once

EPOCH = "1795305600"
"""A day for builds: 22 November 2026."""
LOCK_SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
ACCESS = packed(
    Book(
        course="delight",
        secret=bytes(range(32)),
        cohorts=(
            Cohort(identifier="0123456789abcdef", label="tests", made=date(2026, 1, 1), count=1),
        ),
    ),
    date(2026, 1, 1),
)
"""The codes of the demonstration course, as a server that builds it is given them."""
"""What locks of these courses are made from."""
EXAM = """---
title: The exam
mode: exam
pass_mark: 60%
achievement: done
---

## What do you say to a guest who found a hair? { #hair }

- ( ) That it is not yours
    > He knows whose hair it is not, and has stopped listening by now.
- (x) That you are sorry, and bring a new plate
    > Exactly: a plain apology & a *plain* new plate, without any discussion.

??? hint
    Think of the plate.

!!! explanation
    Repairing comes first; the reasons can wait until the guest has eaten.

## Fill in { #word }

After a failure, an extra is first of all an [[indemnification]], and never a gift.

!!! explanation
    It pays a debt.
"""
FILES = {
    "mkdocs.yml": (
        "site_name: Small\nsite_url: https://example.org/small/\ntheme:\n  name:\n"
        "  custom_dir: theme\n  static_templates: [404.html]\n"
        "plugins:\n  - search\n  - lessonry\n"
    ),
    "theme/main.html": (
        "<!doctype html><title>{{ page.title }}</title>\n"
        "{% for path in config.extra_css %}<link rel=stylesheet href={{ path|url }}>{% endfor %}\n"
        "{% for script in config.extra_javascript %}{{ script|script_tag }}{% endfor %}\n"
        "<main>{{ page.content }}</main>\n"
    ),
    "theme/404.html": "<!doctype html><title>Not found</title>\n",
    "docs/index.md": "# Home\n\n/// course\n///\n",
    "docs/one.md": (
        "---\nobjectives: [See]\n---\n\n# One\n\nA lesson on plates.\n\n/// quiz | one\n///\n"
    ),
    "docs/exam.md": "# Exam\n\n/// quiz | exam\n///\n",
    "quizzes/one.md": (
        "## Which? { #which objective=one-1 }\n\n- (x) This, see [the lesson](../docs/one.md#one)\n"
        "    > Yes.\n- ( ) That\n    > No.\n"
    ),
    "quizzes/exam.md": EXAM,
    "certificates/issuer.yml": "name: A\n",
    "certificates/achievements/done.yml": "name: Done\ndescription: D.\ncriteria: C.\n",
}
Small = Callable[..., Path]
"""What the fixture `small` is: `small({"docs/one.md": "…"})` returns a course folder."""


@pytest.fixture(autouse=True)
def epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("LESSONRY_LOCK", LOCK_SECRET)


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """Write a small course with an exam, some of its files as the test wants them."""
    count = iter(range(100))

    def made(files: dict[str, str] | None = None) -> Path:
        folder = tmp_path / f"course{next(count) or ''}"
        return write(folder, {**FILES, **(files or {})})

    return made


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the demonstration course and build it; return its folder, with `site/` in it."""
    return once(tmp_path_factory, "demonstration", _demonstration) / "delight"


def _demonstration(home: Path) -> None:
    folder = home / "delight"
    for name in ("docs", "quizzes", "certificates"):
        made_here = shutil.ignore_patterns("did.json", "status", "self-service*")
        shutil.copytree(ROOT / name, folder / name, ignore=made_here)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        patch.setenv("LESSONRY_KEYS", str(home / "keys"))
        patch.setenv("LESSONRY_LOCK", LOCK_SECRET)
        keys = CliRunner().invoke(keys_command, ["new", "--no-passphrase", str(folder)])
        assert keys.exit_code == 0, keys.output
        patch.setenv("LESSONRY_ACCESS", ACCESS)
        assert build_site(folder, quiet=True)


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the starter course and build it; return its folder, with `site/` in it."""
    folder = tmp_path_factory.mktemp("starter") / "first-aid"
    make_course(folder, "First aid")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        assert build_site(folder, quiet=True)
    return folder


def contents(site: Path) -> dict[str, bytes]:
    """Return every file of a site."""
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }
