"""New keys for old: the old ones are put by, and whatever they signed goes on being verified.

Every step can be the last one before a crash, and the next run takes up where it stood: the new
keys are on the disk before they are published, and published before anything is signed with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from lessonry.credentials import did as dids
from lessonry.credentials import files, keys, multibase
from lessonry.credentials.did import DidDocument
from lessonry.credentials.keys import Keys
from lessonry.errors import UsageError, WorldError

NEXT_SIGNING = "signing-key.next.pem"
NEXT_OPENING = "opening-key.next.pem"
"""New keys that have not taken their place yet: a rotation is under way."""
SHORTEST_NAME = 6
"""Letters by which a key may be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """What came of a rotation."""

    keys: Keys
    """The new ones, with all that are retired."""
    document: DidDocument
    retired: str
    """The verification method of the former signing key."""


def is_under_way(folder: Path) -> bool:
    """Return whether a rotation was begun in a key folder and not ended."""
    return (folder / NEXT_SIGNING).exists()


def rotate(
    folder: Path,
    document: DidDocument,
    passphrase: str | None,
    publish: Callable[[DidDocument], None],
) -> Rotated:
    """Put new keys in the place of the present ones.

    Args:
        folder: The key folder.
        document: What is published now.
        passphrase: Of the present keys, and of the new ones.
        publish: Writes a DID document into the course.

    Raises:
        UsageError: The issuer is a bare key, which can have no other.
    """
    did = document.identifier
    if not did.startswith("did:web:"):
        raise UsageError(
            f"The issuer {did} is a bare key: with another key it would be another issuer.",
            help="Keys can be changed where the course has a site_url and its keys were made "
            "with it.",
        )
    present = keys.load(folder, passphrase)
    _make(folder, passphrase)
    coming = keys.signing_key(folder / NEXT_SIGNING, passphrase)
    opening = present.opening
    if (folder / NEXT_OPENING).exists():
        opening = keys.opening_key(folder / NEXT_OPENING, passphrase)
    following = Keys(signing=coming, opening=opening)
    published = listed(following, document)
    publish(published)
    _put_by(folder, present, passphrase)
    for name, place in ((NEXT_OPENING, keys.OPENING), (NEXT_SIGNING, keys.SIGNING)):
        if (folder / name).exists():
            _move(folder / name, folder / place)
    return Rotated(
        keys=keys.load(folder, passphrase),
        document=published,
        retired=dids.method_of(did, present.public),
    )


def listed(held: Keys, known: DidDocument) -> DidDocument:
    """Return a published document with the present keys first and all former ones behind them."""
    fresh = held.document(known.identifier)
    return replace(
        known,
        signers=fresh.signers | known.signers,
        openers=fresh.openers | known.openers,
    )


def find_method(document: DidDocument, named: str) -> str:
    """Return the verification method that is meant by its name, its key or the key's first letters.

    Raises:
        UsageError: None is, or several are.
    """
    bare = named.rpartition("#")[2]
    found = [
        method
        for method in document.signers
        if method == named or method.rpartition("#")[2] == bare
        or (len(bare) >= SHORTEST_NAME and method.rpartition("#")[2].startswith(bare))
    ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    known = "\n".join(f"  {method.rpartition('#')[2]}" for method in found or document.signers)
    raise UsageError(
        f"{'Several keys begin' if found else 'No key of the issuer begins'} with {bare}.",
        help=f"These are the keys:\n{known}",
    )


def compromised(document: DidDocument, method: str, since: datetime) -> DidDocument:
    """Return a document in which a key counts for nothing from a moment on.

    Raises:
        UsageError: An earlier moment is published already: what was refused may not come back.
    """
    before = document.revoked.get(method)
    if before is not None and before < since:
        raise UsageError(
            f"The key was declared stolen from {before.date().isoformat()} on already; a later "
            "date would let verify again what has been refused since.",
        )
    return replace(document, revoked=document.revoked | {method: since})


def _make(folder: Path, passphrase: str | None) -> None:
    """Write the keys that are to come, unless a rotation is under way."""
    if is_under_way(folder):
        return
    made = keys.new()
    # The signing key last: where it is, the opening key has been there.
    keys.write_key(folder / NEXT_OPENING, made.opening, passphrase)
    keys.write_key(folder / NEXT_SIGNING, made.signing, passphrase)


def _put_by(folder: Path, present: Keys, passphrase: str | None) -> None:
    """Keep the present keys among the retired ones."""
    place = folder / keys.RETIRED
    files.make_private_folder(place)
    held: tuple[tuple[str, ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey], ...] = (
        (f"opening-{keys.thumbprint(present.opening)}.pem", present.opening),
        (f"signing-{multibase.encode_key(present.public)}.pem", present.signing),
    )
    for name, key in held:
        if not (place / name).exists():
            keys.write_key(place / name, key, passphrase)


def _move(file: Path, place: Path) -> None:
    try:
        file.replace(place)
    except OSError as error:
        raise WorldError(
            f"{place} cannot be written: {error.strerror or error}.",
            help="Run `lessonry keys rotate` again: it takes up where it stood.",
        ) from error
