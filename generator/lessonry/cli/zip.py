"""`lessonry zip`: the whole course in a file, to open from a disk."""

from __future__ import annotations

from pathlib import Path

import click

from lessonry.cli.asked import FOLDER, QUIET, STRICT
from lessonry.website.packing import pack_site


@click.command(name="zip")
@FOLDER
@click.option("--to", "target", type=click.Path(path_type=Path), help="The file to write.")
@STRICT
@QUIET
@click.pass_context
def command(
    context: click.Context, folder: Path, target: Path | None, *, strict: bool, quiet: bool
) -> None:
    """Pack the course in FOLDER (here, if not named) for places without a network.

    Who unpacks it and opens `index.html` by a double click has the lessons, quizzes and exams, and
    progress that is kept; nothing needs to be installed or hosted. The search finds titles
    and headings there.

    \b
    Examples:
      lessonry zip
      lessonry zip my-course --to stick/course.zip
    """
    context.exit(0 if pack_site(folder, target=target, strict=strict, quiet=quiet) else 1)
