"""My progress in a site: made where the trainer wrote none, and told nothing that a code opens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lessonry.project import load_course
from lessonry.rendering.progress import questions_module
from lessonry.website.build import build_site
from tests.website.conftest import Small

QUESTIONS = """
## Which? { #which objective=one-1 }

- (x) This
- ( ) That

## Say it { #say objective=one-1 }

[[...]]

!!! rubric
    - Said

## How was it? { #survey points=0 }

- (x) Fine
- ( ) Not fine
"""


def questions(folder: Path) -> dict[str, object]:
    said = questions_module(load_course(folder)[0])
    found: dict[str, object] = json.loads(said.removeprefix("export default ").rstrip(";\n"))
    return found


def test_the_page_is_made_linked_and_in_no_navigation(small: Small) -> None:
    folder = small()
    assert build_site(folder, quiet=True)
    page = (folder / "site/progress/index.html").read_text("utf-8")
    assert 'data-lr-progress data-lr-course="small"' in page
    assert "lessonry/style/progress.css" in page
    assert (
        'href="../progress/" data-lr-progress-link' in (folder / "site/one/index.html").read_text()
    )
    home = (folder / "site/index.html").read_text("utf-8")
    assert 'href="progress/" data-lr-progress-link' in home
    assert 'data-lr-due data-lr-course="small"' in home
    made = (folder / "site/lessonry/review/questions.js").read_text("utf-8")
    assert made == questions_module(load_course(folder)[0])


def test_the_trainers_own_page_stands_and_is_no_lesson(small: Small) -> None:
    folder = small({"docs/progress.md": "# How far?\n\nKeep at it.\n\n/// progress\n///\n"})
    assert build_site(folder, quiet=True)
    page = (folder / "site/progress/index.html").read_text("utf-8")
    assert "Keep at it." in page
    assert "data-lr-progress " in page
    assert "progress.md" not in [lesson.path for lesson in load_course(folder)[0].lessons]


def test_a_navigation_may_name_the_page_that_is_made(
    small: Small, capfd: pytest.CaptureFixture[str]
) -> None:
    config = small() / "mkdocs.yml"
    text = config.read_text("utf-8") + "nav: [index.md, one.md, exam.md, Mine: progress.md]\n"
    config.write_text(text, "utf-8")
    diagnostics = load_course(config.parent)[1]
    assert [fault.code for fault in diagnostics if "progress" in fault.message] == []
    assert build_site(config.parent, quiet=True)
    assert "progress" not in capfd.readouterr().err


def test_what_takes_long_is_not_graded_or_never_told_is_not_for_review(small: Small) -> None:
    folder = small({"quizzes/one.md": QUESTIONS})
    assert questions(folder)["quizzes"] == {
        "one": {"tests": {"which": 0, "say": 0}, "apart": ["say", "survey"]}
    }
    silent = small({"quizzes/one.md": f"---\nfeedback: never\n---\n{QUESTIONS}"})
    found = questions(silent)["quizzes"]
    assert found == {"one": {"tests": {"which": 0, "say": 0}, "apart": ["which", "say", "survey"]}}


def test_the_exam_and_what_a_code_opens_are_not_named(small: Small) -> None:
    closed = "---\nobjectives: [See]\naccess: full\n---\n\n# One\n\nA taste.\n\n<!-- more -->\n\n"
    folder = small({"docs/one.md": f"{closed}/// quiz | one\n///\n"})
    found = questions(folder)
    assert found["quizzes"] == {}
    assert "hair" not in json.dumps(found)
