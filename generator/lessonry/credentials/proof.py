"""Data Integrity proofs over JSON: `eddsa-rdfc-2022` for others, `eddsa-jcs-2022` for our own page.

W3C *Data Integrity EdDSA Cryptosuites v1.0*, §3.2 and §3.3. A credential carries both as a set,
each over the document without its proofs. The first signs what the document means as RDF and is
what Open Badges 3.0 asks for; members that its vocabularies do not define have no meaning there,
so a document that holds any is refused. The second signs every byte and needs no library.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyld import jsonld

from lessonry.credentials import context, jcs, multibase

RDFC = "eddsa-rdfc-2022"
JCS = "eddsa-jcs-2022"
SUITES = (RDFC, JCS)
"""In the order in which they stand in a proof set."""

LONGEST = "z" + 88 * "1"
"""As long as a signature in base 58 can be."""
MOST_SIBLINGS = 4
"""Unnamed objects side by side: canonicalising RDF takes time in the factorial of their number."""
MOST_UNNAMED = 64
"""Unnamed objects in all."""

Document = dict[str, Any]


class ProofError(ValueError):
    """A proof does not hold, or cannot be checked; the message says why, as the end of a sentence."""


def sign(
    document: Document,
    key: Ed25519PrivateKey,
    *,
    method: str,
    created: datetime,
    canonicalize: Callable[[Document], bytes] | None = None,
) -> Document:
    """Return `document` with a proof set of both suites.

    Args:
        document: Without a `proof`.
        key: The private part of `method`.
        method: The full identifier of the verification method, `did:…#z6Mk…`.
        created: In UTC, whole seconds.
        canonicalize: Does what `canonicalize_rdf` does, sooner.
    """
    proofs = []
    for options in _options(document, method, created):
        signature = key.sign(_hash(document, options, canonicalize))
        proofs.append(options | {"proofValue": multibase.encode(signature)})
    return document | {"proof": proofs}


def outlined(document: Document, *, method: str, created: datetime) -> Document:
    """Return `document` as long as `sign` makes it at the most, without a signature."""
    value = {"proofValue": LONGEST}
    return document | {"proof": [o | value for o in _options(document, method, created)]}


def _options(document: Document, method: str, created: datetime) -> Iterator[Document]:
    """Yield what each proof of a set says beside its value."""
    for suite in SUITES:
        options: Document = {
            "type": "DataIntegrityProof",
            "cryptosuite": suite,
            "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "verificationMethod": method,
            "proofPurpose": "assertionMethod",
        }
        if suite == JCS:
            options["@context"] = document["@context"]
        yield options


def proofs_of(document: Document) -> list[Document]:
    """Return a document's proofs, one or a set, as a list of objects."""
    found = document.get("proof")
    proofs = found if isinstance(found, list) else [found] if found is not None else []
    if not proofs:
        raise ProofError("it carries no signature")
    if len(proofs) > 8 or not all(isinstance(proof, dict) for proof in proofs):
        raise ProofError("its signatures are not written as Data Integrity proofs")
    return proofs


def verify(document: Document, proof: Document, public_key: bytes) -> None:
    """Return when `proof` holds for `document` under the raw Ed25519 key; ProofError otherwise."""
    if proof.get("type") != "DataIntegrityProof" or proof.get("cryptosuite") not in SUITES:
        raise ProofError("it is signed in a way that lessonry does not know")
    if proof.get("proofPurpose") != "assertionMethod":
        raise ProofError("its signature was made for another purpose")
    value = proof.get("proofValue")
    if not isinstance(value, str) or not value.startswith("z"):
        raise ProofError("its signature is not written in base 58")
    try:
        signature = multibase.decode(value)
    except ValueError as error:
        raise ProofError(f"its signature cannot be read: {error}") from None
    bare = {name: entry for name, entry in document.items() if name != "proof"}
    options = {name: entry for name, entry in proof.items() if name != "proofValue"}
    if "@context" in options and options["@context"] != document.get("@context"):
        raise ProofError("its signature was made under another vocabulary")
    digest = _hash(bare, options)
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, digest)
    except (InvalidSignature, ValueError):
        raise ProofError("its content is not what was signed") from None


def _hash(
    document: Document,
    options: Document,
    canonicalize: Callable[[Document], bytes] | None = None,
) -> bytes:
    """Return what is signed: the hash of the proof's options, then that of the document."""
    if options["cryptosuite"] == JCS:
        config = jcs.canonicalize(options)
        content = jcs.canonicalize(document)
    else:
        canonicalize = canonicalize or canonicalize_rdf
        config = canonicalize(options | {"@context": document.get("@context")})
        content = canonicalize(document)
    return hashlib.sha256(config).digest() + hashlib.sha256(content).digest()


def canonicalize_rdf(document: Document) -> bytes:
    """Return the document's RDF as canonical N-Quads (RDFC-1.0), refusing what would be lost."""
    vocabularies = document.get("@context")
    if not isinstance(vocabularies, list) or not all(isinstance(v, str) for v in vocabularies):
        raise ProofError("it brings its own vocabulary")
    if _unnamed({n: e for n, e in document.items() if n != "@context"}) > MOST_UNNAMED:
        raise ProofError("it holds too many unnamed parts to be checked")
    processor = jsonld.JsonLdProcessor(on_property_dropped=_refuse)
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": context.load,
        "base": "",
    }
    try:
        quads = processor.normalize(document, options)
    except ProofError:
        raise
    except (jsonld.JsonLdError, context.UnknownContextError, RecursionError) as error:
        raise ProofError(_told(error)) from None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        # pyld meets hostile input with whatever its code trips over.
        raise ProofError("its JSON-LD cannot be read") from error
    if not isinstance(quads, str):
        raise ProofError("its JSON-LD cannot be read")
    return quads.encode("utf-8")


def _unnamed(value: Any) -> int:
    """Return how many objects have no `id`; ProofError where they are too many side by side."""
    if isinstance(value, str) and value.startswith("_:"):
        raise ProofError("it names blank nodes, which a credential has no need of")
    if isinstance(value, list):
        bare = [e for e in value if isinstance(e, dict) and not ({"id", "@id"} & e.keys())]
        if len(bare) > MOST_SIBLINGS:
            raise ProofError("it holds too many unnamed parts to be checked")
        return sum(_unnamed(entry) for entry in value)
    if isinstance(value, dict):
        if "@context" in value:
            raise ProofError("it brings its own vocabulary")
        return (not {"id", "@id"} & value.keys()) + sum(_unnamed(e) for e in value.values())
    return 0


def _refuse(name: str | None) -> None:
    raise ProofError(f"it holds {name or 'a member'!r}, which its vocabularies do not define")


def _told(error: BaseException) -> str:
    """Return the innermost reason of a JSON-LD error."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ProofError | context.UnknownContextError):
            return str(cause)
        cause = getattr(cause, "cause", None) or cause.__cause__ or cause.__context__
    return "its JSON-LD cannot be read"
