"""What several commands are asked alike: which course, how strictly, how loudly."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
"""The course, of a command that is about nothing else."""
COURSE = click.option(
    "--course", "folder", default=".", type=click.Path(file_okay=False, path_type=Path),
    help="The course's folder.", show_default=True,
)  # fmt: skip
"""The course, of a command that is about certain files."""
STRICT = click.option("--strict", is_flag=True, help="Count warnings as errors.")
QUIET = click.option("--quiet", "-q", is_flag=True, help="Say nothing but what is wrong.")
