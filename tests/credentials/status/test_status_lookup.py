from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from lessonry.credentials import proof, token
from lessonry.credentials.status.status_lookup import StatusLookup
from lessonry.credentials.verification import (
    Intact,
    IssuerKnown,
    LevelSaid,
    Status,
    Time,
    Verification,
)
from lessonry.credentials.verifier import Verifier
from tests.credentials.academy import CREDENTIAL, NOW, Academy
from tests.credentials.test_verifier import as_bytes, signed

INDEX = CREDENTIAL.status_index


def stolen(verifier: Verifier, since: datetime) -> Verifier:
    """Return a verifier that knows of its issuer's keys that they were stolen."""
    assert verifier.issuer
    revoked = dict.fromkeys(verifier.issuer.signers, since)
    return replace(verifier, issuer=replace(verifier.issuer, revoked=revoked))


def code(academy: Academy, **changes: Any) -> str:
    facts: dict[str, Any] = {
        "level": 2, "key": token.key_id(academy.keys.public), "status_index": INDEX,
        "issued": NOW.date(), "expires": None, "score": None, "credential": UUID(int=5),
        "achievement": "delight", "name": "Bert",
    }  # fmt: skip
    return token.write(token.Token(**facts | changes), academy.did, academy.keys.signing)


def both(academy: Academy, verifier: Verifier) -> list[Verification]:
    """Return the answers about a credential and about a code."""
    return [verifier.verify(as_bytes(signed(academy))), verifier.verify_token(code(academy))]


def test_suspended_and_revoked_are_told_apart_by_file_and_by_code(standing: Academy) -> None:
    for verifier, status in (
        (standing.verifier(suspended=(INDEX,)), Status.SUSPENDED),
        (standing.verifier(INDEX), Status.REVOKED),
        (standing.verifier(INDEX, suspended=(INDEX,)), Status.REVOKED),
        (standing.verifier(INDEX ^ 1, suspended=(INDEX ^ 1,)), Status.NOT_REVOKED),
    ):
        for found in both(standing, verifier):
            assert found.status.answer is status
            assert "by its list of 2024-01-01" in found.status.sentence
            assert found.is_well is (status is Status.NOT_REVOKED)


def test_a_list_that_is_not_at_hand_leaves_open_what_it_would_tell(standing: Academy) -> None:
    without = replace(standing.verifier(), more_lists=())
    credential, scanned = both(standing, without)
    assert credential.status.answer is Status.UNKNOWN
    assert "cannot be told" in credential.status.sentence
    # A code names no lists: an issuer of before had one.
    assert scanned.status.answer is Status.NOT_REVOKED
    revoked = replace(standing.verifier(INDEX), more_lists=())
    assert [one.status.answer for one in both(standing, revoked)] == [Status.REVOKED] * 2


def test_a_list_put_in_the_others_place_tells_nothing(standing: Academy) -> None:
    verifier = standing.verifier(INDEX)
    suspends = verifier.more_lists[0]
    twice = replace(verifier, status_list=suspends, more_lists=(suspends,))
    for found in both(standing, twice):
        assert found.status.answer is Status.UNKNOWN


def test_a_list_whose_time_is_over_tells_nothing(standing: Academy) -> None:
    listed = json.loads(standing.status_list())
    listed.pop("proof")
    for until, status in (
        (NOW + timedelta(days=1), Status.NOT_REVOKED),
        (NOW - timedelta(days=1), Status.UNKNOWN),
    ):
        dated = listed | {"validUntil": until.isoformat().replace("+00:00", "Z")}
        made = proof.sign(dated, standing.keys.signing, method=standing.method, created=NOW)
        verifier = replace(standing.verifier(), status_list=as_bytes(made))
        assert verifier.verify(as_bytes(signed(standing))).status.answer is status


@pytest.mark.parametrize("days", [0, -1, -400])
def test_what_a_stolen_key_signed_from_the_day_on_counts_for_nothing(
    standing: Academy, days: int
) -> None:
    midnight = NOW.replace(hour=0) + timedelta(days=days)
    for found in both(standing, stolen(standing.verifier(), midnight)):
        assert found.intact.answer is Intact.YES
        assert found.issuer.answer is IssuerKnown.REVOKED_KEY
        assert midnight.date().isoformat() in found.issuer.sentence
        assert found.level.answer is LevelSaid.UNKNOWN
        assert found.exit_code == 1


def test_what_it_signed_before_the_day_holds(standing: Academy) -> None:
    verifier = stolen(standing.verifier(), NOW.replace(hour=0) + timedelta(days=1))
    for found in both(standing, verifier):
        assert found.issuer.answer is IssuerKnown.THIS_COURSE
        assert found.is_well


def test_dating_back_only_one_of_the_two_dates_does_not_help(standing: Academy) -> None:
    verifier = stolen(standing.verifier(), NOW)
    for created, begins in ((NOW - timedelta(days=1), NOW), (NOW, NOW - timedelta(days=1))):
        value = signed(standing, issued=begins)
        value.pop("proof")
        made = proof.sign(value, standing.keys.signing, method=standing.method, created=created)
        assert verifier.verify(as_bytes(made)).issuer.answer is IssuerKnown.REVOKED_KEY


def test_a_list_that_a_stolen_key_signed_afterwards_tells_nothing(standing: Academy) -> None:
    # The certificate is of the day before, the list's signature of NOW.
    early = signed(standing, issued=NOW - timedelta(days=1))
    early.pop("proof")
    before = NOW - timedelta(days=1)
    made = proof.sign(early, standing.keys.signing, method=standing.method, created=before)
    found = stolen(standing.verifier(), NOW).verify(as_bytes(made))
    assert found.issuer.answer is IssuerKnown.THIS_COURSE
    assert found.status.answer is Status.UNKNOWN
    assert "stolen" in found.status.sentence


@pytest.mark.parametrize(
    "entry",
    [
        [], {}, "x", [None], [{}], [{"type": "BitstringStatusListEntry"}],
        [{"type": "BitstringStatusListEntry", "statusListIndex": "١", "statusPurpose": "revocation",
          "statusListCredential": "https://academy.example.org/delight/status/1.json"}],
        [{"type": "BitstringStatusListEntry", "statusListIndex": "5", "statusPurpose": "message",
          "statusListCredential": "https://academy.example.org/delight/status/1.json"}],
        [{"type": "BitstringStatusListEntry"}] * 99,
    ],
)  # fmt: skip
def test_an_entry_that_is_none_leaves_it_open(standing: Academy, entry: object) -> None:
    verifier = standing.verifier()
    assert verifier.issuer and verifier.status_list
    files = (verifier.status_list, *verifier.more_lists)
    lookup = StatusLookup(issuer=verifier.issuer, files=files, now=NOW)
    assert lookup.of_credential(entry).answer is Status.UNKNOWN


def test_a_list_may_name_its_issuer_and_its_purposes_at_length(standing: Academy) -> None:
    value = json.loads(standing.status_list())
    bare = {name: entry for name, entry in value.items() if name != "proof"}
    bare["issuer"] = {"id": standing.did, "type": ["Profile"]}
    bare["credentialSubject"]["statusPurpose"] = ["revocation", "refresh"]
    bare["@context"].append("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
    made = proof.sign(bare, standing.keys.signing, method=standing.method, created=NOW)
    verifier = replace(standing.verifier(), status_list=json.dumps(made).encode())
    assert all(one.status.answer is Status.NOT_REVOKED for one in both(standing, verifier))


def test_a_token_is_revoked_and_expires_as_its_credential(standing: Academy) -> None:
    facts = token.Token(
        level=2, key=token.key_id(standing.keys.public), status_index=5, issued=NOW.date(),
        expires=NOW.date(), score=None, credential=UUID(int=5),
        achievement="delight", name="Bert",
    )  # fmt: skip
    text = token.write(facts, standing.did, standing.keys.signing)
    assert standing.verifier().verify_token(text).is_well
    assert standing.verifier(5).verify_token(text).status.answer is Status.REVOKED
    midnight = NOW.replace(hour=0) + timedelta(days=1)
    for now, answer in (
        (midnight - timedelta(milliseconds=1), Time.IN_TIME),
        (midnight, Time.EXPIRED),
    ):
        late = standing.verifier(now=now).verify_token(text)
        assert late.time.answer is answer
        assert NOW.date().isoformat() in late.time.sentence
    assert late.vouched.score is None
