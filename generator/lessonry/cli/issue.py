"""`lessonry issue`: completion records in, certificates out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from lessonry.cli.keys import published, unlock
from lessonry.cli.records import Pile, Told
from lessonry.credentials import did as dids
from lessonry.credentials import files, keys
from lessonry.credentials.document import Desk
from lessonry.credentials.issuing import Issuing
from lessonry.credentials.register import Register
from lessonry.credentials.sheet import Sheets
from lessonry.diagnostics import CODES, Diagnostics, Report
from lessonry.domain.course import Course
from lessonry.domain.did import moved
from lessonry.errors import UsageError, WorldError
from lessonry.project import Layout, find_layout, load_course

FIRST, LAST = date(2020, 1, 1), date(2199, 1, 1)
"""The days that a QR code can name."""
LONGEST_LINE = 10_000
"""Characters of a line of the table off a terminal."""


@click.command(name="issue")
@click.argument(
    "records", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="RECORD..."
)  # fmt: skip
@click.option(
    "--course", "folder", default=".", type=click.Path(file_okay=False, path_type=Path),
    help="The course's folder.", show_default=True,
)  # fmt: skip
@click.option(
    "--out", default="issued", type=click.Path(file_okay=False, path_type=Path),
    help="Where the certificates go.", show_default=True,
)  # fmt: skip
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="The date of issue.",
)  # fmt: skip
@click.option(
    "--letters", is_flag=True,
    help="Also write a text for each learner beside the certificates: the result by objective, and "
    "what to read again.",
)  # fmt: skip
@click.option("--no-email", is_flag=True, help="Leave the hash of the e-mail address out.")
@click.pass_context
def command(
    context: click.Context,
    records: tuple[Path, ...],
    folder: Path,
    out: Path,
    day: datetime | None,
    *,
    letters: bool,
    no_email: bool,
) -> None:
    """Grade each completion RECORD (a file, or a folder of .jwe files) and certify who passed.

    Where several records are one learner's (the same e-mail address, or the same name), the exam's
    `grading` says which one counts; only that one is certified.

    The same record issued again gives the same certificate. Exit code 0 where everybody passed,
    1 where somebody did not or a file could not be read.

    \b
    Examples:
      lessonry issue delight-final-exam-anna-lind.jwe
      lessonry issue records/ --out issued/november
      lessonry issue records/ --letters
    """
    layout = find_layout(folder, Diagnostics())
    course, diagnostics = load_course(folder)
    if diagnostics.errors:
        click.echo(str(Report(diagnostics=diagnostics)), err=True)
        click.echo("Nothing was issued: a course with errors may grade wrongly.", err=True)
        context.exit(1)
    found = _files(records)
    now = _moment(day)
    told = _issue_all(layout, course, found, out=out, now=now, with_email=not no_email)
    if len(told) > 1:
        _print_table(told)
    if letters:
        _write_letters(told, out)
    context.exit(0 if all(one.is_well for one in told) else 1)


def _issue_all(
    layout: Layout, course: Course, found: list[Path], *, out: Path, now: datetime, with_email: bool
) -> list[Told]:
    if course.issuer is None:
        raise UsageError(
            "The course has no issuer, so nobody stands behind a certificate.",
            help="Write certificates/issuer.yml with at least `name:`.",
        )
    document = published(layout)
    if document is None:
        raise UsageError(
            "The course has no public keys (certificates/did.json).",
            help="Make keys with `lessonry keys new`; if they exist, `lessonry keys publish`.",
        )
    if message := moved(document.identifier, course.url):
        raise UsageError(f"Nothing was issued. {message}", help=CODES["LR305"].mend)
    place = keys.locate(course.identifier, course.url, document.identifier)
    held = unlock(place)
    if held.public not in document.signers.values():
        raise UsageError(
            f"The private keys in {place} are not those of certificates/did.json, "
            "so nobody could verify what they sign.",
            help="Bring the right ones back, or write did.json again: `lessonry keys publish`.",
        )
    desk = Desk(
        did=document.identifier,
        issuer=course.issuer,
        site=dids.site_of(document.identifier, course.url),
    )
    with Sheets(desk, layout.certificates) as sheets, Register(place) as register:
        issuing = Issuing(
            course=course,
            desk=desk,
            keys=held,
            sheets=sheets,
            register=register,
            verify_page=course.verify_url,
            now=now,
            with_email=with_email,
        )
        pile = Pile(issuing=issuing, out=out, directory_urls=layout.directory_urls)
        if len(found) == 1:
            told = list(pile.tell(pile.open(found)))
            _print_one(told[0])
            return told
        console = Console(stderr=True)
        with Progress(console=console, transient=True) as progress:
            opened = pile.open(progress.track(found, description="Opening"))
            made = pile.tell(opened)
            return list(progress.track(made, total=len(opened), description="Issuing"))


def _write_letters(told: Iterable[Told], out: Path) -> None:
    """Write each learner's letter into `out`, under the record's name."""
    names: Counter[str] = Counter()
    for one in told:
        if one.letter is not None:
            names[one.file.stem] += 1
            again = f"-{names[one.file.stem]}" if names[one.file.stem] > 1 else ""
            files.write(out / f"{one.file.stem}{again}.txt", one.letter.encode())
    written = names.total()
    click.echo(f"{written} {'letter' if written == 1 else 'letters'} in {out}.")


def _files(records: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in records:
        inside = sorted(path.glob("*.jwe")) if path.is_dir() else [path]
        if not inside:
            raise UsageError(
                f"There is no completion record in {path}.", help="Their names end in .jwe."
            )
        found += [file for file in inside if file not in found]
    return found


def _moment(day: datetime | None) -> datetime:
    """Return the time of issue: the day named, or SOURCE_DATE_EPOCH, or now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if day is not None:
        moment = day.replace(tzinfo=UTC)
    elif epoch:
        try:
            moment = datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise WorldError("SOURCE_DATE_EPOCH is not a number of seconds.") from error
    else:
        moment = datetime.now(UTC).replace(microsecond=0)
    if not FIRST <= moment.date() < LAST:
        raise UsageError(
            f"A certificate of {moment.date().isoformat()} cannot be issued.",
            help=f"Name a day from {FIRST.year} on.",
        )
    return moment


def _print_one(told: Told) -> None:
    if told.is_well:
        click.echo(f"{told.learner}: {told.score}, {told.outcome}: {told.result}")
    else:
        click.echo(f"{told.learner or told.file.name}: {told.score or told.outcome}", err=True)
    for line in told.lines:
        click.echo(f"  {line}", err=not told.is_well)


def _print_table(told: list[Told]) -> None:
    console = Console()
    if not console.is_terminal:
        # A file or a pipe has no edge: a line that is cut in two cannot be copied or read.
        console = Console(width=LONGEST_LINE)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Learner", "Score", "Outcome", "File"):
        table.add_column(heading, overflow="fold")
    for one in told:
        # Text and not markup: a learner may be called “[bold]”.
        table.add_row(
            Text(one.learner or "?"),
            Text(one.score or "–"),
            Text(one.outcome, style="green" if one.is_well else "red"),
            Text(one.result or one.file.name),
        )
        for line in one.lines:
            table.add_row("", "", "", Text(line, style="dim"))
    with console.capture() as capture:
        console.print(table)
    for line in capture.get().splitlines():
        click.echo(line.rstrip())
    certified = sum(bool(one.result) for one in told)
    counted = sum(one.outcome != "not counted" for one in told)
    console.print(Text(f"{certified} of {counted} certified."))
