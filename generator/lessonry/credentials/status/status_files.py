"""The published status lists: written from what the register says, signed, byte-stable.

A bit that somebody set before stays set, whatever the register knows of it: a register may have
been lost, and a revocation is for good.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lessonry.credentials import did as dids
from lessonry.credentials import files, jcs, proof, status_list
from lessonry.credentials.desk import self_service
from lessonry.credentials.did import DidDocument
from lessonry.credentials.keys import Keys
from lessonry.credentials.proof import ProofError
from lessonry.credentials.register import Register
from lessonry.credentials.status.standing import Places, desk_places, issued_places
from lessonry.errors import UsageError

NOTHING = Places(revoked=frozenset(), suspended=frozenset(), known=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Where one DID publishes its lists."""

    folder: Path
    """Of the course: `certificates/status`, or the desk's."""
    site: str
    """What the lists' addresses begin with, before `status/`."""
    did: str

    def write(self, places: Places, keys: Keys, now: datetime) -> list[Path]:
        """Write both lists as far as they change; return the files that did."""
        return [
            file
            for purpose in status_list.PURPOSES
            if (file := self._write(purpose, places, keys, now)) is not None
        ]

    def file(self, purpose: str) -> Path:
        """Return where the list of a purpose is."""
        return self.folder / f"{status_list.NUMBERS[purpose]}.json"

    def bits(self, purpose: str) -> bytes | None:
        """Return the list that is there; nothing where none is.

        Raises:
            UsageError: What is there is no list.
        """
        value = self._value(purpose)
        if value is None:
            return None
        try:
            return status_list.decode(value["credentialSubject"]["encodedList"])
        except (status_list.StatusListError, KeyError, TypeError, AttributeError) as error:
            raise self._broken(purpose, "it holds no list") from error

    def _write(self, purpose: str, places: Places, keys: Keys, now: datetime) -> Path | None:
        held = self.bits(purpose)
        before = set(status_list.indices(held or b""))
        if purpose == "suspension":
            wanted = (before - places.known) | places.suspended
        else:
            wanted = before | places.revoked
        method = dids.method_of(self.did, keys.public)
        address = f"{self.site}status/{status_list.NUMBERS[purpose]}.json"
        if wanted == before and held is not None and self._holds(purpose, address, keys):
            return None
        bits = bytearray(held or status_list.empty())
        for index in before ^ wanted:
            bits[index // 8] ^= 0x80 >> index % 8
        unsigned = status_list.credential(
            bytes(bits), address=address, issuer=self.did, valid_from=now, purpose=purpose
        )
        signed = proof.sign(unsigned, keys.signing, method=method, created=now)
        text = json.dumps(signed, ensure_ascii=False, indent=2) + "\n"
        files.write(self.file(purpose), text.encode())
        return self.file(purpose)

    def _holds(self, purpose: str, address: str, keys: Keys) -> bool:
        """Return whether the list that is there is this one, signed with the present key."""
        value = self._value(purpose) or {}
        subject = value.get("credentialSubject")
        named = (value.get("id"), value.get("issuer"), (subject or {}).get("statusPurpose"))
        if named != (address, self.did, purpose):
            return False
        try:
            for one in proof.proofs_of(value):
                proof.verify(value, one, keys.public)
        except ProofError:
            return False
        return True

    def _value(self, purpose: str) -> dict[str, Any] | None:
        file = self.file(purpose)
        if not file.is_file():
            return None
        try:
            value = jcs.read(file.read_bytes())
        except (jcs.JsonError, OSError) as error:
            raise self._broken(purpose, str(error)) from error
        if not isinstance(value, dict):
            raise self._broken(purpose, "it is no JSON object")
        return value

    def _broken(self, purpose: str, reason: str) -> UsageError:
        return UsageError(
            f"{self.file(purpose)} cannot be read: {reason}. It says which certificates no longer "
            "hold, so it is not written over.",
            help="Bring the file back from the published site or from a backup, and run the "
            "command again.",
        )


def boards(certificates: Path, issuer: DidDocument, site: str) -> tuple[Board, ...]:
    """Return where an issuer publishes: its own lists, then its self-service desk's.

    Args:
        certificates: The course's folder of that name.
        issuer: Its published keys, with the desk that it names.
        site: What the addresses of the issuer's files begin with.
    """
    own = Board(folder=certificates / "status", site=site, did=issuer.identifier)
    if issuer.desk is None:
        return (own,)
    folder = certificates / self_service.FOLDER
    desk = Board(folder=folder / "status", site=f"{site}{self_service.FOLDER}/", did=issuer.desk)
    return own, desk


def publish(
    boards: tuple[Board, ...], register: Register | None, keys: Keys, now: datetime
) -> list[Path]:
    """Write the lists of all boards from the register; return the files that changed."""
    places = (issued_places(register), desk_places(register)) if register else (NOTHING, NOTHING)
    return [
        file
        for board, of_it in zip(boards, places, strict=False)
        for file in board.write(of_it, keys, now)
    ]
