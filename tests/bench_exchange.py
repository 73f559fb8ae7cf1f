"""How long it takes to bring ten thousand questions in, and to take a course of a thousand lessons out.

`python -m tests.bench_exchange [QUESTIONS] [LESSONS]` prints seconds, CPU seconds and the peak of the
memory of each command, in a process of its own; an export as SCORM also beside the build of its site.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.bench_build import PROGRAMS, Took, course_of, run

LESSONRY = PROGRAMS / "lessonry"
QUESTIONS = 10_000
LESSONS = 1_000


def gift(count: int) -> str:
    """Return so many questions in GIFT, of every kind that it has."""
    kinds = (
        "::Q{n}:: What is {n} and {n}? {{=Twice {n} ~Half of {n}#No. ~Nothing#Not at all.}}",
        "::Q{n}:: Which of these are even? {{~%50%{n}0 ~%50%{n}2 ~%-50%{n}1 ~%-50%{n}3}}",
        "::Q{n}:: {n} is a number. {{TRUE#Yes, it is.}}",
        "::Q{n}:: The word for {n} is {{=number{n} =No. {n}}} here.",
        "::Q{n}:: How many are {n}? {{#{n}:0.5}}",
        "::Q{n}:: Match {n}. {{=one {n} -> first {n} =two {n} -> second {n} =three {n} -> third {n}}}",
        "::Q{n}:: Write about {n}. {{}}",
    )
    return "\n\n".join(kinds[n % len(kinds)].format(n=n) for n in range(count)) + "\n"


def measure(questions: int = QUESTIONS, lessons: int = LESSONS) -> None:
    """Print both."""
    with tempfile.TemporaryDirectory() as name:
        course = Path(name)
        (course / "quizzes").mkdir()
        (course / "bank.gift").write_text(gift(questions), encoding="utf-8")
        command = (LESSONRY, "import", "bank.gift", "--into", "quizzes", "--json")
        _say(f"{questions:,} GIFT questions imported", run(course, *command))
    with course_of(lessons, "lessonry") as course:
        built = run(course, LESSONRY, "build", "--no-cache")
        shutil.rmtree(course / "site", ignore_errors=True)
        out = run(course, LESSONRY, "export", "scorm-1.2", "--out", "course.zip", "--json")
        size = (course / "course.zip").stat().st_size / 1e6
        _say(f"{lessons:,} lessons exported as SCORM 1.2 ({size:.0f} MB)", out)
        print(f"  {out.seconds / built.seconds:.2f} times the build of its site", flush=True)


def _say(what: str, took: Took) -> None:
    print(
        f"{what}: {took.seconds:.1f} s, {took.cpu or 0:.1f} CPU seconds, {took.megabytes or 0:.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    measure(*map(int, sys.argv[1:]))
