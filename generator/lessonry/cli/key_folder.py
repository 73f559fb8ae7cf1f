"""What commands need of the issuer's keys: where they are, their passphrase, what is published."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import click

from lessonry.credentials import did as dids
from lessonry.credentials import files, keys, register
from lessonry.credentials.status import status_files
from lessonry.diagnostics import Diagnostics
from lessonry.domain.course import Course
from lessonry.errors import UsageError
from lessonry.project import Layout, find_layout, load_course


def course_in(folder: Path) -> tuple[Layout, Course]:
    """Return the course in a folder, and where everything lies in it."""
    layout = find_layout(folder, Diagnostics())
    course, _ = load_course(folder)
    return layout, course


def published(layout: Layout) -> dids.DidDocument | None:
    """Return a course's public keys, if it has any."""
    file = layout.certificates / "did.json"
    if not file.is_file():
        return None
    try:
        return dids.read(file.read_bytes())
    except dids.DidError as error:
        raise UsageError(
            f"{layout.label(file)} cannot be read: {error}.",
            help="Move it away and write it again: `lessonry keys publish`.",
        ) from error


def unlock(place: Path) -> keys.Keys:
    """Return the private keys of a folder, the passphrase from the environment or asked for."""
    return keys.load(place, passphrase_of(place))


def passphrase_of(place: Path) -> str | None:
    """Return the passphrase of a key folder, from the environment or asked for; none if it has none."""
    passphrase = os.environ.get(keys.PASSPHRASE_VARIABLE)
    if keys.is_encrypted(place) and not passphrase:
        if not sys.stdin.isatty():
            raise UsageError(
                "The private keys have a passphrase, and there is nobody to ask for it.",
                help=f"Give it in the environment variable {keys.PASSPHRASE_VARIABLE}.",
            )
        return _asked(place)
    return passphrase if keys.is_encrypted(place) else None


@lru_cache(maxsize=1)
def _asked(_place: Path) -> str:
    """Ask for a key folder's passphrase, once in a run."""
    return str(click.prompt("Passphrase of the keys", hide_input=True, err=True))


def publish_lists(
    layout: Layout,
    course: Course,
    document: dids.DidDocument,
    held: keys.Keys,
    place: Path,
    opened: register.Register | None = None,
) -> list[Path]:
    """Write the status lists of a course as far as they change; return the files that did."""
    boards = status_files.boards(
        layout.certificates, document, dids.site_of(document.identifier, course.url)
    )
    now = datetime.now(UTC).replace(microsecond=0)
    if opened is not None or not (place / register.FILE).exists():
        return status_files.publish(boards, opened, held, now)
    with register.Register(place) as opened:
        return status_files.publish(boards, opened, held, now)


def write_json(file: Path, value: object) -> None:
    """Write a public file of the issuer's."""
    files.write(file, (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())


def tell_published(layout: Layout) -> None:
    """Say where the public part is, and what is to be done with it."""
    certificates = layout.label(layout.certificates)
    click.echo(f"Public        {certificates}/did.json and {certificates}/status/")
    click.echo("              They are part of the site: build and upload it again.")
