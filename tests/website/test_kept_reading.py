"""Files stay read from build to build, and only where reading them would give the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonry.project import reading
from lessonry.website import sealed
from lessonry.website.build import build_site
from lessonry.website.built import CACHE
from lessonry.website.kept_reading import RECORD
from tests.website.conftest import Small, contents

FEW = {"quizzes/exam.md": "## What? { #what }\n\n- (x) This\n- ( ) That\n"}
"""A practice quiz instead of the exam."""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The files that were read since the set was cleared."""
    seen: set[str] = set()
    for name in ("read_quiz", "read_lesson", "read_page"):
        theirs = getattr(reading, name)

        def noted(
            source: object, *given: object, theirs: object = theirs, **more: object
        ) -> object:
            seen.add(source.path)  # type: ignore[attr-defined]
            return theirs(source, *given, **more)  # type: ignore[operator]

        monkeypatch.setattr(reading, name, noted)
    return seen


def built(folder: Path) -> dict[str, bytes]:
    assert build_site(folder, quiet=True)
    clean = folder.parent / "clean"
    here = contents(folder / "site")
    assert build_site(folder, site_dir=clean, quiet=True, cache=False)
    assert here == contents(clean)
    return here


def test_only_what_changed_is_read(small: Small, read: set[str]) -> None:
    folder = small(FEW)
    assert build_site(folder, quiet=True) and "quizzes/one.md" in read
    read.clear()
    lesson = folder / "docs" / "one.md"
    lesson.write_text(lesson.read_text("utf-8").replace("plates", "bowls"), "utf-8")
    assert build_site(folder, quiet=True)
    assert read == {"docs/one.md"}
    built(folder)


def test_where_there_is_an_exam_all_quizzes_are_read(small: Small, read: set[str]) -> None:
    folder = small()
    assert build_site(folder, quiet=True)
    lesson = folder / "docs" / "one.md"
    lesson.write_text(lesson.read_text("utf-8").replace("plates", "bowls"), "utf-8")
    read.clear()
    assert build_site(folder, quiet=True)
    assert read == {"docs/one.md", "quizzes/exam.md", "quizzes/one.md"}
    built(folder)


def test_an_exam_that_comes_is_compared_with_what_was_read_before(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small(FEW)
    assert build_site(folder, quiet=True)
    same = (folder / "quizzes" / "one.md").read_text("utf-8")
    same = same.replace(" objective=one-1", "").replace("[the lesson](../docs/one.md#one)", "it")
    (folder / "quizzes" / "exam.md").write_text(
        "---\nmode: exam\npass_mark: 60%\nachievement: done\n---\n" + same, "utf-8"
    )
    (folder / "quizzes" / "one.md").write_text(same, "utf-8")
    assert build_site(folder, quiet=True, strict=False) is not None
    assert "LR163" in capsys.readouterr().err


@pytest.mark.parametrize("how", ["half", "another seal", "odd values", "no object"])
def test_a_damaged_record_is_as_good_as_none(small: Small, read: set[str], how: str) -> None:
    folder = small(FEW)
    assert build_site(folder, quiet=True)
    record = folder / CACHE / RECORD
    whole, said = record.read_bytes(), sealed.read_json(record)
    if how == "half":
        record.write_bytes(whole[: len(whole) // 2])
    elif how == "another seal":
        record.write_bytes(whole[:-3] + b"   ")
    elif how == "odd values":
        said["files"] = {key: [[5, 99], 7, None, [1]] for key in said["files"]}
        sealed.write_json(record, said)
    else:
        sealed.write_json(record, ["form"])
    lesson = folder / "docs" / "one.md"
    lesson.write_text(lesson.read_text("utf-8").replace("plates", "bowls"), "utf-8")
    read.clear()
    built(folder)
    assert "quizzes/one.md" in read
