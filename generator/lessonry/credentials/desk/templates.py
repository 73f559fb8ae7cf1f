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
PLACE_OF_NAME = "{id}"
"""Stands for the credential's own name. Were it merely taken out, a name could hold any words, and
these words stand anywhere else without a trace."""


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
    _empty(bare, "validFrom")
    if "validUntil" in bare:
        _empty(bare, "validUntil")
    subject = bare["credentialSubject"]
    for identity in _objects(subject["identifier"]):
        _empty(identity, "identityHash")
    for result in _objects(subject.get("result", [])):
        _empty(result, "value")
    for entry in _objects(bare["credentialStatus"]):
        entry["id"] = entry["id"].removesuffix(f"#{entry['statusListIndex']}")
        _empty(entry, "statusListIndex")
    for resource in _objects(bare["relatedResource"]):
        _empty(resource, "digestMultibase")
    return _without(bare, bare["id"].removeprefix(URN))


def _empty(entry: dict[str, Any], name: str) -> None:
    """Take a text out in which learners differ; TypeError where there is none."""
    if not isinstance(entry[name], str):
        raise TypeError(f"{name} is no text")
    entry[name] = ""


def _objects(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise TypeError("not a list of objects")
    return value


def _without(value: Any, uuid: str) -> Any:
    """Return the value with a mark for the credential's own name in all its texts."""
    if isinstance(value, str):
        return value.replace(uuid, PLACE_OF_NAME) if uuid else value
    if isinstance(value, list):
        return [_without(entry, uuid) for entry in value]
    if isinstance(value, dict):
        return {name: _without(entry, uuid) for name, entry in value.items()}
    return value
