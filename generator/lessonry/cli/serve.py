"""`lessonry serve`: see the course while writing it."""

from __future__ import annotations

from pathlib import Path

import click

from lessonry.cli.asked import FOLDER
from lessonry.website.build import serve_site


@click.command(name="serve")
@FOLDER
@click.option("--address", "-a", metavar="HOST:PORT", help="Where to listen (127.0.0.1:8000).")
@click.option("--open", "in_browser", is_flag=True, help="Open the browser, too.")
@click.pass_context
def command(context: click.Context, folder: Path, address: str | None, *, in_browser: bool) -> None:
    """Show the course in FOLDER (here, if not named) and reload the browser on every save.

    A course with faults is shown too, with what is wrong at the top of each page.

    Saving the text of a lesson, or the items of a practice quiz, makes its page again, whatever the
    size of the course. Other changes (a title, front matter, the configuration, an exam, a template, a
    new file), and every change of a course in several languages, make the whole site again; until it is
    done, you see the one before.

    \b
    Examples:
      lessonry serve
      lessonry serve my-course --address 127.0.0.1:9000 --open
    """
    context.exit(0 if serve_site(folder, address=address, in_browser=in_browser) else 1)
