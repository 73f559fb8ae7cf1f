"""Print pages stay from build to build, and only where each would be made as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lessonry.website.build import build_site
from lessonry.website.built import CACHE, PRINT_RECORD
from lessonry.website.on_paper import for_paper
from lessonry.website.print_kept import FOLDER
from lessonry.website.print_sheets import Paper
from tests.website.conftest import Small
from tests.website.test_kept import COURSE, as_if_new, replaced

Made = Callable[[], set[str]]
HOME, LESSONS = "print/index.md", "print/modules/module-1/index.md"
ALL = {HOME, LESSONS, "print/answers/index.md"} | {
    f"print/{kind}/{name}/index.md" for kind in ("worksheets", "answers") for name in ("one", "two")
}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Return what gives the print pages that were made since it was last asked."""
    seen: set[str] = set()
    theirs = Paper._page

    def page(self: Paper, path: str, *arguments: Any, **context: Any) -> str:
        seen.add(path)
        return theirs(self, path, *arguments, **context)

    def ask() -> set[str]:
        asked = set(seen)
        seen.clear()
        return asked

    monkeypatch.setattr(Paper, "_page", page)
    return ask


@pytest.fixture
def course(small: Small, made: Made) -> Path:
    """Give a course that was built."""
    folder = small(COURSE)
    assert build_site(folder, quiet=True)
    assert made() == ALL
    return folder


def again(folder: Path, made: Made) -> set[str]:
    """Build, and return which print pages were made."""
    assert build_site(folder, quiet=True)
    return made()


def test_a_text_makes_again_the_pages_that_show_it_and_of_these_the_part(
    course: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def look(html: str, **options: str) -> str:
        seen.append(html)
        return for_paper(html, **options)

    monkeypatch.setattr("lessonry.website.print_sheets.for_paper", look)
    replaced(course / "docs" / "two.md", "spoons", "ladles")
    assert again(course, made) == {HOME, LESSONS}
    assert len(seen) == 1 and "ladles" in seen[0]
    assert as_if_new(course)


def test_a_quiz_makes_again_its_worksheet_and_its_answers(course: Path, made: Made) -> None:
    replaced(course / "quizzes" / "two.md", "Which?", "Whose?")
    two = {f"print/{kind}/two/index.md" for kind in ("worksheets", "answers")}
    assert again(course, made) == {HOME, LESSONS, "print/answers/index.md", *two}
    assert as_if_new(course)


def test_a_title_makes_all_again(course: Path, made: Made) -> None:
    replaced(course / "docs" / "two.md", "# Two", "# Too")
    assert again(course, made) == ALL
    assert as_if_new(course)


def test_what_was_damaged_is_made_again(course: Path, made: Made) -> None:
    for file in (course / CACHE / FOLDER).iterdir():
        file.write_text("nothing", "utf-8")
    replaced(course / "docs" / "two.md", "spoons", "ladles")
    assert again(course, made) == ALL
    assert as_if_new(course)
    made()
    record = course / CACHE / PRINT_RECORD
    record.write_text(record.read_text("utf-8")[:-9], "utf-8")
    replaced(course / "docs" / "two.md", "ladles", "forks")
    assert again(course, made) == ALL
    assert as_if_new(course)


def test_pages_by_the_courses_own_templates_are_made_each_time(course: Path, made: Made) -> None:
    (course / "templates").mkdir()
    sheet = (
        '{% extends "lessonry/print-worksheet.html.jinja" %}{% block sheet %}{{ course.edition }}'
    )
    (course / "templates" / "print-worksheet.html.jinja").write_text(sheet + "{% endblock %}")
    assert again(course, made) == ALL
    replaced(course / "docs" / "about.md", "something", "nothing")
    assert again(course, made) == ALL
    assert as_if_new(course)
