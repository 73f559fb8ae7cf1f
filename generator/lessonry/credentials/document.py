"""Credential → Open Badges 3.0: the JSON that is signed and attached to the sheet.

1EdTech *Open Badges Specification 3.0*, an OpenBadgeCredential on the W3C's Verifiable Credentials
2.0. Its vocabularies are the two bundled ones and no other, since verifiers load no third.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

from lessonry.credentials import context, status_list
from lessonry.domain.achievement import Achievement, Issuer
from lessonry.domain.attempt import Learner
from lessonry.domain.credential import Credential, Level

NAMESPACE = UUID("6f0c8f5e-1d0b-5f5e-9a35-6c6573736f6e")
"""For the names of credentials (RFC 9562, version 5)."""
LEVELS = "https://lessonry.example/levels"
FILE = "urn:lessonry:file:"
"""The certificate file but for the attached credential: not a byte of it may change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where credentials are issued: what all of one issuer's have in common."""

    did: str
    issuer: Issuer
    site: str
    """What the addresses of its files begin with: see `did.site_of`."""

    @property
    def status_list(self) -> str:
        """Return the address of the list of revoked credentials."""
        return self.list_of(status_list.PURPOSES[0])

    def list_of(self, purpose: str) -> str:
        """Return the address of the list of revoked or of suspended credentials."""
        return f"{self.site}status/{status_list.NUMBERS[purpose]}.json"

    def achievement_id(self, achievement: Achievement) -> str:
        """Return the address that names the achievement."""
        return f"{self.site}certificates/{quote(achievement.identifier)}"


def identifier(did: str, attempt: str) -> str:
    """Return the credential's identifier: the same however often the attempt is issued."""
    return f"urn:uuid:{uuid5(NAMESPACE, f'{did} {attempt}')}"


def percent(share: Fraction) -> int:
    """Return a score in whole per cent, rounded down: a near miss never reads as a pass."""
    return int(share * 100)


def moment(time: datetime) -> str:
    """Return a time in UTC as credentials write it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def write(
    credential: Credential,
    desk: Desk,
    *,
    required: Fraction | None,
    salt: str,
    file_digest: str,
) -> dict[str, Any]:
    """Return the credential as JSON values, before it is signed.

    Args:
        credential: What was earned.
        desk: Who issues.
        required: The pass mark from 0 to 1, told where the score is.
        salt: For the hash of the e-mail address, where there is one.
        file_digest: Of the certificate file without the credential, in multibase.
    """
    achievement = credential.achievement
    name = desk.achievement_id(achievement)
    uuid = credential.identifier.removeprefix("urn:uuid:")
    earned: dict[str, Any] = {
        "id": name,
        "type": ["Achievement"],
        "name": achievement.name,
        "description": achievement.description,
        "criteria": {"narrative": achievement.criteria},
        "version": credential.edition,
    }
    if achievement.language:
        earned["inLanguage"] = achievement.language
    subject: dict[str, Any] = {
        "type": ["AchievementSubject"],
        "identifier": _identifiers(credential.learner, salt),
        "achievement": earned,
    }
    if credential.share is not None:
        score: dict[str, Any] = {
            "id": f"{name}#score",
            "type": ["ResultDescription"],
            "name": "Score",
            "resultType": "Percent",
            "valueMin": "0",
            "valueMax": "100",
        }
        if required is not None:
            score["requiredValue"] = str(percent(required))
        earned["resultDescription"] = [score]
        value = str(percent(credential.share))
        subject["result"] = [
            {"type": ["Result"], "resultDescription": f"{name}#score", "value": value}
        ]
    document: dict[str, Any] = {
        "@context": [context.CREDENTIALS, context.OPEN_BADGES],
        "id": credential.identifier,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": _profile(desk),
        "validFrom": moment(credential.issued),
        "name": achievement.name,
        "credentialSubject": subject,
        "evidence": [_evidence(credential)],
        "credentialStatus": [
            _status(desk.list_of(purpose), purpose, credential.status_index)
            for purpose in status_list.PURPOSES
        ],
        "relatedResource": [
            {
                "id": f"{FILE}{uuid}",
                "mediaType": "application/pdf",
                "digestMultibase": file_digest,
            }
        ],
    }
    if credential.expires is not None:
        document["validUntil"] = moment(credential.expires)
    return document


def _status(address: str, purpose: str, index: int) -> dict[str, str]:
    """Return where verifiers look whether a credential still holds."""
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def _profile(desk: Desk) -> dict[str, Any]:
    profile: dict[str, Any] = {"id": desk.did, "type": ["Profile"], "name": desk.issuer.name}
    if desk.issuer.url:
        profile["url"] = desk.issuer.url
    if desk.issuer.email:
        profile["email"] = desk.issuer.email
    return profile


def _identifiers(learner: Learner, salt: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {
            "type": "IdentityObject",
            "hashed": False,
            "identityHash": learner.name,
            "identityType": "name",
        }
    ]
    if learner.email:
        found.append(
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": hashed_email(learner.email, salt),
                "identityType": "emailAddress",
                "salt": salt,
            }
        )
    return found


def hashed_email(email: str, salt: str) -> str:
    """Return an address as Open Badges hashes it: lower case, the salt behind it."""
    return f"sha256${hashlib.sha256((email.lower() + salt).encode()).hexdigest()}"


def new_salt() -> str:
    """Return a fresh salt."""
    return secrets.token_hex(8)


def _evidence(credential: Credential) -> dict[str, Any]:
    level = credential.level
    return {
        "type": ["Evidence"],
        "name": level_name(level),
        "narrative": level.words,
        "genre": f"{LEVELS}#{level.value}",
    }


def level_name(level: Level) -> str:
    """Return how the level is called: `Level 2: countersigned`."""
    return f"Level {level.value}: {level.name.lower()}"
