"""A build loads what it needs, and no more: loading takes longer than most of what it does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lessonry.domain.course import Course
from lessonry.website import app_icons, assets, built, runtime_kept
from lessonry.website.app_icons import icons
from tests.website.conftest import Small

HEAVY = ("cryptography", "fontTools", "http.server", "markdown_it", "typst", "watchdog", "pint")
LOADED = f"""
import sys
import lessonry.website.build, lessonry.website.plugin
print(*(name for name in {HEAVY!r} if name in sys.modules))
"""


def test_what_a_course_without_locks_does_not_need_is_not_loaded() -> None:
    ran = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == ""


@pytest.fixture
def sources(small: Small) -> built.Sources:
    """Give what a build of a course reads."""
    return built.look(small({}), {})


def test_icons_are_drawn_once(sources: built.Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    theirs = app_icons._drawn

    def draw(letter: str, *more: object) -> dict[str, bytes]:
        drawn.append(letter)
        return theirs(letter, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(app_icons, "_drawn", draw)
    course = Course(identifier="a", title="Plates")
    folder = Path("nowhere")
    first = icons(course, folder, sources)
    assert first == icons(course, folder, sources) == icons(course, folder)
    assert drawn == ["P", "P"]  # without a place to keep them, they are drawn each time
    record = sources.folder / built.CACHE / app_icons.RECORD
    record.write_bytes(record.read_bytes()[:-1])
    assert icons(course, folder, sources) == first
    assert icons(Course(identifier="a", title="Bowls"), folder, sources) != first
    assert drawn == ["P", "P", "P", "B"]


def test_the_runtime_is_made_once(sources: built.Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    first = dict(runtime_kept.own_files(["en"], None, sources))
    assert first == dict(assets.own_files(["en"], None))
    other = dict(assets.own_files(["de"], None))
    monkeypatch.setattr(assets, "own_files", lambda *_: [("made", b"again")])
    assert dict(runtime_kept.own_files(["en"], None, sources)) == first
    assert dict(runtime_kept.own_files(["de"], None, sources)) == {"made": b"again"} != other
