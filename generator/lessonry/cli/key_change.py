"""`lessonry keys rotate` and `compromised`: new keys for old ones, and for stolen ones."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from lessonry.cli.asked import FOLDER
from lessonry.cli.key_folder import (
    course_in,
    passphrase_of,
    publish_lists,
    published,
    tell_published,
    unlock,
    write_json,
)
from lessonry.credentials import did as dids
from lessonry.credentials import keys, multibase, rotation
from lessonry.credentials.desk import exam_keys
from lessonry.domain.course import Course
from lessonry.errors import UsageError
from lessonry.project import Layout


@click.command(name="rotate")
@FOLDER
def rotate(folder: Path) -> None:
    """Put new keys in the place of those of the course in FOLDER; what was issued stays as it is.

    The former keys stay in the key folder, under retired/, and in certificates/did.json: what they
    signed still verifies, and completion records that are on their way still open. The new keys
    have the passphrase of the old ones. Where it was interrupted, run it again.

    \b
    Examples:
      lessonry keys rotate
      lessonry keys rotate my-course
    """
    layout, course = course_in(folder)
    document, place = _held(layout, course)
    rotated = _rotate(layout, course, document, place)
    click.echo(f"Signs now     {dids.method_of(document.identifier, rotated.keys.public)}")
    click.echo(f"Retired       {rotated.retired}")
    click.echo(f"Private keys  {place}")
    click.echo("              Make a new backup of this folder; nobody can restore it.")
    tell_published(layout)


@click.command(name="compromised")
@click.argument("key", metavar="KEY")
@FOLDER
@click.option(
    "--since", required=True, type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="The first day on which somebody else may have had the key.",
)  # fmt: skip
def compromised(key: str, folder: Path, since: datetime) -> None:
    """Declare that somebody else may have KEY: what it signed since that day counts no more.

    KEY is what `lessonry keys show` prints behind “Signs” or “Retired”, or the letters after its #,
    or their first six. It may also be the key of a locked exam, from certificates/self-service.json.
    Where KEY signs at present, new keys take its place first. Certificates that it signed before
    that day still verify. Who has the key can also write an earlier day into a forgery: to be rid
    of the key for good, name a day before the first certificate, and issue what is yours again.

    \b
    Examples:
      lessonry keys compromised z6MkpTHR --since 2026-11-01
    """
    layout, course = course_in(folder)
    when = since.replace(tzinfo=UTC)
    if _exam_key_is_stolen(layout, key, when):
        return
    document, place = _held(layout, course)
    method = rotation.find_method(document, key)
    changed = rotation.compromised(document, method, when)
    held = unlock(place)
    if rotation.is_under_way(place) or method == dids.method_of(document.identifier, held.public):
        rotated = _rotate(layout, course, document, place)
        held, changed = rotated.keys, rotation.compromised(rotated.document, method, when)
        click.echo(f"Signs now     {dids.method_of(document.identifier, held.public)}")
    write_json(layout.certificates / "did.json", dids.write(changed))
    publish_lists(layout, course, changed, held, place)
    click.echo(f"Stolen        {method}")
    click.echo(f"              What it signed on {since.date()} or later verifies no more.")
    click.echo("              Who has the key can write an earlier day into a forgery, though.")
    click.echo("To issue again what you signed with it yourself:")
    click.echo(f"  lessonry renew --signed-by {method.rpartition('#')[2]}")
    tell_published(layout)


def _exam_key_is_stolen(layout: Layout, key: str, when: datetime) -> bool:
    """Note it of the exam's key that is meant, and say so; or no where none is."""
    bare = key.rpartition("#")[2]
    meant = [
        one
        for one in exam_keys.load(layout.certificates)
        if len(bare) >= rotation.SHORTEST_NAME and multibase.encode_key(one.public).startswith(bare)
    ]
    if len(meant) != 1:
        return False
    exam_keys.revoke(layout.certificates, meant[0].public, when)
    click.echo(f"Stolen        {multibase.encode_key(meant[0].public)}")
    click.echo(
        f"              Certificates that learners made from “{meant[0].quiz}” on {when.date()} or "
        "later verify no more."
    )
    click.echo("              Change the exam's questions: its lock and its key are then new.")
    click.echo("The site must be built and uploaded again.")
    return True


def _held(layout: Layout, course: Course) -> tuple[dids.DidDocument, Path]:
    document = published(layout)
    if document is None:
        raise UsageError(
            "The course has no public keys (certificates/did.json).",
            help="Make keys with `lessonry keys new`; if they exist, `lessonry keys publish`.",
        )
    return document, keys.locate(course.identifier, course.url, document.identifier)


def _rotate(
    layout: Layout, course: Course, document: dids.DidDocument, place: Path
) -> rotation.Rotated:
    rotated = rotation.rotate(
        place,
        document,
        passphrase_of(place),
        lambda made: write_json(layout.certificates / "did.json", dids.write(made)),
    )
    publish_lists(layout, course, rotated.document, rotated.keys, place)
    return rotated
