"""A trainer's folder with issued certificates, for the commands about what was issued."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from lessonry.credentials import did as dids
from lessonry.credentials import keys
from lessonry.credentials.document import Desk
from lessonry.credentials.issuance.record import RecordError
from lessonry.credentials.issuance.workers import Office
from lessonry.credentials.register import Entry, Register
from lessonry.credentials.sheets.sheet import Sheets
from tests.credentials.batches import tell
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
    office = Office(
        course=course,
        desk=Desk(did=did, issuer=course.issuer, site=dids.site_of(did, course.url)),
        keys=keys.load(place, "geheim"),
        certificates=trainer.folder / "certificates",
        verify_page=course.verify_url,
        now=now,
    )
    with (
        tempfile.TemporaryDirectory() as pile,
        Sheets(office.desk, office.certificates) as sheets,
        Register(place) as register,
    ):
        found = [Path(pile) / f"{number:03}.jwe" for number in range(len(records))]
        for file, sealed in zip(found, records, strict=True):
            file.write_bytes(sealed)
        told = tell(office, sheets, register, found, trainer.folder / out)
    for one in told:
        if one.outcome == "refused":
            raise RecordError(*one.lines[:2])
    return [Path(one.result) for one in told if one.result]


def entries(trainer: CourseFolder, *attempts: str) -> list[Entry | None]:
    with Register(key_folder(trainer)) as register:
        return [register.find(attempt) for attempt in attempts]
