"""`lessonry build`: the site, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import click

from lessonry.website.build import build_site


@click.command(name="build")
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), help="Where to.")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but what is wrong.")
@click.pass_context
def command(
    context: click.Context, folder: Path, site_dir: Path | None, *, strict: bool, quiet: bool
) -> None:
    """Build the course in FOLDER (here, if not named) into its `site/`.

    The site that was there stays until the new one is finished and has been searched for answers
    of the exam; where anything is wrong, nothing is replaced.

    \b
    Examples:
      lessonry build
      lessonry build my-course --site-dir /var/www/course
    """
    context.exit(0 if build_site(folder, site_dir=site_dir, strict=strict, quiet=quiet) else 1)
