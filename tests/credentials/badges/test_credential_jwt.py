"""VC-JWT: the same statement, signed with ES256, for those who take nothing else."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import ECKey
from openbadgeslib import baking as peer
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from lessonry.credentials import did
from lessonry.credentials.badges import credential_jwt
from tests.credentials.academy import LONG_AGO, Academy, credential_in
from tests.credentials.badges.test_baking import SVG

KEY = ec.generate_private_key(ec.SECP256R1())


def public_pem() -> bytes:
    return KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    """An academy of days gone by, since verifiers of others take the machine's clock."""
    made = Academy(folder=tmp_path_factory.mktemp("academy"), now=LONG_AGO)
    with made.sheets:
        yield made


@pytest.fixture
def token(standing: Academy, pdf: bytes) -> str:
    method = credential_jwt.method_of(standing.did, KEY)
    return credential_jwt.write(credential_in(pdf), KEY, method=method)


def test_the_payload_is_the_credential_with_the_claims_of_a_jwt(
    standing: Academy, pdf: bytes, token: str
) -> None:
    read = jws.deserialize_compact(token, ECKey.import_key(KEY.public_key()), algorithms=["ES256"])
    assert read.headers() == {
        "alg": "ES256",
        "typ": "JWT",
        "kid": credential_jwt.method_of(standing.did, KEY),
    }
    payload = json.loads(read.payload)
    credential = credential_in(pdf)
    del credential["proof"]
    claims = {"iss": standing.did, "jti": credential["id"], "nbf": int(LONG_AGO.timestamp())}
    assert payload == credential | claims


def test_what_expires_and_whom_it_names_is_claimed(pdf: bytes) -> None:
    credential = credential_in(pdf) | {"validUntil": "2027-11-22T10:00:00Z"}
    credential["credentialSubject"]["id"] = "did:example:anna"
    token = credential_jwt.write(credential, KEY, method="x")
    payload = json.loads(jws.extract_compact(token.encode()).payload)
    assert payload["exp"] == 1826877600
    assert payload["sub"] == "did:example:anna"


def test_another_verifier_accepts_it_and_refuses_a_changed_one(
    standing: Academy, pdf: bytes, token: str
) -> None:
    verifier = OB3Verifier(public_pem())
    found = verifier.verify(token)
    assert found.issuer.id == standing.did
    assert found.id == credential_in(pdf)["id"]
    head, body, signature = token.split(".")
    for at in range(0, len(body), 97):
        other = "A" if body[at] != "A" else "B"
        with pytest.raises(OB3VerificationError):
            verifier.verify(f"{head}.{body[:at]}{other}{body[at + 1 :]}.{signature}")
    strange = ec.generate_private_key(ec.SECP256R1())
    with pytest.raises(OB3VerificationError):
        verifier.verify(credential_jwt.write(credential_in(pdf), strange, method="x"))


def test_it_can_be_baked_by_others(token: str) -> None:
    baked = peer.bake_svg(SVG, token, element=peer.SVG_ELEMENT_OB3, namespace=peer.SVG_NS_OB3)
    assert OB3Verifier.extract_token_from_svg(baked) == token


def test_the_verifier_says_what_it_is(standing: Academy, token: str) -> None:
    for data in (token.encode(), token.encode() + b"\n"):
        found = standing.verifier().verify(data)
        assert "form of a JWT" in found.intact.sentence
        assert found.exit_code == 2


def test_did_json_lists_the_key_and_trusts_it_for_nothing_else(standing: Academy) -> None:
    document = standing.keys.document(standing.did)
    method = credential_jwt.method_of(standing.did, KEY)
    listed = did.DidDocument(
        identifier=document.identifier,
        signers=document.signers,
        openers=document.openers,
        jwt_signers={method: credential_jwt.public(KEY)},
    )
    written = did.write(listed)
    assert method in written["assertionMethod"]
    assert method not in written["keyAgreement"]
    (entry,) = [one for one in written["verificationMethod"] if one["id"] == method]
    assert entry["type"] == "JsonWebKey"
    assert "d" not in entry["publicKeyJwk"]
    read = did.read(json.dumps(written).encode())
    assert read == listed
    assert method not in read.signers


def test_the_key_is_made_once_and_kept_under_the_passphrase(tmp_path: Path) -> None:
    made, is_new = credential_jwt.key_in(tmp_path, "geheim")
    again, is_newer = credential_jwt.key_in(tmp_path, "geheim")
    assert (is_new, is_newer) == (True, False)
    assert again.public_key() == made.public_key()
    assert b"ENCRYPTED" in (tmp_path / credential_jwt.KEY).read_bytes()


def test_a_jwt_under_another_key_does_not_hold(token: str) -> None:
    strange = ECKey.import_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    with pytest.raises(BadSignatureError):
        jws.deserialize_compact(token, strange, algorithms=["ES256"])
    assert io.BytesIO(token.encode()).read().count(b".") == 2
