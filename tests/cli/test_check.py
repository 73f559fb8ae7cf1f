"""`lessonry check`: all faults in one run, for people and for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cases import QUIZ, write
from tests.cli.runs import called, spawned
from tests.machine import ROOT

FAULTY = {
    "docs/one.md": "---\nrequires: [tow]\n---\n\n/// quiz | one\n///\n",
    "docs/two.md": "# Two\n",
    "quizzes/one.md": "---\npas_mark: 80%\n---\n\n## Which?\n\n- ( ) A\n- ( ) A\n",
    "quizzes/never.md": QUIZ,
}


def test_all_faults_are_told_in_one_run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run = called(capsys)("check", write(tmp_path, FAULTY))
    assert run.code == 1
    told = re.findall(r"^(\S+:\d+:\d+): (\w+)\[(LR\d+)\]", run.out, re.MULTILINE)
    assert told == [
        ("docs/one.md:2:12", "error", "LR202"),
        ("quizzes/never.md:1:1", "warning", "LR201"),
        ("quizzes/one.md:2:1", "error", "LR010"),
        ("quizzes/one.md:5:4", "error", "LR120"),
        ("quizzes/one.md:5:4", "warning", "LR140"),
        ("quizzes/one.md:8:7", "error", "LR122"),
    ]
    assert "4 errors, 2 warnings." in run.out
    assert "Did you mean `two`?" in run.out and "Did you mean `pass_mark`?" in run.out
    assert "  2 | pas_mark: 80%\n    | ^^^^^^^^\n" in run.out


def test_a_program_gets_the_same_as_json(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run = called(capsys)("check", write(tmp_path, FAULTY), "--json")
    assert run.code == 1
    told = json.loads(run.out)
    assert [entry["code"] for entry in told][:2] == ["LR202", "LR201"]
    assert told[0] == {
        "code": "LR202",
        "severity": "error",
        "message": "There is no lesson `tow`.",
        "help": "Did you mean `two`?",
        "file": "docs/one.md",
        "line": 2,
        "column": 12,
        "length": 3,
    }


@pytest.mark.parametrize(
    ("files", "arguments", "code"),
    [
        ({}, (), 0),
        ({}, ("--strict",), 0),
        ({"docs/one.md": "# One\n", "quizzes/never.md": QUIZ}, (), 0),
        ({"docs/one.md": "# One\n", "quizzes/never.md": QUIZ}, ("--strict",), 1),
        ({"quizzes/one.md": ""}, (), 1),
    ],
)
def test_errors_end_with_one_and_warnings_only_where_asked(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    files: dict[str, str],
    arguments: tuple[str, ...],
    code: int,
) -> None:
    run = called(capsys)("check", write(tmp_path, files), *arguments)
    assert run.code == code
    assert ("Nothing to mend." in run.out) is (files == {})


def test_here_is_the_course_if_none_is_named(tmp_path: Path) -> None:
    run = spawned("check", cwd=write(tmp_path, {}))
    assert run.code == 0 and "Case: 1 lesson, 1 quiz, 1 item, edition " in run.out


def test_of_every_exam_it_is_told_how_far_luck_goes(tmp_path: Path) -> None:
    exam = "---\ntitle: The exam\nmode: exam\npass_mark: 60%\nachievement: a\n---\n\n" + QUIZ
    run = spawned("check", write(tmp_path, {"quizzes/exam.md": exam}))
    assert "The exam: who guesses everything passes with a chance of 1 in 2.\n" in run.out


def test_what_is_counted_agrees_with_its_number(tmp_path: Path) -> None:
    more = QUIZ + QUIZ.replace("Which?", "Who?")
    files = {"docs/one.md": "/// quiz | one\n///\n", "docs/two.md": "/// quiz | two\n///\n"}
    folder = write(tmp_path, files | {"quizzes/one.md": more, "quizzes/two.md": QUIZ})
    assert "Case: 2 lessons, 2 quizzes, 3 items, edition " in spawned("check", folder).out


def test_the_demonstration_course_has_nothing_to_mend(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Each clone makes keys of its own; here none are in reach, whoever made some on this machine.
    monkeypatch.setenv("LESSONRY_KEYS", str(tmp_path))
    run = called(capsys)("check", ROOT, "--json")
    assert {found["code"] for found in json.loads(run.out)} <= {"LR302", "LR510"}
