"""The JSON-LD contexts that credentials name, from the package and never from the network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

BUNDLED = {
    CREDENTIALS: "credentials-v2.jsonld",
    OPEN_BADGES: "open-badges-3.0.3.jsonld",
    "https://w3id.org/security/data-integrity/v2": "data-integrity-v2.jsonld",
    "https://w3id.org/security/multikey/v1": "multikey-v1.jsonld",
}
"""Address → file in `contexts/`."""


class UnknownContextError(ValueError):
    """A credential names a vocabulary that is not among the bundled ones."""

    def __init__(self, address: str) -> None:
        super().__init__(f"it names the vocabulary {address[:200]!r}, which lessonry does not have")


def load(address: str, _options: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return a context as pyld's document loader does, or refuse an address that is not bundled."""
    if address not in BUNDLED:
        raise UnknownContextError(address)
    return {
        "contextUrl": None,
        "documentUrl": address,
        "contentType": "application/ld+json",
        "document": _read(address),
    }


@cache
def _read(address: str) -> Any:
    text = files("lessonry.credentials").joinpath("contexts", BUNDLED[address]).read_text("utf-8")
    return json.loads(text)
