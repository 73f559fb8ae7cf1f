"""`lessonry access`: the codes that open full lessons."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from lessonry.access import book, codes, place
from lessonry.access.book import Book, Cohort, Entry
from lessonry.cli import spreadsheet
from lessonry.cli.asked import COURSE, FOLDER
from lessonry.cli.key_folder import course_in
from lessonry.credentials import files, keys
from lessonry.domain.course import Course
from lessonry.errors import UsageError

HEADING = ("label", "code", "link", "standing", "made", "expires")
FEW = 20
"""Codes that are printed where no file is named for them."""
WORTH = """\
What a code is worth: whoever has it can pass it on, and whoever has opened a lesson can copy it.
Revoking works from the next build that you upload. Keep the sources of the course private: a public
repository shows every lesson, whatever is sealed on the site."""
OUT = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.csv",
    help="Write the codes as a table for a spreadsheet.",
)  # fmt: skip
JSON = click.option("--json", "as_json", is_flag=True, help="Say it for programs.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """The book of a course, and where it lies."""

    course: Course
    file: Path
    book: Book
    folder: Path

    def rows(self, entries: Iterable[Entry]) -> list[dict[str, str]]:
        """Return codes as they are listed, with the link that carries each."""
        site = self.course.url
        return [
            {
                "label": entry.cohort.label,
                "code": (code := codes.shown(entry.code)),
                "link": f"{site}#access={code}" if site else "",
                "standing": entry.cohort.standing(entry.number, _today()),
                "made": entry.cohort.made.isoformat(),
                "expires": entry.cohort.expires.isoformat() if entry.cohort.expires else "",
            }
            for entry in entries
        ]


@click.group(name="access")
def command() -> None:
    """Make, list and revoke the codes that open lessons with `access: full`."""


@command.command(name="new")
@FOLDER
@click.option("--label", required=True, help="For whom: a name, a group, an order's number.")
@click.option(
    "--count", type=click.IntRange(1, book.MOST), default=1, show_default=True, help="How many."
)
@click.option(
    "--expires", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="The last day on which a build takes them.",
)  # fmt: skip
@OUT
@JSON
def new(
    folder: Path,
    label: str,
    count: int,
    expires: datetime | None,
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    """Make codes for the course in FOLDER (here, if not named).

    They open what is full from the next build on. The label is for you, and published nowhere. The
    codes are kept beside the issuer's keys, outside the course; `lessonry access list` shows them again.

    \b
    Examples:
      lessonry access new --label "Ada Lovelace (order 1815)"
      lessonry access new --label "Spring 2027" --count 30 --expires 2027-06-30 --out spring.csv
    """
    desk = _open(folder, make=True)
    _refuse_label(label, desk.book)
    if expires is not None and expires.date() < _today():
        raise UsageError(f"{expires.date()} has passed, so no build would take these codes.")
    if out is None and not as_json and count > FEW:
        raise UsageError(
            f"{count} codes are too many for the screen.",
            help="Name a file for them: --out codes.csv",
        )
    _refuse_published(out, desk)
    made, cohort = desk.book.with_cohort(
        label.strip(), count, _today(), expires.date() if expires else None
    )
    book.save(made, desk.file)
    rows = desk.rows(made.entries_of(cohort))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    _show(rows, out)
    click.echo("Build the site and upload it: from then on they open what is full.")
    click.echo(WORTH, err=True)


@command.command(name="list")
@FOLDER
@click.option("--label", help="Only those of this label.")
@click.option("--codes", "each", is_flag=True, help="Show every code.")
@JSON
def list_codes(folder: Path, label: str | None, *, each: bool, as_json: bool) -> None:
    """List the codes of the course in FOLDER, and how they stand.

    \b
    Examples:
      lessonry access list
      lessonry access list --label "Spring 2027" --codes
    """
    desk = _open(folder)
    cohorts = [c for c in desk.book.cohorts if label in (None, c.label)]
    if label is not None and not cohorts:
        raise _unknown(label, desk.book)
    if as_json or each:
        rows = desk.rows(entry for c in cohorts for entry in desk.book.entries_of(c))
        if as_json:
            click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        for row in [] if as_json else rows:
            standing = "" if row["standing"] == "holds" else f"  {row['standing']}"
            click.echo(f"{row['code']}  {row['label']}{standing}")
        return
    for cohort in cohorts:
        click.echo(f"{cohort.label}\n    {_standing(cohort)}")
    if not cohorts:
        click.echo('No codes yet. Make some: lessonry access new --label "…"')


@command.command(name="revoke")
@click.argument("names", nargs=-1, required=True, metavar="CODE|LABEL...")
@COURSE
@JSON
def revoke(names: tuple[str, ...], folder: Path, *, as_json: bool) -> None:
    """Revoke codes, or all codes of a label.

    They open nothing of the next site that you build and upload. What somebody has open, or has kept for
    reading without a network, stays as it was.

    \b
    Examples:
      lessonry access revoke 7K2Q-X9M4-TBWR-83HN-C4ZD
      lessonry access revoke "Spring 2027"
    """
    desk = _open(folder)
    entries = [entry for name in names for entry in _named(name, desk.book)]
    fresh = [e for e in entries if e.number not in e.cohort.revoked]
    book.save(desk.book.without(entries, _today()), desk.file)
    if as_json:
        revoked = _open(folder)
        found = {entry.code for entry in entries}
        rows = revoked.rows(e for e in revoked.book.entries() if e.code in found)
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    click.echo(f"{_counted(len(fresh))} revoked.")
    if len(fresh) < len(entries):
        click.echo(f"{_counted(len(entries) - len(fresh))} had been revoked before.")
    click.echo("Build the site and upload it: from then on they open nothing of it.")


@command.command(name="link")
@click.argument("names", nargs=-1, metavar="[CODE|LABEL]...")
@COURSE
@OUT
@JSON
def link(names: tuple[str, ...], folder: Path, out: Path | None, *, as_json: bool) -> None:
    """Write the links that carry codes: all that hold, or those of codes and labels.

    The code stands behind the `#`, which browsers keep to themselves: no server's log has it.

    \b
    Examples:
      lessonry access link "Ada Lovelace (order 1815)"
      lessonry access link --out links.csv
    """
    desk = _open(folder)
    if desk.course.url is None:
        raise UsageError(
            "The course has no site_url in mkdocs.yml, so its pages have no address.",
            help="Write it there: site_url: https://…",
        )
    _refuse_published(out, desk)
    entries = [e for n in names for e in _named(n, desk.book)] if names else desk.book.entries()
    rows = [row for row in desk.rows(entries) if row["standing"] == "holds"]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif out is None and len(rows) > FEW:
        raise UsageError(
            f"{len(rows)} links are too many for the screen.",
            help="Name a file for them: --out links.csv",
        )
    elif rows:
        _show(rows, out)
    else:
        click.echo("None of these codes holds.")


@command.command(name="for-ci")
@FOLDER
def for_ci(folder: Path) -> None:
    """Print what a server that builds the site needs, for its environment variable LESSONRY_ACCESS.

    It is as secret as the codes: whoever has it can make all of them. Labels are not in it. Set it
    again whenever you make or revoke codes.

    \b
    Examples:
      lessonry access for-ci | gh secret set LESSONRY_ACCESS
    """
    click.echo(book.packed(_open(folder).book, _today()))


def _open(folder: Path, *, make: bool = False) -> _Desk:
    layout, course = course_in(folder)
    did = course.did.name if course.did else None
    file = place.find(course.identifier, course.url, did)
    if file is not None:
        return _Desk(course=course, file=file, book=book.load(file), folder=layout.folder)
    file = place.places(course.identifier, course.url, did)[0]
    if not make:
        raise UsageError(
            f"The course “{course.title}” has no access codes on this machine (looked for {file}).",
            help=f'Make some: `lessonry access new --label "…"`. If you have them elsewhere, bring '
            f"the file back, or name the folder it lies in: {keys.FOLDER_VARIABLE}.",
        )
    keys.refuse_unfit(file.parent, layout.folder)
    fresh = book.blank(course.identifier)
    return _Desk(course=course, file=file, book=fresh, folder=layout.folder)


def _named(name: str, held: Book) -> list[Entry]:
    """Return the code of that name, or all of that label."""
    code = codes.read(name)
    found = [
        entry
        for entry in held.entries()
        if entry.cohort.label == name.strip() or (codes.is_sound(code) and entry.code == code)
    ]
    if not found:
        raise _unknown(name, held)
    return found


def _unknown(name: str, held: Book) -> UsageError:
    if len(codes.read(name)) == codes.LENGTH + codes.CHECKS and not codes.is_sound(
        codes.read(name)
    ):
        return UsageError(
            f"There is a slip in the code {name}.", help="Compare it letter by letter."
        )
    labels = [f"“{cohort.label}”" for cohort in held.cohorts]
    shown = ", ".join(labels[:FEW]) + (", …" if len(labels) > FEW else "")
    return UsageError(
        f"There is no code and no label “{name}”.",
        help=f"Labels: {shown}." if labels else "There are no codes yet.",
    )


def _refuse_label(label: str, held: Book) -> None:
    plain = label.strip()
    if not plain or len(plain) > book.LONGEST or not plain.isprintable():
        raise UsageError(f"A label is one line of 1 to {book.LONGEST} characters.")
    if plain in {cohort.label for cohort in held.cohorts}:
        raise UsageError(
            f"There are codes with the label “{plain}” already.",
            help="`lessonry access list` shows them. For more, take another label, such as "
            f"“{plain} 2”.",
        )


def _refuse_published(out: Path | None, desk: _Desk) -> None:
    """Refuse to write codes where they would travel with the course, or over another list."""
    if out is None:
        return
    if out.exists():
        raise UsageError(f"{out} is there already.", help="Name another file.")
    if out.resolve().is_relative_to(desk.folder.resolve()):
        raise UsageError(
            f"{out} lies in the course's folder, which is published or shared.",
            help="Name a file elsewhere.",
        )


def _show(rows: list[dict[str, str]], out: Path | None) -> None:
    if out is not None:
        cells = (spreadsheet.inert(row.values()) for row in rows)
        files.write_private_in(out, spreadsheet.table(HEADING, cells))
        click.echo(f"{_counted(len(rows))} in {out}.")
        return
    for row in rows:
        click.echo(row["code"])
        if row["link"]:
            click.echo(f"    {row['link']}")


def _standing(cohort: Cohort) -> str:
    today = _today()
    found = Counter(cohort.standing(number, today) for number in range(1, cohort.count + 1))
    words = ("holds", "revoked", "expired")
    parts = [
        f"{found[word]} {'hold' if word == 'holds' and found[word] != 1 else word}"
        for word in words
        if found[word]
    ]
    until = f", until {cohort.expires}" if cohort.expires else ""
    return f"{_counted(cohort.count)} made {cohort.made}{until}: {', '.join(parts)}"


def _counted(number: int) -> str:
    return f"{number} {'code' if number == 1 else 'codes'}"


def _today() -> date:
    return datetime.now(tz=UTC).date()
