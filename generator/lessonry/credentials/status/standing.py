"""What became of credentials after they were issued: revoked for good, suspended for a while.

Each event stands in the register with its reason, which nobody else reads. What is published are
lists of bits (`status_list`), written from the events: a list names nobody and gives no reason.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from lessonry.credentials.desk import self_service
from lessonry.credentials.register import Register
from lessonry.errors import UsageError

LONGEST_REASON = 500
"""Characters of a reason."""


class Kind(Enum):
    """What can happen to a credential."""

    REVOKED = "revoked"
    SUSPENDED = "suspended"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to a credential."""

    credential: str
    at: str
    """As credentials write a moment."""
    kind: Kind
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The bits that the events of a register ask for, in the lists of one issuer."""

    revoked: frozenset[int]
    suspended: frozenset[int]
    known: frozenset[int]
    """Those that the register can say something of."""


def events(register: Register, credential: str | None = None) -> tuple[Event, ...]:
    """Return what happened, in order: to one credential, or to all."""
    where, values = ("", ()) if credential is None else ("where credential = ?", (credential,))
    query = f"select credential, at, kind, reason from standing {where} order by id"
    try:
        rows = register.database.execute(query, values).fetchall()
        return tuple(
            Event(credential=name, at=at, kind=Kind(kind), reason=reason)
            for name, at, kind, reason in rows
        )
    except (sqlite3.Error, ValueError) as error:
        raise register.unusable(error) from error


def standings(register: Register) -> dict[str, Event]:
    """Return what counts now of each credential that something happened to."""
    by_credential: dict[str, list[Event]] = {}
    for event in events(register):
        by_credential.setdefault(event.credential, []).append(event)
    found = {name: standing(them) for name, them in by_credential.items()}
    return {name: event for name, event in found.items() if event is not None}


def standing(happened: Iterable[Event]) -> Event | None:
    """Return the event that counts: a revocation for good, else the last; nothing where all is well."""
    last = None
    for event in happened:
        if event.kind is Kind.REVOKED:
            return event
        last = event
    return None if last is None or last.kind is Kind.RESTORED else last


def note(register: Register, credential: str, kind: Kind, *, at: str, reason: str) -> bool:
    """Write down what happens to a credential; say no where that is how it stands already.

    Raises:
        UsageError: It cannot happen any more, or does not fit how the credential stands.
    """
    reason = " ".join(reason.split())
    if len(reason) > LONGEST_REASON:
        raise UsageError(f"The reason has {len(reason)} characters, and {LONGEST_REASON} is most.")
    database = register.database
    try:
        database.execute("begin immediate")
        try:
            now = standing(events(register, credential))
            happens = _happens(credential, kind, now)
            if happens:
                database.execute(
                    "insert into standing (credential, at, kind, reason) values (?, ?, ?, ?)",
                    (credential, at, kind.value, reason),
                )
            database.execute("commit")
        except BaseException:
            if database.in_transaction:
                database.execute("rollback")
            raise
    except sqlite3.Error as error:
        raise register.unusable(error) from error
    return happens


def _happens(credential: str, kind: Kind, now: Event | None) -> bool:
    if now is not None and now.kind is Kind.REVOKED:
        if kind is Kind.REVOKED:
            return False
        raise UsageError(
            f"{credential} was revoked on {now.at[:10]}, and that is for good: "
            f"it can be neither suspended nor restored.",
            help="If that was a mistake, issue it again under a new number: "
            f"`lessonry renew {credential} --revoked-too`.",
        )
    if kind is Kind.RESTORED:
        return now is not None
    return now is None or now.kind is not kind


def places_given(register: Register) -> dict[str, int]:
    """Return the place in the lists of each credential that was issued."""
    try:
        rows = register.database.execute("select credential, status_index from credentials")
        return dict(rows.fetchall())
    except sqlite3.Error as error:
        raise register.unusable(error) from error


def issued_places(register: Register) -> Places:
    """Return the bits of the issuer's own lists."""
    return _places(standings(register), places_given(register))


def desk_places(register: Register) -> Places:
    """Return the bits of the self-service desk's lists: of what the register has not issued."""
    try:
        rows = register.database.execute("select credential from credentials").fetchall()
    except sqlite3.Error as error:
        raise register.unusable(error) from error
    issued = {name for (name,) in rows}
    named = {event.credential for event in events(register)} - issued
    places = {name: self_service.status_index(name) for name in named}
    return _places(standings(register), places)


def _places(stand: Mapping[str, Event], places: Mapping[str, int]) -> Places:
    def of(kind: Kind) -> frozenset[int]:
        return frozenset(
            index
            for name, index in places.items()
            if (event := stand.get(name)) is not None and event.kind is kind
        )

    return Places(
        revoked=of(Kind.REVOKED),
        suspended=of(Kind.SUSPENDED),
        known=frozenset(places.values()),
    )
