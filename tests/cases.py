"""Case files: Markdown that says at its own end which diagnostics it must give, each with its place.

A quiz case is a quiz file; a course case holds a course's files between lines `~~~~ path` and `~~~~`.
Both end with a comment, a line a diagnostic: code, `line:column`, length (and the file, for a course).
"""

from __future__ import annotations

import re
from pathlib import Path

from lessonry.checks import check_quiz
from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.quiz import Quiz
from lessonry.project import load_course
from lessonry.readers.quiz import read_quiz

FOLDER = Path(__file__).parent
QUIZ_CASES = sorted((FOLDER / "readers" / "cases").glob("*.md"))
COURSE_CASES = sorted((FOLDER / "project" / "cases").glob("*.md"))
EXPECTED = re.compile(r"<!-- expect\n(.*?)-->\n\Z", re.DOTALL)
FILE = re.compile(r"^~~~~ (\S+)\n(.*?)^~~~~$", re.DOTALL | re.MULTILINE)
CONFIG = "site_name: Case\nplugins:\n  - lessonry\n"
LESSON = "---\ntitle: One\n---\n\n/// quiz | one\n///\n"
QUIZ = "## Which?\n\n- (x) This\n    > Yes.\n- ( ) That\n    > No.\n"


def expected(case: Path) -> list[str]:
    """Return the lines of a case's comment."""
    found = EXPECTED.search(case.read_text("utf-8"))
    assert found, f"{case.name} does not say what it expects."
    return found.group(1).splitlines()


def codes(case: Path) -> set[str]:
    """Return the codes that a case provokes."""
    return {line.split()[0] for line in expected(case)}


def read(text: str) -> tuple[Quiz, Diagnostics]:
    """Return a quiz and everything that is wrong with it."""
    diagnostics = Diagnostics()
    source = Source(path="quizzes/case.md", text=text)
    quiz = read_quiz(source, diagnostics, identifier="case")
    diagnostics.extend(check_quiz(quiz))
    return quiz, diagnostics


def told(diagnostics: Diagnostics, *, with_file: bool = False) -> list[str]:
    """Return diagnostics as a case file writes them."""
    return [
        f"{d.code} {d.place.span.line}:{d.place.span.column} {d.place.span.length}"
        + (f" {d.place.source.path}" if with_file else "")
        for d in diagnostics
    ]


def quiz_case(case: Path) -> list[str]:
    """Return what is told of a quiz case."""
    return told(read(EXPECTED.sub("", case.read_text("utf-8")))[1])


def course_case(case: Path, folder: Path) -> list[str]:
    """Return what is told of a course case, written out into `folder`."""
    files = dict(FILE.findall(case.read_text("utf-8")))
    write(folder, files)
    return told(load_course(folder)[1], with_file=True)


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write a course: these files, and a configuration, a lesson and its quiz where none is given."""
    whole = {"mkdocs.yml": CONFIG, **files}
    if not any(name.startswith("docs/") for name in files):
        whole |= {"docs/one.md": LESSON, "quizzes/one.md": files.get("quizzes/one.md", QUIZ)}
    for name, text in whole.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")
    return folder
