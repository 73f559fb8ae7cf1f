"""Keys of a seal: made once, kept private, taken from files of any kind and condition."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from lessonry.credentials.seals import seal_keys
from lessonry.credentials.seals.seal_keys import SealKey
from lessonry.errors import UsageError, WorldError
from tests.credentials.academy import NOW

PEM = serialization.Encoding.PEM


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("keys")
    seal_keys.make(made, name="Delight Academy", passphrase="geheim", now=NOW)
    return made


@pytest.fixture(scope="module")
def held(folder: Path) -> SealKey:
    return seal_keys.load(folder, "geheim")


def test_the_authority_vouches_for_the_seal_and_for_nothing_else(held: SealKey) -> None:
    own, authority = held.certificates
    own.verify_directly_issued_by(authority)
    authority.verify_directly_issued_by(authority)
    basic = authority.extensions.get_extension_for_class(x509.BasicConstraints)
    assert basic.critical and basic.value.ca and basic.value.path_length == 0
    usage = own.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature and usage.content_commitment
    assert not usage.key_cert_sign
    assert authority.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    assert own.subject.rfc4514_string() == "CN=Delight Academy,O=Delight Academy"
    assert (own.not_valid_after_utc - NOW).days == 1096
    assert (authority.not_valid_after_utc - NOW).days == 3652


def test_private_parts_are_the_owners_alone_and_under_the_passphrase(folder: Path) -> None:
    for name in (seal_keys.KEY, seal_keys.AUTHORITY_KEY):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
        assert b"ENCRYPTED" in (folder / name).read_bytes()
    with pytest.raises(UsageError, match="passphrase does not open"):
        seal_keys.load(folder, "falsch")


def test_the_next_seal_is_of_the_same_authority(tmp_path: Path) -> None:
    first = seal_keys.make(tmp_path, name="A", passphrase=None, now=NOW)
    second = seal_keys.make(tmp_path, name="A", passphrase=None, now=NOW + timedelta(days=900))
    assert second.certificates[1] == first.certificates[1]
    assert second.own != first.own
    last = seal_keys.make(tmp_path, name="A", passphrase=None, now=NOW + timedelta(days=3000))
    assert last.own.not_valid_after_utc <= first.certificates[1].not_valid_after_utc
    fresh = seal_keys.make(tmp_path, name="A", passphrase=None, now=NOW + timedelta(days=3500))
    assert fresh.certificates[1] != first.certificates[1]


@pytest.mark.parametrize("name", ["A", "  Two\n words ", "Å" * 300, "أكاديمية", "O, CN=Other + x"])
def test_any_issuers_name_makes_a_certificate(tmp_path: Path, name: str) -> None:
    made = seal_keys.make(tmp_path, name=name, passphrase=None, now=NOW)
    assert seal_keys.load(tmp_path, None).own == made.own
    assert len(made.own.subject) == 2


def test_a_missing_seal_and_a_damaged_one_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no seal"):
        seal_keys.load(tmp_path, None)
    seal_keys.make(tmp_path, name="A", passphrase=None, now=NOW)
    (tmp_path / seal_keys.AUTHORITY).write_bytes(b"no certificate")
    with pytest.raises(WorldError, match="damaged"):
        seal_keys.load(tmp_path, None)


def bundle(held: SealKey, passphrase: bytes | None) -> bytes:
    return pkcs12.serialize_key_and_certificates(
        b"seal",
        held.key,
        held.own,
        held.certificates[1:],
        serialization.BestAvailableEncryption(passphrase)
        if passphrase
        else serialization.NoEncryption(),
    )


def text(held: SealKey) -> bytes:
    key = held.key.private_bytes(
        PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    # The order in a file is anybody's.
    return b"".join(one.public_bytes(PEM) for one in reversed(held.certificates)) + key


def test_a_trainers_own_file_is_taken_as_pkcs12_and_as_pem(held: SealKey, tmp_path: Path) -> None:
    for name, data, passphrase in (
        ("locked.p12", bundle(held, b"eigen"), "eigen"),
        ("open.p12", bundle(held, None), None),
        ("seal.pem", text(held), None),
        ("again.pem", text(held), "not needed"),
    ):
        (tmp_path / name).write_bytes(data)
        found = seal_keys.load_file(tmp_path / name, passphrase)
        assert found.certificates == held.certificates, name
        assert found.seal(NOW).certificates == held.seal(NOW).certificates


def test_a_file_that_is_no_key_is_told_from_a_wrong_passphrase(
    held: SealKey, tmp_path: Path
) -> None:
    weak = rsa.generate_private_key(65537, 2048)
    other = seal_keys.make(tmp_path, name="Other", passphrase=None, now=NOW)
    key_only = held.key.private_bytes(
        PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    rsa_key = weak.private_bytes(
        PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    for data, passphrase, reason in (
        (b"", None, "cannot be opened"),
        (b"hello", None, "cannot be opened"),
        (bytes(200_000), None, "larger than any file"),
        (bundle(held, b"eigen"), "falsch", "cannot be opened"),
        (bundle(held, b"eigen"), None, "cannot be opened|has a passphrase"),
        ((tmp_path / seal_keys.CERTIFICATE).read_bytes(), None, "cannot be opened"),
        (key_only, None, "cannot be opened|no certificate"),
        (rsa_key + held.own.public_bytes(PEM), None, "not of the curve P-256"),
        (key_only + other.own.public_bytes(PEM), None, "not that of its private key"),
    ):
        (tmp_path / "file").write_bytes(data)
        with pytest.raises(UsageError, match=reason):
            seal_keys.load_file(tmp_path / "file", passphrase)
    with pytest.raises(WorldError, match="cannot be read"):
        seal_keys.load_file(tmp_path / "missing", None)
