"""How long it takes from the save of a file to the page that `lessonry serve` sends.

The page is asked for every 10 ms from the moment that the file is written; what counts is the median,
and the best where the machine is not quiet.

    python -m tests.bench_serve 100 1000        numbers of lessons
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.many_lessons import write_course

SAVES = 10
"""Of each kind."""
PATIENCE = 1800
"""Seconds to wait for the first page: the whole course is built before."""
BETWEEN = 1.5
"""Seconds between two saves, so that a look at the whole course may be going on."""


def fetched(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def until(url: str, words: str, pause: float) -> float:
    """Return how many seconds it took until the page had these words."""
    begun = time.perf_counter()
    while words not in fetched(url):
        if time.perf_counter() - begun > PATIENCE:
            raise TimeoutError(url)
        time.sleep(pause)
    return time.perf_counter() - begun


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve a course for as long as the block runs."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{listening.getsockname()[1]}"
    process = subprocess.Popen(
        [sys.executable, "-m", "lessonry", "serve", str(folder), "-a", address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    try:
        yield f"http://{address}/", process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def saves(folder: Path, url: str, file: Path, page: str, mark: str) -> list[float]:
    """Save a file again and again, each time with another word; return what each took to show."""
    text, took = file.read_text("utf-8"), []
    for _ in range(SAVES):
        time.sleep(BETWEEN)
        word = f"Lorem{time.monotonic_ns()}"
        file.write_text(text.replace(mark, f"{word} {mark}", 1), "utf-8")
        took.append(until(url + page, word, 0.01))
    return took


def measure(count: int) -> dict[str, list[float]]:
    """Return the seconds that saves of each kind took in a course of `count` lessons."""
    folder = Path(tempfile.mkdtemp(prefix="lessonry-bench-"))
    try:
        write_course(folder, count, "lessonry")
        name = f"lesson-{count // 2:05d}"
        page = next((folder / "docs").rglob(f"{name}.md"))
        quiz = folder / "quizzes" / f"{name}.md"
        choice = quiz.read_text("utf-8").split("\n- ")[1][4:12]
        at = f"{page.parent.name}/{name}/"
        with served(folder) as (url, _):
            until(url + at, "</html>", 0.2)
            return {
                "lesson": saves(folder, url, page, at, "\n## "),
                "quiz": saves(folder, url, quiz, at, choice),
            }
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    for lessons in map(int, sys.argv[1:] or ("100",)):
        for kind, took in measure(lessons).items():
            said = ", ".join(f"{each * 1000:.0f}" for each in took)
            best, median = min(took) * 1000, statistics.median(took) * 1000
            print(f"{lessons} lessons, a {kind}: {best:.0f} ms, median {median:.0f} ms ({said})")
