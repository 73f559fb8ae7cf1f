"""What a credential says, read without trust: every field may be of any type or missing."""

from __future__ import annotations

import re
from typing import Any

from lessonry.credentials import document
from lessonry.credentials.verification import Vouched

LONGEST_TEXT = 500
"""Characters of a field that are shown."""
GENRE = re.compile(re.escape(document.LEVELS) + r"#([123])")


def read(value: dict[str, Any]) -> Vouched:
    """Return the fields that a credential's signature covers."""
    subject = _object(value.get("credentialSubject"))
    achievement = _object(subject.get("achievement"))
    names = [
        entry.get("identityHash")
        for entry in several(subject.get("identifier"))
        if isinstance(entry, dict)
        and entry.get("identityType") == "name"
        and entry.get("hashed") is False
    ]
    score = _text(_object(next(iter(several(subject.get("result"))), None)).get("value"))
    issuer = value.get("issuer")
    level = level_number(value)
    return Vouched(
        name=_text(names[0]) if len(names) == 1 else None,
        achievement=_text(achievement.get("name")),
        edition=_text(achievement.get("version")),
        issuer=_text(_object(issuer).get("name")),
        issuer_id=_text(issuer if isinstance(issuer, str) else _object(issuer).get("id")),
        issued=_text(value.get("validFrom")),
        expires=_text(value.get("validUntil")),
        score=f"{score} %" if score else None,
        level=str(level) if level else None,
        id=_text(value.get("id")),
    )


def level_number(value: dict[str, Any]) -> int | None:
    """Return the level that its evidence names; two levels are none."""
    genres = [
        g for entry in several(value.get("evidence")) for g in several(_object(entry).get("genre"))
    ]
    found = [GENRE.fullmatch(genre) for genre in genres if isinstance(genre, str)]
    levels = {int(match[1]) for match in found if match}
    return levels.pop() if len(levels) == 1 else None


def file_digest(value: dict[str, Any]) -> str | None:
    """Return the digest of the certificate file that it was issued in."""
    for entry in several(value.get("relatedResource")):
        name, digest = _object(entry).get("id"), _object(entry).get("digestMultibase")
        if isinstance(name, str) and name.startswith(document.FILE) and isinstance(digest, str):
            return digest
    return None


def is_open_badge(value: dict[str, Any]) -> bool:
    """Return whether it calls itself an Open Badges credential."""
    kinds = value.get("type")
    return "OpenBadgeCredential" in (kinds if isinstance(kinds, list) else [kinds])


def several(value: object) -> list[Any]:
    """Return a JSON-LD value, one or several, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str | None:
    return value[:LONGEST_TEXT] if isinstance(value, str) and value else None
