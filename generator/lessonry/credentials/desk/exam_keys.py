"""The keys of locked exams that the issuer's desk has certified: `certificates/self-service.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lessonry.credentials import files, jcs, multibase
from lessonry.errors import UsageError, WorldError

LISTED = "self-service.json"
"""In `certificates/`; it only ever grows."""
LARGEST = 2_000_000
"""Bytes of a list of keys that is read at all."""
LONGEST_TEXT = 500
DIGEST = re.compile(r"[0-9a-f]{16}")


class ExamKeysError(ValueError):
    """A list of exam keys cannot be read; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """What a credential of an exam must say, whoever the learner is."""

    achievement: str
    """The achievement's identifier."""
    days: int | None
    """How long it holds; for ever where nothing is said."""
    template: str
    """Of all else that it says: `templates.digest`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamKey:
    """A key that the desk has certified, for one exam as it was published."""

    public: bytes
    """The raw Ed25519 key."""
    quiz: str
    digest: str
    """Of the exam's lock."""
    edition: str
    """The course's, when the exam was first built so."""
    begins: datetime
    certifies: tuple[Certified, ...] = ()
    """What it may sign, as it was published in turn."""
    revoked: datetime | None = None
    """From when on nothing that it signs counts."""


def read(data: bytes) -> tuple[ExamKey, ...]:
    """Return the keys of a `self-service.json`."""
    if len(data) > LARGEST:
        raise ExamKeysError("it is too large for a list of keys")
    try:
        value = jcs.read(data)
    except jcs.JsonError as error:
        raise ExamKeysError(str(error)) from None
    entries = value.get("keys") if isinstance(value, dict) else None
    if not isinstance(entries, list):
        raise ExamKeysError("it has no list `keys`")
    found = tuple(_read_key(entry, number) for number, entry in enumerate(entries, start=1))
    if len({key.public for key in found}) != len(found):
        raise ExamKeysError("it lists a key twice")
    return found


def write(keys: Collection[ExamKey]) -> bytes:
    """Return the keys as a `self-service.json`."""
    entries = [
        {
            "key": multibase.encode_key(key.public),
            "quiz": key.quiz,
            "digest": key.digest,
            "edition": key.edition,
            "from": _moment(key.begins),
            "certifies": [
                {"achievement": one.achievement}
                | ({"days": one.days} if one.days else {})
                | {"template": one.template}
                for one in key.certifies
            ],
        }
        | ({"revoked": _moment(key.revoked)} if key.revoked else {})
        for key in keys
    ]
    return (json.dumps({"keys": entries}, ensure_ascii=False, indent=2) + "\n").encode()


def load(certificates: Path) -> tuple[ExamKey, ...]:
    """Return the keys that a course's desk has certified.

    Raises:
        UsageError: The list is broken.
    """
    file = certificates / LISTED
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise WorldError(f"{file} cannot be read: {error.strerror or error}.") from error
    try:
        return read(data)
    except ExamKeysError as error:
        raise UsageError(
            f"{file} cannot be read: {error}.",
            help="Bring it back from your backup or your version control: certificates that "
            "learners made themselves are checked with the keys in it.",
        ) from error


def certify(certificates: Path, key: ExamKey) -> bool:
    """Add a key, or what it certifies by now, to a course's list; return whether that was new."""
    listed = load(certificates)
    known = next((one for one in listed if one.public == key.public), None)
    if known is None:
        files.write(certificates / LISTED, write((*listed, key)))
        return True
    more = tuple(one for one in key.certifies if one not in known.certifies)
    if not more:
        return False
    grown = replace(known, certifies=(*known.certifies, *more))
    changed = (grown if one is known else one for one in listed)
    files.write(certificates / LISTED, write(tuple(changed)))
    return True


def revoke(certificates: Path, public: bytes, when: datetime) -> bool:
    """Note that a key counts no more from `when` on; nothing where it is not listed."""
    listed = load(certificates)
    if not any(key.public == public and key.revoked is None for key in listed):
        return False
    changed = (replace(k, revoked=when) if k.public == public else k for k in listed)
    files.write(certificates / LISTED, write(tuple(changed)))
    return True


def _read_key(entry: object, number: int) -> ExamKey:
    if not isinstance(entry, dict):
        raise ExamKeysError(f"key {number} is not an object")
    try:
        public = multibase.decode_key(_text(entry, "key", number))
    except ExamKeysError:
        raise
    except ValueError as error:
        raise ExamKeysError(f"key {number} cannot be read: {error}") from None
    digest = _text(entry, "digest", number)
    if not DIGEST.fullmatch(digest):
        raise ExamKeysError(f"the `digest` of key {number} is not 16 hexadecimal digits")
    certifies = entry.get("certifies")
    if not isinstance(certifies, list):
        raise ExamKeysError(f"key {number} has no list `certifies`")
    return ExamKey(
        public=public,
        quiz=_text(entry, "quiz", number),
        digest=digest,
        edition=_text(entry, "edition", number),
        begins=_time(_text(entry, "from", number), number),
        certifies=tuple(_certified(one, number) for one in certifies),
        revoked=_time(_text(entry, "revoked", number), number) if "revoked" in entry else None,
    )


def _certified(entry: object, number: int) -> Certified:
    if not isinstance(entry, dict):
        raise ExamKeysError(f"what key {number} `certifies` is not an object")
    days = entry.get("days")
    if days is not None and (type(days) is not int or days < 1):
        raise ExamKeysError(f"the `days` of key {number} are not a whole number")
    return Certified(
        achievement=_text(entry, "achievement", number),
        days=days,
        template=_text(entry, "template", number),
    )


def _text(entry: dict[str, Any], name: str, number: int) -> str:
    found = entry.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= LONGEST_TEXT:
        raise ExamKeysError(f"key {number} has no text `{name}`")
    return found


def _time(text: str, number: int) -> datetime:
    try:
        read = datetime.fromisoformat(text)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ExamKeysError(f"a date of key {number} is not one: {text[:40]!r}") from None


def _moment(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
