"""`lessonry new`: a course that stands on its own feet at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runs import called, spawned


def test_a_new_course_is_named_after_its_folder_and_builds(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run = called(capsys)
    made = run("new", tmp_path / "first-aid_course")
    assert made.code == 0 and "  mkdocs.yml" in made.out and "Next:" in made.out
    assert "site_name: First aid course" in (tmp_path / "first-aid_course/mkdocs.yml").read_text()
    assert run("check", tmp_path / "first-aid_course").code == 0
    assert run("build", tmp_path / "first-aid_course", "--quiet").code == 0


def test_a_title_may_be_given(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    called(capsys)("new", tmp_path / "a" / "b", "--title", "First: aid!")
    assert "site_name: 'First: aid!'" in (tmp_path / "a/b/mkdocs.yml").read_text("utf-8")


def test_here_is_a_folder_too(tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    assert spawned("new", ".", cwd=folder).code == 0
    assert (folder / "mkdocs.yml").is_file()
    assert spawned("new", ".", cwd=folder).code == 2


def test_what_cannot_be_made_is_said_in_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    run = called(capsys)("new", tmp_path / "file" / "course")
    assert run.code == 3 and run.err.startswith("Error: ")
    assert f"The course cannot be made in {tmp_path / 'file' / 'course'}: " in run.err
    assert "Name a folder where you may write" in run.err
