"""Whom certificates name: the identifier that an issuer has from its site's address."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from lessonry.diagnostics import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerDid:
    """The issuer that a course's `did.json` names."""

    name: str
    """The DID itself."""
    place: Place = field(compare=False, repr=False)


def web_did(url: str) -> str:
    """Return the `did:web` of a site's address (did:web method, §2.5.2), path and port included."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
    port = f"%3A{parts.port}" if parts.port else ""
    path = [quote(part, safe="-._~%") for part in parts.path.split("/") if part]
    return ":".join(["did:web", host + port, *path])


def moved(did: str, url: str | None) -> str | None:
    """Return in a sentence that a DID is not the one of a course at `url`, or nothing if it is."""
    if url is None:
        if not did.startswith("did:web:"):
            return None
        return f"Certificates name {did}, and the course has no site_url."
    try:
        now = web_did(url)
    except ValueError:
        return f"Certificates name {did}, and the site_url {url} is not a web address."
    if did == now:
        return None
    return f"Certificates name {did}, and by its site_url the course is {now}."
