"""What the lock derives: from a response its points, from the secret of a form its box, and more.

Every function of this module is part of the protocol; `tests/lock-vectors.json` has values of each.
"""

from __future__ import annotations

import hashlib
import hmac

from lessonry.credentials.ciphers import aes_gcm, hkdf
from lessonry.credentials.lock.field import PRIME, SIZE

PROTOCOL = b"lessonry-lock-1"
NONCE = bytes(12)
"""Of every box: its key is used for this one box."""
TAG_BITS = 24
WORK = 600_000
"""Iterations of PBKDF2 for one attempt together: half a second of a telephone."""
FEWEST, MOST = 2_000, 100_000
"""Iterations for one response."""


def iterations(asked: int) -> int:
    """Return the iterations for each response of an attempt that asks so many items."""
    return min(MOST, max(FEWEST, WORK // max(1, asked)))


def material(salt: bytes, item: str, variant: int, response: str, rounds: int) -> bytes:
    """Return what a response gives, after slow work: 32 bytes.

    Args:
        salt: The lock's, 16 bytes.
        item: The item's identifier.
        variant: Which of its variants was asked.
        response: In its one spelling.
        rounds: The lock's iterations.
    """
    item_salt = PROTOCOL + b"\0" + salt + item.encode() + b"\0" + bytes([variant])
    return hashlib.pbkdf2_hmac("sha256", response.encode(), item_salt, rounds)


def point(made: bytes, form: int, share: int) -> tuple[int, int]:
    """Return where a share of an item lies in a form: its x, and the mask over its y.

    Args:
        made: The `material` of the response.
        form: The form's number, from 0.
        share: The share's number within the item, from 0.
    """
    numbers = form.to_bytes(2, "big") + share.to_bytes(2, "big")
    digest = hmac.digest(made, b"share" + numbers, "sha256")
    x, mask = (int.from_bytes(half, "big") % PRIME for half in (digest[:SIZE], digest[SIZE:]))
    return x or 1, mask


def form_key(secret: int, salt: bytes, form: int) -> bytes:
    """Return the key of a form's box."""
    info = b"lessonry-lock-1 form" + form.to_bytes(2, "big")
    return expanded(secret.to_bytes(SIZE, "big"), salt=salt, info=info, length=32)


def form_context(course: str, quiz: str, digest: str, form: int) -> bytes:
    """Return what a form's box is bound to."""
    return "\0".join((course, quiz, digest, str(form))).encode()


def answer_context(item: str, variant: int) -> bytes:
    """Return what the box of an item's answer is bound to."""
    return "\0".join(("answer", item, str(variant))).encode()


def tag(secret: int) -> int:
    """Return what is published of a form's secret, to look through sets quickly."""
    return secret & (1 << TAG_BITS) - 1


def expanded(source: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    """Return so many bytes by HKDF-SHA256 (RFC 5869)."""
    return hkdf(source, length=length, salt=salt, info=info)


def sealed(key: bytes, plaintext: bytes, context: bytes) -> bytes:
    """Return AES-GCM's ciphertext and tag; the length of the key chooses AES-128 or AES-256."""
    return aes_gcm(key).encrypt(NONCE, plaintext, context)


def unsealed(key: bytes, box: bytes, context: bytes) -> bytes:
    """Return what is in a box; InvalidTag where the key is another."""
    return aes_gcm(key).decrypt(NONCE, box, context)
