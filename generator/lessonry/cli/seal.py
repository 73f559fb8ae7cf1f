"""`lessonry seal`: what PDF readers judge by themselves, beside the credential inside."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from cryptography.hazmat.primitives import hashes, serialization

from lessonry.cli.asked import FOLDER
from lessonry.cli.key_folder import passphrase_of, published
from lessonry.credentials import files, keys
from lessonry.credentials.seals import seal_keys
from lessonry.credentials.seals.pades import Seal
from lessonry.credentials.seals.seal_keys import SealKey
from lessonry.credentials.seals.timestamp import Authority
from lessonry.diagnostics import Diagnostics
from lessonry.domain.course import Course
from lessonry.errors import UsageError
from lessonry.project import find_layout, load_course

PASSPHRASE_VARIABLE = "LESSONRY_SEAL_PASSPHRASE"
Command = TypeVar("Command", bound=Callable[..., Any])
OPTIONS = (
    click.option(
        "--seal", "sealed", is_flag=True, help="Seal the certificates (`lessonry seal new`)."
    ),
    click.option(
        "--seal-key", type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE.p12",
        help="Seal with this key of your own: PKCS#12, or PEM with its certificates.",
    ),
    click.option(
        "--timestamp", metavar="URL",
        help="Ask this timestamp authority for the seal's time, over the network.",
    ),
)  # fmt: skip


def with_seal(command: Command) -> Command:
    """Give a command the options that `seal_for` takes."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.group(name="seal")
def command() -> None:
    """Make, show or export what seals certificates (`lessonry issue --seal`)."""


@command.command(name="new")
@FOLDER
@click.option("--again", is_flag=True, help="Though there is one: the next, by the same authority.")
def new(folder: Path, *, again: bool) -> None:
    """Make a certificate authority for the issuer of the course in FOLDER, and a seal of it.

    Both lie in the key folder, the private parts under its passphrase. The authority holds for ten
    years, the seal for three. PDF readers know neither until they are told: see `lessonry seal
    export`.

    \b
    Examples:
      lessonry seal new
      lessonry seal new --again
    """
    course, place = _place(folder)
    if course.issuer is None:
        raise UsageError(
            "The course has no issuer, so a seal has no name.",
            help="Write certificates/issuer.yml with at least `name:`.",
        )
    if seal_keys.is_there(place) and not again:
        held = seal_keys.read_certificate(place / seal_keys.CERTIFICATE)
        raise UsageError(
            f"There is a seal in {place}; it holds until {held.not_valid_after_utc.date()}.",
            help="For the next one, by the same authority: `lessonry seal new --again`.",
        )
    made = seal_keys.make(
        place,
        name=course.issuer.name,
        passphrase=passphrase_of(place),
        now=datetime.now(UTC).replace(microsecond=0),
    )
    _tell(made.certificates[0].not_valid_after_utc, made, place)
    click.echo("Seal with it: `lessonry issue --seal`. Make a new backup of the key folder.")


@command.command(name="show")
@FOLDER
def show(folder: Path) -> None:
    """Print whose seal the course in FOLDER has, and how long it holds.

    \b
    Examples:
      lessonry seal show
    """
    _, place = _place(folder)
    held = seal_keys.load(place, passphrase_of(place))
    _tell(held.own.not_valid_after_utc, held, place)


@command.command(name="export")
@FOLDER
@click.option(
    "--out", default="seal-authority.crt", type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write.", show_default=True,
)  # fmt: skip
def export(folder: Path, out: Path) -> None:
    """Write the seal authority's certificate, for those who want their PDF reader to trust it.

    It is public: nobody can seal with it. Give it to people by a way on which they know you, and
    tell them its fingerprint on another.

    \b
    Examples:
      lessonry seal export --out docs/seal-authority.crt
    """
    _, place = _place(folder)
    if not seal_keys.is_there(place):
        raise UsageError(f"There is no seal in {place}.", help="Make one: `lessonry seal new`.")
    authority = seal_keys.read_certificate(place / seal_keys.AUTHORITY)
    files.write(out, authority.public_bytes(serialization.Encoding.PEM))
    click.echo(f"Written: {out}")
    click.echo(f"Fingerprint (SHA-256): {authority.fingerprint(hashes.SHA256()).hex(':').upper()}")


def seal_for(
    place: Path, moment: datetime, *, own: bool, key_file: Path | None, timestamp: str | None
) -> Seal | None:
    """Return what the certificates of a run are sealed with, if they are.

    Args:
        place: The key folder.
        moment: The time of issue.
        own: Whether the key folder's seal was asked for.
        key_file: The trainer's own PKCS#12 or PEM file.
        timestamp: The address of a timestamp authority.

    Raises:
        UsageError: There is no seal, or it does not hold at that moment.
    """
    if not own and key_file is None:
        if timestamp is not None:
            raise UsageError(
                "A timestamp is for a seal, and no seal was asked for.",
                help="Add --seal, or --seal-key FILE.",
            )
        return None
    authority = None if timestamp is None else Authority(url=timestamp)
    if key_file is None:
        held = seal_keys.load(place, passphrase_of(place))
    else:
        held = _load_file(key_file)
    return held.seal(moment, authority)


def _load_file(file: Path) -> SealKey:
    passphrase = os.environ.get(PASSPHRASE_VARIABLE)
    if passphrase is None and sys.stdin.isatty():
        passphrase = click.prompt(
            f"Passphrase of {file} (Enter for none)", default="", show_default=False,
            hide_input=True, err=True,
        )  # fmt: skip
    return seal_keys.load_file(file, passphrase or None)


def _place(folder: Path) -> tuple[Course, Path]:
    layout = find_layout(folder, Diagnostics())
    course, _ = load_course(folder)
    document = published(layout)
    did = document.identifier if document else None
    return course, keys.locate(course.identifier, course.url, did)


def _tell(until: datetime, held: SealKey, place: Path) -> None:
    click.echo(f"Seal of       {_called(held)}")
    click.echo(f"Holds until   {until.date()}")
    click.echo(f"Authority     until {held.certificates[-1].not_valid_after_utc.date()}")
    click.echo(f"Private keys  {place}")


def _called(held: SealKey) -> str:
    return held.own.subject.rfc4514_string()
