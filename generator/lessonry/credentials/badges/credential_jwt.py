"""Credential → VC-JWT: the same statement in the form that other systems import.

Open Badges 3.0 §8.2: the payload is the credential itself with the claims that JWTs have for the
same things, signed with ES256, since its validators know no Ed25519 there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jws
from joserfc.jwk import ECKey

from lessonry.credentials import jcs, keys

KEY = "badge-key.pem"
"""In the key folder; made when the first badge is exported."""
ALGORITHM = "ES256"


def key_in(folder: Path, passphrase: str | None) -> tuple[ec.EllipticCurvePrivateKey, bool]:
    """Return the folder's key for JWTs, and whether it was made just now.

    Raises:
        UsageError: The passphrase is wrong.
        WorldError: The key is damaged, or cannot be written.
    """
    if (folder / KEY).exists():
        return keys.opening_key(folder / KEY, passphrase), False
    made = ec.generate_private_key(ec.SECP256R1())
    keys.write_key(folder / KEY, made, passphrase)
    return made, True


def public(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """Return the key's public JWK, as `did.json` lists it."""
    jwk = ECKey.import_key(key.public_key()).as_dict(private=False)
    kept = {name: str(jwk[name]) for name in ("kty", "crv", "x", "y")}
    return kept | {"kid": keys.thumbprint(key), "alg": ALGORITHM, "use": "sig"}


def method_of(did: str, key: ec.EllipticCurvePrivateKey) -> str:
    """Return the full identifier of the key's verification method."""
    return f"{did}#{keys.thumbprint(key)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """The issuer's key for JWTs."""

    key: ec.EllipticCurvePrivateKey
    method: str
    """Its verification method."""

    def sign(self, credential: dict[str, Any]) -> str:
        """Return a credential as a JWT."""
        return write(credential, self.key, method=self.method)


def write(credential: dict[str, Any], key: ec.EllipticCurvePrivateKey, *, method: str) -> str:
    """Return a credential as a JWT, in its compact form.

    Args:
        credential: As it was issued; its embedded signatures stay behind.
        key: What signs.
        method: The key's verification method.
    """
    said = {name: value for name, value in credential.items() if name != "proof"}
    claims = {
        "iss": said["issuer"]["id"],
        "jti": said["id"],
        "nbf": _seconds(said["validFrom"]),
    }
    if "validUntil" in said:
        claims["exp"] = _seconds(said["validUntil"])
    if "id" in said["credentialSubject"]:
        claims["sub"] = said["credentialSubject"]["id"]
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": method}
    return jws.serialize_compact(
        header, jcs.canonicalize(said | claims), ECKey.import_key(key), algorithms=[ALGORITHM]
    )


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())
