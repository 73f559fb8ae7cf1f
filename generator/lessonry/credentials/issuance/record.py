"""The completion record: a sealed file of responses that only the issuer opens (schema version 1).

A compact JWE (RFC 7516) with ECDH-ES on P-256 and A256GCM: every WebCrypto has both, and the
browser needs no library. Whoever holds the issuer's public key can make one, so nothing in it is
believed: what it says is read strictly, and the responses are graded anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from lessonry.credentials import jcs, multibase
from lessonry.credentials.issuance import learner_name
from lessonry.domain.attempt import Attempt, Given, Learner, TimeGiven, is_address
from lessonry.domain.response import Response

LARGEST = 1_000_000
"""Bytes of a record that is opened at all; an exam of 100 items makes 20,000."""
VERSION = 1
TYPE = "lessonry-record+jwe"
HEADER = frozenset({"alg", "enc", "typ", "kid", "epk"})
"""What its head may hold: no `zip`, which could inflate without end."""
LONGEST_TEXT = 10_000
"""Characters of one value of a response."""
MOST = 1_000
"""Items of an attempt, and values of a response."""
LONGEST_TIME = 10**7
"""Seconds of a time limit: four months."""
LONGEST_CODE = 64
"""Characters of an invitation code."""
LONGEST_TAG = 35
"""Characters of a language's tag (RFC 5646 §4.4.1)."""
STEPS = range(1, 6)
"""Of a rating: from not useful at all to just what was needed."""
SHARE = re.compile(r"(?P<above>[0-9]{1,4})(?:/(?P<below>[1-9][0-9]{0,3}))?")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z", re.ASCII)


class RecordError(ValueError):
    """A record cannot be read; the message is a sentence for the trainer."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.help = help
        """What to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a record says."""

    attempt: Attempt
    notes: tuple[str, ...] = ()
    """What reading it changed, in sentences."""


def unseal(data: bytes, key: ec.EllipticCurvePrivateKey, kid: str) -> bytes:
    """Return the record's content.

    Args:
        data: The file.
        key: The issuer's key, whose public part has the thumbprint `kid`.
        kid: See `key`.
    """
    if len(data) > LARGEST:
        raise RecordError("The file is larger than any completion record, so it was not opened.")
    try:
        text = data.decode("ascii").strip()
    except UnicodeDecodeError:
        raise RecordError("The file is not a completion record: it is not text.") from None
    header = _header(text)
    if header.get("typ") != TYPE:
        raise RecordError("The file is sealed, but it is not a completion record of lessonry.")
    sealed = header.get("alg") == "ECDH-ES" and header.get("enc") == "A256GCM"
    if not sealed or not header.keys() <= HEADER:
        raise RecordError(
            "The record is sealed in a way that this version of lessonry cannot open."
        )
    if header.get("kid") != kid:
        raise RecordError(
            "The record is sealed to another issuer's key.",
            "It was made on another course's site, or before this course's keys were made anew.",
        )
    try:
        opened = jwe.decrypt_compact(text, ECKey.import_key(key), algorithms=["ECDH-ES", "A256GCM"])
    except (JoseError, InvalidTag, ValueError, TypeError, KeyError) as error:
        raise RecordError(
            "The record does not open: it was changed or cut short on its way.",
            "Ask the learner to send the file again, as an attachment.",
        ) from error
    return opened.plaintext or b""


def sealed_to(data: bytes) -> str | None:
    """Return the thumbprint of the key that a record says it is sealed to, if it says one."""
    try:
        kid = _header(data[:LARGEST].decode("ascii").strip()).get("kid")
    except (RecordError, UnicodeDecodeError):
        return None
    return kid if isinstance(kid, str) else None


def _header(text: str) -> dict[str, Any]:
    if not text:
        raise RecordError("The file is empty.")
    if text[0] in "{[":
        raise RecordError("The file is JSON and not a completion record, which is sealed.")
    parts = text.split(".")
    if len(parts) != 5:
        raise RecordError(
            "The file is not a completion record, or it was cut short on its way.",
            "A record is one line of letters in five parts with dots between them.",
        )
    try:
        header = jcs.read(multibase.decode_base64url(parts[0]))
    except ValueError:
        raise RecordError("The file is not a completion record: its head is no JSON.") from None
    if not isinstance(header, dict):
        raise RecordError("The file is not a completion record: its head is no JSON object.")
    return header


def read(content: bytes) -> Record:
    """Return what an opened record says, every part of it looked at."""
    try:
        value = jcs.read(content)
    except jcs.JsonError as error:
        raise RecordError(f"The record opens, but its content cannot be read: {error}.") from None
    if not isinstance(value, dict) or value.get("type") != "CompletionRecord":
        raise RecordError("The file opens, but what is in it is no completion record.")
    version = value.get("version")
    if type(version) is not int:
        raise RecordError("The record's `version` is missing or not a whole number.")
    if version != VERSION:
        raise RecordError(
            f"The record has version {version}, and this lessonry reads version {VERSION}.",
            "Update lessonry and issue again." if version > VERSION else None,
        )
    attempt, learner = _object(value, "attempt"), _object(value, "learner")
    try:
        name, note = learner_name.clean(_text(learner, "learner.name", 1_000))
    except learner_name.NameRefusedError as error:
        raise RecordError(
            str(error), f"Ask the learner to hand in the record again {error.wanted}."
        ) from None
    items = value.get("items")
    if not isinstance(items, list) or not items or len(items) > MOST:
        raise RecordError("The record holds no list of items.")
    read = Attempt(
        identifier=_uuid(attempt),
        number=_whole(attempt, "attempt.number", 1, MOST) or 1,
        course=_text(value, "course", 200),
        quiz=_text(value, "quiz", 200),
        edition=_text(value, "edition", 64),
        language=_language(value),
        learner=Learner(name=name, email=_email(learner)),
        started=_time(attempt, "attempt.started"),
        ended=_time(attempt, "attempt.ended"),
        time=_time_given(value),
        code=_code(value),
        ratings=_ratings(value),
        given=tuple(_given(item, place) for place, item in enumerate(items, 1)),
    )
    return Record(attempt=read, notes=(note,) if note else ())


def _given(item: object, place: int) -> Given:
    if not isinstance(item, dict):
        raise RecordError(f"The record's item {place} is not an object.")
    values = item.get("response")
    if (
        not isinstance(values, list)
        or len(values) > MOST
        or not all(isinstance(value, str) and len(value) <= LONGEST_TEXT for value in values)
    ):
        raise RecordError(f"The record's item {place} has no response that can be read.")
    return Given(
        item=_text(item, f"items.{place}.id", 200),
        fingerprint=_text(item, f"items.{place}.fingerprint", 64),
        variant=_whole(item, f"items.{place}.variant", 0, MOST) or 0,
        response=Response(values=tuple(values)),
    )


def _time_given(value: dict[str, Any]) -> TimeGiven | None:
    if value.get("time") is None:
        return None
    time = _object(value, "time")
    limit = _whole(time, "time.limit", 1, LONGEST_TIME)
    extra = SHARE.fullmatch(str(time.get("extra", "0")))
    if limit is None or extra is None:
        raise RecordError("The record's `time` has no `limit` and `extra` that can be read.")
    share = Fraction(int(extra["above"]), int(extra["below"] or 1))
    return TimeGiven(limit=limit, extra=share)


def _code(value: dict[str, Any]) -> str | None:
    """Return the invitation code, in whatever way it was typed; the roster knows which are true."""
    if value.get("code") in (None, ""):
        return None
    return _text(value, "code", LONGEST_CODE)


def _ratings(value: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    """Return how useful the learner found lessons, who offers to tell it."""
    found = value.get("ratings")
    if found is None:
        return ()
    if not isinstance(found, dict) or len(found) > MOST:
        raise RecordError("The record's `ratings` is not an object that can be read.")
    for lesson, step in found.items():
        is_step = isinstance(step, int) and not isinstance(step, bool) and step in STEPS
        if not is_step or not lesson or len(lesson) > 200:
            raise RecordError("The record's `ratings` holds something else than steps from 1 to 5.")
    return tuple(sorted(found.items()))


def _language(value: dict[str, Any]) -> str | None:
    """Return the language that the exam was taken in, where the record says one."""
    return None if value.get("language") is None else _text(value, "language", LONGEST_TAG)


def _whole(value: dict[str, Any], name: str, least: int, most: int) -> int | None:
    """Return a whole number that may be missing."""
    found = value.get(name.rsplit(".", 1)[-1])
    if found is None:
        return None
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
        raise RecordError(f"The record's `{name}` is not a whole number from {least} to {most}.")
    return found


def _object(value: dict[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name)
    if not isinstance(found, dict):
        raise RecordError(f"The record's `{name}` is missing or not an object.")
    return found


def _text(value: dict[str, Any], name: str, longest: int) -> str:
    found = value.get(name.rsplit(".", 1)[-1])
    if not isinstance(found, str) or not found.strip():
        raise RecordError(f"The record's `{name}` is missing or not a text.")
    if len(found) > longest:
        raise RecordError(f"The record's `{name}` has more than {longest} characters.")
    return found


def _uuid(attempt: dict[str, Any]) -> str:
    text = _text(attempt, "attempt.id", 64)
    try:
        return str(UUID(text))
    except ValueError:
        raise RecordError("The record's `attempt.id` is not a UUID.") from None


def _time(attempt: dict[str, Any], name: str) -> datetime:
    text = _text(attempt, name, 64)
    try:
        if not TIME.fullmatch(text):
            raise ValueError
        return datetime.fromisoformat(text[:19] + "+00:00")
    except ValueError:
        raise RecordError(
            f"The record's `{name}` is not a time such as 2026-11-22T10:00:00Z."
        ) from None


def _email(learner: dict[str, Any]) -> str | None:
    found = learner.get("email")
    if found is None or found == "":
        return None
    if not isinstance(found, str) or not is_address(found):
        raise RecordError("The record's `learner.email` is not an e-mail address.")
    return found
