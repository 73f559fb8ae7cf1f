"""Is a credential of the form that Open Badges 3.0 describes? Asked whoever signed it.

Both verifiers, this one and the page's (runtime/verify/claims.js), refuse what is not: what one takes
for nothing the other could take for something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lessonry.credentials import document
from lessonry.credentials.claims import several

MOST_ENTRIES = 16
STATUS = "BitstringStatusListEntry"
INDEX = re.compile(r"[0-9]{1,9}")
DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})"
)


class _FieldError(Exception):
    """A field is missing or not what it should be; its name."""


def wrong_field(value: dict[str, Any]) -> str | None:
    """Return the name of the first field that is missing or of the wrong type."""
    try:
        _read(value)
    except _FieldError as error:
        return str(error)
    return None


def _read(value: dict[str, Any]) -> None:
    if "VerifiableCredential" not in several(value.get("type")):
        raise _FieldError("type")
    subject = _object(value.get("credentialSubject"), "credentialSubject")
    achievement = _object(subject.get("achievement"), "credentialSubject.achievement")
    results = _objects(subject, "result", "credentialSubject.result")
    rules = _objects(achievement, "resultDescription", "achievement.resultDescription")
    for identity in _objects(subject, "identifier", "credentialSubject.identifier"):
        is_said = identity.get("identityType") in ("name", "emailAddress")
        if is_said and identity.get("hashed") is not True:
            _text(identity, "identityHash", "identifier.identityHash")
    _text(value, "id", "id")
    for name in ("name", "id"):
        _text(achievement, name, f"achievement.{name}")
    for name in ("description", "version"):
        _optional(achievement, name, f"achievement.{name}")
    if "criteria" in achievement:
        criteria = _object(achievement["criteria"], "achievement.criteria")
        _optional(criteria, "narrative", "achievement.criteria.narrative")
    issuer = value.get("issuer")
    issuer = issuer if isinstance(issuer, dict) else {"id": issuer}
    _text(issuer, "id", "issuer.id")
    for name in ("name", "email", "url"):
        _optional(issuer, name, f"issuer.{name}")
    _date(value, "validFrom")
    if "validUntil" in value:
        _date(value, "validUntil")
    for result in results[:1]:
        _optional(result, "value", "result.value")
        described = result.get("resultDescription")
        for rule in [one for one in rules if one.get("id") == described][:1]:
            _optional(rule, "requiredValue", "resultDescription.requiredValue")
    _objects(value, "evidence", "evidence")
    for entry in _objects(value, "credentialStatus", "credentialStatus"):
        if entry.get("type") == STATUS:
            place = _text(entry, "statusListIndex", "credentialStatus.statusListIndex")
            if not INDEX.fullmatch(place):
                raise _FieldError("credentialStatus.statusListIndex")
            for name in ("statusPurpose", "statusListCredential"):
                _text(entry, name, f"credentialStatus.{name}")
    for file in _files(value):
        _text(file, "digestMultibase", "relatedResource.digestMultibase")


def _files(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the first related resource that is a certificate file."""
    for resource in _objects(value, "relatedResource", "relatedResource"):
        name = resource.get("id")
        if isinstance(name, str) and name.startswith(document.FILE):
            yield resource
            return


def _object(value: object, field: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _FieldError(field)
    return value


def _objects(holder: dict[str, Any], name: str, field: str) -> list[dict[str, Any]]:
    values = several(holder.get(name))
    if len(values) > MOST_ENTRIES:
        raise _FieldError(field)
    return [_object(value, field) for value in values]


def _text(holder: dict[str, Any], name: str, field: str) -> str:
    value = holder.get(name)
    if not isinstance(value, str) or not value:
        raise _FieldError(field)
    return value


def _optional(holder: dict[str, Any], name: str, field: str) -> None:
    if name in holder:
        _text(holder, name, field)


def _date(holder: dict[str, Any], name: str) -> None:
    try:
        is_date = DATE_TIME.fullmatch(_text(holder, name, name)) is not None
        is_date = is_date and holder[name][11:13] != "24"
        datetime.fromisoformat(holder[name])
    except ValueError:
        is_date = False
    if not is_date:
        raise _FieldError(name)
