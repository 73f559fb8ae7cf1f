"""The register: every credential that was issued, beside the private keys and never in the course.

It holds names, so it stays where the keys are. An attempt is written down, whole, before its file
is: whatever is interrupted, the next run finds the same credential and the same bytes.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from lessonry.credentials import files
from lessonry.errors import WorldError

SCHEMA = 1
FILE = "register.sqlite"
TABLE = """
create table credentials (
    attempt text primary key,      -- the completion record's attempt
    record text not null,          -- SHA-256 of what the record said, to know it again
    credential text not null unique,
    learner text not null,
    email text,
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
    name text not null             -- of the PDF file
);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One credential that was issued."""

    attempt: str
    record: str
    credential: str
    learner: str
    email: str | None
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


COLUMNS = tuple(Entry.__dataclass_fields__)


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
            raise self._failed(error) from error
        try:
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            self._db.close()
            raise self._failed(error) from error

    def __enter__(self) -> Register:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def find(self, attempt: str) -> Entry | None:
        """Return what was issued for an attempt."""
        query = f"select {', '.join(COLUMNS)} from credentials where attempt = ?"
        try:
            with closing(self._db.execute(query, (attempt,))) as rows:
                row = rows.fetchone()
        except sqlite3.Error as error:
            raise self._failed(error) from error
        return Entry(**dict(zip(COLUMNS, row, strict=True))) if row else None

    def taken(self) -> frozenset[int]:
        """Return the places in the status list that have been given away."""
        try:
            with closing(self._db.execute("select status_index from credentials")) as rows:
                return frozenset(row[0] for row in rows)
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def add(self, entry: Entry) -> bool:
        """Write an entry down for good; say no where its attempt or its place is taken by now."""
        marks = ", ".join("?" * len(COLUMNS))
        statement = f"insert into credentials ({', '.join(COLUMNS)}) values ({marks})"
        try:
            self._db.execute(statement, [getattr(entry, column) for column in COLUMNS])
        except sqlite3.IntegrityError:
            return False
        except sqlite3.Error as error:
            raise self._failed(error) from error
        return True

    def _prepare(self) -> None:
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = full")
        self._db.execute("begin immediate")
        version = self._db.execute("pragma user_version").fetchone()[0]
        if version == 0:
            self._db.execute(TABLE)
            self._db.execute(f"pragma user_version = {SCHEMA}")
        self._db.execute("commit")
        if version > SCHEMA:
            self._db.close()
            raise WorldError(
                f"The register {self.file} was written by a newer lessonry (schema {version}).",
                help="Update lessonry on this machine.",
            )
        for beside in (self.file, *self.file.parent.glob(f"{FILE}-*")):
            beside.chmod(0o600)

    def _failed(self, error: Exception) -> WorldError:
        return WorldError(
            f"The register {self.file} cannot be used: {error}.",
            help="Look at the disk and at the file's permissions; bring it back from a backup "
            "rather than deleting it, since it knows which certificates were issued.",
        )


def save(entry: Entry, folder: Path) -> Path:
    """Write an entry's certificate into `folder`, unless it is there already; return its path."""
    file = folder / entry.name
    if not file.is_file() or file.read_bytes() != entry.certificate:
        files.write(file, entry.certificate)
    return file
