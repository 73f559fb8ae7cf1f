"""`lessonry build`: the site, whole or not at all."""

from __future__ import annotations

import gc
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from lessonry.website import built
from lessonry.website.timing import Clock

BUILDER = "lessonry.website.build"
"""Imported where there is something to build: MkDocs takes longer to load than an unchanged course."""
MEASURED = "lessonry.website.measured"
PLUGIN = "lessonry.website.plugin"
"""What MkDocs loads, sooner or later."""
REPORT = "lessonry.website.time_report"


@click.command(name="build")
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), help="Where to.")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but what is wrong.")
@click.option("--jobs", "-j", type=click.IntRange(1), help="Processes. [default: one a core]")
@click.option("--no-cache", is_flag=True, help="Take nothing from earlier builds.")
@click.option("--profile", is_flag=True, help="Say where the time went; build in any case.")
@click.pass_context
def command(
    context: click.Context,
    folder: Path,
    site_dir: Path | None,
    *,
    strict: bool,
    quiet: bool,
    jobs: int | None,
    no_cache: bool,
    profile: bool,
) -> None:
    """Build the course in FOLDER (here, if not named) into its `site/`.

    The site that was there stays until the new one is finished and has been searched for answers
    of the exam; where anything is wrong, nothing is replaced. Where nothing has changed since the
    last build, the site stays as it is.

    \b
    Examples:
      lessonry build
      lessonry build my-course --site-dir /var/www/course
      lessonry build --profile
    """
    is_built = no_cache or profile  # what is not built cannot be measured
    found = None if is_built else built.standing(folder, built.asked(site_dir, strict=strict))
    if found is not None:
        for level, text in found.messages:
            click.secho(text, fg=built.COLORS.get(level), err=True)
        if not quiet:
            click.echo(f"Nothing has changed: the course is in {found.target}.", err=True)
        return

    def build(build_site: Callable[..., bool]) -> bool:
        return build_site(
            folder,
            site_dir=site_dir,
            strict=strict,
            quiet=quiet,
            processes=jobs,
            cache=not no_cache,
        )

    made = _profiled(build) if profile else build(_builder())
    context.exit(0 if made else 1)


def _builder() -> Callable[..., bool]:
    """Load what builds, and stop looking for garbage among what stays as long as the process."""
    gc.disable()
    try:
        builder: Callable[..., bool] = import_module(BUILDER).build_site
        import_module(PLUGIN)
    finally:
        gc.freeze()
        gc.enable()
    return builder


def _profiled(build: Callable[[Callable[..., bool]], bool]) -> bool:
    """Build, and say where the time went; return whether there is a new site."""
    clock = Clock()
    with clock.stage("Loading MkDocs"):
        build_site = _builder()
        measured: Any = import_module(MEASURED).measured
    with measured(clock) as found:
        made = build(build_site)
    if made:
        for line in import_module(REPORT).report(found):
            click.echo(line)
    return made
