"""`lessonry issue`: completion records in, certificates out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from lessonry.cli.asked import COURSE
from lessonry.cli.key_folder import publish_lists, published, unlock
from lessonry.cli.records import LISTED, Results
from lessonry.cli.seal import seal_for, with_seal
from lessonry.credentials import did as dids
from lessonry.credentials import keys
from lessonry.credentials.desk import exam_keys
from lessonry.credentials.document import Desk
from lessonry.credentials.issuance import editions, roster
from lessonry.credentials.issuance.batch import Batch, Orders
from lessonry.credentials.issuance.workers import FEW, Office, Workers, cores
from lessonry.credentials.post import mail
from lessonry.credentials.register import Register
from lessonry.diagnostics import CODES, Diagnostics, Report
from lessonry.domain.course import Course
from lessonry.domain.did import moved
from lessonry.errors import UsageError, WorldError
from lessonry.project import Layout, find_layout, load_course

FIRST, LAST = date(2020, 1, 1), date(2199, 1, 1)
"""The days that a QR code can name."""
SUFFIXES = (".jwe", ".pdf")
"""Of files in a folder that may be records."""


@click.command(name="issue")
@click.argument(
    "records", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="RECORD..."
)  # fmt: skip
@COURSE
@click.option(
    "--out", default="issued", type=click.Path(file_okay=False, path_type=Path),
    help="Where the certificates go.", show_default=True,
)  # fmt: skip
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="The date of issue.",
)  # fmt: skip
@click.option(
    "--roster", "people", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="PEOPLE.csv", help="Hold back who is not on this list (columns: name, e-mail, code).",
)  # fmt: skip
@click.option(
    "--accept", "accepted", multiple=True, metavar="NAME-or-ATTEMPT",
    help="Issue this one though the roster does not have it.",
)  # fmt: skip
@click.option(
    "--letters", is_flag=True,
    help="Also write a text for each learner beside the certificates: the result by objective, and "
    "what to read again.",
)  # fmt: skip
@click.option(
    "--outbox", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
    help="Also write a message (.eml) to each learner, with the certificate.",
)  # fmt: skip
@click.option("--no-email", is_flag=True, help="Leave the hash of the e-mail address out.")
@with_seal
@click.option("--dry-run", "dry", is_flag=True, help="Say what would happen, and issue nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say it for programs.")
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.csv",
    help="Also write what came of each record into a table.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(1, 64), metavar="N",
    help="Processes that work at once; as many as the machine has cores, if not said.",
)  # fmt: skip
@click.pass_context
def command(
    context: click.Context,
    records: tuple[Path, ...],
    folder: Path,
    out: Path,
    day: datetime | None,
    people: Path | None,
    accepted: tuple[str, ...],
    outbox: Path | None,
    report: Path | None,
    jobs: int | None,
    seal_key: Path | None,
    timestamp: str | None,
    *,
    sealed: bool,
    letters: bool,
    no_email: bool,
    dry: bool,
    as_json: bool,
) -> None:
    """Grade each completion RECORD and certify who passed.

    A RECORD is a .jwe file, a level 1 certificate (a PDF file that carries its record), or a folder
    of them. Where several records are one learner's (the same e-mail address, or the same name), the
    exam's `grading` says which one counts; only that one is certified.

    The same record issued again gives the same certificate, so a run that was interrupted is
    resumed by the same command. Exit code 0 where everybody passed, 1 where somebody did not, was
    held back, or a file could not be read.

    \b
    Examples:
      lessonry issue delight-final-exam-anna-lind.jwe
      lessonry issue records/ --out issued/november
      lessonry issue records/ --seal
      lessonry issue records/ --roster people.csv --dry-run
      lessonry issue records/ --roster people.csv --outbox outbox --report november.csv
    """
    layout = find_layout(folder, Diagnostics())
    course, diagnostics = load_course(folder)
    if diagnostics.errors:
        click.echo(str(Report(diagnostics=diagnostics)), err=True)
        click.echo("Nothing was issued: a course with errors may grade wrongly.", err=True)
        context.exit(1)
    found = _files(records)
    office, place = _office(layout, course, now=_moment(day), with_email=not no_email)
    if not dry and (document := published(layout)) is not None:
        # Certificates name both lists, and a course of before has only the one.
        publish_lists(layout, course, document, office.keys, place)
    seal = seal_for(place, office.now, own=sealed, key_file=seal_key, timestamp=timestamp)
    office = replace(office, with_results=len(found) <= LISTED, seal=seal)
    listed = roster.read(people) if people else None
    for note in listed.notes if listed else ():
        click.echo(f"Warning: {note}", err=True)
    post = mail.outbox(outbox, course, layout.certificates) if outbox and not dry else None
    orders = Orders(
        out=out,
        roster=listed,
        accepted=frozenset(accepted) | {roster.folded(name) for name in accepted},
        letters=letters,
        dry=dry,
        editions=_editions(layout, place),
        post=post.put if post else None,
    )
    results = Results(len(found), as_json=as_json, report=report)
    try:
        batch = _run(office, place, found, orders, results, jobs)
    except KeyboardInterrupt:
        results.drop()
        click.echo(
            f"\nStopped. {results.certified} of {len(found)} records are issued, each of them "
            "whole; the same command again issues the others.",
            err=True,
        )
        context.exit(130)
    except BaseException:
        results.drop()
        raise
    results.finish()
    if letters and not dry and not as_json:
        click.echo(f"{batch.letters} {'letter' if batch.letters == 1 else 'letters'} in {out}.")
    context.exit(0 if results.is_well else 1)


def _run(
    office: Office,
    place: Path,
    found: list[Path],
    orders: Orders,
    results: Results,
    jobs: int | None,
) -> Batch:
    processes = (jobs or cores()) if len(found) > FEW else 0
    with Register(place) as register, Workers(office, processes) as workers:
        batch = Batch(office=office, register=register, workers=workers, orders=orders)
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=len(found) == 1) as progress:
            opened = list(
                progress.track(batch.open(found), total=len(found), description="Opening")
            )
            made = batch.tell(opened)
            for told in progress.track(made, total=len(opened), description="Issuing"):
                results.take(told)
        return batch


def _office(
    layout: Layout, course: Course, *, now: datetime, with_email: bool
) -> tuple[Office, Path]:
    """Return what issues, and the key folder that its register lies in."""
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
    office = Office(
        course=course,
        desk=desk,
        keys=held,
        certificates=layout.certificates,
        verify_page=course.verify_url,
        now=now,
        with_email=with_email,
        directory_urls=layout.directory_urls,
    )
    return office, place


def _files(records: Iterable[Path]) -> list[Path]:
    found: dict[Path, None] = {}
    for path in records:
        if not path.is_dir():
            found[path] = None
            continue
        inside = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES)
        if not inside:
            raise UsageError(
                f"There is no completion record in {path}.",
                help="Their names end in .jwe; those of level 1 certificates in .pdf.",
            )
        found.update(dict.fromkeys(inside))
    return list(found)


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


def _editions(layout: Layout, place: Path) -> dict[str, datetime]:
    """Return when each edition was first built: as this machine knows, and as was published."""
    found = editions.known(place)
    listed = layout.certificates / exam_keys.LISTED
    try:
        certified = exam_keys.read(listed.read_bytes()) if listed.is_file() else ()
    except (OSError, exam_keys.ExamKeysError):
        # What is wrong with it is for `lessonry check` to say.
        certified = ()
    for key in certified:
        found[key.edition] = min(key.begins, found.get(key.edition, key.begins))
    return found
