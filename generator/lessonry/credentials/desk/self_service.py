"""The issuer's self-service desk: a second DID, whose keys open with an exam and sign level 1 only.

Whoever passes a locked exam holds its key. So the keys of exams never stand under the issuer's own
name: a verifier that knows no levels must not take what they sign for the issuer's word.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lessonry.credentials import did as dids
from lessonry.credentials import key_folders, multibase
from lessonry.credentials.ciphers import ed25519, hkdf
from lessonry.credentials.desk.exam_keys import ExamKey
from lessonry.credentials.did import DidDocument
from lessonry.errors import UsageError, WorldError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LOCK_VARIABLE = "LESSONRY_LOCK"
LOCK = "lock.key"
"""In the key folder: what all locks of a course and the keys behind them are made from."""
FOLDER = "self-service"
"""Of the site and of `certificates/`: the desk's own files."""
INDEX_BITS = 17
"""A place among the 131,072 of the desk's status list."""


def desk_did(did: str) -> str | None:
    """Return the desk's DID; an issuer without a place on the web has none."""
    return f"{did}:{FOLDER}" if did.startswith("did:web:") else None


def site_of(url: str) -> str:
    """Return what the addresses of the desk's files begin with."""
    return f"{dids.site_of('', url)}{FOLDER}/"


def status_index(credential: str) -> int:
    """Return a level 1 credential's place in the desk's status list, which nobody hands out."""
    first = int.from_bytes(hashlib.sha256(credential.encode()).digest()[:4], "big")
    return first >> (32 - INDEX_BITS)


def exam_name(course: str, quiz: str, digest: str) -> str:
    """Return how a credential names the exam that was passed."""
    return f"urn:lessonry:exam:{quote(course, safe='')}:{quote(quiz, safe='')}:{digest}"


def of_exams(issuer: DidDocument, keys: Collection[ExamKey]) -> DidDocument | None:
    """Return the keys that sign credentials under the desk's name; nothing where there is no desk."""
    desk = issuer.desk
    if desk is None:
        return None
    methods = {dids.method_of(desk, key.public): key for key in keys}
    return DidDocument(
        identifier=desk,
        signers={method: key.public for method, key in methods.items()},
        revoked={method: key.revoked for method, key in methods.items() if key.revoked},
    )


def of_lists(issuer: DidDocument) -> DidDocument | None:
    """Return the keys that sign the desk's status lists: the issuer's own, under the desk's name."""
    desk = issuer.desk
    if desk is None:
        return None
    methods = {method: dids.method_of(desk, raw) for method, raw in issuer.signers.items()}
    return DidDocument(
        identifier=desk,
        signers={methods[method]: raw for method, raw in issuer.signers.items()},
        revoked={methods[method]: when for method, when in issuer.revoked.items()},
    )


def document(issuer: DidDocument, keys: Collection[ExamKey]) -> dict[str, Any] | None:
    """Return the desk's DID document as JSON values; nothing where the issuer has no desk."""
    lists, exams = of_lists(issuer), of_exams(issuer, keys)
    if lists is None or exams is None:
        return None
    both = replace(
        lists, signers=lists.signers | exams.signers, revoked=lists.revoked | exams.revoked
    )
    return dids.write(both)


def lock_secret(course: str, url: str | None, did: str | None) -> bytes | None:
    """Return what the course's locks are made from, making it where the keys are and it is not.

    Args:
        course: The course's identifier.
        url: Where its site is published.
        did: The issuer, where `did.json` says it.

    Returns:
        32 bytes; nothing where this machine has neither the keys nor `LESSONRY_LOCK`.

    Raises:
        UsageError: It is there and is not what it should be.
        WorldError: It cannot be read or written.
    """
    given = os.environ.get(LOCK_VARIABLE)
    if given:
        return _secret(given, f"The environment variable {LOCK_VARIABLE}")
    try:
        place = key_folders.locate(course, url, did)
    except UsageError:
        return None
    return lock_secret_in(place)


def lock_secret_in(place: Path) -> bytes:
    """Return the lock secret of a key folder, making it where it is not."""
    file = place / LOCK
    if not file.exists():
        _write_once(file, multibase.encode_base64url(secrets.token_bytes(32)).encode() + b"\n")
    try:
        return _secret(file.read_text("ascii"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise WorldError(
            f"{file} cannot be read.", help="Bring the key folder back from your backup."
        ) from error


def exam_seed(secret: bytes, course: str, quiz: str, digest: str) -> bytes:
    """Return the seed of an exam's key: the same for the same lock, and new with a new one."""
    info = f"{course}\0{quiz}\0{digest}".encode()
    return hkdf(secret, length=32, salt=b"lessonry-exam-key-1", info=info)


def private_of(seed: bytes) -> Ed25519PrivateKey:
    """Return the private key of an Ed25519 seed."""
    return ed25519(seed)


def public_of(seed: bytes) -> bytes:
    """Return the raw public key of an Ed25519 seed."""
    return private_of(seed).public_key().public_bytes_raw()


def _secret(text: str, where: str) -> bytes:
    try:
        found = multibase.decode_base64url(text.strip())
    except ValueError:
        found = b""
    if len(found) != 32:
        raise UsageError(
            f"{where} does not hold a lock secret: 32 bytes in base64url.",
            help="Bring it back from your backup. A new one locks every exam anew: what was "
            "certified stays so, and pages that learners have open go on.",
        )
    return found


def _write_once(file: Path, data: bytes) -> None:
    """Write an owner-only file that another process may be writing, too: the first one stays."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            try:
                os.link(beside, file)
            except FileExistsError:
                return
            except OSError:
                # A file system without links: a second process at this very moment is a lesser evil.
                beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise WorldError(
            f"{file} cannot be written: {error.strerror or error}.",
            help="Look at the folder's permissions and whether the disk is full.",
        ) from error
