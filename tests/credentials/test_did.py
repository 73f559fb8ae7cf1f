from __future__ import annotations

import json
from typing import Any

import pytest

from lessonry.credentials import did, keys
from lessonry.credentials.did import DidError
from lessonry.domain.did import web_did


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/", "did:web:example.org"),
        ("https://example.org/a/b/", "did:web:example.org:a:b"),
        ("https://example.org:8443/a", "did:web:example.org%3A8443:a"),
        ("https://Exämple.org/", "did:web:xn--exmple-cua.org"),
        ("http://127.0.0.1:8000/x/", "did:web:127.0.0.1%3A8000:x"),
    ],
)
def test_a_sites_address_becomes_its_did(url: str, expected: str) -> None:
    assert web_did(url) == expected


def test_what_is_written_is_read_again() -> None:
    held = keys.new()
    name = web_did("https://example.org/")
    document = held.document(name)
    text = json.dumps(did.write(document))
    assert did.read(text.encode()) == document
    assert '"d"' not in text


def test_keys_of_other_kinds_beside_ones_own_do_no_harm() -> None:
    value = did.write(keys.new().document("did:web:example.org"))
    p256 = "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169"
    other = {"id": "did:web:example.org#p256", "publicKeyMultibase": p256}
    value["verificationMethod"].append(value["verificationMethod"][0] | other)
    value["assertionMethod"].append(other["id"])
    assert len(did.read(json.dumps(value).encode()).signers) == 1


@pytest.mark.parametrize("before", [[], [{"type": did.SELF_SERVICE, "serviceEndpoint": 7}]])
def test_the_desk_is_found_whatever_stands_before_it(before: list[Any]) -> None:
    value = did.write(keys.new().document("did:web:example.org"))
    service = {"type": did.SELF_SERVICE, "serviceEndpoint": "did:web:example.org:self-service"}
    for services in ([*before, service], service):
        found = did.read(json.dumps(value | {"service": services}).encode())
        assert found.desk == "did:web:example.org:self-service"


def test_a_key_that_asserts_nothing_does_not_sign() -> None:
    value = did.write(keys.new().document("did:web:example.org"))
    value["assertionMethod"] = []
    assert did.read(json.dumps(value).encode()).signers == {}


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b'{"id":"x"}', b'{"id":"did:web:a","verificationMethod":{}}',
        b'{"id":"did:web:a","assertionMethod":"x"}', b"{" * 10, b" " * 200_000,
    ],
)  # fmt: skip
def test_what_is_no_did_document_is_a_sentence(data: bytes) -> None:
    with pytest.raises(DidError, match=r"it|its"):
        did.read(data)


def test_addresses_without_a_site_begin_with_a_name_of_their_own() -> None:
    assert did.site_of("did:key:z6Mk", "https://a.org/x") == "https://a.org/x/"
    assert did.site_of("did:key:z6Mk", None).startswith("urn:lessonry:")
    assert did.site_of("did:key:z6Mk", None) != did.site_of("did:key:z6Mj", None)
