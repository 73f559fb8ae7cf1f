from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonry.credentials import jcs, multibase, proof
from tests.credentials.academy import Academy, credential_in

# 1EdTech, Open Badges 3.0 Implementation Guide, "Linked Data Proof": see vectors/README.md.
VECTOR = json.loads((Path(__file__).parent / "vectors/ob3-eddsa-rdfc-2022.json").read_text("utf-8"))
SIGNED: dict[str, Any] = VECTOR["signed_credential"]
KEY = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTOR["private_key_hex"][:64]))
PUBLIC = KEY.public_key().public_bytes_raw()
BARE = {name: value for name, value in SIGNED.items() if name != "proof"}
METHOD = SIGNED["proof"]["verificationMethod"]


def test_the_published_vector_is_reproduced_exactly() -> None:
    created = datetime.strptime(SIGNED["proof"]["created"], "%Y-%m-%dT%H:%M:%S%z")
    signed = proof.sign(BARE, KEY, method=METHOD, created=created)
    assert signed["proof"][0] == SIGNED["proof"]


def test_the_published_vector_verifies() -> None:
    proof.verify(SIGNED, SIGNED["proof"], PUBLIC)
    assert multibase.decode_key(METHOD.partition("#")[2]) == PUBLIC


@pytest.mark.parametrize("suite", [0, 1])
def test_each_proof_of_the_set_holds_by_itself(suite: int) -> None:
    signed = proof.sign(BARE, KEY, method=METHOD, created=datetime(2026, 11, 22, tzinfo=UTC))
    proof.verify(signed, signed["proof"][suite], PUBLIC)
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    with pytest.raises(proof.ProofError, match="not what was signed"):
        proof.verify(signed, signed["proof"][suite], other)


@pytest.mark.parametrize("suite", [0, 1])
@pytest.mark.parametrize(
    "change",
    [
        {"name": "Another badge"},
        {"validFrom": "2011-01-01T00:00:00Z"},
        {"issuer": SIGNED["issuer"] | {"name": "Other Corp"}},
        {"issuer": SIGNED["issuer"] | {"secret": "x"}},
        {"unknown": "member"},
        {"type": ["VerifiableCredential"]},
        {"type": 5},
        {"@context": ["https://example.org/context"]},
        {"@context": [*SIGNED["@context"], {"name": "https://example.org/name"}]},
        {"credentialSubject": {"@context": {"a": "urn:a"}, "a": "b"}},
        {"evidence": [{"id": "_:b0"}]},
        {"evidence": [{"type": ["Evidence"]}] * 9},
    ],
)
def test_a_changed_document_no_longer_verifies(suite: int, change: dict[str, Any]) -> None:
    signed = proof.sign(BARE, KEY, method=METHOD, created=datetime(2026, 11, 22, tzinfo=UTC))
    with pytest.raises(proof.ProofError):
        proof.verify(signed | change, signed["proof"][suite], PUBLIC)


@pytest.mark.parametrize("suite", [0, 1])
@pytest.mark.parametrize(
    "change",
    [
        {"created": "2030-01-01T00:00:00Z"},
        {"proofPurpose": "authentication"},
        {"verificationMethod": METHOD + "x"},
        {"cryptosuite": "eddsa-2022"},
        {"cryptosuite": ["eddsa-jcs-2022"]},
        {"type": "Ed25519Signature2020"},
        {"proofValue": "z"},
        {"proofValue": "z0OIl"},
        {"proofValue": 7},
        {"expires": "2030-01-01T00:00:00Z"},
        {"@context": ["https://www.w3.org/ns/credentials/v2"]},
    ],
)
def test_a_changed_proof_no_longer_verifies(suite: int, change: dict[str, Any]) -> None:
    signed = proof.sign(BARE, KEY, method=METHOD, created=datetime(2026, 11, 22, tzinfo=UTC))
    with pytest.raises(proof.ProofError):
        proof.verify(signed, signed["proof"][suite] | change, PUBLIC)


@pytest.mark.parametrize("suite", proof.SUITES)
def test_a_signature_for_another_purpose_is_none(suite: str) -> None:
    options = {
        "type": "DataIntegrityProof", "cryptosuite": suite, "verificationMethod": METHOD,
        "proofPurpose": "authentication",
    }  # fmt: skip
    value = multibase.encode(KEY.sign(proof._hash(BARE, options)))
    with pytest.raises(proof.ProofError, match="another purpose"):
        proof.verify(BARE, options | {"proofValue": value}, PUBLIC)


def test_many_equal_unnamed_parts_do_not_stop_the_clock() -> None:
    # Canonicalising n equal blank nodes takes n! steps: this would be 3,628,800.
    many = BARE | {"evidence": [{"type": ["Evidence"], "name": "x"}] * 10}
    with pytest.raises(proof.ProofError, match="too many"):
        proof.canonicalize_rdf(many)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_flipped_byte_no_longer_verifies(standing: Academy, pdf: bytes, data: Any) -> None:
    credential = jcs.canonicalize(credential_in(pdf))
    place = data.draw(st.integers(0, len(credential) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = bytearray(credential)
    changed[place] ^= 1 << bit
    assert not standing.verifier().verify(bytes(changed)).is_well
    assert standing.verifier().verify(credential).is_well


def test_a_proof_signs_every_member_of_the_document(standing: Academy, pdf: bytes) -> None:
    credential = credential_in(pdf)
    for name in credential:
        if name == "proof":
            continue
        less = copy.deepcopy(credential)
        del less[name]
        answers = standing.verifier().verify(jcs.canonicalize(less))
        assert not answers.is_well, name
