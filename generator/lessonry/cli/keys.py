"""`lessonry keys`: the issuer's keys, made once and kept outside the course."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from lessonry.cli import key_change
from lessonry.cli.asked import FOLDER
from lessonry.cli.key_folder import (
    course_in,
    publish_lists,
    published,
    tell_published,
    unlock,
    write_json,
)
from lessonry.credentials import did as dids
from lessonry.credentials import keys, rotation
from lessonry.credentials.desk import self_service
from lessonry.domain.course import Course
from lessonry.domain.did import web_did
from lessonry.errors import UsageError
from lessonry.project import Layout


@click.group(name="keys")
def command() -> None:
    """Make, show, publish or change the keys that sign certificates and open completion records."""


command.add_command(key_change.rotate)
command.add_command(key_change.compromised)


@command.command(name="new")
@FOLDER
@click.option("--no-passphrase", is_flag=True, help="Keep the private keys unencrypted.")
@click.option("--another", is_flag=True, help="Though a course of this name has keys here.")
def new(folder: Path, *, no_passphrase: bool, another: bool) -> None:
    """Make the keys of the course in FOLDER (here, if not named), once.

    The private ones go to a folder of your own, outside every course; certificates/did.json and
    certificates/status/ are public and belong to the site. The passphrase is asked for, or
    taken from LESSONRY_PASSPHRASE; the folder can be named in LESSONRY_KEYS.

    \b
    Examples:
      lessonry keys new
      LESSONRY_KEYS=/media/stick/keys lessonry keys new my-course
    """
    layout, course = course_in(folder)
    public = layout.certificates / "did.json"
    if public.exists():
        raise UsageError(
            f"{layout.label(public)} is there already, so this course has its keys: with new ones, "
            "records on their way could not be opened.",
            help="`lessonry keys show` tells where they are. For a new issuer, move the file away.",
        )
    made = keys.new()
    did = web_did(course.url) if course.url else dids.key_did(made.public)
    place = keys.folder_for(course.identifier, did)
    keys.refuse_unfit(place, layout.folder)
    if not course.url and not another and (old := keys.folders_of(course.identifier)):
        raise UsageError(
            f"A course “{course.identifier}” has keys on this machine already: {old[0]}.",
            help="To write their public part again: `lessonry keys publish`. "
            "If that is another course: `lessonry keys new --another`.",
        )
    passphrase = _new_passphrase(no_passphrase=no_passphrase)
    keys.store(made, place, course=course.identifier, did=did, passphrase=passphrase)
    _publish(layout, course, made, did, place)
    click.echo(f"Issuer        {did}")
    click.echo(f"Private keys  {place}")
    click.echo("              Make a backup of this folder; nobody can restore it.")
    tell_published(layout)
    if not course.url:
        click.echo(
            "The course has no site_url in mkdocs.yml, so the issuer is a bare key: fine to try "
            "things out. Set site_url before you make the keys of a real course.",
            err=True,
        )


@command.command(name="show")
@FOLDER
def show(folder: Path) -> None:
    """Print the issuer of the course in FOLDER, the identifiers of its keys and where they are.

    \b
    Examples:
      lessonry keys show
      lessonry keys show my-course
    """
    layout, course = course_in(folder)
    document = published(layout)
    did = document.identifier if document else None
    if document:
        click.echo(f"Issuer        {document.identifier}")
        for number, name in enumerate(document.signers):
            since = document.revoked.get(name)
            stolen = f" (stolen: nothing counts from {since.date()} on)" if since else ""
            click.echo(f"{'Retired' if number else 'Signs':<14}{name}{stolen}")
        for number, name in enumerate(document.openers):
            click.echo(f"{'Opened' if number else 'Opens':<14}{name}")
        click.echo(f"Public        {layout.certificates / 'did.json'}")
    place = keys.locate(course.identifier, course.url, did)
    if document is None:
        click.echo(f"Issuer        {keys.did_in(place)}")
        click.echo("Public        nowhere: `lessonry keys publish` writes it again")
    locked = "with a passphrase" if keys.is_encrypted(place) else "without a passphrase"
    click.echo(f"Private keys  {place} ({locked})")
    register = place / "register.sqlite"
    click.echo(f"Register      {register if register.exists() else 'nothing issued yet'}")


@command.command(name="publish")
@FOLDER
def publish(folder: Path) -> None:
    """Write certificates/did.json of the course in FOLDER again, from its private keys.

    The lists of revoked and suspended certificates are written where they are missing, or say
    less than the register knows.

    \b
    Examples:
      lessonry keys publish
      lessonry keys publish my-course
    """
    layout, course = course_in(folder)
    document = published(layout)
    place = keys.locate(course.identifier, course.url, document.identifier if document else None)
    held = unlock(place)
    _publish(layout, course, held, keys.did_in(place), place, document)
    tell_published(layout)


def _new_passphrase(*, no_passphrase: bool) -> str | None:
    given = os.environ.get(keys.PASSPHRASE_VARIABLE)
    if no_passphrase:
        click.echo(
            "Without a passphrase, whoever can read the files can sign in your name.", err=True
        )
        return None
    if given:
        return given
    if not sys.stdin.isatty():
        raise UsageError(
            "There is nobody to ask for a passphrase.",
            help=f"Give it in {keys.PASSPHRASE_VARIABLE}, or say --no-passphrase.",
        )
    return str(click.prompt("A passphrase for the keys", hide_input=True, confirmation_prompt=True))


def _publish(
    layout: Layout,
    course: Course,
    held: keys.Keys,
    did: str,
    place: Path,
    known: dids.DidDocument | None = None,
) -> None:
    document = replace(held.document(did), desk=self_service.desk_did(did))
    if known is not None and known.identifier == did:
        # Retired keys stay listed, or what they signed would no longer verify.
        document = replace(rotation.listed(held, known), desk=document.desk)
    write_json(layout.certificates / "did.json", dids.write(document))
    publish_lists(layout, course, document, held, place)
    self_service.lock_secret_in(place)
