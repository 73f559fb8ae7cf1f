"""`lessonry revoke`, `suspend` and `restore`: what becomes of certificates after they were issued."""

from __future__ import annotations

from pathlib import Path

import click

from lessonry.cli.asked import COURSE
from lessonry.cli.office import Office, open_office
from lessonry.credentials import document, lookup
from lessonry.credentials.lookup import Meant
from lessonry.credentials.status import standing
from lessonry.credentials.status.standing import Kind
from lessonry.errors import UsageError

NAMED = click.argument("named", nargs=-1, required=True, metavar="ID...")
SELF_SERVICE = click.option(
    "--self-service", is_flag=True,
    help="An ID that is no file is of level 1: learners made it themselves, so it is in no register.",
)  # fmt: skip
SHARED = (
    "  A level 1 certificate's place in the list follows from its number: another certificate has "
    "the same one with a chance of 1 in 131,072, and would be taken back with it."
)


@click.command(name="revoke")
@NAMED
@click.option("--reason", required=True, help="Why; kept in your register, never published.")
@SELF_SERVICE
@COURSE
@click.pass_context
def command(
    context: click.Context,
    named: tuple[str, ...],
    reason: str,
    folder: Path,
    *,
    self_service: bool,
) -> None:
    """Take certificates back for good.

    ID is a certificate's PDF, its number (urn:uuid:…) or the first eight letters of that, the link
    of its QR code, or the attempt. The published list names nobody; the reason stays with you. A
    revoked certificate cannot be restored: `lessonry suspend` is for what may turn out well.

    \b
    Examples:
      lessonry revoke issued/anna-lind-delight-1a2b3c4d.pdf --reason "passed on the answers"
      lessonry revoke 1a2b3c4d 5e6f7a8b --reason "issued by mistake"
    """
    context.exit(_happen(folder, named, Kind.REVOKED, reason, is_desk=self_service))


@click.command(name="suspend")
@NAMED
@click.option("--reason", required=True, help="Why; kept in your register, never published.")
@SELF_SERVICE
@COURSE
@click.pass_context
def suspend(
    context: click.Context,
    named: tuple[str, ...],
    reason: str,
    folder: Path,
    *,
    self_service: bool,
) -> None:
    """Take certificates back for the time being; `lessonry restore` ends it.

    ID is as for `lessonry revoke`.

    \b
    Examples:
      lessonry suspend 1a2b3c4d --reason "two records are the same"
    """
    context.exit(_happen(folder, named, Kind.SUSPENDED, reason, is_desk=self_service))


@click.command(name="restore")
@NAMED
@click.option("--reason", default="", help="Why; kept in your register, never published.")
@SELF_SERVICE
@COURSE
@click.pass_context
def restore(
    context: click.Context,
    named: tuple[str, ...],
    reason: str,
    folder: Path,
    *,
    self_service: bool,
) -> None:
    """Let suspended certificates hold again.

    ID is as for `lessonry revoke`. What was revoked stays so.

    \b
    Examples:
      lessonry restore 1a2b3c4d
    """
    context.exit(_happen(folder, named, Kind.RESTORED, reason, is_desk=self_service))


def _happen(folder: Path, named: tuple[str, ...], kind: Kind, reason: str, *, is_desk: bool) -> int:
    """Let it happen to all that are named, publish it, and return the exit code."""
    if kind is not Kind.RESTORED and not reason.strip():
        raise UsageError(
            "The reason is empty.", help="In a year you will want to know: --reason “…”."
        )
    with open_office(folder) as office:
        meant = [meant_by(office, one, is_desk=is_desk) for one in named]
        held = office.unlock()
        code = 0
        for one in meant:
            try:
                _tell(office, one, kind, reason)
            except UsageError as error:
                click.secho(f"Error: {error.message}", fg="red", err=True)
                click.echo(error.help, err=True)
                code = 1
        if not office.publish(held):
            click.echo("The published lists say so already.")
    return code


def _tell(office: Office, one: Meant, kind: Kind, reason: str) -> None:
    at = document.moment(office.now)
    happens = standing.note(office.register, one.credential, kind, at=at, reason=reason)
    learner = f"{one.entry.learner}, " if one.entry else ""
    before = (
        "" if happens else " already" if kind is not Kind.RESTORED else ": it was not suspended"
    )
    verb = "holds" if kind is Kind.RESTORED and not happens else kind.value
    click.echo(f"{learner}{one.credential}: {verb}{before}.")
    if one.entry is None and kind is not Kind.RESTORED:
        click.echo(SHARED)
    if one.entry is not None:
        last = office.register.find(one.entry.attempt)
        if last is not None and last.credential != one.credential:
            click.echo(
                f"  It was issued again since, as {last.credential}: that one is not touched."
            )


def meant_by(office: Office, named: str, *, is_desk: bool) -> Meant:
    """Return the credential that is meant; it is in the register, or the self-service desk's.

    Raises:
        UsageError: It is neither.
    """
    one = lookup.find(office.register, named)
    desk = office.document.desk
    if one.entry is not None or (desk is not None and (one.issuer == desk)):
        return one
    if one.issuer is not None and one.issuer != office.document.identifier:
        raise UsageError(f"{named} names another issuer, {one.issuer}, who alone can take it back.")
    if one.issuer is None and is_desk and desk is not None:
        return one
    raise UsageError(
        f"{one.credential} is not in the register, so its place in the list is not known.",
        help="If the register was lost: `lessonry register rebuild issued/`. If learners made it "
        "themselves (level 1): name its PDF, or add --self-service.",
    )
