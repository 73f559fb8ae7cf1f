"""What all level 1 credentials of an exam say alike, as a hash.

Whoever holds an exam's key can sign anything with it. So the desk's list of keys says what a
credential of the exam looks like; one that names another achievement, drops its expiry or promises
more is a forgery, though its signature holds. Only what differs between two learners is left open.
"""

from __future__ import annotations

import copy
import hashlib
from typing import Any

from lessonry.credentials import jcs

URN = "urn:uuid:"


def digest(credential: dict[str, Any]) -> str:
    """Return the hash of a credential without its proofs and without what learners differ in.

    Raises:
        ValueError: It is not of the shape that lessonry writes.
    """
    try:
        return hashlib.sha256(jcs.canonicalize(_skeleton(credential))).hexdigest()
    except (KeyError, TypeError, AttributeError, jcs.JsonError):
        raise ValueError("not a credential as lessonry writes them") from None


def _skeleton(credential: dict[str, Any]) -> Any:
    bare = copy.deepcopy({name: entry for name, entry in credential.items() if name != "proof"})
    bare["validFrom"] = ""
    if "validUntil" in bare:
        bare["validUntil"] = ""
    subject = bare["credentialSubject"]
    for identity in _objects(subject["identifier"]):
        identity["identityHash"] = ""
    for result in _objects(subject.get("result", [])):
        result["value"] = ""
    for entry in _objects(bare["credentialStatus"]):
        entry["id"] = entry["id"].removesuffix(f"#{entry['statusListIndex']}")
        entry["statusListIndex"] = ""
    for resource in _objects(bare["relatedResource"]):
        resource["digestMultibase"] = ""
    return _without(bare, bare["id"].removeprefix(URN))


def _objects(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise TypeError("not a list of objects")
    return value


def _without(value: Any, uuid: str) -> Any:
    """Return the value with the credential's own name taken out of all its texts."""
    if isinstance(value, str):
        return value.replace(uuid, "") if uuid else value
    if isinstance(value, list):
        return [_without(entry, uuid) for entry in value]
    if isinstance(value, dict):
        return {name: _without(entry, uuid) for name, entry in value.items()}
    return value
