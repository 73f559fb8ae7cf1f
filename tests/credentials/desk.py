"""A trainer's folder with issued certificates, for the commands about what was issued."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from lessonry.credentials import did as dids
from lessonry.credentials import keys
from lessonry.credentials.document import Desk
from lessonry.credentials.issuing import Issued, Issuing
from lessonry.credentials.register import Entry, Register, save
from lessonry.credentials.sheet import Sheets
from tests.credentials.course_folder import CourseFolder

ISSUED = datetime(2026, 11, 20, 10, tzinfo=UTC)


def key_folder(trainer: CourseFolder) -> Path:
    (place,) = trainer.keys.iterdir()
    return place


def document(trainer: CourseFolder) -> dids.DidDocument:
    return dids.read((trainer.folder / "certificates/did.json").read_bytes())


def issue(
    trainer: CourseFolder, *records: bytes, now: datetime = ISSUED, out: str = "issued"
) -> list[Path]:
    """Issue records as `lessonry issue` does, in this process; return the certificates."""
    course, place = trainer.course, key_folder(trainer)
    assert course.issuer
    did = document(trainer).identifier
    desk = Desk(did=did, issuer=course.issuer, site=dids.site_of(did, course.url))
    with (
        Sheets(desk, trainer.folder / "certificates") as sheets,
        Register(place) as register,
    ):
        issuing = Issuing(
            course=course,
            desk=desk,
            keys=keys.load(place, "geheim"),
            sheets=sheets,
            register=register,
            verify_page=course.verify_url,
            now=now,
        )
        made = [issuing.issue(sealed) for sealed in records]
        return [save(one.entry, trainer.folder / out) for one in made if isinstance(one, Issued)]


def entries(trainer: CourseFolder, *attempts: str) -> list[Entry | None]:
    with Register(key_folder(trainer)) as register:
        return [register.find(attempt) for attempt in attempts]
