"""What a build publishes of full lessons: each part sealed, and for every code its way to the key.

The key is derived from the course's secret and the codes that hold: the same list gives the same
bytes, and a code that was revoked opens nothing of the next build. Every lesson has a key of its own
below it. Nonces come out of the derivation with the keys, each of which seals one thing only.

The browser's side is `runtime/access/keys.js`; `tests/access-vectors.json` holds both to one another.
"""

from __future__ import annotations

import hashlib
import hmac
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lessonry.access import codes
from lessonry.credentials.ciphers import aes_gcm, hkdf

KEY = 32
NONCE = 12
SALT = 16
NAME = 8
"""Bytes that a code is found by among the wrapped keys."""
RECORD = NAME + KEY + 16
FEWEST = 16
"""Records that are published at least: how many codes there are is nobody's business."""
SHARD = 128
"""Records that a file holds on the average: the page fetches one, of about 7 KB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """The key of one build of one course, and what everybody may know of it."""

    course: str
    key: bytes
    salt: bytes
    """Public: it keeps what is derived for one list of codes from what is for another."""

    @property
    def edition(self) -> str:
        """Return what the folder of this key's files is called."""
        return self.salt[:4].hex()


def ring(secret: bytes, course: str, held: Collection[str]) -> Ring:
    """Return the key for the codes that hold now.

    Args:
        secret: The course's own, of the book of codes.
        course: Its identifier.
        held: The codes, as `codes.read` returns them.
    """
    listed = hashlib.sha256("\n".join(sorted(held)).encode()).digest()
    made = _derive(secret, listed, f"lessonry access ring 1\0{course}", KEY + SALT)
    return Ring(course=course, key=made[:KEY], salt=made[KEY:])


def wrapped(ring: Ring, code: str) -> bytes:
    """Return a code's record: what it is found by, and the ring's key under it."""
    info = f"lessonry access wrap 1\0{ring.course}"
    made = _derive(codes.material(code), ring.salt, info, NAME + KEY + NONCE)
    name, key, nonce = made[:NAME], made[NAME : NAME + KEY], made[NAME + KEY :]
    return name + aes_gcm(key).encrypt(nonce, ring.key, name)


def shards(ring: Ring, held: Collection[str]) -> tuple[bytes, ...]:
    """Return the records of all codes in a power of two of files, by the first bits of their names.

    Records that no code opens fill them up to a power of two, so that a site tells only roughly how
    many codes there are, and nothing of how they were given out.
    """
    count = max(FEWEST, 1 << (len(held) - 1).bit_length() if held else 0)
    records = [wrapped(ring, code) for code in held]
    for number in range(count - len(held)):
        records.append(_derive(ring.key, ring.salt, f"lessonry access decoy 1\0{number}", RECORD))
    bits = max(0, (count // SHARD).bit_length() - 1)
    files: list[list[bytes]] = [[] for _ in range(1 << bits)]
    for record in sorted(records):
        files[int.from_bytes(record[:2], "big") >> (16 - bits)].append(record)
    return tuple(b"".join(file) for file in files)


def sealed(ring: Ring, name: str, content: bytes) -> bytes:
    """Return a part of a page packed and encrypted: salt, then ciphertext with its tag.

    The salt comes out of the content by a key, so another content has another key and nonce, and
    the same content the same bytes; nobody without the ring's key can try what the content is.
    """
    packed = zlib.compress(content, 9)
    tagger = _derive(ring.key, ring.salt, "lessonry access tag 1", KEY)
    salt = hmac.new(tagger, name.encode() + b"\0" + packed, hashlib.sha256).digest()[:SALT]
    made = _derive(ring.key, salt, f"lessonry access part 1\0{name}", KEY + NONCE)
    return salt + aes_gcm(made[:KEY]).encrypt(made[KEY:], packed, name.encode())


def opened(ring_key: bytes, name: str, data: bytes) -> bytes:
    """Return what `sealed` was given.

    Raises:
        cryptography.exceptions.InvalidTag: The key is another, or the bytes are.
    """
    made = _derive(ring_key, data[:SALT], f"lessonry access part 1\0{name}", KEY + NONCE)
    packed = aes_gcm(made[:KEY]).decrypt(made[KEY:], data[SALT:], name.encode())
    return zlib.decompress(packed)


def unwrapped(code: str, course: str, salt: bytes, files: Collection[bytes]) -> bytes | None:
    """Return the ring's key that a code opens; nothing where it is none of this build's."""
    info = f"lessonry access wrap 1\0{course}"
    made = _derive(codes.material(code), salt, info, NAME + KEY + NONCE)
    name, key, nonce = made[:NAME], made[NAME : NAME + KEY], made[NAME + KEY :]
    for record in _records(files):
        if record[:NAME] == name:
            return aes_gcm(key).decrypt(nonce, record[NAME:], name)
    return None


def _records(files: Collection[bytes]) -> Iterator[bytes]:
    for file in files:
        for at in range(0, len(file), RECORD):
            yield file[at : at + RECORD]


def _derive(secret: bytes, salt: bytes, info: str, length: int) -> bytes:
    return hkdf(secret, length=length, salt=salt, info=info.encode())
