"""`lessonry codes`: invitations, one a learner, so that a record says whose it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import click

from lessonry.cli import spreadsheet
from lessonry.cli.asked import COURSE
from lessonry.credentials import files
from lessonry.credentials.issuance import invitations, roster
from lessonry.credentials.issuance.roster import Person
from lessonry.credentials.issuance.steps import address
from lessonry.diagnostics import Diagnostics
from lessonry.errors import UsageError
from lessonry.project import find_layout, load_course

ROSTER = click.option(
    "--roster", "people", required=True, metavar="PEOPLE.csv",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The list of learners (columns: name, e-mail, code).",
)  # fmt: skip
OUT = click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.csv",
    help="Where the list goes.",
)  # fmt: skip


@click.group(name="codes")
def command() -> None:
    """Make invitation codes for a list of learners, and the links that carry them."""


@command.command(name="make")
@ROSTER
@OUT
def make(people: Path, out: Path) -> None:
    """Write the list again with a code for everyone who has none.

    Keep the new list: `lessonry issue --roster` knows learners by it. A code that somebody has
    already stays as it is, and no list is written over.

    \b
    Example:
      lessonry codes make --roster people.csv --out invited.csv
    """
    if out.exists():
        raise UsageError(
            f"{out} is there already, and may hold codes that people have been given.",
            help=f"Name another file. To add people, write them into {out}, without codes, and say "
            f"--roster {out}: whoever has a code keeps it.",
        )
    listed = _read(people)
    taken = {person.code for person in listed if person.code}
    coded = []
    for person in listed:
        if not person.code:
            code = invitations.new(taken)
            taken.add(invitations.read(code))
            person = replace(person, code=code)
        coded.append(person)
    rows = [(p.name, p.email, _shown(p.code)) for p in coded]
    files.write_private_in(out, spreadsheet.table(("name", "e-mail", "code"), rows))
    made = sum(not person.code for person in listed)
    click.echo(f"{made} {'code' if made == 1 else 'codes'} made; the list is {out}.")


@command.command(name="link")
@ROSTER
@OUT
@COURSE
@click.option("--quiz", "name", metavar="ID", help="The exam, where the course has several.")
def link(people: Path, out: Path, folder: Path, name: str | None) -> None:
    """Write the list with a link to the exam for everyone, their code in it.

    The code stands behind the `#`, which browsers keep to themselves: no server's log has it.

    \b
    Example:
      lessonry codes link --roster invited.csv --out links.csv
    """
    layout = find_layout(folder, Diagnostics())
    course, _ = load_course(folder)
    exams = [quiz.identifier for quiz in course.exams]
    if name is not None and name not in exams:
        raise UsageError(f"The course has no exam “{name}”.", help=f"It has: {_listed(exams)}.")
    if name is None and len(exams) != 1:
        raise UsageError(
            f"The course has {len(exams)} exams." if exams else "The course has no exam.",
            help=f"Name one: --quiz ID, of {_listed(exams)}." if exams else None,
        )
    quiz = name or exams[0]
    page = course.page_of(quiz)
    site = address(course, page.path, directory_urls=layout.directory_urls) if page else None
    if site is None:
        raise UsageError(
            "The course has no site_url in mkdocs.yml, so its pages have no address."
            if page
            else f"No page places the exam “{quiz}”."
        )
    listed = _read(people)
    without = next((person for person in listed if not person.code), None)
    if without is not None:
        raise UsageError(
            f"{people}:{without.line}: “{without.name or without.email}” has no code.",
            help="`lessonry codes make` makes them.",
        )
    rows = [
        (p.name, p.email, _shown(p.code), f"{site}#code={quote(_shown(p.code))}") for p in listed
    ]
    heading = ("name", "e-mail", "code", "link")
    files.write_private_in(out, spreadsheet.table(heading, rows))
    click.echo(f"{len(rows)} {'link' if len(rows) == 1 else 'links'} in {out}.")


def _read(people: Path) -> tuple[Person, ...]:
    found = roster.read(people)
    for note in found.notes:
        click.echo(f"Warning: {note}", err=True)
    return found.people


def _shown(code: str) -> str:
    plain = invitations.read(code)
    return f"{plain[:5]}-{plain[5:]}" if invitations.is_sound(plain) else code


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "none"
