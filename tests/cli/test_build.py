"""`lessonry build`: its exit codes; what it builds is tested with the website."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases import QUIZ, write
from tests.cli.runs import called, spawned

BARE = (
    "site_name: Case\ntheme:\n  name:\n  custom_dir: theme\n  static_templates: [404.html]\n"
    "plugins:\n  - lessonry\n"
)
FILES = {
    "mkdocs.yml": BARE,
    "theme/main.html": "{{ page.content }}",
    "theme/404.html": "None",
    "docs/one.md": "# One\n\n/// quiz | one\n///\n",
    "quizzes/one.md": QUIZ,
}


@pytest.mark.parametrize(
    ("files", "arguments", "code"),
    [
        ({}, (), 0),
        ({}, ("--strict",), 0),
        ({"quizzes/never.md": QUIZ}, (), 0),
        ({"quizzes/never.md": QUIZ}, ("--strict",), 1),
        ({"quizzes/one.md": "## Which?\n"}, (), 1),
        ({"mkdocs.yml": "site_name: [\n"}, (), 1),
        ({"docs/one.md": "# One\n", "theme/main.html": "{% if %}"}, (), 1),
        ({}, ("--site-dir", "docs"), 2),
    ],
)
def test_a_build_ends_as_it_went(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    files: dict[str, str],
    arguments: tuple[str, ...],
    code: int,
) -> None:
    monkeypatch.chdir(write(tmp_path, {**FILES, **files}))
    run = called(capsys)("build", *arguments)
    assert run.code == code, run.err
    assert (tmp_path / "site").is_dir() is (code == 0)
    assert (run.err.strip() != "") is True


def test_quiet_says_nothing_of_what_went_well(tmp_path: Path) -> None:
    run = spawned("build", "--quiet", cwd=write(tmp_path, FILES))
    assert (run.code, run.out, run.err) == (0, "", "")


def test_a_build_that_ended_says_why_and_nothing_of_its_inside(tmp_path: Path) -> None:
    run = spawned("build", cwd=write(tmp_path, {**FILES, "quizzes/one.md": "## Which?\n"}))
    assert run.code == 1
    assert run.err.splitlines()[-1].startswith("Error: Nothing is built:")
