"""A course that several processes read is the course that one reads."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.course import Course
from lessonry.project import find_layout, processes, read_course
from tests.cases import COURSE_CASES, EXPECTED, FILE, QUIZ_CASES, write
from tests.machine import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="One process reads elsewhere.")


@pytest.fixture(autouse=True)
def _forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few files there are, and whatever threads the tests have, take what is asked for."""
    monkeypatch.setattr(processes, "MANY", 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})


def read(folder: Path, count: int) -> tuple[Course, Diagnostics]:
    diagnostics = Diagnostics()
    layout = find_layout(folder, diagnostics)
    return read_course(layout, diagnostics, processes=count), diagnostics


def parts(value: object, seen: list[object]) -> object:
    """Return all that a value is made of, places included; of what is there twice, which it is."""
    if isinstance(value, Source):
        known = next((n for n, one in enumerate(seen) if one is value), None)
        seen.extend([value] if known is None else [])
        return known if known is not None else (value.path, value.text, value.lines)
    if is_dataclass(value):
        names = (one.name for one in fields(value) if one.name != "known_print")
        return [type(value), *(parts(getattr(value, name), seen) for name in names)]
    if isinstance(value, Mapping):
        return [(key, parts(one, seen)) for key, one in value.items()]
    if isinstance(value, tuple | list):
        return [parts(one, seen) for one in value]
    return value


def assert_alike(folder: Path) -> None:
    (one, alone), (other, shared) = read(folder, 1), read(folder, 2)
    seen: tuple[list[object], list[object]] = ([], [])
    assert parts(one, seen[0]) == parts(other, seen[1])
    assert parts(alone.found, seen[0]) == parts(shared.found, seen[1])
    assert [*map(str, alone)] == [*map(str, shared)]


def test_the_demonstration_course_reads_alike() -> None:
    assert_alike(ROOT)


@pytest.mark.parametrize("case", COURSE_CASES, ids=lambda case: case.stem)
def test_the_cases_of_courses_read_alike(case: Path, tmp_path: Path) -> None:
    assert_alike(write(tmp_path, dict(FILE.findall(case.read_text("utf-8")))))


def test_the_cases_of_quizzes_read_alike_as_one_course(tmp_path: Path) -> None:
    quizzes = {
        f"quizzes/{case.stem}.md": EXPECTED.sub("", case.read_text("utf-8")) for case in QUIZ_CASES
    }
    inline = {
        f"docs/{case.stem}.md": f"# {case.stem}\n\n/// quiz | in-{case.stem}\n"
        f"{EXPECTED.sub('', case.read_text('utf-8'))}\n///\n"
        for case in QUIZ_CASES
    }
    assert_alike(write(tmp_path, {**quizzes, **inline}))
