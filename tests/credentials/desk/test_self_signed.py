"""Level 1 credentials, made by the page's own code and read by Python."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonry.credentials import document, jcs, proof, token
from lessonry.credentials.desk import self_service
from tests.credentials.academy import URL, Academy
from tests.credentials.self_service_desk import FILE_DIGEST, DeskAtWork, Node, locked_course

AWKWARD = [
    "Anna Lind",
    'O\'Neil "the" \\ Back\\slash\\n',
    "עמית כהן",
    "محمد علي",
    "Zoë Ångström",
    "ᄒ\u1161\u11ab 한",
    "a\u0323\u0301 b\u0315\u0300",
    "𐐷𐐨𐑅𐐨 \U00020bb7野家",
    "नीलेश\u200d क\u094d\u200dष",
    "lr-name- {uuid} urn:uuid:",
    "ﬁ Ａ \uff21",
]
PICTURES = "".join(map(chr, range(0xFE00, 0xFE10)))
"""Variation selectors, which make pictures of letters: no name may hold any."""
LETTERS = st.characters(
    codec="utf-8", categories=("L", "M", "P", "Zs", "Nd"), exclude_characters=PICTURES
)
NAMES = st.text(LETTERS, min_size=1, max_size=30).map(lambda text: f"A{text}")
NFC = partial(unicodedata.normalize, "NFC")


@pytest.fixture
def desk(academy: Academy, tmp_path: Path, node: Node) -> DeskAtWork:
    return DeskAtWork(academy=academy, folder=tmp_path, node=node)


def test_a_page_s_quads_are_those_that_rdf_canonicalisation_gives(desk: DeskAtWork) -> None:
    for name, made in zip(AWKWARD, desk.pages(*AWKWARD), strict=True):
        credential = json.loads(made["credential"])
        rdfc, own = credential.pop("proof")
        assert credential["credentialSubject"]["identifier"][0]["identityHash"] == NFC(name)
        assert made["quads"].encode() == proof.canonicalize_rdf(credential)
        options = {k: v for k, v in rdfc.items() if k != "proofValue"}
        vocabularies = {"@context": credential["@context"]}
        assert made["proofQuads"].encode() == proof.canonicalize_rdf(options | vocabularies)
        assert own["cryptosuite"] == proof.JCS


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(names=st.lists(NAMES, min_size=40, max_size=40))
def test_whatever_the_name_is(desk: DeskAtWork, names: list[str]) -> None:
    for made in desk.pages(*names):
        credential = json.loads(made["credential"])
        del credential["proof"]
        assert made["quads"].encode() == proof.canonicalize_rdf(credential)


def test_both_proofs_of_a_page_hold(desk: DeskAtWork) -> None:
    for made in desk.pages(*AWKWARD):
        text = made["credential"].encode()
        credential = jcs.read(text)
        assert jcs.canonicalize(credential) == text
        assert made["room"] % 1024 == 0
        assert len(text) < made["room"]
        proofs = proof.proofs_of(credential)
        assert [one["cryptosuite"] for one in proofs] == list(proof.SUITES)
        for one in proofs:
            assert one["verificationMethod"] == desk.method
            proof.verify(credential, one, self_service.public_of(desk.seed))


def test_a_page_names_credential_and_place_as_python_does(desk: DeskAtWork) -> None:
    first, again, other = (desk.credential(attempt=attempt) for attempt in ("a-1", "a-1", "a-2"))
    assert first == again
    assert first["id"] == document.identifier(desk.did, "a-1") != other["id"]
    for entry in first["credentialStatus"]:
        assert entry["statusListIndex"] == str(self_service.status_index(first["id"]))
        assert entry["statusListCredential"].startswith(f"{URL}self-service/status/")
    assert first["issuer"]["id"] == desk.did
    assert first["validFrom"] == "2026-11-22T09:40:00Z"
    assert "validUntil" not in first


def test_expiry_and_score_are_stated_as_the_achievement_says(desk: DeskAtWork) -> None:
    stated = desk.credential(percent=87.9)
    assert stated["credentialSubject"]["result"][0]["value"] == "87"
    desk.course = locked_course(valid_for_days=730, show_score=False)
    quiet = desk.credential()
    assert quiet["validUntil"] == "2028-11-21T09:40:00Z"
    assert "result" not in quiet["credentialSubject"]
    assert "87" not in json.dumps(quiet["credentialSubject"])


def test_a_page_s_code_is_the_token_that_python_writes(desk: DeskAtWork) -> None:
    names = ["Anna Lind", "龍" * 100, "א" * 100, f"{'ab' * 45} {'龍' * 9}", "é" * 100]
    desk.course = locked_course(valid_for_days=30)
    for name, made in zip(names, desk.pages(*names), strict=True):
        uuid = made["values"]["uuid"]
        facts = token.Token(
            level=1,
            key=token.key_id(self_service.public_of(desk.seed)),
            status_index=self_service.status_index(f"urn:uuid:{uuid}"),
            issued=date(2026, 11, 22),
            expires=date(2026, 12, 22),
            score=87,
            credential=UUID(uuid),
            achievement="delight",
            name=token.fitted(name),
        )
        assert made["token"] == token.write(facts, desk.did, self_service.private_of(desk.seed))


def test_a_mark_in_a_learner_s_name_stays_a_name(desk: DeskAtWork) -> None:
    name = f"{desk.kit['marks']}-digest- {desk.kit['marks']}-uuid-"
    credential = desk.credential(name)
    assert credential["credentialSubject"]["identifier"][0]["identityHash"] == name
    assert credential["relatedResource"][0]["digestMultibase"] == FILE_DIGEST
