"""`lessonry register`: what is to be done when the register itself is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from lessonry.cli.asked import COURSE
from lessonry.cli.office import Office, open_office
from lessonry.credentials import did as dids
from lessonry.credentials import document, sheet_digest
from lessonry.credentials.issuance import rebuilding
from lessonry.credentials.issuance.rebuilding import Rebuilding
from lessonry.credentials.status import standing, status_files
from lessonry.credentials.verifier import Verifier
from lessonry.errors import UsageError, WorldError


@click.group(name="register")
def command() -> None:
    """Look after the register of what was issued, which lies beside the private keys."""


@command.command(name="rebuild")
@click.argument(
    "issued", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path),
    metavar="ISSUED...",
)  # fmt: skip
@COURSE
@click.pass_context
def rebuild(context: click.Context, issued: tuple[Path, ...], folder: Path) -> None:
    """Write the certificates in ISSUED (files, or folders of them) into the register again.

    Each is checked first: only what this issuer signed, as it was issued, is taken. What stands in
    the register already stays as it is. What was revoked or suspended is read from the course's
    status lists. E-mail addresses, invitation codes and reasons cannot be recovered.

    \b
    Examples:
      lessonry register rebuild issued/
    """
    with open_office(folder) as office:
        own, *_ = status_files.boards(
            office.layout.certificates,
            office.document,
            dids.site_of(office.document.identifier, office.course.url),
        )
        # A broken list is told before anything is written.
        for purpose in ("revocation", "suspension"):
            own.bits(purpose)
        desk = Rebuilding(
            course=office.course, verifier=_verifier(office), register=office.register
        )
        new = known = refused = 0
        for file in _files(issued):
            found = desk.take(_read(file), file.name)
            if found.entry is None:
                click.echo(f"{file}: not taken. {found.reason}", err=True)
                refused += 1
            elif found.is_new:
                new += 1
            else:
                known += 1
        places = {index: name for name, index in standing.places_given(office.register).items()}
        at = document.moment(office.now)
        standing_of = desk.recover_standing(own, places, at)
        lost = rebuilding.unexplained(own, places)
    click.echo(f"{new} written, {known} known before, {refused} not taken.")
    click.echo(f"Revoked or suspended, as the published lists say: {standing_of}.")
    if lost:
        click.echo(
            f"The lists revoke {lost} more, whose certificates were not among these; they stay so."
        )
    if new:
        click.echo(
            "Not recovered: e-mail addresses, invitation codes, what mails were sent, and the "
            "reasons and days of revocations. For which attempt each was issued is found out when "
            "its record is issued again: it then gets the same certificate as before."
        )
    context.exit(1 if refused else 0)


def _verifier(office: Office) -> Verifier:
    return Verifier(issuer=office.document, status_list=None, now=office.now)


def _files(issued: tuple[Path, ...]) -> Iterator[Path]:
    for path in issued:
        inside = sorted(path.rglob("*.pdf")) if path.is_dir() else [path]
        if not inside:
            raise UsageError(f"There is no certificate in {path}.", help="Their names end in .pdf.")
        yield from inside


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(sheet_digest.LARGEST_FILE + 1)
    except OSError as error:
        raise WorldError(f"{file} cannot be read: {error.strerror or error}.") from error
