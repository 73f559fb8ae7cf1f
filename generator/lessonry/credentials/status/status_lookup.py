"""Was it taken back? What an issuer's status lists say of one credential.

A list counts when it is the one that the credential names, and the issuer's own signed word. What
is not at hand, or does not hold, tells nothing: the answer then says what cannot be told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lessonry.credentials import jcs, proof, status_list
from lessonry.credentials.claims import several
from lessonry.credentials.did import DidDocument
from lessonry.credentials.proof import ProofError
from lessonry.credentials.status_list import StatusListError
from lessonry.credentials.verification import Answer, Status

REVOCATION, SUSPENSION = status_list.PURPOSES
WORST = (Status.REVOKED, Status.SUSPENDED, Status.UNKNOWN)
"""Of several answers, the first of these that is among them counts."""
MOST_ENTRIES = 16
INDEX = re.compile(r"[0-9]{1,9}")


class UnreadableListError(Exception):
    """A list tells nothing; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLookup:
    """The lists that are at hand, and whose word they must be."""

    issuer: DidDocument
    files: tuple[bytes, ...]
    now: datetime

    def of_credential(self, status: object) -> Answer:
        """Return the answer for a credential's `credentialStatus`, whatever it holds."""
        entries = status if isinstance(status, list) else [status]
        if len(entries) > MOST_ENTRIES:
            return untold("it names more lists than any certificate")
        known = [
            entry
            for entry in entries
            if isinstance(entry, dict) and entry.get("type") == "BitstringStatusListEntry"
        ]
        if not known:
            return untold("it names no list")
        return self._worst([self._of_entry(entry) for entry in known])

    def of_index(self, index: int) -> Answer:
        """Return the answer for a scanned code, which tells a place and no list."""
        revoked = self._bit(REVOCATION, index, None)
        if not any(self._names(file, SUSPENSION) for file in self.files):
            return revoked
        return self._worst([revoked, self._bit(SUSPENSION, index, None)])

    def _worst(self, answers: list[Answer]) -> Answer:
        for status in WORST:
            for answer in answers:
                if answer.answer is status:
                    return answer
        return answers[0]

    def _of_entry(self, entry: dict[str, Any]) -> Answer:
        index, address = entry.get("statusListIndex"), entry.get("statusListCredential")
        if not isinstance(index, str) or not INDEX.fullmatch(index):
            return untold("its place in the list cannot be read")
        if not isinstance(address, str):
            return untold("it does not say where the list is")
        return self._bit(str(entry.get("statusPurpose")), int(index), address)

    def _bit(self, purpose: str, index: int, address: str | None) -> Answer:
        if purpose not in status_list.PURPOSES:
            return untold("it names a list of a kind that lessonry does not know")
        if not self.files:
            return untold("the issuer's list is not at hand")
        reasons = []
        for file in self.files:
            try:
                is_set, of_day = self._read(file, purpose, index, address)
            except UnreadableListError as error:
                # The list that is the one in question, but does not hold, says more than another.
                reasons.append((not self._names(file, purpose, address), str(error)))
                continue
            by = f", by its list of {of_day.date().isoformat()}" if of_day else ""
            if not is_set:
                sentence = f"The issuer has not taken it back{by}."
                return Answer(answer=Status.NOT_REVOKED, sentence=sentence)
            if purpose == SUSPENSION:
                sentence = f"The issuer has suspended it for the time being{by}."
                return Answer(answer=Status.SUSPENDED, sentence=sentence)
            return Answer(answer=Status.REVOKED, sentence=f"The issuer has revoked it{by}.")
        is_another, reason = min(reasons)
        done = "suspended" if purpose == SUSPENSION else "revoked"
        if is_another and not any(self._names(file, purpose) for file in self.files):
            reason = f"the issuer's list of {done} certificates is not at hand"
        return untold(reason, done)

    def _read(
        self, file: bytes, purpose: str, index: int, address: str | None
    ) -> tuple[bool, datetime | None]:
        """Return the bit, and from when the list is."""
        try:
            value = jcs.read(file)
            subject = value["credentialSubject"]
            named, listed, issuer = (
                value["id"],
                subject["statusPurpose"],
                _identifier(value["issuer"]),
            )
            packed = subject["encodedList"]
            proofs = proof.proofs_of(value)
        except (jcs.JsonError, ProofError) as error:
            raise UnreadableListError(f"the issuer's list does not hold: {error}") from error
        except (KeyError, TypeError, AttributeError) as error:
            raise UnreadableListError("the issuer's list cannot be read") from error
        if issuer != self.issuer.identifier:
            raise UnreadableListError("the list at hand is signed by somebody else")
        if (address is not None and address != named) or purpose not in several(listed):
            raise UnreadableListError("the list at hand is not the one it names")
        for one in proofs:
            self._check(value, one)
        until = _moment(value.get("validUntil"))
        if "validUntil" in value and (until is None or self.now >= until):
            raise UnreadableListError("the issuer's list is too old")
        try:
            is_set = status_list.is_set(status_list.decode(packed), index)
        except (StatusListError, TypeError, AttributeError) as error:
            raise UnreadableListError(f"the issuer's list does not hold: {error}") from error
        return is_set, _moment(value.get("validFrom"))

    def _check(self, value: dict[str, Any], one: proof.Document) -> None:
        method = one.get("verificationMethod")
        key = self.issuer.signers.get(method) if isinstance(method, str) else None
        if key is None or not isinstance(method, str):
            raise UnreadableListError("the list at hand is signed by somebody else")
        if not self.issuer.counts(method, _moment(one.get("created"))):
            raise UnreadableListError("the list at hand is signed with a key that was stolen")
        try:
            proof.verify(value, one, key)
        except ProofError as error:
            raise UnreadableListError(f"the issuer's list does not hold: {error}") from error

    def _names(self, file: bytes, purpose: str, address: str | None = None) -> bool:
        """Return whether a file calls itself the list in question, whatever it is worth."""
        try:
            value = jcs.read(file)
            subject = value["credentialSubject"]
            return bool(
                _identifier(value["issuer"]) == self.issuer.identifier
                and purpose in several(subject["statusPurpose"])
                and (address is None or value["id"] == address)
            )
        except (jcs.JsonError, KeyError, TypeError, AttributeError):
            return False


def untold(reason: str, done: str = "revoked") -> Answer:
    """Return that it cannot be told, and why."""
    return Answer(
        answer=Status.UNKNOWN, sentence=f"Whether it was {done} cannot be told: {reason}."
    )


def _identifier(issuer: Any) -> Any:
    """Return who an issuer is, written as an identifier or as an object with one."""
    return issuer["id"] if isinstance(issuer, dict) else issuer


def _moment(value: object) -> datetime | None:
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return read if read is not None and read.tzinfo is not None else None
