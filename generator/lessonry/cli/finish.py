"""`lessonry finish`: what a site needs that another engine built."""

from __future__ import annotations

from pathlib import Path

import click

from lessonry.cli.asked import FOLDER, QUIET, STRICT
from lessonry.website.finishing import finish_site


@click.command(name="finish")
@FOLDER
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), help="Where it is.")
@STRICT
@QUIET
@click.pass_context
def command(
    context: click.Context, folder: Path, site_dir: Path | None, *, strict: bool, quiet: bool
) -> None:
    """Finish the site that Zensical built of the course in FOLDER (here, if not named).

    Frames the lessons, adds styles, scripts, locks and sealed parts, and searches the site for
    answers of the exam; a site that tells any is removed. MkDocs needs none of this: `lessonry
    build` does it all.

    \b
    Examples, each after `zensical build --clean`:
      lessonry finish
      lessonry finish my-course --strict
    """
    context.exit(0 if finish_site(folder, site_dir=site_dir, strict=strict, quiet=quiet) else 1)
