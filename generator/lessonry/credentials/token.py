"""The QR code's content: the credential's main facts in 200 bytes, signed, in a link's fragment.

A browser keeps the fragment to itself, so no server's log sees whose certificate was looked at.
Numbers are big-endian: version (1 byte), level (1), key (4), place in the status list (3), day of
issue (2) and of expiry (2; 0 is never) counted from 2020-01-01, score in per cent (1; 255 is not
stated), the credential's UUID (16), the achievement's identifier and the learner's name (1 byte of
length each, then UTF-8), signature (64). The Ed25519 signature is over `lessonry-token-1`, a zero
byte, the issuer's DID, a zero byte, and all bytes before it.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lessonry.credentials import multibase

VERSION = 1
EPOCH = date(2020, 1, 1)
DOMAIN = b"lessonry-token-1\0"
"""Stands before what is signed, so that a token's signature is never one of something else."""
HEAD = struct.Struct(">BB4sBHHHB16s")
"""Version, level, key, index (high byte, then the rest), issued, expires, score, credential."""
NO_SCORE = 255
SIGNATURE_LENGTH = 64
LONGEST_TEXT = 255
"""Bytes of UTF-8 in the name and in the achievement's identifier."""
LONGEST = HEAD.size + 2 * (1 + LONGEST_TEXT) + SIGNATURE_LENGTH


class TokenError(ValueError):
    """A token cannot be read or does not hold; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a scan shows."""

    level: int
    key: bytes
    """The first 4 bytes of the SHA-256 of the signing key: which of the issuer's keys to take."""
    status_index: int
    issued: date
    expires: date | None
    score: int | None
    """In whole per cent, where it is stated."""
    credential: UUID
    achievement: str
    """The achievement's identifier."""
    name: str
    """The learner's, cut with an ellipsis where it has more than 255 bytes."""


def key_id(public_key: bytes) -> bytes:
    """Return how a token names a raw Ed25519 key."""
    return hashlib.sha256(public_key).digest()[:4]


def write(token: Token, did: str, key: Ed25519PrivateKey) -> str:
    """Return the signed token in base64url."""
    content = (
        HEAD.pack(
            VERSION,
            token.level,
            token.key,
            token.status_index >> 16,
            token.status_index & 0xFFFF,
            (token.issued - EPOCH).days,
            (token.expires - EPOCH).days if token.expires else 0,
            NO_SCORE if token.score is None else token.score,
            token.credential.bytes,
        )
        + _counted(token.achievement)
        + _counted(token.name)
    )
    return multibase.encode_base64url(content + key.sign(_signed(content, did)))


def read(text: str) -> tuple[Token, bytes]:
    """Return what a token says, unchecked, and its bytes for `verify`."""
    if len(text) > LONGEST * 4 // 3 + 4:
        raise TokenError("it is too long")
    try:
        data = multibase.decode_base64url(text)
    except ValueError:
        raise TokenError("it is not base64url") from None
    if data[:1] and data[0] != VERSION:
        raise TokenError(f"it has version {data[0]}, and this lessonry reads version {VERSION}")
    content = data[:-SIGNATURE_LENGTH]
    if len(content) < HEAD.size + 2:
        raise TokenError("a part of it is missing")
    _, level, key, high, low, issued, expires, score, uuid = HEAD.unpack_from(content)
    achievement, rest = _take(content[HEAD.size :])
    name, rest = _take(rest)
    if rest:
        raise TokenError("it is longer than it says")
    if score > 100 and score != NO_SCORE:
        raise TokenError(f"it states a score of {score} %")
    token = Token(
        level=level,
        key=key,
        status_index=high << 16 | low,
        issued=EPOCH + timedelta(days=issued),
        expires=EPOCH + timedelta(days=expires) if expires else None,
        score=None if score == NO_SCORE else score,
        credential=UUID(bytes=uuid),
        achievement=achievement,
        name=name,
    )
    return token, data


def verify(data: bytes, did: str, public_key: bytes) -> None:
    """Return when the token's signature holds for this issuer and key; TokenError otherwise."""
    content, signature = data[:-SIGNATURE_LENGTH], data[-SIGNATURE_LENGTH:]
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, _signed(content, did))
    except (InvalidSignature, ValueError):
        raise TokenError("its content is not what was signed") from None


def fitted(text: str) -> str:
    """Return `text` in at most 255 bytes of UTF-8, cut before an ellipsis where it is longer."""
    if len(text.encode()) <= LONGEST_TEXT:
        return text
    kept = text.encode()[: LONGEST_TEXT - len("…".encode())]
    return kept.decode("utf-8", "ignore").rstrip() + "…"


def _signed(content: bytes, did: str) -> bytes:
    return DOMAIN + did.encode() + b"\0" + content


def _counted(text: str) -> bytes:
    data = text.encode()
    return bytes([len(data)]) + data


def _take(data: bytes) -> tuple[str, bytes]:
    if not data or len(data) < 1 + data[0]:
        raise TokenError("a part of it is missing")
    end = 1 + data[0]
    try:
        return data[1:end].decode("utf-8"), data[end:]
    except UnicodeDecodeError:
        raise TokenError("its text is not UTF-8") from None
