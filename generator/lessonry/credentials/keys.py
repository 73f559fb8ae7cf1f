"""The issuer's private keys: outside every course folder, owner-only, never overwritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from lessonry.credentials import did as dids
from lessonry.credentials import files, multibase
from lessonry.credentials.key_folders import (
    FOLDER_VARIABLE,
    SIGNING,
    folder_for,
    folders_of,
    locate,
    root,
)
from lessonry.errors import UsageError, WorldError

__all__ = [
    "ABOUT",
    "FOLDER_VARIABLE",
    "OPENING",
    "PASSPHRASE_VARIABLE",
    "RETIRED",
    "SIGNING",
    "Keys",
    "did_in",
    "folder_for",
    "folders_of",
    "is_encrypted",
    "load",
    "locate",
    "new",
    "opening_key",
    "refuse_unfit",
    "root",
    "signing_key",
    "store",
    "thumbprint",
    "write_key",
]
PASSPHRASE_VARIABLE = "LESSONRY_PASSPHRASE"
OPENING = "opening-key.pem"
ABOUT = "issuer.json"
RETIRED = "retired"
"""The folder, in a key folder, of the keys that were rotated out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What signs credentials and what opens completion records."""

    signing: ed25519.Ed25519PrivateKey
    opening: ec.EllipticCurvePrivateKey
    retired: tuple[ec.EllipticCurvePrivateKey, ...] = ()
    """What opened records before the keys were rotated: some are still on their way."""

    def __reduce__(self) -> tuple[Callable[..., Keys], tuple[bytes, ...]]:
        """Travel to another process of the same run as bytes: the key objects cannot."""
        openers = (self.opening, *self.retired)
        return _arrived, (_packed(self.signing), *(_packed(key) for key in openers))

    @property
    def public(self) -> bytes:
        """Return the raw public key that credentials are checked with."""
        return self.signing.public_key().public_bytes_raw()

    @property
    def recipient(self) -> dict[str, str]:
        """Return the public JWK that records are sealed to, with its RFC 7638 thumbprint."""
        kid = thumbprint(self.opening)
        return _curve(self.opening) | {"kid": kid, "alg": "ECDH-ES", "use": "enc"}

    def opener(self, kid: str | None) -> tuple[ec.EllipticCurvePrivateKey, str]:
        """Return the key of that thumbprint with it, the present one where none has it."""
        held = {thumbprint(key): key for key in (*self.retired, self.opening)}
        present = thumbprint(self.opening)
        return (held[kid], kid) if kid is not None and kid in held else (self.opening, present)

    def document(self, did: str) -> dids.DidDocument:
        """Return the DID document that publishes them."""
        recipient = self.recipient
        return dids.DidDocument(
            identifier=did,
            signers={dids.method_of(did, self.public): self.public},
            openers={f"{did}#{recipient['kid']}": recipient},
        )


@lru_cache(maxsize=16)
def thumbprint(key: ec.EllipticCurvePrivateKey) -> str:
    """Return the RFC 7638 thumbprint of the public part."""
    said = json.dumps(_curve(key), sort_keys=True, separators=(",", ":"))
    return multibase.encode_base64url(hashlib.sha256(said.encode()).digest())


def _curve(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """Return the members of the public part's JWK that RFC 7638 asks for."""
    numbers = key.public_key().public_numbers()
    x, y = (multibase.encode_base64url(n.to_bytes(32, "big")) for n in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def _packed(key: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _arrived(signing: bytes, *openers: bytes) -> Keys:
    signer, *rest = (serialization.load_der_private_key(key, None) for key in (signing, *openers))
    assert isinstance(signer, ed25519.Ed25519PrivateKey)
    opening, *retired = (key for key in rest if isinstance(key, ec.EllipticCurvePrivateKey))
    return Keys(signing=signer, opening=opening, retired=tuple(retired))


def new() -> Keys:
    """Return fresh keys."""
    return Keys(
        signing=ed25519.Ed25519PrivateKey.generate(),
        opening=ec.generate_private_key(ec.SECP256R1()),
    )


def did_in(folder: Path) -> str:
    """Return the DID that a key folder says it belongs to."""
    try:
        found = json.loads((folder / ABOUT).read_text("utf-8"))["did"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorldError(
            f"{folder / ABOUT} cannot be read, so it is unknown whose keys lie there.",
            help="Bring the whole folder back from your backup.",
        ) from error
    return str(found)


def refuse_unfit(folder: Path, course_folder: Path) -> None:
    """Raise a UsageError where keys in `folder` would travel with the course."""
    place, course = folder.resolve(), course_folder.resolve()
    tree = next((up for up in (course, *course.parents) if (up / ".git").exists()), None)
    help = f"Name a folder elsewhere in the environment variable {FOLDER_VARIABLE}."
    if place.is_relative_to(course):
        raise UsageError(
            f"The keys would lie in {place}, inside the course folder, which is published.",
            help=help,
        )
    if tree is not None and place.is_relative_to(tree):
        raise UsageError(
            f"The keys would lie in {place}, inside the course's git repository {tree}.",
            help=help,
        )


def store(keys: Keys, folder: Path, *, course: str, did: str, passphrase: str | None) -> None:
    """Write the private keys, owner-only and encrypted where there is a passphrase.

    Raises:
        UsageError: Keys lie there already.
    """
    if any((folder / name).exists() for name in (SIGNING, OPENING)):
        raise UsageError(
            f"{folder} already holds keys, and lessonry never overwrites them: without the old "
            "ones, certificates could not be revoked and records on their way not be opened.",
            help="To write the public part into the course again: `lessonry keys publish`.",
        )
    files.make_private_folder(folder)
    about = json.dumps({"did": did, "course": course}, ensure_ascii=False, indent=2) + "\n"
    files.write_private(folder / ABOUT, about.encode())
    for name, key in ((OPENING, keys.opening), (SIGNING, keys.signing)):
        write_key(folder / name, key, passphrase)


def write_key(
    file: Path,
    key: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey,
    passphrase: str | None,
) -> None:
    """Write a private key, owner-only and encrypted where there is a passphrase."""
    encryption: serialization.KeySerializationEncryption = (
        serialization.BestAvailableEncryption(passphrase.encode())
        if passphrase
        else serialization.NoEncryption()
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption
    )
    files.write_private(file, pem)


def is_encrypted(folder: Path) -> bool:
    """Return whether the keys there need a passphrase."""
    return b"BEGIN ENCRYPTED" in _bytes(folder / SIGNING)


def load(folder: Path, passphrase: str | None) -> Keys:
    """Return the keys of a folder.

    Raises:
        UsageError: The passphrase is wrong.
        WorldError: They are missing or damaged.
    """
    return Keys(
        signing=signing_key(folder / SIGNING, passphrase),
        opening=opening_key(folder / OPENING, passphrase),
        retired=tuple(
            opening_key(file, passphrase)
            for file in sorted((folder / RETIRED).glob("opening-*.pem"))
        ),
    )


def signing_key(file: Path, passphrase: str | None) -> ed25519.Ed25519PrivateKey:
    """Return the Ed25519 key in a file."""
    key = _key(file, passphrase)
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise WorldError(f"{file} is not an Ed25519 key.")
    return key


def opening_key(file: Path, passphrase: str | None) -> ec.EllipticCurvePrivateKey:
    """Return the P-256 key in a file."""
    key = _key(file, passphrase)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise WorldError(f"{file} is not a P-256 key.")
    return key


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise WorldError(
            f"The private key {file} cannot be read: {error.strerror or error}.",
            help="Bring the key folder back from your backup, or make new keys: "
            "`lessonry keys new`.",
        ) from error


def _key(file: Path, passphrase: str | None) -> object:
    data = _bytes(file)
    secret = passphrase.encode() if passphrase and b"BEGIN ENCRYPTED" in data else None
    try:
        return serialization.load_pem_private_key(data, password=secret)
    except (TypeError, ValueError, UnsupportedAlgorithm) as error:
        if b"BEGIN ENCRYPTED" in data:
            raise UsageError(f"The passphrase does not open {file}.") from error
        raise WorldError(f"{file} is damaged: it holds no private key that can be read.") from error
