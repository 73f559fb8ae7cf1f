"""One record opened and graded, one certificate made of it: all that needs no register.

It is what a second process can do as well, so it knows what was issued only by what it is told.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from lessonry.credentials import certificate, document, jcs, proof, quads, sheet_digest, token
from lessonry.credentials import did as dids
from lessonry.credentials.document import Desk
from lessonry.credentials.issuance import record
from lessonry.credentials.issuance.grading import Examined, examine
from lessonry.credentials.issuance.record import RecordError
from lessonry.credentials.keys import Keys
from lessonry.credentials.register import Entry
from lessonry.credentials.seals.pades import Seal
from lessonry.credentials.sheet_digest import SheetError
from lessonry.credentials.sheets.sheet import Sheets, VerifyLink
from lessonry.domain.attempt import Attempt, Given
from lessonry.domain.course import Course
from lessonry.domain.credential import Credential, Level
from lessonry.domain.identity import slug

LONGEST_SLUG = 60
"""Characters of the learner's name in a file name, whose bytes file systems limit to 255."""
PDF = b"%PDF-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a record says, graded where this course can grade it."""

    attempt: Attempt
    digest: str
    """Of all that the record says, to know the same record again."""
    examined: Examined | None
    fault: RecordError | None
    """Why it cannot be graded, where it cannot."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A course's exam office: what opens, grades and certifies."""

    course: Course
    desk: Desk
    keys: Keys
    sheets: Sheets
    verify_page: str | None
    """The verify page's address, where the course has one."""
    now: datetime
    """In UTC, whole seconds."""
    with_email: bool = True
    """Whether the hash of the learner's address goes into the credential."""
    seal: Seal | None = None
    """What the files are sealed with, where they are."""

    def read(self, data: bytes) -> Reading:
        """Return what a sealed record says, or the one that a level 1 certificate carries.

        Raises:
            RecordError: It is no completion record, or sealed for somebody else.
        """
        sealed = record_in(data) if data.startswith(PDF) else data
        content = record.unseal(sealed, *self.keys.opener(record.sealed_to(sealed)))
        opened = record.read(content)
        examined, fault = None, None
        try:
            examined = examine(self.course, opened.attempt)
        except RecordError as error:
            fault = error
        return Reading(
            attempt=opened.attempt,
            digest=digest(opened.attempt),
            examined=examined,
            fault=fault,
            notes=opened.notes,
        )

    def make(self, examined: Examined, *, status_index: int) -> Entry:
        """Return the certificate of an attempt that passed.

        Raises:
            RecordError: The name cannot stand in a credential.
            SheetRefusedError: The certificate cannot show the learner's name.
        """
        attempt, achievement = examined.attempt, examined.achievement
        days = achievement.valid_for_days
        learner = attempt.learner
        credential = Credential(
            identifier=document.identifier(self.desk.did, attempt.identifier),
            learner=learner if self.with_email else replace(learner, email=None),
            achievement=achievement,
            course_title=self.course.in_language(attempt.language).title,
            edition=attempt.edition,
            counted=self.course.counted(attempt.edition),
            level=Level.COUNTERSIGNED,
            issued=self.now,
            expires=self.now + timedelta(days=days) if days else None,
            share=examined.graded.share if achievement.show_score else None,
            status_index=status_index,
        )
        pdf, signed = self.print(credential, required=examined.required)
        return Entry(
            credential=credential.identifier,
            attempt=attempt.identifier,
            record=digest(attempt),
            learner=learner.name,
            email=learner.email,
            code=attempt.code,
            course=self.course.identifier,
            quiz=attempt.quiz,
            achievement=achievement.identifier,
            edition=attempt.edition,
            level=credential.level.value,
            score=document.percent(examined.graded.share),
            issued=document.moment(self.now),
            expires=document.moment(credential.expires) if credential.expires else None,
            status_index=status_index,
            document=signed,
            certificate=pdf,
            name=file_name(credential),
        )

    def print(self, credential: Credential, *, required: Fraction | None) -> tuple[bytes, bytes]:
        """Return a credential's certificate file, and the signed credential in it.

        Args:
            credential: What is certified.
            required: The pass mark from 0 to 1, where it is known.
        """
        link = self._link(credential)
        salt = document.new_salt()
        method = dids.method_of(self.desk.did, self.keys.public)

        def sign(file_digest: str) -> dict[str, Any]:
            unsigned = document.write(
                credential,
                self.desk,
                required=required,
                salt=salt,
                file_digest=file_digest,
            )
            if file_digest == certificate.NO_DIGEST:
                # Only its length is asked for.
                return proof.outlined(unsigned, method=method, created=self.now)
            return proof.sign(
                unsigned,
                self.keys.signing,
                method=method,
                created=self.now,
                canonicalize=quads.canonical,
            )

        try:
            return certificate.assemble(
                lambda attachment: self.sheets.compile(
                    credential, link=link, attachment=attachment
                ),
                sign,
                self.seal,
            )
        except proof.ProofError as error:
            raise RecordError(f"No credential can be made of the record: {error}.") from error

    def _link(self, credential: Credential) -> VerifyLink | None:
        if self.verify_page is None:
            return None
        facts = token.Token(
            level=credential.level.value,
            key=token.key_id(self.keys.public),
            status_index=credential.status_index,
            issued=credential.issued.date(),
            expires=credential.expires.date() if credential.expires else None,
            score=None if credential.share is None else document.percent(credential.share),
            credential=UUID(credential.identifier.removeprefix("urn:uuid:")),
            achievement=credential.achievement.identifier,
            name=token.fitted(credential.learner.name),
        )
        return VerifyLink(
            page=self.verify_page, token=token.write(facts, self.desk.did, self.keys.signing)
        )


def record_in(pdf: bytes) -> bytes:
    """Return the sealed record that a level 1 certificate carries behind its credential.

    Raises:
        RecordError: It carries none.
    """
    try:
        places = sheet_digest.attachments(pdf)
        parts = [sheet_digest.content(pdf, place, record.LARGEST).strip() for place in places[1:]]
    except SheetError as error:
        raise RecordError(f"The PDF file cannot be looked into: {error}.") from error
    found = next((part for part in parts if record.sealed_to(part) is not None), None)
    if found is None:
        raise RecordError(
            "The PDF file carries no completion record, so there is nothing to grade.",
            "A certificate made at once in the browser carries one; ask for that file as it was "
            "saved, or for the .jwe file.",
        )
    return found


def file_name(credential: Credential) -> str:
    """Return the certificate's file name: the learner, the achievement, a part of the identifier."""
    name = slug(credential.learner.name)[:LONGEST_SLUG].strip("-") or "learner"
    while len(name.encode()) > 120:
        name = name[:-1]
    uuid = credential.identifier.removeprefix("urn:uuid:")
    return f"{name}-{credential.achievement.identifier[:60]}-{uuid[:8]}.pdf"


def digest(attempt: Attempt) -> str:
    """Return the hash of all that a record says, to know the same record again."""
    said: dict[str, Any] = {
        "attempt": attempt.identifier,
        "course": attempt.course,
        "quiz": attempt.quiz,
        "edition": attempt.edition,
        "learner": [attempt.learner.name, attempt.learner.email or ""],
        "items": [_said(given) for given in attempt.given],
    }
    if attempt.time is not None:
        said["time"] = [attempt.time.limit, str(attempt.time.extra)]
    if attempt.code is not None:
        said["code"] = attempt.code
    if attempt.language is not None:
        said["language"] = attempt.language
    if attempt.ratings:
        said["ratings"] = [[lesson, step] for lesson, step in attempt.ratings]
    return hashlib.sha256(jcs.canonicalize(said)).hexdigest()


def _said(given: Given) -> list[object]:
    variant = [given.variant] if given.variant else []
    return [given.item, given.fingerprint, list(given.response.values), *variant]
