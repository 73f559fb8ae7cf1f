"""Which credential is meant: by its number, its first letters, its file, its code or its attempt."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from lessonry.credentials import certificate, claims, jcs, sheet_digest, token
from lessonry.credentials.register import COLUMNS, Entry, Register
from lessonry.errors import UsageError, WorldError

URN = "urn:uuid:"
SHORT = re.compile(r"[0-9a-f]{8}[0-9a-f-]*")
IN_LINK = re.compile(r"[#&?]t=([\w-]+)$")
LINE = (
    "credential", "attempt", "reissue", "learner", "email", "quiz", "achievement", "level", "score",
    "issued", "expires", "name",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a list tells of a credential: all but what would fill the memory."""

    credential: str
    attempt: str
    reissue: int
    learner: str
    email: str | None
    quiz: str
    achievement: str
    level: int
    score: int
    issued: str
    expires: str | None
    name: str
    is_last: bool
    """Whether nothing was issued for the attempt afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A credential that somebody named."""

    credential: str
    entry: Entry | None
    """Nothing where the register does not know it."""
    issuer: str | None = None
    """Whom its file names, where a file was given."""


def entry_of(register: Register, credential: str) -> Entry | None:
    """Return what stands in the register of a credential."""
    found = _entries(register, "credential = ?", credential)
    return found[0] if found else None


def lines(register: Register) -> Iterator[Line]:
    """Yield all that was issued, by day and learner."""
    query = (
        f"select {', '.join(LINE)}, reissue = (select max(reissue) from credentials other "
        "where other.attempt = one.attempt) from credentials one order by issued, learner, reissue"
    )
    for *told, is_last in _rows(register, query):
        yield Line(**dict(zip(LINE, told, strict=True)), is_last=bool(is_last))


def signed_by(register: Register, method: str) -> list[str]:
    """Return the credentials that were signed with a key."""
    return [
        name
        for name, document in _rows(register, "select credential, document from credentials")
        if method in _methods(document)
    ]


def find(register: Register, named: str) -> Meant:
    """Return the credential that somebody means.

    Args:
        register: What was issued.
        named: A certificate's file, the link of its code, its number or the first eight letters
            of that, or the attempt it was issued for.

    Raises:
        UsageError: None is meant, or several are.
    """
    file = Path(named)
    if _is_file(file):
        return _in_file(register, file)
    link = IN_LINK.search(named)
    if link or len(named) > 120:
        try:
            read, _ = token.read(link[1] if link else named)
        except token.TokenError as error:
            raise UsageError(f"This is no code of a certificate: {error}.") from error
        return _of(register, f"{URN}{read.credential}")
    bare = named.lower().removeprefix(URN)
    found = _entries(register, "attempt = ? order by reissue desc limit 1", named)
    if not found and SHORT.fullmatch(bare):
        found = _entries(register, "credential like ?", f"{URN}{bare}%")
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} certificates begin with {named}.",
            help="Name one of them:\n"
            + "\n".join(f"  {entry.credential}  {entry.learner}" for entry in found),
        )
    if found:
        return Meant(credential=found[0].credential, entry=found[0])
    try:
        return Meant(credential=f"{URN}{UUID(bare)}", entry=None)
    except ValueError:
        raise UsageError(
            f"There is no certificate {named}: neither a file, nor one in the register.",
            help="Name its PDF, its number (urn:uuid:…, or the first eight letters after that), "
            "or the attempt. `lessonry issued` lists what was issued.",
        ) from None


def _in_file(register: Register, file: Path) -> Meant:
    try:
        with file.open("rb") as opened:
            data = opened.read(sheet_digest.LARGEST_FILE + 1)
    except OSError as error:
        raise WorldError(f"{file} cannot be read: {error.strerror or error}.") from error
    try:
        inside = certificate.credential_in(data) if b"%PDF-" in data[:1024] else data
        value = jcs.read(inside or b"")
    except (sheet_digest.SheetError, jcs.JsonError):
        value = None
    if not isinstance(value, dict) or not claims.is_open_badge(value):
        raise UsageError(
            f"There is no credential in {file}.", help="Name the PDF as it was issued."
        )
    read = claims.read(value)
    if read.id is None or not read.id.startswith(URN):
        raise UsageError(f"The credential in {file} has no number that lessonry gives.")
    found = _of(register, read.id)
    return Meant(credential=found.credential, entry=found.entry, issuer=read.issuer_id)


def _of(register: Register, credential: str) -> Meant:
    return Meant(credential=credential, entry=entry_of(register, credential))


def _entries(register: Register, where: str, value: str) -> list[Entry]:
    query = f"select {', '.join(COLUMNS)} from credentials where {where}"
    return [Entry(**dict(zip(COLUMNS, row, strict=True))) for row in _rows(register, query, value)]


def _rows(register: Register, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
    try:
        yield from register.database.execute(query, values)
    except sqlite3.Error as error:
        raise register.unusable(error) from error


def _methods(document: object) -> list[object]:
    try:
        value = jcs.read(document) if isinstance(document, bytes) else {}
        return [one["verificationMethod"] for one in value["proof"]]
    except (jcs.JsonError, KeyError, TypeError):
        return []


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False
