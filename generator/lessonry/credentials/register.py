"""The register: every credential that was issued, beside the private keys and never in the course.

It holds names, so it stays where the keys are. An attempt is written down, whole, before its file
is: whatever is interrupted, the next run finds the same credential and the same bytes.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from lessonry.credentials import files
from lessonry.errors import WorldError

SCHEMA = 2
FILE = "register.sqlite"
FORMER = "register-schema-{}.sqlite"
"""The copy of a register that an older lessonry wrote, kept when it is carried over."""
TABLES = (
    """
create table credentials (
    credential text primary key,
    attempt text not null,         -- the completion record's attempt
    reissue integer not null,      -- 0 is the attempt's first credential
    record text not null,          -- SHA-256 of what the record said, to know it again
    learner text not null,
    email text,
    code text,                     -- the invitation that the record came with
    course text not null,
    quiz text not null,
    achievement text not null,
    edition text not null,
    level integer not null,
    score integer not null,        -- in whole per cent
    issued text not null,
    expires text,
    status_index integer not null unique,
    document blob not null,        -- the signed credential
    certificate blob not null,     -- the PDF file
    name text not null,            -- of the PDF file
    unique (attempt, reissue)
)
""",
    """
create table standing (            -- what became of a credential, one row an event
    id integer primary key,
    credential text not null,
    at text not null,
    kind text not null,            -- revoked, suspended, restored
    reason text not null
)
""",
    """
create table mails (
    message text primary key,      -- its Message-ID
    recipient text not null,
    state text not null,           -- sending, sent, failed; what has no row is queued
    at text not null,
    reason text not null
)
""",
    "create index standing_of on standing (credential)",
)
CARRIED = (
    "credential", "attempt", "record", "learner", "email", "course", "quiz", "achievement",
    "edition", "level", "score", "issued", "expires", "status_index", "document", "certificate",
    "name",
)  # fmt: skip
"""What a register of schema 1 knows of a credential."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One credential that was issued."""

    credential: str
    attempt: str
    reissue: int = 0
    """The how-manieth credential of the attempt: a correction or a renewal has 1 or more."""
    record: str
    learner: str
    email: str | None
    code: str | None = None
    course: str
    quiz: str
    achievement: str
    edition: str
    level: int
    score: int
    issued: str
    expires: str | None
    status_index: int
    document: bytes
    certificate: bytes
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a run of thousands keeps in mind of a credential that was issued before."""

    credential: str
    record: str
    learner: str
    score: int


COLUMNS = tuple(Entry.__dataclass_fields__)
BRIEFLY = tuple(Known.__dataclass_fields__)


class Register:
    """The register of one issuer; a context manager."""

    def __init__(self, folder: Path) -> None:
        """Open the register in a key folder, making it where there is none."""
        self.file = folder / FILE
        try:
            if not self.file.exists():
                self.file.touch(mode=0o600)
            self._db = sqlite3.connect(self.file, timeout=30, isolation_level=None)
        except (sqlite3.Error, OSError) as error:
            raise self.unusable(error) from error
        try:
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            self._db.close()
            raise self.unusable(error) from error
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Register:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    @property
    def database(self) -> sqlite3.Connection:
        """Return the connection, in autocommit: a change of several rows begins and commits."""
        return self._db

    def find(self, attempt: str) -> Entry | None:
        """Return what was issued for an attempt; where that was several times, the last."""
        query = (
            f"select {', '.join(COLUMNS)} from credentials where attempt = ? "
            "order by reissue desc limit 1"
        )
        try:
            with closing(self._db.execute(query, (attempt,))) as rows:
                row = rows.fetchone()
        except sqlite3.Error as error:
            raise self.unusable(error) from error
        return Entry(**dict(zip(COLUMNS, row, strict=True))) if row else None

    def known(self, attempt: str) -> Known | None:
        """Return the main facts of what `find` returns."""
        query = (
            f"select {', '.join(BRIEFLY)} from credentials where attempt = ? "
            "order by reissue desc limit 1"
        )
        try:
            with closing(self._db.execute(query, (attempt,))) as rows:
                row = rows.fetchone()
        except sqlite3.Error as error:
            raise self.unusable(error) from error
        return Known(**dict(zip(BRIEFLY, row, strict=True))) if row else None

    def taken(self) -> frozenset[int]:
        """Return the places in the status list that have been given away."""
        try:
            with closing(self._db.execute("select status_index from credentials")) as rows:
                return frozenset(row[0] for row in rows)
        except sqlite3.Error as error:
            raise self.unusable(error) from error

    def add(self, entry: Entry) -> bool:
        """Write an entry down for good; say no where its attempt or its place is taken by now."""
        return self.add_all((entry,))[0]

    def add_all(self, entries: Iterable[Entry]) -> list[bool]:
        """Write entries down for good, in one transaction; say of each whether it was free."""
        marks = ", ".join("?" * len(COLUMNS))
        statement = f"insert into credentials ({', '.join(COLUMNS)}) values ({marks})"
        added = []
        try:
            self._db.execute("begin immediate")
            for entry in entries:
                try:
                    self._db.execute(statement, [getattr(entry, column) for column in COLUMNS])
                except sqlite3.IntegrityError:
                    added.append(False)
                else:
                    added.append(True)
            self._db.execute("commit")
        except sqlite3.Error as error:
            self._roll_back()
            raise self.unusable(error) from error
        except BaseException:
            self._roll_back()
            raise
        return added

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("rollback")

    def _prepare(self) -> None:
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = full")
        self._db.execute("begin immediate")
        try:
            version = self._db.execute("pragma user_version").fetchone()[0]
            if version > SCHEMA:
                raise WorldError(
                    f"The register {self.file} was written by a newer lessonry (schema {version}).",
                    help="Update lessonry on this machine.",
                )
            if version == 1:
                self._keep_copy(version)
                self._db.execute("alter table credentials rename to former")
            if version < SCHEMA:
                for table in TABLES:
                    self._db.execute(table)
            if version == 1:
                columns = ", ".join(CARRIED)
                self._db.execute(
                    f"insert into credentials (reissue, {columns}) select 0, {columns} from former"
                )
                self._db.execute("drop table former")
            if version < SCHEMA:
                self._db.execute(f"pragma user_version = {SCHEMA}")
            self._db.execute("commit")
        except BaseException:
            self._roll_back()
            raise
        for beside in (self.file, *self.file.parent.glob(f"{FILE}-*")):
            beside.chmod(0o600)

    def _keep_copy(self, version: int) -> None:
        """Copy the register as it is, so that an older lessonry, or a doubt, finds it."""
        kept = self.file.with_name(FORMER.format(version))
        beside = kept.with_name(f".{kept.name}-{os.getpid()}")
        try:
            beside.touch(mode=0o600)
            with (
                closing(sqlite3.connect(self.file)) as old,
                closing(sqlite3.connect(beside)) as new,
            ):
                old.backup(new)
            beside.replace(kept)
        finally:
            beside.unlink(missing_ok=True)

    def unusable(self, error: Exception) -> WorldError:
        """Return what is said where the file does not do its part."""
        return WorldError(
            f"The register {self.file} cannot be used: {error}.",
            help="Look at the disk and at the file's permissions. If it is damaged, bring it back "
            "from a backup rather than deleting it, since it knows which certificates were issued. "
            "Without a backup, move it away and say `lessonry register rebuild`.",
        )


def save(entry: Entry, folder: Path) -> Path:
    """Write an entry's certificate into `folder`, unless it is there already; return its path."""
    file = folder / entry.name
    if not file.is_file() or file.read_bytes() != entry.certificate:
        files.write(file, entry.certificate)
    return file
