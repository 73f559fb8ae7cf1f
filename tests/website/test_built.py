"""A build that would make the same site makes none, and whatever could change it makes one."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from lessonry.website import built
from tests.cases import QUIZ, write
from tests.cli.runs import Run, called

Build = Callable[..., Run]
COURSE = {
    "mkdocs.yml": (
        "site_name: Case\ntheme:\n  name:\n  custom_dir: theme\n  static_templates: [404.html]\n"
        "plugins:\n  - lessonry\n"
    ),
    "theme/main.html": "{{ page.content }}",
    "theme/404.html": "None",
    "docs/one.md": "# One\n\n/// quiz | one\n///\n",
    "docs/two.md": "# Two\n",
    "quizzes/one.md": QUIZ,
}
UNCHANGED = "Nothing has changed"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write(tmp_path / "course", COURSE)
    monkeypatch.setenv("LESSONRY_KEYS", str(tmp_path / "keys"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def build(course: Path, capsys: pytest.CaptureFixture[str]) -> Build:
    run = called(capsys)

    def command(*arguments: str) -> Run:
        done = run("build", *arguments)
        assert done.code == 0, done.err
        return done

    return command


def test_what_stands_is_not_built_again(course: Path, build: Build) -> None:
    assert UNCHANGED not in build().err
    page = course / "site" / "one" / "index.html"
    before = page.stat().st_mtime_ns
    assert UNCHANGED in build().err
    assert build("--quiet").err == ""
    assert page.stat().st_mtime_ns == before
    assert UNCHANGED not in build("--no-cache").err
    assert page.stat().st_mtime_ns != before


def edited(folder: Path) -> None:
    (folder / "docs/one.md").write_text("# Another\n\n/// quiz | one\n///\n", encoding="utf-8")


def edited_at_once(folder: Path) -> None:
    """Change a text within one tick of the clock, to one of the same length."""
    page = folder / "docs" / "two.md"
    moment = page.stat().st_mtime_ns
    page.write_text("# Owt\n", encoding="utf-8")
    os.utime(page, ns=(moment, moment))


def configured(folder: Path) -> None:
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("site_description: New\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a lesson's text": edited,
    "a text of the same length and moment": edited_at_once,
    "a quiz": lambda folder: write(folder, {"quizzes/one.md": QUIZ + "\n"}),
    "the configuration": configured,
    "a page of the theme": lambda folder: write(
        folder, {"theme/main.html": "<p>{{ page.content }}"}
    ),
    "a template of the course": lambda folder: write(folder, {"templates/verify.html.jinja": "V"}),
    "a new file": lambda folder: write(folder, {"docs/new.md": "# New\n"}),
    "a removed lesson": lambda folder: (folder / "docs/two.md").unlink(),
    "a renamed lesson": lambda folder: (folder / "docs/two.md").rename(folder / "docs/three.md"),
    "a page of the site": lambda folder: write(folder, {"site/two/index.html": "mine"}),
    "a removed page of the site": lambda folder: (folder / "site/two/index.html").unlink(),
    "a file too many in the site": lambda folder: write(folder, {"site/left.html": "mine"}),
    "a key": lambda folder: write(folder.parent, {"keys/one/signing.pem": "x"}),
    "a damaged record": lambda folder: write(folder, {".cache/lessonry/built.json": '{"form": 1'}),
    "an odd record": lambda folder: write(folder, {".cache/lessonry/built.json": "[1]"}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_built(
    course: Path, build: Build, change: Callable[[Path], object]
) -> None:
    build()
    change(course)
    assert UNCHANGED not in build().err
    assert UNCHANGED in build().err


def test_the_same_text_at_another_moment_changes_nothing(course: Path, build: Build) -> None:
    build()
    for file in (course / "docs").iterdir():
        os.utime(file, (1, 1))
    assert UNCHANGED in build().err


def test_what_was_asked_for_and_where_from_matter(
    course: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    assert UNCHANGED not in build("--site-dir", "public").err
    assert UNCHANGED in build("--site-dir", "public").err
    assert UNCHANGED not in build("--strict").err
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert UNCHANGED not in build("--strict").err
    monkeypatch.setattr(built, "FORM", built.FORM + 1)
    assert UNCHANGED not in build("--strict").err


def test_what_was_doubtful_is_said_again(course: Path, build: Build) -> None:
    write(course, {"quizzes/never.md": QUIZ.replace("#", "#", 1)})
    first = build().err
    again = build().err
    assert "warning[" in first
    assert again.replace(UNCHANGED + ": t", "T") == first


@pytest.mark.parametrize(
    "more",
    [
        {"mkdocs.yml": COURSE["mkdocs.yml"] + "hooks: [hook.py]\n", "hook.py": ""},
        {"mkdocs.yml": COURSE["mkdocs.yml"] + "site_description: !ENV [NOT_THERE, none]\n"},
        {
            "mkdocs.yml": COURSE["mkdocs.yml"]
            + "markdown_extensions:\n  - pymdownx.snippets:\n      base_path: [../texts]\n"
        },
    ],
    ids=["a hook", "a variable", "a text beside the course"],
)
def test_what_may_read_elsewhere_is_built_each_time(
    course: Path, build: Build, more: dict[str, str]
) -> None:
    build()
    write(course, more)
    build()
    assert UNCHANGED not in build().err


def test_a_failed_build_is_not_remembered(
    course: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    build()
    write(course, {"quizzes/one.md": "## Which?\n"})
    for _ in range(2):
        assert called(capsys)("build").code == 1


def test_a_link_in_a_circle_is_followed_once(course: Path, build: Build) -> None:
    (course / "theme" / "circle").symlink_to(course, target_is_directory=True)
    build()
    assert UNCHANGED in build().err


def test_the_record_stays_out_of_the_courses_history(course: Path, build: Build) -> None:
    build()
    assert (course / ".cache/lessonry/.gitignore").read_text("utf-8") == "*\n"
    record = json.loads((course / ".cache/lessonry/built.json").read_text("utf-8"))
    assert not [path for path in record["files"] if path.startswith(("site/", ".cache/"))]
