"""Which credentials no longer hold: one bit each in a signed list that names nobody.

W3C *Bitstring Status List v1.0*. The list has 131,072 bits and the indices are drawn at random, so
that neither the file nor a look at one bit tells whose it is.
"""

from __future__ import annotations

import gzip
import secrets
import zlib
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from lessonry.credentials import context, multibase

BITS = 131_072
"""The smallest list that the specification allows: 16 KiB, 0.1 KB when empty and compressed."""
LARGEST = 1_048_576
"""Bytes of an inflated list that is read at all."""
PURPOSES = ("revocation", "suspension")
"""What a list can say of a credential; each has a list of its own, and one index serves in both."""
NUMBERS = {purpose: number for number, purpose in enumerate(PURPOSES, start=1)}
"""Purpose → the number of its list: `status/1.json` revokes, `status/2.json` suspends."""


class StatusListError(ValueError):
    """A status list cannot be read; the message says why, as the end of a sentence."""


def empty() -> bytes:
    """Return a list in which nothing is revoked."""
    return bytes(BITS // 8)


def is_set(bits: bytes, index: int) -> bool:
    """Return the bit at `index`; the first is the highest of the first byte."""
    if not 0 <= index < len(bits) * 8:
        raise StatusListError(f"it has no place {index}")
    return bool(bits[index // 8] & (0x80 >> index % 8))


def with_bit(bits: bytes, index: int) -> bytes:
    """Return the list with the bit at `index` set."""
    changed = bytearray(bits)
    changed[index // 8] |= 0x80 >> index % 8
    return bytes(changed)


def encode(bits: bytes) -> str:
    """Return the list as `encodedList`: gzip without a time, in base64url multibase."""
    return "u" + multibase.encode_base64url(gzip.compress(bits, 9, mtime=0))


def decode(text: str) -> bytes:
    """Return the bits of an `encodedList`."""
    if not text.startswith("u"):
        raise StatusListError("its list is not base64url multibase")
    try:
        packed = multibase.decode_base64url(text[1:])
        inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        bits = inflater.decompress(packed, LARGEST)
    except (ValueError, zlib.error):
        raise StatusListError("its list cannot be unpacked") from None
    if inflater.unconsumed_tail or not inflater.eof or len(bits) < BITS // 8:
        raise StatusListError("its list does not have the size that it must have")
    return bits


def free_index(taken: Collection[int]) -> int:
    """Return a random index that no credential has yet."""
    if len(taken) >= BITS:
        raise StatusListError(f"all of its {BITS} places are taken")
    while (index := secrets.randbelow(BITS)) in taken:
        pass
    return index


def indices(bits: bytes) -> Iterator[int]:
    """Yield the places whose bit is set."""
    for at, byte in enumerate(bits):
        if byte:
            yield from (at * 8 + bit for bit in range(8) if byte & (0x80 >> bit))


def credential(
    bits: bytes,
    *,
    address: str,
    issuer: str,
    valid_from: datetime,
    purpose: str = PURPOSES[0],
) -> dict[str, Any]:
    """Return the list as a BitstringStatusListCredential, before it is signed."""
    return {
        "@context": [context.CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": valid_from.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encode(bits),
        },
    }
