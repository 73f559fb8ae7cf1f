from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from lessonry.credentials import multibase, token
from lessonry.credentials.token import Token, TokenError

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = KEY.public_key().public_bytes_raw()
DID = "did:web:academy.example.org:delight"
TOKEN = Token(
    level=2,
    key=token.key_id(PUBLIC),
    status_index=70_001,
    issued=date(2026, 11, 22),
    expires=None,
    score=87,
    credential=UUID("0e702a5a-6971-545a-be61-69d04b108c98"),
    achievement="delight",
    name="Anna Lind",
)
DAYS = st.dates(token.EPOCH + timedelta(days=1), date(2199, 1, 1))
TEXTS = st.text(max_size=300).map(token.fitted)


def test_the_layout_is_the_one_that_the_page_reads() -> None:
    data = multibase.decode_base64url(token.write(TOKEN, DID, KEY))
    assert data[:30] == (
        bytes([1, 2]) + token.key_id(PUBLIC) + (70_001).to_bytes(3, "big")
        + (2517).to_bytes(2, "big") + bytes(2) + bytes([87]) + TOKEN.credential.bytes
    )  # fmt: skip
    assert data[30:-64] == b"\x07delight\x09Anna Lind"
    KEY.public_key().verify(data[-64:], b"lessonry-token-1\0" + DID.encode() + b"\0" + data[:-64])


@given(
    st.builds(
        Token,
        level=st.integers(1, 3),
        key=st.binary(min_size=4, max_size=4),
        status_index=st.integers(0, 131_071),
        issued=DAYS,
        expires=st.none() | DAYS,
        score=st.none() | st.integers(0, 100),
        credential=st.uuids(),
        achievement=TEXTS,
        name=TEXTS,
    )
)
def test_what_is_written_is_read_again(written: Token) -> None:
    read, data = token.read(token.write(written, DID, KEY))
    assert read == written
    token.verify(data, DID, PUBLIC)


def test_a_flipped_bit_no_longer_verifies() -> None:
    data = multibase.decode_base64url(token.write(TOKEN, DID, KEY))
    for place in range(len(data) * 8):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(TokenError):
            token.verify(token.read(multibase.encode_base64url(bytes(changed)))[1], DID, PUBLIC)


def test_a_token_holds_for_its_own_issuer_only() -> None:
    _, data = token.read(token.write(TOKEN, DID, KEY))
    with pytest.raises(TokenError):
        token.verify(data, "did:web:elsewhere.example.org", PUBLIC)


@pytest.mark.parametrize("text", ["", "A", "AQ", "Ag" * 60, "x" * 5000, "%%%", "AQ" + "A" * 120])
def test_what_is_no_token_is_a_sentence(text: str) -> None:
    with pytest.raises(TokenError, match="it"):
        token.read(text)


@given(st.text(max_size=200))
def test_any_text_reads_or_is_refused(text: str) -> None:
    with pytest.raises(TokenError):
        token.read(text)


def test_a_long_name_is_cut_between_two_characters() -> None:
    name = "ह" * 100
    fitted = token.fitted(name)
    assert len(fitted.encode()) <= 255
    assert fitted == "ह" * 84 + "…"
    assert token.fitted("a" + name) == "a" + "ह" * 83 + "…"
    assert token.read(token.write(replace(TOKEN, name=fitted), DID, KEY))[0].name == fitted
