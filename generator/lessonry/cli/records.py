"""How the results of `lessonry issue` are shown: a sentence, a table, JSON, a report file."""

from __future__ import annotations

import contextlib
import csv
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lessonry.cli import spreadsheet
from lessonry.credentials.issuance.batch import Told
from lessonry.credentials.issuance.suspicion import Sign
from lessonry.errors import WorldError

LISTED = 300
"""Records that are all shown in the table; of more, those that want to be looked at."""
LONGEST_LINE = 10_000
"""Characters of a line of the table off a terminal."""
QUIET = frozenset({"same-right-responses"})
"""Signs that are counted and not shown with each record."""
COLUMNS = (
    "file", "learner", "e-mail", "code", "score", "outcome", "certificate", "credential",
    "attempt", "odd", "notes",
)  # fmt: skip


class Results:
    """Takes what came of each record as it comes, and shows it at the end; holds a few hundred."""

    def __init__(self, count: int, *, as_json: bool, report: Path | None) -> None:
        """Prepare for `count` records."""
        self.count = count
        self.as_json = as_json
        self.outcomes: Counter[str] = Counter()
        self.signs: Counter[str] = Counter()
        self.certified = 0
        self.is_well = True
        self.one: Told | None = None
        self._listed: list[Told] = []
        self._left_out = 0
        self._report = Report(report) if report else None
        self._said = 0

    def take(self, told: Told) -> None:
        """Count one, and write it where it goes at once."""
        self.one = told
        self.outcomes[told.outcome] += 1
        self.signs.update(sign.kind for sign in told.signs)
        self.certified += bool(told.result)
        self.is_well = self.is_well and told.is_well
        if self._report is not None:
            self._report.write(told)
        if self.as_json:
            click.echo('{"records": [' if self._said == 0 else ",")
            click.echo(json.dumps(_as_json(told), ensure_ascii=False), nl=False)
            self._said += 1
        elif self.count <= LISTED or not told.is_well or _loud(told.signs):
            if len(self._listed) < LISTED:
                self._listed.append(told)
            else:
                self._left_out += 1

    def finish(self) -> None:
        """Show what came of all."""
        if self._report is not None:
            self._report.close()
        if self.as_json:
            summary = {"outcomes": dict(self.outcomes), "odd": dict(self.signs)}
            click.echo('{"records": [' if self._said == 0 else "", nl=self._said > 0)
            click.echo(f'], "summary": {json.dumps(summary)}}}')
        elif self.count == 1 and self.one is not None:
            _print_one(self.one)
        else:
            self._print_table()

    def drop(self) -> None:
        """Leave no half report."""
        if self._report is not None:
            self._report.drop()

    def _print_table(self) -> None:
        console = Console()
        if not console.is_terminal:
            # A file or a pipe has no edge: a line that is cut in two cannot be copied or read.
            console = Console(width=LONGEST_LINE)
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in ("Learner", "Score", "Outcome", "File"):
            table.add_column(heading, overflow="fold")
        for one in self._listed:
            # Text and not markup: a learner may be called “[bold]”.
            table.add_row(
                Text(one.learner or "?"),
                Text(one.score or "–"),
                Text(one.outcome, style="green" if one.is_well else "red"),
                Text(one.result or one.file.name),
            )
            for line in one.lines:
                table.add_row("", "", "", Text(line, style="dim"))
            for sign in _loud(one.signs):
                table.add_row("", "", "", Text(f"Odd: {sign.text}", style="yellow"))
        if self._listed:
            with console.capture() as capture:
                console.print(table)
            for line in capture.get().splitlines():
                click.echo(line.rstrip())
        if self._left_out:
            click.echo(f"… and {self._left_out} more; --report FILE.csv lists all.")
        counted = self.count - self.outcomes["not counted"]
        if "would be issued" in self.outcomes:
            click.echo(
                f"{self.outcomes['would be issued']} of {counted} would be issued, "
                f"{self.outcomes['issued before']} were before; nothing was done."
            )
        else:
            click.echo(f"{self.certified} of {counted} certified.")
        if self.count > LISTED:
            click.echo(
                ", ".join(f"{n} {outcome}" for outcome, n in self.outcomes.most_common()) + "."
            )
        if held := self.outcomes["held back"]:
            click.echo(
                f"{held} held back: mend the roster, or issue one all the same by "
                "--accept NAME (or its attempt).",
                err=True,
            )
        if same := self.signs["same-right-responses"]:
            click.echo(
                f"{same} records have the responses of another, all right: no sign by itself."
            )


class Report:
    """A CSV file of all results, for a spreadsheet; there whole or not at all."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._beside = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._out = self._beside.open("w", encoding=spreadsheet.ENCODING, newline="")
            self._rows = csv.writer(self._out)
            self._rows.writerow(COLUMNS)
        except OSError as error:
            raise self._failed(error) from error

    def write(self, told: Told) -> None:
        """Add a line."""
        cells = (
            str(told.file), told.learner, told.email, told.code, told.score, told.outcome,
            told.result, told.credential, told.attempt,
            " ".join(sign.text for sign in told.signs),
            " ".join(" ".join(line.split()) for line in told.lines),
        )  # fmt: skip
        try:
            self._rows.writerow(spreadsheet.inert(cells))
        except OSError as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Put the file into its place."""
        try:
            self._out.flush()
            os.fsync(self._out.fileno())
            self._out.close()
            self._beside.replace(self.file)
        except OSError as error:
            raise self._failed(error) from error

    def drop(self) -> None:
        """Remove what was written."""
        with contextlib.suppress(OSError):
            self._out.close()
        with contextlib.suppress(OSError):
            self._beside.unlink()

    def _failed(self, error: OSError) -> WorldError:
        with contextlib.suppress(OSError):
            self._beside.unlink()
        return WorldError(
            f"The report {self.file} cannot be written: {error.strerror or error}.",
            help="Name another place. What was issued is written down; the same command again "
            "tells the same.",
        )


def _print_one(told: Told) -> None:
    if told.outcome == "would be issued":
        click.echo(f"{told.learner}: {told.score}, would be issued; nothing was done.")
    elif told.is_well:
        click.echo(f"{told.learner}: {told.score}, {told.outcome}: {told.result}")
    elif told.outcome == "held back":
        click.echo(f"{told.learner}: {told.score}, held back", err=True)
    else:
        click.echo(f"{told.learner or told.file.name}: {told.score or told.outcome}", err=True)
    for line in told.lines:
        click.echo(f"  {line}", err=not told.is_well)
    for sign in _loud(told.signs):
        click.echo(f"  Odd: {sign.text}", err=not told.is_well)


def _loud(signs: tuple[Sign, ...]) -> list[Sign]:
    return [sign for sign in signs if sign.kind not in QUIET]


def _as_json(told: Told) -> dict[str, Any]:
    return {
        "file": str(told.file),
        "learner": told.learner or None,
        "email": told.email or None,
        "code": told.code or None,
        "ratings": dict(told.ratings) or None,
        "attempt": told.attempt or None,
        "score": told.score or None,
        "outcome": told.outcome,
        "certificate": told.result or None,
        "credential": told.credential or None,
        "notes": [line.strip() for line in told.lines],
        "odd": [{"kind": sign.kind, "text": sign.text} for sign in told.signs],
    }
