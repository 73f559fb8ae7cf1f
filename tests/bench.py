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
from tests.bench_build import main as measure_builds
from tests.bench_exchange import measure as measure_exchange
from tests.bench_issuing import measure as measure_issuing
from tests.bench_pages import measure as measure_pages
from tests.scoring.alike import cases, differences

ROOT = Path(__file__).parents[1]
LESSONRY = Path(sys.executable).with_name("lessonry")
MKDOCS = Path(sys.executable).with_name("mkdocs")
SIZES = ("100", "1000")
"""Lessons of the courses that builds are timed on."""
RUNS = 3
MILLION = 1_000_000
BATCH = 50_000
"""Cases of one process of Node."""


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
    """Print what there is to measure, builds first."""
    measure_builds([*SIZES])
    with tempfile.TemporaryDirectory() as name:
        demonstration = Path(name)
        for part in ("docs", "quizzes", "certificates"):
            shutil.copytree(ROOT / part, demonstration / part)
        shutil.copy(ROOT / "mkdocs.yml", demonstration)
        plain = without_lessonry(demonstration)
        checked = quickest(demonstration, LESSONRY, "check")
        built = quickest(demonstration, LESSONRY, "build", "--no-cache")
        alone = quickest(demonstration, MKDOCS, "build", "-q", "-f", plain)
        print(
            f"demonstration course: check {checked:.2f} s, build {built:.2f} s, "
            f"{built / alone:.2f} times plain MkDocs with the lessons alone",
            flush=True,
        )
        measure_pages(demonstration / "site")
    measure_issuing()
    measure_exchange()
    score_a_million()
    lock_bench.report()


if __name__ == "__main__":
    main()
