"""`lessonry explain`: what a code means, why it matters, and how to mend it."""

from __future__ import annotations

import click

from lessonry.diagnostics import CODES
from lessonry.diagnostics.spelling import suggestion
from lessonry.errors import UsageError


@click.command(name="explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Tell what CODE means; without one, list them all.

    \b
    Examples:
      lessonry explain LR120
      lessonry explain
    """
    if code is None:
        for entry in CODES.values():
            click.echo(f"{entry.code}  {entry.severity:7}  {entry.title}")
        return
    found = CODES.get(code.upper())
    if found is None:
        guess = suggestion(code.upper().replace("O", "0"), CODES)
        raise UsageError(
            f"There is no code {code}.",
            help=f"Did you mean {guess}?" if guess else "`lessonry explain` lists them.",
        )
    click.secho(f"{found.code} ({found.severity}): {found.title}", bold=True)
    click.echo(f"\nWhy\n  {found.why}\n\nFor example")
    click.echo("\n".join(f"  {line}" for line in found.example.splitlines()))
    click.echo(f"\nWhat to do\n  {found.mend}")
