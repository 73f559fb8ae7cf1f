"""What `cryptography` does for locks, codes and desks; loaded when it is asked for.

Most courses lock and seal nothing, and their builds need not wait for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LIBRARY: Final = "cryptography.hazmat.primitives"


def hkdf(secret: bytes, *, length: int, salt: bytes | None, info: bytes) -> bytes:
    """Return so many bytes by HKDF-SHA256 (RFC 5869)."""
    algorithm = _of("hashes").SHA256()
    made: bytes = (
        _of("kdf.hkdf")
        .HKDF(algorithm=algorithm, length=length, salt=salt, info=info)
        .derive(secret)
    )
    return made


def aes_gcm(key: bytes) -> AESGCM:
    """Return what encrypts and decrypts with a key."""
    made: AESGCM = _of("ciphers.aead").AESGCM(key)
    return made


def ed25519(seed: bytes) -> Ed25519PrivateKey:
    """Return the private key of a seed."""
    library = _of("asymmetric.ed25519")
    made: Ed25519PrivateKey = library.Ed25519PrivateKey.from_private_bytes(seed)
    return made


def _of(name: str) -> Any:
    return import_module(f"{LIBRARY}.{name}")
