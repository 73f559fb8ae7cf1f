"""Reads `certificates/did.json`, as far as pages and checks need it: the sealing key, the issuer."""

from __future__ import annotations

import json

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.did import IssuerDid

PARTS = ("kty", "crv", "x", "y")


def read_recipient(source: Source, diagnostics: Diagnostics) -> str:
    """Return the key-agreement key as a JSON Web Key, or nothing and a diagnostic (LR304)."""
    try:
        document = json.loads(source.text)
        wanted = document["keyAgreement"][0]
        methods = document["verificationMethod"]
        (key,) = [method["publicKeyJwk"] for method in methods if method["id"] == wanted]
        if "d" in key or not all(isinstance(key[part], str) for part in PARTS):
            raise ValueError("the key agreement is no public key")
    except json.JSONDecodeError as error:
        place = source.at(error.lineno, error.colno, 1)
        message = f"The public keys cannot be read: {error.msg.lower()}."
    except (KeyError, IndexError, TypeError, ValueError, RecursionError):
        place = source.at(1)
        message = "There is no public key in it that records could be sealed to."
    else:
        return json.dumps(key, separators=(",", ":"), sort_keys=True)
    diagnostics.add("LR304", message, place)
    return ""


def read_did(source: Source) -> IssuerDid | None:
    """Return whom the document names; nothing where `read_recipient` or `issue` find fault."""
    try:
        name = json.loads(source.text)["id"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(name, str) or not name.startswith("did:"):
        return None
    line = next((n for n, text in enumerate(source.lines, 1) if f'"{name}"' in text), 1)
    return IssuerDid(name=name, place=source.find(name, line))
