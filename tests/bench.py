"""How long it takes, on this machine: the demonstration course, and a course of a hundred lessons.

Each figure is the quickest of three runs of a command in a process of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
LESSONRY = Path(sys.executable).with_name("lessonry")
LESSONS = 100
RUNS = 3
OWN = re.compile(r" objective=[\w-]+|(?<=\])\(\.\./docs/[^)]*\)")
"""What belongs to the demonstration's own lessons: objectives, and links to them."""


def many_lessons(folder: Path) -> Path:
    """Make a course of `LESSONS` lessons in `folder`, each with one of the demonstration's quizzes."""
    lesson = "---\ntitle: Lesson {n}\n---\n\n# Lesson {n}\n\n{text}\n\n/// quiz | quiz-{n}\n///\n"
    quizzes = [
        path
        for path in sorted((ROOT / "quizzes").glob("*.md"))
        if "mode: exam" not in path.read_text()
    ]
    for name in ("docs", "quizzes"):
        (folder / name).mkdir()
    (folder / "mkdocs.yml").write_text(
        "site_name: Many\ntheme: {name: material, font: false, features: [navigation.prune]}\n"
        "markdown_extensions: [admonition, pymdownx.details]\nplugins: [search, lessonry]\n",
        encoding="utf-8",
    )
    (folder / "docs" / "index.md").write_text("# Many\n", encoding="utf-8")
    for number in range(LESSONS):
        text = "A sentence of a lesson that says something. " * 100
        page = lesson.format(n=number, text=text)
        (folder / "docs" / f"lesson-{number}.md").write_text(page, encoding="utf-8")
        quiz = quizzes[number % len(quizzes)].read_text(encoding="utf-8")
        quiz = OWN.sub("", quiz)
        (folder / "quizzes" / f"quiz-{number}.md").write_text(quiz, encoding="utf-8")
    return folder


def quickest(course: Path, *arguments: str) -> str:
    """Return the seconds of the quickest of `RUNS` runs of a command, or how it failed."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        done = subprocess.run(
            [LESSONRY, *arguments],
            cwd=course,
            capture_output=True,
            text=True,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            check=False,
        )
        seconds.append(time.perf_counter() - start)
        if done.returncode:
            return f"exit {done.returncode}: {(done.stderr or done.stdout).strip()[-300:]}"
    return f"{min(seconds):6.2f} s"


def main() -> None:
    """Print a line a figure."""
    with tempfile.TemporaryDirectory() as name:
        demonstration = Path(name) / "delight"
        demonstration.mkdir()
        for part in ("docs", "quizzes", "certificates"):
            shutil.copytree(ROOT / part, demonstration / part)
        shutil.copy(ROOT / "mkdocs.yml", demonstration)
        (Path(name) / "many").mkdir()
        many = many_lessons(Path(name) / "many")
        for title, course in (
            ("demonstration course", demonstration),
            (f"{LESSONS} lessons", many),
        ):
            for command in ("check", "build"):
                print(f"{title:22} lessonry {command:6} {quickest(course, command)}", flush=True)


if __name__ == "__main__":
    main()
