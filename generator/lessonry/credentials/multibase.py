"""Bytes as text: base58btc (`z…`) and base64url (`u…`); W3C *Controlled Identifiers* §2.4."""

from __future__ import annotations

import base64
import binascii

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
LONGEST_BASE58 = 1024
"""Characters: base 58 takes time in the square of the length, and a signature has 88."""

ED25519_PREFIX = b"\xed\x01"
"""Multicodec `ed25519-pub`, before the 32 bytes of a key: `z6Mk…` in base 58."""
SHA256_PREFIX = b"\x12\x20"
"""Multihash `sha2-256`, before the 32 bytes of a digest."""


def base58(data: bytes) -> str:
    """Return `data` in base 58 with Bitcoin's alphabet, without the multibase letter."""
    number = int.from_bytes(data, "big")
    digits = ""
    while number:
        number, rest = divmod(number, 58)
        digits = ALPHABET[rest] + digits
    zeros = len(data) - len(data.lstrip(b"\0"))
    return ALPHABET[0] * zeros + digits


def encode(data: bytes) -> str:
    """Return `data` as base58btc multibase."""
    return "z" + base58(data)


def decode(text: str) -> bytes:
    """Return the bytes of a `z…` or `u…` multibase text; ValueError where it is neither."""
    if text.startswith("u"):
        return decode_base64url(text[1:])
    if not text.startswith("z"):
        raise ValueError("not base58btc or base64url multibase")
    if len(text) > LONGEST_BASE58:
        raise ValueError("too long for base 58")
    number = 0
    for letter in text[1:]:
        value = ALPHABET.find(letter)
        if value < 0:
            raise ValueError(f"{letter!r} is not a letter of base 58")
        number = number * 58 + value
    digits = text[1:]
    zeros = len(digits) - len(digits.lstrip(ALPHABET[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def encode_key(raw: bytes) -> str:
    """Return a raw Ed25519 public key as Multikey text, `z6Mk…`."""
    return encode(ED25519_PREFIX + raw)


def decode_key(text: str) -> bytes:
    """Return the 32 raw bytes of an Ed25519 Multikey; ValueError for any other key."""
    data = decode(text)
    if len(data) != 34 or not data.startswith(ED25519_PREFIX):
        raise ValueError("not an Ed25519 Multikey")
    return data[2:]


def encode_base64url(data: bytes) -> str:
    """Return `data` in base64url without padding or multibase letter."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode_base64url(text: str) -> bytes:
    """Return the bytes of unpadded base64url; ValueError for any other letter or a second spelling."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64url") from error
    if encode_base64url(data) != text:
        raise ValueError("not base64url in its one canonical spelling")
    return data
