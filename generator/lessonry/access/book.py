"""The book of codes: a course's secret and whom codes were made for, beside the issuer's keys.

Codes are derived, so the book holds none: ten thousand of a cohort are one line in it. It is
private all the same, since whoever has it makes every code.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from lessonry.access import codes
from lessonry.credentials import files
from lessonry.errors import UsageError, WorldError

FILE = "access-codes.json"
"""In the key folder. Never in a course: `project.secrets` knows it by this name."""
VERSION = 1
MOST = 100_000
"""Codes of one cohort."""
LONGEST = 500
"""Characters of a label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Codes that were made together, for one person or for many."""

    identifier: str
    """Random: what their derivation begins with."""
    label: str
    """For the trainer: a name, a group, an order's number. It is published nowhere."""
    made: date
    count: int
    expires: date | None = None
    """The last day on which a build takes its codes."""
    revoked: Mapping[int, date] = field(default_factory=dict)
    """Numbers of codes that open nothing any more, each with its day."""

    def standing(self, number: int, today: date) -> str:
        """Return how a code of it stands: `holds`, `revoked` or `expired`."""
        if number in self.revoked:
            return "revoked"
        return "expired" if self.expires is not None and today > self.expires else "holds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One code, with whom it is for."""

    code: str
    cohort: Cohort
    number: int
    """In its cohort, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All codes of one course."""

    course: str
    secret: bytes = field(repr=False)
    cohorts: tuple[Cohort, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """Yield every code that was ever made, in the order of making."""
        for cohort in self.cohorts:
            yield from self.entries_of(cohort)

    def entries_of(self, cohort: Cohort) -> Iterator[Entry]:
        """Yield the codes of a cohort."""
        for number in range(1, cohort.count + 1):
            code = codes.derived(self.secret, cohort.identifier, number)
            yield Entry(code=code, cohort=cohort, number=number)

    def held(self, today: date) -> tuple[str, ...]:
        """Return the codes that a build of that day takes."""
        return tuple(
            entry.code
            for entry in self.entries()
            if entry.cohort.standing(entry.number, today) == "holds"
        )

    def with_cohort(
        self, label: str, count: int, made: date, expires: date | None
    ) -> tuple[Book, Cohort]:
        """Return the book with a new cohort, and that."""
        cohort = Cohort(
            identifier=secrets.token_hex(8), label=label, count=count, made=made, expires=expires
        )
        return replace(self, cohorts=(*self.cohorts, cohort)), cohort

    def without(self, entries: list[Entry], day: date) -> Book:
        """Return the book with these codes revoked; what was revoked before keeps its day."""
        gone: dict[str, dict[int, date]] = {}
        for entry in entries:
            gone.setdefault(entry.cohort.identifier, {})[entry.number] = day
        return replace(
            self,
            cohorts=tuple(
                replace(each, revoked={**gone.get(each.identifier, {}), **each.revoked})
                for each in self.cohorts
            ),
        )


def blank(course: str) -> Book:
    """Return a book without codes, with a secret of its own."""
    return Book(course=course, secret=secrets.token_bytes(32))


def load(file: Path) -> Book:
    """Return the book in a file.

    Raises:
        WorldError: It cannot be read.
        UsageError: It is no book of codes.
    """
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WorldError(
            f"{file} cannot be read.", help="Bring the key folder back from your backup."
        ) from error
    return _read(text, str(file))


def save(book: Book, file: Path) -> None:
    """Write the book for its owner alone, all of it or nothing."""
    files.make_private_folder(file.parent)
    text = json.dumps(_written(book), ensure_ascii=False, indent=1)
    files.write_private(file, text.encode() + b"\n")


def packed(book: Book, today: date) -> str:
    """Return what a build needs of the book as one word, without labels and what holds no more."""
    cohorts = tuple(
        replace(each, label="")
        for each in book.cohorts
        if each.expires is None or each.expires >= today
    )
    plain = json.dumps(_written(replace(book, cohorts=cohorts)), separators=(",", ":"))
    return base64.urlsafe_b64encode(zlib.compress(plain.encode(), 9)).decode().rstrip("=")


def unpacked(word: str, where: str) -> Book:
    """Return the book that `packed` wrote.

    Raises:
        UsageError: It is none.
    """
    word = "".join(word.split())
    try:
        data = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
        text = zlib.decompressobj().decompress(data, 16_000_000).decode()
    except (ValueError, zlib.error, binascii.Error) as error:
        raise _no_book(where) from error
    return _read(text, where)


def _written(book: Book) -> dict[str, Any]:
    return {
        "lessonry": "access codes",
        "version": VERSION,
        "course": book.course,
        "secret": base64.urlsafe_b64encode(book.secret).decode().rstrip("="),
        "cohorts": [
            {
                "id": cohort.identifier,
                "label": cohort.label,
                "made": cohort.made.isoformat(),
                "count": cohort.count,
                **({"expires": cohort.expires.isoformat()} if cohort.expires else {}),
                "revoked": {str(n): d.isoformat() for n, d in sorted(cohort.revoked.items())},
            }
            for cohort in book.cohorts
        ],
    }


def _read(text: str, where: str) -> Book:
    try:
        data = json.loads(text)
        if data["version"] != VERSION:
            raise _no_book(where)
        secret = base64.urlsafe_b64decode(data["secret"] + "==")
        cohorts = tuple(_cohort(each) for each in data["cohorts"])
        if len(secret) != 32 or len({each.identifier for each in cohorts}) != len(cohorts):
            raise _no_book(where)
        return Book(course=str(data["course"]), secret=secret, cohorts=cohorts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _no_book(where) from error


def _cohort(data: Mapping[str, Any]) -> Cohort:
    count = int(data["count"])
    if not 1 <= count <= MOST:
        raise ValueError(count)
    expires = data.get("expires")
    return Cohort(
        identifier=str(data["id"]),
        label=str(data["label"]),
        made=date.fromisoformat(data["made"]),
        count=count,
        expires=date.fromisoformat(expires) if expires else None,
        revoked={int(n): date.fromisoformat(day) for n, day in data["revoked"].items()},
    )


def _no_book(where: str) -> UsageError:
    return UsageError(
        f"{where} does not hold a book of access codes.",
        help="Bring it back from your backup. With a new book, codes that people have open nothing.",
    )
