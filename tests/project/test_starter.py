"""The starter course: whole, without a fault, and never over somebody's files."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonry.errors import UsageError, WorldError
from lessonry.project import load_course
from lessonry.project.starter import make_course

TITLES = (
    "First aid", "Yes", "007", "It's: \"quoted\" # not a comment", "- (x) key", "你好", "שלום",
    "{{ identifier }}", "a\nb", "👩‍👧", "*star", "null", "[x]", "very " * 60,
)  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_a_new_course_bears_its_title_and_has_no_error(tmp_path: Path, title: str) -> None:
    files = make_course(tmp_path / "course", title)
    course, diagnostics = load_course(tmp_path / "course")
    assert course.title == title.strip() and course.identifier
    assert {d.code for d in diagnostics} == {"LR302"}, "Its issuer has no keys yet: no more."
    assert course.lessons and course.exams and course.achievements and course.issuer
    assert ".gitignore" in files and all((tmp_path / "course" / f).is_file() for f in files)
    assert not [path for path in tmp_path.iterdir() if path.name != "course"]


def test_an_empty_folder_is_filled_and_stays_the_same_folder(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    before = folder.stat().st_ino
    make_course(folder, "Mine")
    assert folder.stat().st_ino == before, "A shell that stands in it must not lose its ground."
    assert (folder / "mkdocs.yml").is_file()


@pytest.mark.parametrize("name", ["file", "folder/file"])
def test_what_is_there_is_left_alone(tmp_path: Path, name: str) -> None:
    there = tmp_path / "course" / name if "/" in name else tmp_path / "course"
    there.parent.mkdir(parents=True, exist_ok=True)
    there.write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="not empty"):
        make_course(tmp_path / "course", "Mine")
    assert there.read_text("utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["course"]


def test_a_failure_on_the_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    folder = tmp_path / "course"
    with pytest.raises(WorldError, match="No space left on device") as caught:
        make_course(folder, "Mine")
    assert f"The course cannot be made in {folder}: " in caught.value.message
    assert "room" in (caught.value.help or "")
    assert list(tmp_path.iterdir()) == []
