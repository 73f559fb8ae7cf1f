from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.credentials import multibase


@given(st.binary(max_size=100))
def test_what_is_encoded_is_decoded_again(data: bytes) -> None:
    assert multibase.decode(multibase.encode(data)) == data
    assert multibase.decode("u" + multibase.encode_base64url(data)) == data


def test_base58_is_bitcoins() -> None:
    # Examples of draft-msporny-base58-03, §5.
    assert multibase.base58(b"Hello World!") == "2NEpo7TZRRrLZSi2U"
    assert multibase.base58(bytes.fromhex("0000287fb4cd")) == "11233QC4"


@pytest.mark.parametrize("text", ["", "x1", "z0", "zO", "uA", "uAA=", "u+/", "uAB", "z" * 5000])
def test_another_alphabet_or_a_second_spelling_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"base|multibase"):
        multibase.decode(text)


def test_only_an_ed25519_key_is_a_signers_key() -> None:
    assert multibase.decode_key(multibase.encode_key(bytes(32))) == bytes(32)
    assert multibase.encode_key(bytes(32)).startswith("z6Mk")
    with pytest.raises(ValueError, match="Ed25519"):
        multibase.decode_key(multibase.encode(b"\x80\x24" + bytes(33)))
