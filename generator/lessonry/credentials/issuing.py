"""Record → graded → certificate: the one place where the issuer's word is given (level 2)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from lessonry.credentials import certificate, document, jcs, proof, record, status_list, token
from lessonry.credentials import did as dids
from lessonry.credentials.document import Desk
from lessonry.credentials.grading import Examined, examine
from lessonry.credentials.keys import Keys
from lessonry.credentials.record import RecordError
from lessonry.credentials.register import Entry, Register
from lessonry.credentials.sheet import Sheets, VerifyLink
from lessonry.domain.attempt import Attempt, Given, Learner
from lessonry.domain.course import Course
from lessonry.domain.credential import Credential, Level
from lessonry.domain.identity import slug

LONGEST_SLUG = 60
"""Characters of the learner's name in a file name, whose bytes file systems limit to 255."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A pass: what stands in the register."""

    entry: Entry
    again: bool
    """Whether it had been issued before."""
    examined: Examined | None = None
    """Nothing where the exam has changed since, so that it cannot be graded any more."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPassed:
    """A fail: nothing is issued."""

    examined: Examined


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A record that this course can say something of."""

    attempt: Attempt
    examined: Examined | None
    """Nothing where it was issued before, and the exam has changed since."""
    known: Entry | None
    """What was issued for the attempt before."""
    notes: tuple[str, ...] = ()

    @property
    def is_pass(self) -> bool:
        """Return whether it is enough, or was when it was issued."""
        return self.known is not None or (self.examined is not None and self.examined.graded.passed)

    @property
    def share(self) -> Fraction:
        """Return the score from 0 to 1."""
        if self.examined is not None:
            return self.examined.graded.share
        return Fraction(self.known.score, 100) if self.known else Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuing:
    """One sitting at the desk: the course, its keys and its register, all at hand."""

    course: Course
    desk: Desk
    keys: Keys
    sheets: Sheets
    register: Register
    verify_page: str | None
    """The verify page's address, where the course has one."""
    now: datetime
    """In UTC, whole seconds."""
    with_email: bool = True
    """Whether the hash of the learner's address goes into the credential."""

    def issue(self, sealed: bytes) -> Issued | NotPassed:
        """Open, check, grade, and for a pass issue; the same attempt gives the same certificate.

        Raises:
            RecordError: The file is no record that this course can grade.
            SheetRefusedError: The certificate cannot show the learner's name.
        """
        return self.settle(self.open(sealed))

    def open(self, sealed: bytes) -> Opened:
        """Return what a record says, graded; nothing is issued yet.

        Raises:
            RecordError: The file is no record that this course can grade.
        """
        content = record.unseal(sealed, self.keys.opening, self.keys.recipient["kid"])
        opened = record.read(content)
        known = self.register.find(opened.attempt.identifier)
        try:
            examined = examine(self.course, opened.attempt)
        except RecordError:
            # What was certified stays so, whatever became of the exam.
            if known is None:
                raise
            examined = None
        return Opened(attempt=opened.attempt, examined=examined, known=known, notes=opened.notes)

    def settle(self, opened: Opened) -> Issued | NotPassed:
        """Issue for a pass, and again what was issued before.

        Raises:
            RecordError: The attempt was issued already, to somebody else or with other answers.
            SheetRefusedError: The certificate cannot show the learner's name.
        """
        attempt, examined = opened.attempt, opened.examined
        known = opened.known or self.register.find(attempt.identifier)
        while known is None:
            assert examined is not None
            if not examined.graded.passed:
                return NotPassed(examined=examined)
            entry = self._entry(examined)
            if self.register.add(entry):
                notes = (*opened.notes, *examined.notes)
                return Issued(entry=entry, again=False, examined=examined, notes=notes)
            # Another process took the attempt, or its place in the status list.
            known = self.register.find(attempt.identifier)
        return self._again(known, opened)

    def _again(self, known: Entry, opened: Opened) -> Issued:
        attempt = opened.attempt
        if known.record != _digest(attempt):
            raise RecordError(
                f"This attempt was issued to “{known.learner}” already, "
                f"and the record now says something else (“{attempt.learner.name}”).",
                "Nothing was issued. A corrected name needs the first record's sender to ask.",
            )
        return Issued(entry=known, again=True, examined=opened.examined, notes=opened.notes)

    def _entry(self, examined: Examined) -> Entry:
        attempt, achievement = examined.attempt, examined.achievement
        days = achievement.valid_for_days
        credential = Credential(
            identifier=document.identifier(self.desk.did, attempt.identifier),
            learner=replace(attempt.learner, email=self._email(attempt.learner)),
            achievement=achievement,
            course_title=self.course.title,
            edition=attempt.edition,
            level=Level.COUNTERSIGNED,
            issued=self.now,
            expires=self.now + timedelta(days=days) if days else None,
            share=examined.graded.share if achievement.show_score else None,
            status_index=status_list.free_index(self.register.taken()),
        )
        link = self._link(credential)
        salt = document.new_salt()

        def sign(file_digest: str) -> dict[str, Any]:
            unsigned = document.write(
                credential,
                self.desk,
                required=examined.required,
                salt=salt,
                file_digest=file_digest,
            )
            method = dids.method_of(self.desk.did, self.keys.public)
            return proof.sign(unsigned, self.keys.signing, method=method, created=self.now)

        pdf, signed = certificate.assemble(
            lambda attachment: self.sheets.compile(credential, link=link, attachment=attachment),
            sign,
        )
        return Entry(
            attempt=attempt.identifier,
            record=_digest(attempt),
            credential=credential.identifier,
            learner=attempt.learner.name,
            email=attempt.learner.email,
            course=self.course.identifier,
            quiz=attempt.quiz,
            achievement=achievement.identifier,
            edition=attempt.edition,
            level=credential.level.value,
            score=document.percent(examined.graded.share),
            issued=document.moment(self.now),
            expires=document.moment(credential.expires) if credential.expires else None,
            status_index=credential.status_index,
            document=signed,
            certificate=pdf,
            name=file_name(credential),
        )

    def _email(self, learner: Learner) -> str | None:
        return learner.email if self.with_email else None

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


def file_name(credential: Credential) -> str:
    """Return the certificate's file name: the learner, the achievement, a part of the identifier."""
    name = slug(credential.learner.name)[:LONGEST_SLUG].strip("-") or "learner"
    while len(name.encode()) > 120:
        name = name[:-1]
    uuid = credential.identifier.removeprefix("urn:uuid:")
    return f"{name}-{credential.achievement.identifier[:60]}-{uuid[:8]}.pdf"


def _digest(attempt: Attempt) -> str:
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
    return hashlib.sha256(jcs.canonicalize(said)).hexdigest()


def _said(given: Given) -> list[object]:
    variant = [given.variant] if given.variant else []
    return [given.item, given.fingerprint, list(given.response.values), *variant]
