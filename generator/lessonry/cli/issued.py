"""`lessonry issued`: what stands in the register."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from lessonry.cli import spreadsheet
from lessonry.cli.asked import COURSE
from lessonry.cli.office import open_office
from lessonry.credentials import document, files, lookup
from lessonry.credentials.status import standing

HEADER = (
    "credential", "learner", "email", "quiz", "achievement", "level", "score", "issued", "expires",
    "standing", "since", "reason", "file",
)  # fmt: skip


@click.command(name="issued")
@click.option(
    "--expiring", type=click.IntRange(0, 36_500), metavar="DAYS",
    help="Only what expires within so many days, or has expired, and was not renewed.",
)  # fmt: skip
@click.option("--revoked", is_flag=True, help="Only what was revoked or is suspended.")
@click.option(
    "--csv", "table", type=click.Path(dir_okay=False, path_type=Path),
    help="Write it as a table for a spreadsheet instead.",
)  # fmt: skip
@COURSE
def command(expiring: int | None, folder: Path, table: Path | None, *, revoked: bool) -> None:
    """List the certificates of your register, and how each stands.

    The register is yours and holds names: neither it nor such a list belongs on the site.

    \b
    Examples:
      lessonry issued
      lessonry issued --expiring 60
      lessonry issued --revoked --csv revoked.csv
    """
    with open_office(folder) as office:
        stand = standing.standings(office.register)
        now = document.moment(office.now)
        until = document.moment(office.now + timedelta(days=expiring or 0))
        rows: list[tuple[str, ...]] = []
        for line in lookup.lines(office.register):
            event = stand.pop(line.credential, None)
            if (revoked and event is None) or (
                expiring is not None and (not line.is_last or (line.expires or "~") > until)
            ):
                continue
            how = event.kind.value if event else "issued again" if not line.is_last else "holds"
            if event is None and line.expires and line.expires <= now:
                how = "expired"
            rows.append(
                (
                    line.credential, line.learner, line.email or "", line.quiz, line.achievement,
                    str(line.level), str(line.score), line.issued[:10], (line.expires or "")[:10],
                    how, event.at[:10] if event else "", event.reason if event else "", line.name,
                )
            )  # fmt: skip
        if expiring is None:
            # What learners made themselves is not in the register; only what became of it is.
            for name, event in stand.items():
                facts = (event.kind.value, event.at[:10], event.reason, "")
                rows.append((name, *[""] * 4, "1", *[""] * 3, *facts))
    if table is not None:
        files.write_private_in(table, spreadsheet.table(HEADER, map(spreadsheet.inert, rows)))
        click.echo(f"{_counted(len(rows))} in {table}.")
        return
    for row in rows:
        told = dict(zip(HEADER, row, strict=True))
        until = f", until {told['expires']}" if told["expires"] else ""
        who = told["learner"] or "(made by a learner)"
        issued = f" {told['issued']}" if told["issued"] else ""
        click.echo(f"{told['credential'].removeprefix('urn:uuid:')[:8]}  {_plain(who)}")
        click.echo(
            f"          {told['achievement']} (level {told['level']}){issued}{until}".rstrip()
        )
        if told["standing"] != "holds":
            reason = f": {_plain(told['reason'])}" if told["reason"] else ""
            since = f" on {told['since']}" if told["since"] else ""
            click.echo(f"          {told['standing']}{since}{reason}")
    click.echo(f"{_counted(len(rows))}.")


def _counted(number: int) -> str:
    return f"{number} {'certificate' if number == 1 else 'certificates'}"


def _plain(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)
