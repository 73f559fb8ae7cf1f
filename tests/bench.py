"""How long it takes, beside plain MkDocs on the same pages in the same run; pages; certificates; scores.

Each figure is the quickest of three runs of a command in a process of its own; what counts is the
ratio, since machines differ and are seldom quiet.
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

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests import lock_bench
from tests.bench_issuing import measure as measure_issuing
from tests.bench_pages import measure as measure_pages
from tests.scoring.alike import cases, differences

ROOT = Path(__file__).parents[1]
LESSONRY = Path(sys.executable).with_name("lessonry")
MKDOCS = Path(sys.executable).with_name("mkdocs")
LESSONS = 100
RUNS = 3
MILLION = 1_000_000
BATCH = 50_000
"""Cases of one process of Node."""
OWN = re.compile(
    r" objective=[\w-]+|^objective: .*\n|(?<=\])\(\.\./docs/(?!assets/)[^)]*\)", re.MULTILINE
)
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
    (folder / "docs" / "assets").mkdir()
    shutil.copy(ROOT / "docs" / "assets" / "counter.svg", folder / "docs" / "assets")
    for number in range(LESSONS):
        text = "A sentence of a lesson that says something. " * 100
        page = lesson.format(n=number, text=text)
        (folder / "docs" / f"lesson-{number}.md").write_text(page, encoding="utf-8")
        quiz = quizzes[number % len(quizzes)].read_text(encoding="utf-8")
        quiz = OWN.sub("", quiz)
        (folder / "quizzes" / f"quiz-{number}.md").write_text(quiz, encoding="utf-8")
    return folder


def quickest(course: Path, *command: str | Path) -> float:
    """Return the seconds of the quickest of `RUNS` runs of a command that must succeed."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        done = subprocess.run(
            [*map(str, command)],
            cwd=course,
            capture_output=True,
            text=True,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            check=False,
        )
        seconds.append(time.perf_counter() - start)
        if done.returncode:
            sys.exit(f"{command}: exit {done.returncode}\n{done.stderr or done.stdout}")
    return min(seconds)


def without_lessonry(course: Path) -> Path:
    """Write a configuration of the same course that MkDocs builds alone: blocks stay as text."""
    text = (course / "mkdocs.yml").read_text("utf-8")
    plain = re.sub(r"\n  - lessonry:\n      course: \w+|, lessonry\]", "", text)
    plain = plain.replace("plugins: [search", "plugins: [search]").replace("]]", "]")
    target = course / "plain.yml"
    target.write_text(plain + "\nsite_dir: plain-site\n", "utf-8")
    return target


def score_a_million() -> None:
    """Score a million cases on both sides; print how long it took, and fail at a difference."""
    start = time.perf_counter()
    for seed in range(MILLION // BATCH):
        found = differences(cases(seed, BATCH))
        if found:
            sys.exit(
                f"{len(found)} of {BATCH} cases differ (seed {seed}):\n" + "\n".join(found[:5])
            )
    seconds = time.perf_counter() - start
    print(
        f"{MILLION:,} cases scored alike by Python and JavaScript in {seconds:.0f} s, "
        f"{MILLION / seconds:,.0f} a second",
        flush=True,
    )


def main() -> None:
    """Print a line a course, and one of scoring."""
    with tempfile.TemporaryDirectory() as name:
        demonstration = Path(name) / "delight"
        demonstration.mkdir()
        for part in ("docs", "quizzes", "certificates"):
            shutil.copytree(ROOT / part, demonstration / part)
        shutil.copy(ROOT / "mkdocs.yml", demonstration)
        (Path(name) / "many").mkdir()
        many = many_lessons(Path(name) / "many")
        print(f"{'':22} {'check':>8} {'build':>8} {'mkdocs':>8} {'build / mkdocs':>15}")
        for title, course in (
            ("demonstration course", demonstration),
            (f"{LESSONS} lessons", many),
        ):
            plain = without_lessonry(course)
            checked = quickest(course, LESSONRY, "check")
            built = quickest(course, LESSONRY, "build")
            alone = quickest(course, MKDOCS, "build", "-q", "-f", plain)
            print(
                f"{title:22} {checked:6.2f} s {built:6.2f} s {alone:6.2f} s {built / alone:15.2f}",
                flush=True,
            )
        measure_pages(demonstration / "site")
    measure_issuing()
    score_a_million()
    lock_bench.report()


if __name__ == "__main__":
    main()
