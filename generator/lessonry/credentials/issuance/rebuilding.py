"""A lost register, made again from the certificates that were issued and the published lists.

A certificate does not say for which attempt it was issued, so that is found again only when the
attempt's completion record comes by once more (`adopt`). E-mail addresses are in it as hashes, and
why something was revoked was never published: those are lost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lessonry.credentials import certificate, document, jcs, status_list
from lessonry.credentials.register import Entry, Register
from lessonry.credentials.sheet_digest import SheetError
from lessonry.credentials.status import standing
from lessonry.credentials.status.standing import Kind
from lessonry.credentials.status.status_files import Board
from lessonry.credentials.verification import Intact, IssuerKnown, Sheet
from lessonry.credentials.verifier import Verifier
from lessonry.domain.course import Course

RECOVERED = "recovered:"
"""Stands before a credential's number where its attempt is not known."""
BEYOND = "recovered;"
"""The first text after all that begin so."""
MOST_REISSUES = 50
LOST = "It stood in the published list when the register was rebuilt; why is not known any more."


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What came of one file."""

    entry: Entry | None = None
    is_new: bool = False
    """Whether the register did not have it."""
    reason: str = ""
    """Why it was not taken, as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilding:
    """What it takes to tell a certificate of one's own from any other."""

    course: Course
    verifier: Verifier
    register: Register

    def take(self, pdf: bytes, name: str) -> Recovered:
        """Write a certificate into the register, if it is the issuer's own and as it was issued.

        Args:
            pdf: The file.
            name: The file's.
        """
        verification = self.verifier.verify(pdf)
        for answer, wanted in (
            (verification.intact, Intact.YES),
            (verification.issuer, IssuerKnown.THIS_COURSE),
            (verification.sheet, Sheet.AS_ISSUED),
        ):
            if answer.answer is not wanted:
                return Recovered(reason=answer.sentence)
        try:
            entry = self._entry(pdf, name)
        except (KeyError, TypeError, ValueError, IndexError, SheetError):
            return Recovered(reason="It does not say all that the register needs to know.")
        if self.register.add(entry):
            return Recovered(entry=entry, is_new=True)
        query = "select 1 from credentials where credential = ?"
        try:
            known = self.register.database.execute(query, (entry.credential,)).fetchone()
        except sqlite3.Error as error:
            raise self.register.unusable(error) from error
        if known:
            return Recovered(entry=entry)
        return Recovered(reason="The register has another certificate at its place in the list.")

    def _entry(self, pdf: bytes, name: str) -> Entry:
        inside = certificate.credential_in(pdf)
        value = jcs.read(inside or b"")
        subject = value["credentialSubject"]
        earned = subject["achievement"]
        status = value["credentialStatus"]
        entries = status if isinstance(status, list) else [status]
        names = [
            one["identityHash"]
            for one in subject["identifier"]
            if one["identityType"] == "name" and not one["hashed"]
        ]
        achievement = str(earned["id"]).rpartition("/")[2]
        exams = {q.identifier for q in self.course.exams if q.achievement == achievement}
        level = next(int(one["genre"][-1]) for one in value["evidence"])
        uuid = str(value["id"]).removeprefix("urn:uuid:")
        return Entry(
            credential=str(value["id"]),
            attempt=f"{RECOVERED}{uuid}",
            record="",
            learner=str(names[0]),
            email=None,
            course=self.course.identifier,
            quiz=exams.pop() if len(exams) == 1 else "",
            achievement=achievement,
            edition=str(earned["version"]),
            level=level,
            score=int(subject["result"][0]["value"]) if "result" in subject else 0,
            issued=str(value["validFrom"]),
            expires=str(value["validUntil"]) if "validUntil" in value else None,
            status_index=int(entries[0]["statusListIndex"]),
            document=jcs.canonicalize(value),
            certificate=pdf,
            name=name,
        )

    def recover_standing(self, board: Board, places: Mapping[int, str], at: str) -> int:
        """Write down what the published lists say of credentials by their place; return of how many."""
        found = set()
        for purpose, kind in zip(status_list.PURPOSES, (Kind.REVOKED, Kind.SUSPENDED), strict=True):
            for index in status_list.indices(board.bits(purpose) or b""):
                name = places.get(index)
                if name is None or name in found:
                    continue
                standing.note(self.register, name, kind, at=at, reason=LOST)
                found.add(name)
        return len(found)


def unexplained(board: Board, places: Collection[int]) -> int:
    """Return how many certificates are revoked that the register does not know."""
    revoked = status_list.indices(board.bits("revocation") or b"")
    return sum(index not in places for index in revoked)


def adopt(register: Register, did: str, attempt: str, *, digest: str, learner: str) -> bool:
    """Give what was recovered its attempt back, now that the attempt's record is at hand.

    Args:
        register: The issuer's.
        did: Whose credentials they are.
        attempt: The record's.
        digest: Of what the record says.
        learner: Whom the record names.

    Returns:
        Whether there was anything.
    """
    database = register.database
    waiting = "select 1 from credentials where attempt >= ? and attempt < ? limit 1"
    try:
        if database.execute(waiting, (RECOVERED, BEYOND)).fetchone() is None:
            return False
        adopted = False
        for reissue in range(MOST_REISSUES):
            named = document.identifier(did, f"{attempt} {reissue}" if reissue else attempt)
            waits = f"{RECOVERED}{named.removeprefix('urn:uuid:')}"
            row = database.execute(
                "select learner from credentials where credential = ? and attempt = ?",
                (named, waits),
            ).fetchone()
            if row is None:
                continue
            # A record under another name than the first certificate's is not the one it was for.
            said = "" if reissue == 0 and row[0] != learner else digest
            # What was issued again since the register was rebuilt comes with it.
            database.execute(
                "update or ignore credentials set attempt = ?, reissue = reissue + ?, record = ? "
                "where attempt = ?",
                (attempt, reissue, said, waits),
            )
            adopted = True
    except sqlite3.Error as error:
        raise register.unusable(error) from error
    return adopted
