"""Several processes make the site that one makes, and say what one says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lessonry.project import processes
from tests.cases import QUIZ, write
from tests.cli.runs import Run, spawned

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")
CONFIGURATION = """\
site_name: Many
theme:
  name:
  custom_dir: theme
  static_templates: [404.html]
plugins: [lessonry]
markdown_extensions: [toc, admonition, footnotes]
validation: {anchors: warn}
"""
THEME = (
    "{{ page.title }}{{ page.content }}{% for one in page.toc %}{{ one.title }} {{ one.url }}"
    "{% for two in one.children %}{{ two }}{% endfor %}{% endfor %}"
)
PATCHED = """
import os, sys
from lessonry.cli import main
from lessonry.website.forked import Forked
{patch}
main(["build", "--no-cache", "-j", "3"])
"""
NOTED = """
original = Forked._give
def noted(self, made, page):
    done = original(self, made, page)
    print("given", page.file.src_uri, done)
    return done
Forked._give = noted
"""
RAISES = """
def raises(self, page, logged):
    raise ValueError("no")
Forked._rendered = raises
"""
DIES = """
original = Forked._rendered
def dies(self, page, logged):
    if page.file.src_uri in ("page-30.md", "page-41.md"):
        os._exit(9)
    return original(self, page, logged)
Forked._rendered = dies
"""


def page(number: int) -> str:
    return (
        f"# Page {number}\n\n/// quiz | quiz-{number}\n///\n\n## Part *two*\n\n### A\n\n### B\n\n"
        f"[next](page-{(number + 1) % 60:02}.md#part-two), [nowhere](page-{number:02}.md#gone)"
        f"{', [lost](lost.md)' if number % 7 == 0 else ''}.[^1]\n\n[^1]: A note.\n"
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"mkdocs.yml": CONFIGURATION, "theme/main.html": THEME, "theme/404.html": "None"}
    for number in range(60):
        files[f"docs/page-{number:02}.md"] = page(number)
        stem = f"Which of {number}, [this](../docs/page-01.md) or [that](../away.md)?"
        files[f"quizzes/quiz-{number}.md"] = QUIZ.replace("Which?", stem)
    return write(tmp_path_factory.mktemp("many"), files)


def patched(course: Path, patch: str) -> Run:
    done = subprocess.run(
        [sys.executable, "-c", PATCHED.format(patch=patch)],
        cwd=course,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return Run(code=done.returncode, out=done.stdout, err=done.stderr)


def built(course: Path, *arguments: str) -> tuple[Run, dict[str, bytes]]:
    run = spawned("build", "--no-cache", *arguments, cwd=course)
    assert run.code == 0, run.err
    return run, pages_in(course)


def pages_in(course: Path) -> dict[str, bytes]:
    site = course / "site"
    return {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*.html")}


@pytest.fixture(scope="module")
def alone(course: Path) -> tuple[Run, dict[str, bytes]]:
    """Return what one process said and made."""
    run, pages = built(course, "-j", "1")
    assert "Which of 59" in str(pages["page-59/index.html"])
    assert "gone" in run.err and "lost.md" in run.err and "away.md" in run.err
    return run, pages


def test_three_processes_make_the_same_pages_and_say_the_same(
    course: Path, alone: tuple[Run, dict[str, bytes]]
) -> None:
    run, pages = built(course, "-j", "3")
    assert pages == alone[1]
    assert run.err == alone[0].err


def test_what_children_made_is_taken(course: Path, alone: tuple[Run, dict[str, bytes]]) -> None:
    run = patched(course, NOTED)
    assert run.code == 0, run.err
    assert "given page-59.md True" in run.out
    assert pages_in(course) == alone[1]


@pytest.mark.parametrize("patch", [RAISES, DIES], ids=["cannot render", "die"])
def test_where_children_fail_the_pages_are_made_here(
    course: Path, alone: tuple[Run, dict[str, bytes]], patch: str
) -> None:
    run = patched(course, patch)
    assert run.code == 0, run.err
    assert pages_in(course) == alone[1]
    assert run.err == alone[0].err


def test_a_hook_has_every_page_in_one_process(course: Path, tmp_path: Path) -> None:
    copy = write(
        tmp_path,
        {
            **{
                str(file.relative_to(course)): file.read_text("utf-8")
                for file in course.rglob("*")
                if file.is_file() and file.relative_to(course).parts[0] not in ("site", ".cache")
            },
            "mkdocs.yml": CONFIGURATION + "hooks: [hook.py]\n",
            "hook.py": (
                "seen = []\n"
                "def on_page_markdown(markdown, **_):\n"
                "    seen.append(markdown)\n"
                "    return f'{markdown}\\nSeen {len(seen)}.\\n'\n"
            ),
        },
    )
    run = patched(copy, NOTED)
    assert run.code == 0 and "given" not in run.out
    assert b"Seen 60." in pages_in(copy)["page-59/index.html"]


@pytest.mark.parametrize(
    ("pages", "asked", "most"),
    [(processes.MANY - 1, 8, 1), (1000, 1, 1), (1000, 100, processes.MOST)],
)
def test_few_pages_or_one_job_need_no_fork(pages: int, asked: int, most: int) -> None:
    assert processes.processes_for(pages, asked) <= most
