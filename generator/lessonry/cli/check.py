"""`lessonry check`: everything that is wrong with a course, in one run."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import click

from lessonry.checks.lock import lock_summary
from lessonry.cli.asked import FOLDER, STRICT
from lessonry.diagnostics import Diagnostics, Report
from lessonry.domain.guessing import chance_to_pass, in_words
from lessonry.project import find_layout, read_course

LOCKS = "lessonry.website.lock_secret"
DESK = "lessonry.website.desk"
"""What knows of keys is loaded where a course has any: cryptography takes its time."""


@click.command(name="check")
@FOLDER
@STRICT
@click.option("--json", "as_json", is_flag=True, help="Print the list for other programs.")
@click.pass_context
def command(context: click.Context, folder: Path, *, strict: bool, as_json: bool) -> None:
    """Read the course in FOLDER (here, if not named) and tell everything that is wrong with it.

    \b
    Examples:
      lessonry check
      lessonry check my-course --strict
    """
    diagnostics = Diagnostics()
    layout = find_layout(folder, diagnostics)
    course = read_course(layout, diagnostics)
    if any(exam.is_locked for exam in course.exams):
        diagnostics.extend(import_module(LOCKS).check_locks(course))
    if layout.certificates.is_dir():
        diagnostics.extend(import_module(DESK).check_desk(layout))
    if as_json:
        click.echo(json.dumps(_listed(diagnostics), ensure_ascii=False, indent=2))
    else:
        click.echo(str(Report(diagnostics=diagnostics)))
        click.echo(
            f"{course.title}: {_counted(len(course.lessons), 'lesson', 'lessons')}, "
            f"{_counted(len(course.taught), 'quiz', 'quizzes')}, "
            f"{_counted(sum(len(quiz.items) for quiz in course.taught), 'item', 'items')}, "
            f"edition {course.edition}."
        )
        for exam in course.exams:
            if exam.items and exam.pass_mark:
                luck = in_words(chance_to_pass(exam))
                click.echo(f"{exam.title}: who guesses everything passes with a chance of {luck}.")
            for line in lock_summary(exam):
                click.echo(line)
        if len(diagnostics):
            first = next(iter(diagnostics)).code
            click.echo(f"More about a code: lessonry explain {first}")
    context.exit(1 if diagnostics.errors or (strict and diagnostics.warnings) else 0)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _listed(diagnostics: Diagnostics) -> list[dict[str, object]]:
    return [
        {
            "code": diagnostic.code,
            "severity": diagnostic.severity.value,
            "message": diagnostic.message,
            "help": diagnostic.help,
            "file": diagnostic.place.source.path,
            "line": diagnostic.place.span.line,
            "column": diagnostic.place.span.column,
            "length": diagnostic.place.span.length,
        }
        for diagnostic in diagnostics
    ]
