"""`lessonry new`: a small complete course to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from lessonry.project.starter import make_course


@click.command(name="new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="What the course is called; the folder's name if not said.")
def command(folder: Path, title: str | None) -> None:
    """Make a small complete course in FOLDER: a lesson, a quiz, an exam, a certificate.

    \b
    Examples:
      lessonry new my-course
      lessonry new courses/first-aid --title "First aid at work"
    """
    spoken = folder.absolute().name.replace("-", " ").replace("_", " ").strip()
    files = make_course(folder, title or spoken[:1].upper() + spoken[1:])
    click.echo(f"Made a course in {folder}:")
    for file in files:
        click.echo(f"  {file}")
    click.echo(
        f"\nNext:\n  cd {folder}\n"
        "  lessonry serve       see it, and change it while you look\n"
        "  lessonry keys new    once: the keys that seal records and sign certificates\n"
        "  lessonry build       the site, in site/"
    )
