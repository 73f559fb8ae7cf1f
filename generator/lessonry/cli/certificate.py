"""`lessonry certificate`: what the sheets look like, before anybody has earned one."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import click

from lessonry.cli.asked import FOLDER
from lessonry.credentials import files
from lessonry.credentials.document import Desk
from lessonry.credentials.issuance import learner_name
from lessonry.credentials.sheets import specimens
from lessonry.credentials.sheets.sheet import SheetRefusedError, Sheets
from lessonry.diagnostics import Diagnostics, Report
from lessonry.diagnostics.spelling import listed, suggestion
from lessonry.domain.achievement import Achievement, Issuer
from lessonry.domain.course import Course
from lessonry.domain.credential import Credential
from lessonry.domain.languages import LANGUAGES
from lessonry.domain.look import Design, Look, Orientation, Paper
from lessonry.errors import UsageError
from lessonry.project import find_layout, load_course

DOTS = 110
"""An inch of a picture has so many."""
NOBODY = "did:web:specimen.invalid"


def _words(kind: type[StrEnum]) -> list[str]:
    return [word.value for word in kind]


@click.group(name="certificate")
def command() -> None:
    """See the sheets that `lessonry issue` will make."""


@command.command(name="preview")
@FOLDER
@click.option("--achievement", "identifier", metavar="ID", help="One of several; else the first.")
@click.option("--name", "names", multiple=True, help="A name on the sheet; may be given again.")
@click.option("--design", type=click.Choice(_words(Design)), help="Instead of the course's.")
@click.option("--paper", type=click.Choice(_words(Paper)), help="Instead of the course's.")
@click.option(
    "--orientation", type=click.Choice(_words(Orientation)), help="Instead of the course's."
)
@click.option("--language", type=click.Choice(LANGUAGES), help="Instead of the course's.")
@click.option(
    "--out", default="certificate-preview.pdf", show_default=True,
    type=click.Path(dir_okay=False, path_type=Path), help="Where the specimen goes.",
)  # fmt: skip
@click.option("--png", is_flag=True, help="Write a picture of each page instead.")
@click.option("--open", "show", is_flag=True, help="Show the file when it is made.")
@click.pass_context
def preview(
    context: click.Context,
    folder: Path,
    identifier: str | None,
    names: tuple[str, ...],
    design: str | None,
    paper: str | None,
    orientation: str | None,
    language: str | None,
    out: Path,
    *,
    png: bool,
    show: bool,
) -> None:
    """Make a specimen of the sheet of the course in FOLDER (here, if not named).

    It has a page for each of some awkward names: short, long, of many scripts. Each page says that
    it is a specimen; nothing is signed, and no keys are needed.

    \b
    Examples:
      lessonry certificate preview
      lessonry certificate preview --design modern --paper letter --open
      lessonry certificate preview --name "Zoë Łuczak" --name "山田 太郎" --png --out zoe.png
    """
    course, diagnostics = load_course(folder)
    layout = find_layout(folder, Diagnostics())
    if diagnostics.errors:
        click.echo(str(Report(diagnostics=diagnostics)), err=True)
        click.echo("No specimen was made.", err=True)
        context.exit(1)
    issuer = course.issuer or Issuer(name=course.title, place=layout.place)
    wished = Look(
        design=Design(design) if design else None,
        paper=Paper(paper) if paper else None,
        orientation=Orientation(orientation) if orientation else None,
        language=language,
    )
    earned = _earned(course, identifier)
    earned = replace(earned, look=wished.over(earned.look))
    cleaned = [_cleaned(name) for name in names]
    made = specimens.credentials(earned, course.title, cleaned or specimens.NAMES)
    desk = Desk(did=NOBODY, issuer=issuer, site=course.url or "")
    with Sheets(desk, layout.certificates) as sheets:
        link = specimens.link(course.verify_url)
        drawable = made if names else _drawable(made, sheets)
        try:
            pages = sheets.specimens(drawable, link, png=DOTS if png else None)
        except SheetRefusedError as error:
            raise UsageError(str(error), help=error.help) from error
    written = _write(pages, out.with_suffix(".png") if png else out)
    click.echo(f"{len(drawable)} {'page' if len(drawable) == 1 else 'pages'} in {written[0]}"
               + (f" to {written[-1].name}" if len(written) > 1 else ""))  # fmt: skip
    if show:
        click.launch(str(written[0]))


def _earned(course: Course, identifier: str | None) -> Achievement:
    names = [achievement.identifier for achievement in course.achievements]
    if identifier is None:
        if not names:
            raise UsageError(
                "Nothing can be earned in this course yet, so that it has no sheet.",
                help="Write a file into certificates/achievements/, such as first-aid.yml.",
            )
        return course.achievements[0]
    found = course.achievement(identifier)
    if found is None:
        guess = suggestion(identifier, names)
        raise UsageError(
            f"There is no achievement `{identifier}`.",
            help=f"Did you mean `{guess}`?" if guess else f"There are: {listed(names)}.",
        )
    return found


def _cleaned(name: str) -> str:
    try:
        return learner_name.clean(name)[0]
    except learner_name.NameRefusedError as error:
        raise UsageError(str(error), help="Name somebody else.") from error


def _drawable(made: list[Credential], sheets: Sheets) -> list[Credential]:
    """Return those whose name the fonts at hand can draw, and tell of the others."""
    found = []
    for credential in made:
        if sheets.missing(sheets.data(credential, None)):
            try:
                sheets.specimens([credential], None)
            except SheetRefusedError as error:
                name = credential.learner.name
                click.echo(f"Left out: {name}. {error} {error.help or ''}".rstrip(), err=True)
                continue
        found.append(credential)
    return found


def _write(pages: list[bytes], out: Path) -> list[Path]:
    if len(pages) == 1:
        files.write(out, pages[0])
        return [out]
    written = [out.with_stem(f"{out.stem}-{number:02}") for number in range(1, len(pages) + 1)]
    for file, page in zip(written, pages, strict=True):
        files.write(file, page)
    return written
