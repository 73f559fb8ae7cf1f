"""The issuer's public face: a DID and the document that lists its keys (`certificates/did.json`)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from lessonry.credentials import jcs, multibase

CONTEXTS = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]
LARGEST = 100_000
"""Bytes of a DID document that is read at all."""


class DidError(ValueError):
    """A DID document cannot be read; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DidDocument:
    """Whose document it is and which keys it lists."""

    identifier: str
    """The DID."""
    signers: dict[str, bytes] = field(default_factory=dict)
    """Full identifier of a verification method → raw Ed25519 key; retired keys stay listed."""
    openers: dict[str, dict[str, str]] = field(default_factory=dict)
    """Full identifier → public JWK; new completion records are sealed to the first."""


def key_did(public_key: bytes) -> str:
    """Return the `did:key` of a raw Ed25519 key: an issuer without a place on the web."""
    return f"did:key:{multibase.encode_key(public_key)}"


def site_of(did: str, url: str | None) -> str:
    """Return what the addresses of an issuer's files begin with: the site, or a URN of the DID."""
    if url:
        return url if url.endswith("/") else f"{url}/"
    return f"urn:lessonry:{hashlib.sha256(did.encode()).hexdigest()[:16]}:"


def method_of(did: str, public_key: bytes) -> str:
    """Return the full identifier of the verification method for a raw Ed25519 key."""
    return f"{did}#{multibase.encode_key(public_key)}"


def write(document: DidDocument) -> dict[str, Any]:
    """Return a DID document as JSON values (W3C DID Core §4 and §5)."""
    did = document.identifier
    signers: list[dict[str, Any]] = [
        {
            "id": method,
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": multibase.encode_key(raw),
        }
        for method, raw in document.signers.items()
    ]
    openers: list[dict[str, Any]] = [
        {"id": method, "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk}
        for method, jwk in document.openers.items()
    ]
    return {
        "@context": CONTEXTS,
        "id": did,
        "verificationMethod": [*signers, *openers],
        "assertionMethod": list(document.signers),
        "keyAgreement": list(document.openers),
    }


def read(data: bytes) -> DidDocument:
    """Return the keys of a DID document, as far as they are of the two kinds that lessonry writes."""
    if len(data) > LARGEST:
        raise DidError("it is too large for a DID document")
    try:
        value = jcs.read(data)
    except jcs.JsonError as error:
        raise DidError(str(error)) from None
    if not isinstance(value, dict):
        raise DidError("it is not a JSON object")
    did, methods = value.get("id"), value.get("verificationMethod", [])
    if not isinstance(did, str) or not did.startswith("did:"):
        raise DidError("it has no `id` that begins with did:")
    if not isinstance(methods, list):
        raise DidError("its `verificationMethod` is not a list")
    asserts, agrees = _names(value, "assertionMethod"), _names(value, "keyAgreement")
    signers: dict[str, bytes] = {}
    openers: dict[str, dict[str, str]] = {}
    for method in methods:
        if not isinstance(method, dict) or method.get("controller") != did:
            continue
        name, text, jwk = (method.get(n) for n in ("id", "publicKeyMultibase", "publicKeyJwk"))
        if name in asserts and method.get("type") == "Multikey" and isinstance(text, str):
            try:
                signers[name] = multibase.decode_key(text)
            except ValueError as error:
                raise DidError(f"its key {name} cannot be read: {error}") from None
        elif name in agrees and isinstance(jwk, dict):
            openers[name] = {str(k): str(v) for k, v in jwk.items()}
    return DidDocument(identifier=did, signers=signers, openers=openers)


def _names(value: dict[str, Any], relation: str) -> set[str]:
    found = value.get(relation, [])
    if not isinstance(found, list):
        raise DidError(f"its `{relation}` is not a list")
    return {name for name in found if isinstance(name, str)}
