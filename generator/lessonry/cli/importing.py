"""`lessonry import`: other tools' questions as quizzes of the course."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from lessonry.cli.asked import QUIET
from lessonry.cli.import_report import in_words, listed
from lessonry.credentials import files
from lessonry.errors import UsageError
from lessonry.importers.formats import FORMATS, named
from lessonry.importers.gathering import Gathering, in_the_way

FOLDER = Path("quizzes")
"""Where a course has its quizzes."""


class _Formats(click.Command):
    """A command whose help lists what can be read."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Formats"):
            formatter.write_dl([(one.name, one.title) for one in FORMATS])


@click.command(name="import", cls=_Formats)
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--into", type=click.Path(path_type=Path),
    help="The folder for the quizzes.  [default: quizzes]",
)  # fmt: skip
@click.option(
    "--from", "format_name", metavar="FORMAT", help="What the files are, if not told by them."
)
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be written.")
@click.option("--replace", is_flag=True, help="Write over quizzes that are there already.")
@click.option("--json", "as_json", is_flag=True, help="Print the report for other programs.")
@QUIET
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    into: Path | None,
    format_name: str | None,
    *,
    dry_run: bool,
    replace: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Read questions of other tools, and write them as quizzes into your course.

    The report names each question that is another now, or that could not be carried over, and why.
    What could not be carried stands in a comment at the end of its quiz. A page of mkdocs-quiz is
    rewritten in place. Either all is written, or nothing.

    \b
    Examples:
      lessonry import questions.xml --dry-run
      lessonry import old/*.gift --into quizzes
      lessonry import sheet.csv --from csv --replace
    """
    form = named(format_name) if format_name else None
    folder = into or FOLDER
    gathering = Gathering(folder)
    gathering.add(paths, form)
    if gathering.failed:
        for error in gathering.failed:
            click.secho(f"Error: {error.message}", fg="red", err=True)
            if error.help:
                click.echo(error.help, err=True)
        click.echo("Nothing was written.", err=True)
        context.exit(max(error.exit_code for error in gathering.failed))
    pages = [one.page.path for one in gathering.read if one.page]
    if any(one.quizzes for one in gathering.read):
        _check(folder, is_named=into is not None)
    if not replace and not dry_run:
        _refuse(list(in_the_way(gathering.writes, pages)))
    states = _states(gathering.writes)
    if not dry_run:
        _write({path: gathering.writes[path] for path, state in states.items() if state != "same"})
    if as_json:
        told = listed(gathering, states, dry_run=dry_run)
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for line in in_words(gathering, states, dry_run=dry_run, quiet=quiet):
            click.echo(line)
    context.exit(0 if gathering.items else 1)


def _check(folder: Path, *, is_named: bool) -> None:
    """Raise where the quizzes have no folder.

    Raises:
        UsageError: None was named and there is none here, or it is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder.")
    if not is_named and not folder.exists():
        raise UsageError(
            "There is no folder quizzes here.",
            help="Run this in your course's folder, or name a folder: --into my-course/quizzes.",
        )


def _refuse(there: list[Path]) -> None:
    """Raise where a file would be written over.

    Raises:
        UsageError: One would.
    """
    if not there:
        return
    names = ", ".join(str(path) for path in there[:5])
    more = f" and {len(there) - 5} more" if len(there) > 5 else ""
    verb = "is" if len(there) == 1 else "are"
    raise UsageError(
        f"{names}{more} {verb} there already, and not the same. Nothing was written.",
        help="Write over with --replace, or name another folder with --into; --dry-run shows all.",
    )


def _states(writes: Mapping[Path, bytes]) -> dict[Path, str]:
    """Return of each file whether it is `new`, the `same` as before, or `replaced`."""
    states = {}
    for path, data in writes.items():
        if not path.exists():
            states[path] = "new"
        else:
            states[path] = "same" if path.is_file() and path.read_bytes() == data else "replaced"
    return states


def _write(writes: Mapping[Path, bytes]) -> None:
    """Write all files; where one cannot be written, those before are as they were."""
    before: dict[Path, bytes | None] = {}
    try:
        for path, data in writes.items():
            old = path.read_bytes() if path.is_file() else None
            files.write(path, data)
            before[path] = old
    except BaseException:
        for path, old in before.items():
            if old is None:
                path.unlink(missing_ok=True)
            else:
                files.write(path, old)
        raise
