from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from lessonry.credentials import document, proof
from lessonry.domain.attempt import Learner
from lessonry.domain.credential import Credential, Level
from tests.credentials.academy import CREDENTIAL, NOW, Academy

DIGEST = "z" + "1" * 46


def written(academy: Academy, credential: Credential = CREDENTIAL) -> dict[str, Any]:
    return document.write(
        credential,
        academy.desk,
        required=Fraction(3, 4),
        salt="salt",
        file_digest=DIGEST,
    )


def test_a_credential_says_who_earned_what(academy: Academy) -> None:
    found = written(academy)
    subject = found["credentialSubject"]
    assert found["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert found["issuer"]["id"] == "did:web:academy.example.org:delight"
    assert subject["identifier"][0]["identityHash"] == "Anna Lind"
    assert (
        subject["achievement"]["id"] == "https://academy.example.org/delight/certificates/delight"
    )
    assert subject["achievement"]["version"] == "0123456789abcdef"
    assert subject["result"][0]["value"] == "87"
    assert subject["achievement"]["resultDescription"][0]["requiredValue"] == "75"
    assert found["evidence"][0]["genre"] == "https://lessonry.example/levels#2"
    assert [entry["statusListIndex"] for entry in found["credentialStatus"]] == ["70001"] * 2
    assert "validUntil" not in found


def test_the_address_is_hashed_with_its_salt_and_never_told(academy: Academy) -> None:
    found = written(academy)
    hashed = found["credentialSubject"]["identifier"][1]
    assert hashed["identityHash"] == document.hashed_email("anna@example.org", "salt")
    assert "anna@example.org" not in str(found).lower()
    bare = replace(CREDENTIAL, learner=Learner(name="Anna Lind"))
    assert len(written(academy, bare)["credentialSubject"]["identifier"]) == 1


def test_what_is_not_to_be_told_is_not(academy: Academy) -> None:
    silent = written(academy, replace(CREDENTIAL, share=None))
    assert "result" not in silent["credentialSubject"]
    assert "resultDescription" not in silent["credentialSubject"]["achievement"]


def test_a_limited_credential_says_until_when(academy: Academy) -> None:
    limited = written(academy, replace(CREDENTIAL, expires=NOW + timedelta(days=365)))
    assert limited["validUntil"] == "2027-11-22T10:00:00Z"


@pytest.mark.parametrize("level", list(Level))
def test_every_member_has_a_meaning_in_the_vocabularies(academy: Academy, level: Level) -> None:
    whole = replace(CREDENTIAL, level=level, expires=NOW + timedelta(days=1))
    proof.canonicalize_rdf(written(academy, whole))


def test_a_near_miss_never_reads_as_a_pass() -> None:
    assert document.percent(Fraction(7999, 10000)) == 79
    assert document.percent(Fraction(1)) == 100


def test_an_attempt_has_one_identifier_an_issuer() -> None:
    first = document.identifier("did:web:a", "1")
    assert first == document.identifier("did:web:a", "1")
    assert first != document.identifier("did:web:b", "1")
    assert first.startswith("urn:uuid:")
