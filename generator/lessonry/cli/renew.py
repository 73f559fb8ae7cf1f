"""`lessonry renew` and `lessonry correct`: the same achievement, certified again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click

from lessonry.cli.asked import COURSE
from lessonry.cli.office import Office, open_office
from lessonry.cli.seal import seal_for, with_seal
from lessonry.credentials import document, lookup, rotation
from lessonry.credentials.issuance.reissuing import Reissued, Reissuing
from lessonry.credentials.register import Entry, save
from lessonry.credentials.sheets.sheet import SheetRefusedError
from lessonry.credentials.status import standing
from lessonry.credentials.status.standing import Kind
from lessonry.errors import UsageError

OUT = click.option(
    "--out", default="issued", type=click.Path(file_okay=False, path_type=Path),
    help="Where the certificates go.", show_default=True,
)  # fmt: skip


@click.command(name="renew")
@click.argument("named", nargs=-1, metavar="[ID...]")
@click.option(
    "--expiring", type=click.IntRange(0, 36_500), metavar="DAYS",
    help="All that expire within so many days, or have expired already.",
)  # fmt: skip
@click.option(
    "--signed-by", metavar="KEY",
    help="All that were signed with that key, which was stolen; each holds as long as before.",
)  # fmt: skip
@click.option("--revoked-too", is_flag=True, help="Renew also what was revoked or is suspended.")
@COURSE
@OUT
@with_seal
@click.pass_context
def command(
    context: click.Context,
    named: tuple[str, ...],
    expiring: int | None,
    signed_by: str | None,
    folder: Path,
    out: Path,
    seal_key: Path | None,
    timestamp: str | None,
    *,
    revoked_too: bool,
    sealed: bool,
) -> None:
    """Certify an achievement again, with today's date and a new term.

    ID is as for `lessonry revoke`. It is the same attempt: nobody is examined again, and the
    responses are those of the first time. The former certificate stays as it was until it expires.
    What was renewed before is not renewed twice: its file is written again.

    \b
    Examples:
      lessonry renew issued/anna-lind-delight-1a2b3c4d.pdf
      lessonry renew --expiring 60 --out issued/renewed
      lessonry renew --signed-by z6MkpTHR
    """
    if not named and expiring is None and signed_by is None:
        raise UsageError("Nothing is named to renew.", help="Name certificates, or --expiring 60.")
    with open_office(folder) as office:
        entries = _chosen(office, named, expiring, signed_by)
        stand = standing.standings(office.register)
        held = office.unlock()
        seal = seal_for(
            office.place, office.now, own=sealed, key_file=seal_key, timestamp=timestamp
        )
        code = told = made_any = 0
        with office.press(held, seal) as press:
            desk = Reissuing(press=press, register=office.register)
            for entry in entries:
                told += 1
                event = stand.get(entry.credential)
                if event is not None and not revoked_too:
                    click.echo(
                        f"{entry.learner}, {entry.credential}: {event.kind.value} on "
                        f"{event.at[:10]}, so it is not renewed (--revoked-too renews it).",
                        err=True,
                    )
                    code = 1 if named else code
                    continue
                try:
                    made = desk.renew(entry, keep_expiry=signed_by is not None)
                except (UsageError, SheetRefusedError) as error:
                    click.secho(f"{entry.learner}: {error}", fg="red", err=True)
                    code = 1
                    continue
                _tell(made, out)
                made_any += 1
        if not told:
            click.echo("There is nothing to renew.")
        elif made_any:
            click.echo("The same responses as before stand behind them; nobody was examined again.")
        office.publish(held)
    context.exit(code)


@click.command(name="correct")
@click.argument("named", metavar="ID")
@click.option("--name", required=True, help="The learner's name as it should be.")
@click.option(
    "--reason", default="The name was corrected.", show_default=True,
    help="Why the former is revoked; kept in your register.",
)  # fmt: skip
@COURSE
@OUT
@with_seal
def correct(
    named: str,
    name: str,
    reason: str,
    folder: Path,
    out: Path,
    seal_key: Path | None,
    timestamp: str | None,
    *,
    sealed: bool,
) -> None:
    """Certify an achievement again under the right name, and revoke the certificate with the wrong.

    ID is as for `lessonry revoke`. The new certificate holds as long as the former did. Interrupted,
    or run twice, it does no more than what was left to do.

    \b
    Examples:
      lessonry correct 1a2b3c4d --name "Anna Lindqvist"
    """
    with open_office(folder) as office:
        entry = _entry(office, named)
        event = standing.standings(office.register).get(entry.credential)
        held = office.unlock()
        seal = seal_for(
            office.place, office.now, own=sealed, key_file=seal_key, timestamp=timestamp
        )
        with office.press(held, seal) as press:
            desk = Reissuing(press=press, register=office.register)
            last = office.register.find(entry.attempt)
            done = last is not None and last.credential != entry.credential
            if event is not None and event.kind is Kind.REVOKED and not done:
                raise UsageError(
                    f"{entry.credential} was revoked on {event.at[:10]}: {event.reason}",
                    help="If it is to hold again under another name, renew it first: "
                    f"`lessonry renew {entry.credential} --revoked-too`.",
                )
            made = desk.correct(entry, name)
        # The new one is written down first: whatever happens now, the learner has one that holds.
        standing.note(
            office.register,
            entry.credential,
            Kind.REVOKED,
            at=document.moment(office.now),
            reason=reason,
        )
        _tell(made, out)
        click.echo(f"Revoked: {entry.credential}, issued to “{entry.learner}”.")
        office.publish(held)


def _chosen(
    office: Office, named: tuple[str, ...], expiring: int | None, signed_by: str | None
) -> Iterator[Entry]:
    """Yield what is to be renewed, one after the other: they are too many for the memory."""
    chosen = [_entry(office, one).credential for one in named]
    lines = list(lookup.lines(office.register)) if not named else []
    if expiring is not None:
        until = document.moment(office.now + timedelta(days=expiring))
        chosen += [one.credential for one in lines if one.is_last and (one.expires or "~") <= until]
    if signed_by is not None:
        method = rotation.find_method(office.document, signed_by)
        if method == next(iter(office.document.signers)):
            raise UsageError(
                "That is the key that signs at present, so what is issued again would be no better.",
                help="Put new keys in its place first: `lessonry keys compromised KEY --since …`.",
            )
        stolen = set(lookup.signed_by(office.register, method))
        now = document.moment(office.now)
        chosen += [
            one.credential
            for one in lines
            if one.is_last and one.credential in stolen and (one.expires or "~") > now
        ]
    return (
        entry
        for name in dict.fromkeys(chosen)
        if (entry := lookup.entry_of(office.register, name)) is not None
    )


def _entry(office: Office, named: str) -> Entry:
    one = lookup.find(office.register, named)
    if one.entry is None:
        raise UsageError(
            f"{one.credential} is not in the register, so it cannot be issued again.",
            help="If the register was lost: `lessonry register rebuild issued/`. What learners made "
            "themselves (level 1) is issued with `lessonry issue FILE`.",
        )
    return one.entry


def _tell(made: Reissued, out: Path) -> None:
    entry = made.entry
    until = f"until {entry.expires[:10]}" if entry.expires else "without an end"
    done = "issued again before" if made.again else "issued again"
    click.echo(f"{entry.learner}: {done}, {until}: {save(entry, out)}")
