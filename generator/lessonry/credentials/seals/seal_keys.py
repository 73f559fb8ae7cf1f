"""What a seal is made with: the trainer's own certificate, or one of a certificate authority of ours.

The authority is a key that vouches for one other key: whoever trusts its certificate sees a green
mark in the PDF reader, and all others see that nothing was changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID, ObjectIdentifier

from lessonry.credentials import files, keys
from lessonry.credentials.seals.pades import Seal, Timestamp
from lessonry.errors import UsageError, WorldError

AUTHORITY_KEY, AUTHORITY = "seal-authority-key.pem", "seal-authority.crt"
KEY, CERTIFICATE = "seal-key.pem", "seal.crt"
AUTHORITY_YEARS, YEARS = 10, 3
LONGEST_NAME = 64
"""Bytes of a name in a certificate: RFC 5280 counts characters, and some readers bytes."""
OF_AUTHORITY = " (seal authority)"
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""RFC 9336."""
LARGEST = 100_000
"""Bytes of a file of keys that is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealKey:
    """A P-256 key and its certificates, its own first."""

    key: ec.EllipticCurvePrivateKey
    certificates: tuple[x509.Certificate, ...]

    @property
    def own(self) -> x509.Certificate:
        """Return the key's own certificate."""
        return self.certificates[0]

    def seal(self, moment: datetime, timestamp: Timestamp | None = None) -> Seal:
        """Return what seals certificates of a moment.

        Raises:
            UsageError: The certificate does not hold then.
        """
        begins, ends = self.own.not_valid_before_utc, self.own.not_valid_after_utc
        if not begins <= moment <= ends:
            raise UsageError(
                f"The seal's certificate holds from {begins.date()} to {ends.date()}, "
                f"and not on {moment.date()}.",
                help="For one that lessonry made: `lessonry seal new --again`.",
            )
        return Seal(
            key=self.key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ),
            certificates=tuple(
                one.public_bytes(serialization.Encoding.DER) for one in self.certificates
            ),
            moment=moment,
            timestamp=timestamp,
        )


def is_there(folder: Path) -> bool:
    """Return whether a key folder has a seal."""
    return (folder / CERTIFICATE).is_file()


def make(folder: Path, *, name: str, passphrase: str | None, now: datetime) -> SealKey:
    """Write a new key with its certificate, and the authority where it is missing; return them.

    Args:
        folder: The key folder.
        name: The issuer's.
        passphrase: Of the key folder.
        now: From when on it holds.
    """
    name = " ".join(name.split())
    authority = _authority(folder, name, passphrase, now)
    vouching = authority.own
    made = ec.generate_private_key(ec.SECP256R1())
    until = min(_years(now, YEARS), vouching.not_valid_after_utc)
    subject = _name(name, name)
    builder = _builder(subject, vouching.subject, made.public_key(), now, until)
    certificate = (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()),
            critical=False,
        )
        .sign(authority.key, hashes.SHA256())
    )
    # The certificate last: where it is, the key has been there.
    keys.write_key(folder / KEY, made, passphrase)
    _write(folder / CERTIFICATE, certificate)
    return SealKey(key=made, certificates=(certificate, vouching))


def load(folder: Path, passphrase: str | None) -> SealKey:
    """Return the seal of a key folder.

    Raises:
        UsageError: There is none, or the passphrase is wrong.
        WorldError: It is damaged.
    """
    if not is_there(folder):
        raise UsageError(
            f"There is no seal in {folder}.",
            help="Make one: `lessonry seal new`. Or name your own: --seal-key FILE.",
        )
    key = keys.opening_key(folder / KEY, passphrase)
    own, vouching = read_certificate(folder / CERTIFICATE), read_certificate(folder / AUTHORITY)
    return _matched(SealKey(key=key, certificates=(own, vouching)), folder / CERTIFICATE)


def load_file(file: Path, passphrase: str | None) -> SealKey:
    """Return the seal in a trainer's own file: PKCS#12, or PEM with key and certificates.

    Raises:
        UsageError: It has no key for a seal, or the passphrase is wrong.
        WorldError: It cannot be read.
    """
    data = _bytes(file)
    secret = passphrase.encode() if passphrase else None
    key: object
    try:
        if b"-----BEGIN " in data:
            encrypted = b"ENCRYPTED" in data
            key = serialization.load_pem_private_key(data, secret if encrypted else None)
            found = x509.load_pem_x509_certificates(data)
        else:
            key, own, others = pkcs12.load_key_and_certificates(data, secret)
            found = [one for one in (own, *others) if one is not None]
    except TypeError as error:
        raise UsageError(
            f"{file} has a passphrase.",
            help="Give it in the environment variable LESSONRY_SEAL_PASSPHRASE.",
        ) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UsageError(
            f"{file} cannot be opened as a key with its certificate, or the passphrase is wrong.",
            help="It must be a PKCS#12 file (.p12, .pfx), or PEM with the private key and the "
            "certificates in one file. The passphrase: LESSONRY_SEAL_PASSPHRASE.",
        ) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise UsageError(
            f"The key in {file} is not of the curve P-256, and lessonry seals with no other.",
            help="Ask whoever made it for one of P-256 (secp256r1), or make your own: "
            "`lessonry seal new`.",
        )
    if not found:
        raise UsageError(f"There is no certificate in {file}, only a key.")
    public = key.public_key()
    own_first = sorted(found, key=lambda one: one.public_key() != public)
    return _matched(SealKey(key=key, certificates=tuple(own_first)), file)


def read_certificate(file: Path) -> x509.Certificate:
    """Return the certificate in a file.

    Raises:
        WorldError: It cannot be read.
    """
    try:
        return x509.load_pem_x509_certificate(_bytes(file))
    except ValueError as error:
        raise WorldError(
            f"{file} is damaged: it holds no certificate that can be read.",
            help="Bring the key folder back from your backup, or make a new seal: "
            "`lessonry seal new --again`.",
        ) from error


def _authority(folder: Path, name: str, passphrase: str | None, now: datetime) -> SealKey:
    """Return the folder's certificate authority, made where it is missing or about to end."""
    if (folder / AUTHORITY).is_file():
        known = SealKey(
            key=keys.opening_key(folder / AUTHORITY_KEY, passphrase),
            certificates=(read_certificate(folder / AUTHORITY),),
        )
        if known.own.not_valid_after_utc > now + timedelta(days=365):
            return _matched(known, folder / AUTHORITY)
    made = ec.generate_private_key(ec.SECP256R1())
    called = _name(f"{_cut(name, LONGEST_NAME - len(OF_AUTHORITY))}{OF_AUTHORITY}", name)
    certificate = (
        _builder(called, called, made.public_key(), now, _years(now, AUTHORITY_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .sign(made, hashes.SHA256())
    )
    keys.write_key(folder / AUTHORITY_KEY, made, passphrase)
    _write(folder / AUTHORITY, certificate)
    return SealKey(key=made, certificates=(certificate,))


def _name(called: str, organization: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _cut(organization, LONGEST_NAME)),
            x509.NameAttribute(NameOID.COMMON_NAME, _cut(called, LONGEST_NAME)),
        ]
    )


def _cut(name: str, length: int) -> str:
    """Return as much of a name as so many bytes hold."""
    return name.encode()[:length].decode(errors="ignore").strip()


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    begins: datetime,
    ends: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        # Clocks differ: what was made just now must hold everywhere.
        .not_valid_before(begins - timedelta(days=1))
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    """Return what a key may do: sign documents, or vouch for the key that does."""
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs,
        crl_sign=not signs,
        encipher_only=False,
        decipher_only=False,
    )


def _years(begins: datetime, years: int) -> datetime:
    return begins + timedelta(days=round(365.25 * years))


def _matched(held: SealKey, file: Path) -> SealKey:
    if held.own.public_key() != held.key.public_key():
        raise UsageError(f"The certificate in {file} is not that of its private key.")
    return held


def _write(file: Path, certificate: x509.Certificate) -> None:
    files.write(file, certificate.public_bytes(serialization.Encoding.PEM))


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise WorldError(f"{file} cannot be read: {error.strerror or error}.") from error
    if len(data) > LARGEST:
        raise UsageError(f"{file} is larger than any file of a key.")
    return data
