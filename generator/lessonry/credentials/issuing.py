"""Record → graded → certificate, by the register: where the issuer's word is given (level 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from lessonry.credentials import status_list
from lessonry.credentials.document import Desk
from lessonry.credentials.grading import Examined
from lessonry.credentials.keys import Keys
from lessonry.credentials.pades import Seal
from lessonry.credentials.press import Press, digest
from lessonry.credentials.rebuilding import adopt
from lessonry.credentials.record import RecordError
from lessonry.credentials.register import Entry, Register
from lessonry.credentials.sheet import Sheets
from lessonry.domain.attempt import Attempt
from lessonry.domain.course import Course


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
    def is_known(self) -> bool:
        """Return whether it was certified before."""
        return self.known is not None

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
    """One record at a time: the course, its keys and its register, all at hand."""

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
    seal: Seal | None = None

    @property
    def press(self) -> Press:
        """Return what makes the certificates."""
        return Press(
            course=self.course,
            desk=self.desk,
            keys=self.keys,
            sheets=self.sheets,
            verify_page=self.verify_page,
            now=self.now,
            with_email=self.with_email,
            seal=self.seal,
        )

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
        read = self.press.read(sealed)
        attempt = read.attempt
        name = attempt.learner.name
        adopt(self.register, self.desk.did, attempt.identifier, digest=read.digest, learner=name)
        known = self.register.find(attempt.identifier)
        # What was certified stays so, whatever became of the exam.
        if read.fault is not None and known is None:
            raise read.fault
        return Opened(attempt=read.attempt, examined=read.examined, known=known, notes=read.notes)

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
            index = status_list.free_index(self.register.taken())
            entry = self.press.make(examined, status_index=index)
            if self.register.add(entry):
                notes = (*opened.notes, *examined.notes)
                return Issued(entry=entry, again=False, examined=examined, notes=notes)
            # Another process took the attempt, or its place in the status list.
            known = self.register.find(attempt.identifier)
        refuse_other(known, digest(attempt), attempt.learner.name)
        return Issued(entry=known, again=True, examined=opened.examined, notes=opened.notes)


def refuse_other(known: Entry, said: str, name: str) -> None:
    """Raise a RecordError where an attempt that was issued comes again and says something else.

    Args:
        known: What was issued for the attempt.
        said: The digest of what the record says now.
        name: The learner's name in it.
    """
    if known.record != said:
        raise RecordError(
            f"This attempt was issued to “{known.learner}” already, "
            f"and the record now says something else (“{name}”).",
            "Nothing was issued. A corrected name needs the first record's sender to ask.",
        )
