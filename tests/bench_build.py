"""How long a course of many lessons takes to build, beside the field on the same lessons in one run.

Every figure is a whole command in a process of its own, as a trainer runs it. What counts is the ratio
to plain `mkdocs build` with Material and no quizzes: machines differ, and are seldom quiet.

    python -m tests.bench_build 100 1000        sizes; --write puts the table into the documentation
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.bench_serve import measure as saves
from tests.many_lessons import write_course

ROOT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
PAGE = ROOT / "docs" / "reference" / "performance.md"
TABLE = re.compile(r"(?<=<!-- table -->\n).*?(?=<!-- /table -->)", re.DOTALL)
FEW = 300
"""Lessons up to which a command is run thrice, and the quickest counts."""
COMMAND = "python -m tests.bench_build"


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What one command took."""

    seconds: float
    cpu: float | None = None
    megabytes: float | None = None
    """At its most, of one process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What a row must reach: a share of another row's time, by number of lessons."""

    row: str
    to: str
    at_most: dict[int, float]


BARS = (
    Bar(row="quizzes alone", to="MkDocs", at_most={100: 1.3, 1000: 1.15}),
    Bar(row="quizzes alone", to="mkdocs-quiz", at_most={100: 0.6, 1000: 0.6}),
    Bar(row="cold", to="MkDocs", at_most={100: 0.6, 1000: 0.2}),
    Bar(row="nothing changed", to="MkDocs", at_most={100: 0.25, 1000: 0.02}),
    Bar(row="one lesson changed", to="MkDocs", at_most={100: 0.3, 1000: 0.03}),
    Bar(row="one quiz changed", to="MkDocs", at_most={100: 0.3, 1000: 0.03}),
    Bar(row="one lesson changed", to="Zensical, one lesson changed", at_most={100: 1.0, 1000: 1.0}),
)
SHOWN = {"check": 2.0, "save of a lesson shown": 0.1, "save of a quiz shown": 0.1}
"""Seconds that a check may take, and from a save to the page that `lessonry serve` sends."""
MEMORY = {1000: 200, 5000: 600}
"""MB that a cold build may take at the most."""


@dataclass(slots=True)
class Table:
    """The figures of one size."""

    lessons: int
    rows: dict[str, Took] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """Yield the table in Markdown, then a line for each bar."""
        base = self.rows["MkDocs"]
        yield f"### {self.lessons:,} lessons\n"
        yield "| What | to MkDocs | seconds | CPU seconds | MB |"
        yield "| --- | ---: | ---: | ---: | ---: |"
        for name, took in self.rows.items():
            cpu = "" if took.cpu is None else f"{took.cpu:.2f}"
            memory = "" if took.megabytes is None else f"{took.megabytes:.0f}"
            ratio = took.seconds / base.seconds
            yield f"| {name} | {ratio:.3f} | {took.seconds:.2f} | {cpu} | {memory} |"
        yield ""
        for bar in BARS:
            if self.lessons in bar.at_most and bar.row in self.rows and bar.to in self.rows:
                ratio = self.rows[bar.row].seconds / self.rows[bar.to].seconds
                yield _judged(f"{bar.row} to {bar.to}", ratio, bar.at_most[self.lessons])
        for name, most in SHOWN.items():
            if name in self.rows:
                yield _judged(f"{name}, seconds", self.rows[name].seconds, most)
        if self.lessons in MEMORY and self.rows["cold"].megabytes:
            yield _judged(
                "memory of a cold build, MB", self.rows["cold"].megabytes, MEMORY[self.lessons]
            )
        yield ""


def _judged(what: str, value: float, at_most: float) -> str:
    met = "met" if value <= at_most else f"missed by {value / at_most:.1f} times"
    return f"- {what}: {value:.3g} (at most {at_most:g}): {met}"


def run(course: Path, *command: str | Path) -> Took:
    """Run a command that must succeed in a course's folder."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody's own machine compiles each time
    with tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [*map(str, command)], cwd=course, stdout=said, stderr=said, env=environment
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        if process.returncode:
            said.seek(0)
            sys.exit(f"{command}: exit {process.returncode}\n{said.read()[-4000:]}")
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return Took(seconds=seconds, cpu=used.ru_utime + used.ru_stime, megabytes=used.ru_maxrss / unit)


def quickest(
    times: int, course: Path, *command: str | Path, before: Callable[[], None] | None = None
) -> Took:
    """Return the quickest of some runs, each after what `before` does."""
    found = []
    for _ in range(times):
        if before is not None:
            before()
        found.append(run(course, *command))
    return min(found, key=lambda took: took.seconds)


@contextmanager
def course_of(count: int, kind: str, options: str = "") -> Iterator[Path]:
    """Give a fresh course of `count` lessons."""
    with tempfile.TemporaryDirectory(prefix="lessonry-bench-") as name:
        yield write_course(Path(name), count, kind, options)  # type: ignore[arg-type]


def editing(file: Path) -> Callable[[], None]:
    """Return what changes a sentence of a file, another way each time."""
    text = file.read_text("utf-8")
    number = iter(range(1_000_000))

    def edit() -> None:
        changed = text.replace("the", f"the {next(number)}x", 1)
        assert changed != text
        file.write_text(changed, encoding="utf-8")

    return edit


def measure(count: int) -> Table:
    """Return what builds of `count` lessons take."""
    table, times = Table(count), 3 if count <= FEW else 1
    mkdocs, lessonry = PROGRAMS / "mkdocs", PROGRAMS / "lessonry"
    with course_of(count, "none") as course:
        table.rows["MkDocs"] = quickest(times, course, mkdocs, "build", "-q")
        shutil.rmtree(course / "site")
        zensical = PROGRAMS / "zensical"
        if zensical.exists():
            cold = lambda: shutil.rmtree(course / ".cache", ignore_errors=True)  # noqa: E731
            table.rows["Zensical"] = quickest(times, course, zensical, "build", before=cold)
            page = course / "docs" / "module-0001" / "lesson-00005.md"
            table.rows["Zensical, one lesson changed"] = quickest(
                times, course, zensical, "build", before=editing(page)
            )
    with course_of(count, "mkdocs-quiz") as course:
        table.rows["mkdocs-quiz"] = quickest(times, course, mkdocs, "build", "-q")
    without = ": {search: false, print: false, offline: false}"
    with course_of(count, "lessonry", without) as course:
        table.rows["quizzes alone"] = quickest(times, course, lessonry, "build", "-q", "--no-cache")
    with course_of(count, "lessonry") as course:
        table.rows["cold"] = quickest(times, course, lessonry, "build", "-q", "--no-cache")
        shutil.rmtree(course / ".cache")
        run(course, lessonry, "build", "-q")
        table.rows["nothing changed"] = quickest(3, course, lessonry, "build", "-q")
        for name, file in (
            ("lesson", "docs/module-0001/lesson-00005.md"),
            ("quiz", "quizzes/lesson-00005.md"),
        ):
            edit = editing(course / file)
            table.rows[f"one {name} changed"] = quickest(
                times, course, lessonry, "build", "-q", before=edit
            )
        table.rows["check"] = quickest(times, course, lessonry, "check")
    for kind, took in saves(count).items():
        table.rows[f"save of a {kind} shown"] = Took(seconds=statistics.median(took))
    return table


def main(arguments: list[str]) -> None:
    """Print a table a size."""
    sizes = [int(one) for one in arguments if one.isdigit()] or [100]
    said = []
    for size in sizes:
        lines = list(measure(size).lines())
        print("\n".join(lines), flush=True)
        said += lines
    if "--write" in arguments:
        made = (
            f"\n`{COMMAND} {' '.join(map(str, sizes))}`, {os.cpu_count()} cores:\n\n"
            + "\n".join(said)
        )
        PAGE.write_text(TABLE.sub(lambda _: made, PAGE.read_text("utf-8"), count=1), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
