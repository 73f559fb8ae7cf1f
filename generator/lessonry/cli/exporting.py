"""`lessonry export`: the course or its quizzes as a file for another tool."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from lessonry.cli.asked import FOLDER, QUIET, STRICT
from lessonry.cli.export_choice import Wish, choose
from lessonry.credentials import files
from lessonry.diagnostics import Diagnostics, Report
from lessonry.domain.course import Course
from lessonry.domain.fidelity import Carried, Fidelity, counted
from lessonry.errors import UsageError, WorldError
from lessonry.exporters.archive import pack
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import FORMATS, ExportFormat, Request, named
from lessonry.project import Layout, find_layout, read_course
from lessonry.website.build import build_site

LONGEST_NAME = 60
"""Characters of a question's name in the report."""
COLORS = {Carried.CHANGED: "yellow", Carried.LEFT: "red"}


class _Formats(click.Command):
    """A command whose help lists what can be written."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Formats"):
            formatter.write_dl([(one.name, f"{one.title} ({one.ending})") for one in FORMATS])


@click.command(name="export", cls=_Formats)
@click.argument("format_name", metavar="FORMAT")
@FOLDER
@click.option("--out", type=click.Path(path_type=Path), help="The file to write.")
@click.option("--quiz", "names", multiple=True, metavar="NAME", help="Only this quiz; repeatable.")
@click.option("--all", "has_all", is_flag=True, help="Quizzes that no lesson places, too.")
@click.option("--language", metavar="CODE", help="The course in this language: its translation.")
@click.option("--with-keys", is_flag=True, help="Let the keys of exams out, too.")
@click.option("--without-answers", is_flag=True, help="Of a book or a sheet: no answers.")
@click.option("--json", "as_json", is_flag=True, help="Print the report for other programs.")
@STRICT
@QUIET
@click.pass_context
def command(
    context: click.Context,
    format_name: str,
    folder: Path,
    out: Path | None,
    names: tuple[str, ...],
    language: str | None,
    *,
    has_all: bool,
    with_keys: bool,
    without_answers: bool,
    as_json: bool,
    strict: bool,
    quiet: bool,
) -> None:
    """Write the course in FOLDER (here, if not named), or its quizzes, in FORMAT.

    SCORM, cmi5 and xAPI take the built site, whose exams keep their lock. The formats of quizzes hold
    the keys: an exam leaves in them with --with-keys only. Of each question that cannot arrive as it
    is, the report says what becomes of it.

    \b
    Examples:
      lessonry export scorm-1.2 --out course.zip
      lessonry export moodle-xml --quiz recovery --quiz opening
      lessonry export book my-course --without-answers
      lessonry export epub --language de
    """
    form = named(format_name)
    wish = Wish(
        names=names,
        has_all=has_all,
        language=language,
        with_keys=with_keys,
        with_answers=not without_answers,
    )
    wish.check(form)
    diagnostics = Diagnostics()
    layout = find_layout(folder, diagnostics)
    course = read_course(layout, diagnostics)
    if diagnostics.errors or (strict and diagnostics.warnings):
        click.echo(str(Report(diagnostics=diagnostics)), err=True)
        click.echo("A course with such faults is not exported. Mend them first.", err=True)
        context.exit(1)
    choice = choose(course, layout, form, wish)
    target = _target(out, layout, choice.course, form)
    with tempfile.TemporaryDirectory(prefix="lessonry-") as temporary:
        site = None
        if form.needs_site:
            site = Path(temporary) / "site"
            if not build_site(folder, site_dir=site, strict=strict, quiet=True, for_package=True):
                context.exit(1)
        request = Request(
            course=choice.course,
            quizzes=choice.quizzes,
            folder=layout.folder,
            site=site,
            part=choice.part,
            with_answers=not without_answers,
        )
        exported = form.exporter.export(request)
        _write(exported, target, form)
    notes = (*choice.notes, *exported.notes)
    if as_json:
        click.echo(json.dumps(_told(form, target, notes, exported), ensure_ascii=False, indent=2))
    else:
        _tell(exported.report, notes, quiet=quiet)
    if not quiet:
        size = target.stat().st_size / 1e6
        click.echo(f"{form.title}: {target} ({size:.1f} MB).", err=True)


def _target(out: Path | None, layout: Layout, course: Course, form: ExportFormat) -> Path:
    """Return where the file goes.

    Raises:
        UsageError: That is no file's place.
    """
    name = f"{course.identifier}-{form.name}{form.ending}"
    target = (out or layout.folder / name).resolve()
    if target.is_dir():
        raise UsageError(f"{target} is a folder.", help=f"Name a file: --out {target.name}/{name}")
    for source in (layout.docs, layout.quizzes, layout.certificates):
        if target.is_relative_to(source.resolve()):
            raise UsageError(
                f"{target} lies in {source.name}/, among what the course is made from.",
                help="Name a file outside of that folder.",
            )
    return target


def _write(exported: Exported, target: Path, form: ExportFormat) -> None:
    """Write the package beside its place, then put it there.

    Raises:
        WorldError: The disk did not take it; what was there before still is.
    """
    if not form.is_archive:
        ((_, content),) = exported.files
        files.write(target, content if isinstance(content, bytes) else content.read_bytes())
        return
    try:
        pack(exported.files, target, stored=form.stored)
    except OSError as error:
        raise WorldError(
            f"{target} could not be written: {error.strerror or error}.",
            help="What was there before is still there. Make room, or name another with --out.",
        ) from error


def _tell(report: Sequence[Fidelity], notes: Sequence[str], *, quiet: bool) -> None:
    """Print what became of each question that does not arrive whole, then how many did."""
    for note in notes:
        click.echo(note, err=True)
    for one in report:
        if one.carried is Carried.WHOLE or (quiet and one.carried is not Carried.LEFT):
            continue
        name = one.name if len(one.name) <= LONGEST_NAME else f"{one.name[: LONGEST_NAME - 1]}…"
        click.secho(f"{one.carried.value}: {name} ({one.kind})", fg=COLORS[one.carried])
        for note in one.notes:
            click.echo(f"  {note}")
    if report and not quiet:
        counts = counted(report)
        click.echo(", ".join(f"{number} {carried.value}" for carried, number in counts.items()))


def _told(
    form: ExportFormat, target: Path, notes: Sequence[str], exported: Exported
) -> dict[str, object]:
    return {
        "format": form.name,
        "file": str(target),
        "size": target.stat().st_size,
        "notes": list(notes),
        "summary": {c.name.lower(): number for c, number in counted(exported.report).items()},
        "items": [
            {
                "item": one.item,
                "name": one.name,
                "kind": one.kind,
                "carried": one.carried.name.lower(),
                "notes": list(one.notes),
            }
            for one in exported.report
        ],
    }
