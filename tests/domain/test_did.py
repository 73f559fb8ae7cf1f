"""Whom certificates name, and whether that is still the course."""

from __future__ import annotations

import pytest

from lessonry.domain.did import moved

AT_A = "did:web:a.example.org:x"


@pytest.mark.parametrize(
    ("did", "url"),
    [
        (AT_A, "https://a.example.org/x/"),
        (AT_A, "https://a.example.org/x"),
        ("did:web:a.example.org%3A8443", "https://A.example.org:8443/"),
        ("did:key:z6Mk", None),
    ],
)
def test_keys_fit_the_address_that_they_were_made_for(did: str, url: str | None) -> None:
    assert moved(did, url) is None


@pytest.mark.parametrize(
    ("did", "url", "said"),
    [
        (AT_A, "https://a.example.org/", "is did:web:a.example.org."),
        (AT_A, "https://b.example.org/x/", "is did:web:b.example.org:x."),
        (AT_A, None, "has no site_url"),
        ("did:key:z6Mk", "https://a.example.org/x/", f"is {AT_A}."),
        (AT_A, "https://a.example.org:port/", "is not a web address"),
        (AT_A, f"https://{'a' * 80}.org/", "is not a web address"),
    ],
)
def test_an_address_that_changed_is_told(did: str, url: str | None, said: str) -> None:
    told = moved(did, url) or ""
    assert told.startswith(f"Certificates name {did}, ") and said in told
