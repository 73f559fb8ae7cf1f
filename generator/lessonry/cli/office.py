"""What the commands about issued certificates begin with: the course, its keys, its register."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from lessonry.cli.key_folder import publish_lists, published, unlock
from lessonry.credentials import did as dids
from lessonry.credentials import keys as key_store
from lessonry.credentials.did import DidDocument
from lessonry.credentials.document import Desk
from lessonry.credentials.issuance.press import Press
from lessonry.credentials.keys import Keys
from lessonry.credentials.register import Register
from lessonry.credentials.seals.pades import Seal
from lessonry.credentials.sheets.sheet import Sheets
from lessonry.diagnostics import CODES, Diagnostics
from lessonry.domain.course import Course
from lessonry.domain.did import moved
from lessonry.errors import UsageError, WorldError
from lessonry.project import Layout, find_layout, load_course


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An issuer's desk with the register open."""

    layout: Layout
    course: Course
    document: DidDocument
    """What is published."""
    place: Path
    """The key folder."""
    register: Register
    now: datetime
    """In UTC, whole seconds."""

    def unlock(self) -> Keys:
        """Return the private keys, asking for the passphrase.

        Raises:
            UsageError: They are not those that are published.
        """
        held = unlock(self.place)
        if held.public not in self.document.signers.values():
            raise UsageError(
                f"The private keys in {self.place} are not those of certificates/did.json, "
                "so nobody could verify what they sign.",
                help="Bring the right ones back, or write did.json again: `lessonry keys publish`.",
            )
        return held

    def publish(self, held: Keys) -> list[Path]:
        """Write the status lists as far as they change, and say which did."""
        changed = publish_lists(
            self.layout, self.course, self.document, held, self.place, self.register
        )
        if changed:
            names = " and ".join(self.layout.label(file) for file in changed)
            click.echo(f"Written: {names}.")
            click.echo("They are part of the site: build and upload it again, or nobody can know.")
        return changed

    @contextmanager
    def press(self, held: Keys, seal: Seal | None = None) -> Iterator[Press]:
        """Open what makes certificates, sealed ones where there is a seal.

        Raises:
            UsageError: The course has no issuer, or its keys belong to another address.
        """
        if self.course.issuer is None:
            raise UsageError(
                "The course has no issuer, so nobody stands behind a certificate.",
                help="Write certificates/issuer.yml with at least `name:`.",
            )
        if message := moved(self.document.identifier, self.course.url):
            raise UsageError(f"Nothing was issued. {message}", help=CODES["LR305"].mend)
        desk = Desk(
            did=self.document.identifier,
            issuer=self.course.issuer,
            site=dids.site_of(self.document.identifier, self.course.url),
        )
        with Sheets(desk, self.layout.certificates) as sheets:
            yield Press(
                course=self.course,
                desk=desk,
                keys=held,
                sheets=sheets,
                verify_page=self.course.verify_url,
                now=self.now,
                seal=seal,
            )


@contextmanager
def open_office(folder: Path) -> Iterator[Office]:
    """Open the register of the course in a folder.

    Raises:
        UsageError: There is no course, or it has no keys.
    """
    layout = find_layout(folder, Diagnostics())
    course, _ = load_course(folder)
    document = published(layout)
    if document is None:
        raise UsageError(
            "The course has no public keys (certificates/did.json).",
            help="Make keys with `lessonry keys new`; if they exist, `lessonry keys publish`.",
        )
    place = key_store.locate(course.identifier, course.url, document.identifier)
    with Register(place) as register:
        yield Office(
            layout=layout,
            course=course,
            document=document,
            place=place,
            register=register,
            now=_now(),
        )


def _now() -> datetime:
    """Return the time by SOURCE_DATE_EPOCH, or by the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise WorldError("SOURCE_DATE_EPOCH is not a number of seconds.") from error
