"""What surrounds lessons, as HTML: the map reads without scripts, and frames lead on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lessonry.domain.course import Course
from lessonry.locales.words import Words
from lessonry.project import load_course
from lessonry.rendering.course import (
    length,
    render_course_map,
    render_exam_frame,
    render_lesson_frame,
)
from lessonry.rendering.environment import make_environment
from tests.cases import write
from tests.website.conftest import FILES
from tests.website.test_outline import files


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return load_course(write(tmp_path / "course", {**FILES, **files()}))[0]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def frame(course: Course, name: str) -> tuple[str, str]:
    lesson = next(lesson for lesson in course.lessons if lesson.identifier == name)
    return render_lesson_frame(course, lesson, make_environment(), lambda path: f"/{path}")


def test_the_map_says_without_a_script_what_there_is_and_what_it_takes(course: Course) -> None:
    html = render_course_map(course, make_environment(), lambda path: f"/{path}")
    said = words(html)
    for sentence in (
        "2 lessons",
        "1 more if you like",
        "10 minutes",
        "an exam with a certificate",
        "Of the whole.",
        "Go on",
        "You may leave it out",
        "What it takes to finish",
        "80 % of the lessons",
        "50 % of the points in “ One ”",
    ):
        assert sentence in said
    assert "the exam" not in said.partition("What it takes to finish")[2]
    assert 'href="/part/index.md"' in html


def test_a_lesson_leads_to_the_next_the_last_to_the_exam_and_without_one_home(
    course: Course, tmp_path: Path
) -> None:
    head, foot = frame(course, "three")
    assert "You may leave it out" in words(head) and "Lesson " not in words(head)
    assert 'href="/part/two.md" rel="next"' in foot
    assert "Before it: One" in words(foot)
    head, foot = frame(course, "two")
    assert "Lesson 2 of 2" in words(head)
    assert "data-lr-gated" in head
    assert 'href="/exam.md" rel="next"' in foot
    assert "This lesson builds on: One" in words(foot)
    (alone,) = (load_course(write(tmp_path / "alone", {}))[0],)
    assert 'href="/index.md" rel="next"' in frame(alone, "one")[1]


def test_only_what_may_be_closed_waits_for_the_script(course: Course) -> None:
    assert "data-lr-gated" not in frame(course, "three")[0]
    exam = next(page for page in course.pages if page.path == "exam.md")
    head, foot = render_exam_frame(course, exam, make_environment())
    assert 'data-lr-exam-page="exam"' in head and "data-lr-gated" in head
    assert head.count("<div") == (head + foot).count("</div")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (1, "1 minute"),
        (89, "89 minutes"),
        (90, "about 1.5 hours"),
        (134, "about 2 hours"),
        (135, "about 2.5 hours"),
    ],
)
def test_a_time_is_said_in_words(minutes: int, said: str) -> None:
    assert length(Words(), minutes) == said
