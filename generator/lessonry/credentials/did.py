"""The issuer's public face: a DID and the document that lists its keys (`certificates/did.json`)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from lessonry.credentials import jcs, multibase

CONTEXTS = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]
SELF_SERVICE = "SelfServiceDesk"
"""The type of service under which an issuer names the DID of its self-service desk."""
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
    revoked: dict[str, datetime] = field(default_factory=dict)
    """Full identifier → from when on nothing signed with it counts: its key was stolen."""
    jwt_signers: dict[str, dict[str, str]] = field(default_factory=dict)
    """Full identifier → public JWK of what signs exported badges, and nothing else."""
    desk: str | None = None
    """The DID of its self-service desk, which signs level 1; nothing where it has none."""

    def counts(self, method: str, *moments: datetime | None) -> bool:
        """Return whether a key's signature of those moments counts: none does once it was stolen."""
        since = self.revoked.get(method)
        return since is None or all(moment is not None and moment < since for moment in moments)


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
            **_revoked(document.revoked.get(method)),
        }
        for method, raw in document.signers.items()
    ]
    openers: list[dict[str, Any]] = [
        {"id": method, "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk}
        for method, jwk in (document.jwt_signers | document.openers).items()
    ]
    desk = {"id": f"{did}#self-service", "type": SELF_SERVICE, "serviceEndpoint": document.desk}
    return {
        "@context": CONTEXTS,
        "id": did,
        "verificationMethod": [*signers, *openers],
        "assertionMethod": [*document.signers, *document.jwt_signers],
        "keyAgreement": list(document.openers),
    } | ({"service": [desk]} if document.desk else {})


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
    jwt_signers: dict[str, dict[str, str]] = {}
    revoked: dict[str, datetime] = {}
    for method in methods:
        if not isinstance(method, dict) or method.get("controller") != did:
            continue
        name, text, jwk = (method.get(n) for n in ("id", "publicKeyMultibase", "publicKeyJwk"))
        if name in asserts and method.get("type") == "Multikey" and isinstance(text, str):
            try:
                signers[name] = multibase.decode_key(text)
            except ValueError:
                continue  # a key of another kind, which signs nothing of lessonry's
            if "revoked" in method:
                revoked[name] = _moment(name, method["revoked"])
        elif name in agrees and isinstance(jwk, dict):
            openers[name] = {str(k): str(v) for k, v in jwk.items()}
        elif name in asserts and isinstance(jwk, dict):
            jwt_signers[name] = {str(k): str(v) for k, v in jwk.items()}
    return DidDocument(
        identifier=did,
        signers=signers,
        openers=openers,
        revoked=revoked,
        jwt_signers=jwt_signers,
        desk=_desk(value),
    )


def _desk(value: dict[str, Any]) -> str | None:
    """Return the DID of the self-service desk that a document names."""
    services = value.get("service")
    for service in services if isinstance(services, list) else [services]:
        if isinstance(service, dict) and service.get("type") == SELF_SERVICE:
            place = service.get("serviceEndpoint")
            if isinstance(place, str) and place.startswith("did:"):
                return place
    return None


def _revoked(since: datetime | None) -> dict[str, str]:
    """Return the `revoked` of a verification method (W3C Controlled Identifiers §2.2)."""
    return {} if since is None else {"revoked": since.strftime("%Y-%m-%dT%H:%M:%SZ")}


def _moment(name: str, value: object) -> datetime:
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise DidError(f"since when its key {name} is revoked cannot be read")
    return read.astimezone(UTC)


def _names(value: dict[str, Any], relation: str) -> set[str]:
    found = value.get(relation, [])
    if not isinstance(found, list):
        raise DidError(f"its `{relation}` is not a list")
    return {name for name in found if isinstance(name, str)}
