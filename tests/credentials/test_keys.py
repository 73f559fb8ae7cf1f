from __future__ import annotations

import base64
import hashlib
import json
import stat
from pathlib import Path

import pytest

from lessonry.credentials import keys
from lessonry.errors import UsageError, WorldError

DID = "did:web:example.org"


@pytest.fixture(autouse=True)
def key_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(keys.FOLDER_VARIABLE, str(tmp_path / "keys"))
    return tmp_path / "keys"


def store(passphrase: str | None = "geheim") -> tuple[keys.Keys, Path]:
    made, folder = keys.new(), keys.folder_for("delight", DID)
    keys.store(made, folder, course="delight", did=DID, passphrase=passphrase)
    return made, folder


def test_keys_come_back_with_their_passphrase_only() -> None:
    made, folder = store()
    assert keys.load(folder, "geheim").public == made.public
    assert keys.load(folder, "geheim").recipient == made.recipient
    for wrong in ("Geheim", "", None):
        with pytest.raises(UsageError, match="passphrase does not open"):
            keys.load(folder, wrong)


def test_nobody_but_the_owner_can_read_them(key_root: Path) -> None:
    _, folder = store()
    for path in (key_root, folder):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"ENCRYPTED" in (folder / keys.SIGNING).read_bytes()
    assert keys.is_encrypted(folder)


def test_without_a_passphrase_they_open_with_any() -> None:
    made, folder = store(None)
    assert not keys.is_encrypted(folder)
    assert keys.load(folder, "whatever").public == made.public


def test_keys_are_never_overwritten() -> None:
    made, folder = store()
    with pytest.raises(UsageError, match="never overwrites") as caught:
        store()
    assert caught.value.help is not None
    assert keys.load(folder, "geheim").public == made.public


def test_a_damaged_or_lost_key_is_a_sentence() -> None:
    _, folder = store()
    (folder / keys.SIGNING).write_bytes(b"nonsense")
    with pytest.raises(WorldError, match="damaged"):
        keys.load(folder, "geheim")
    (folder / keys.SIGNING).unlink()
    with pytest.raises(WorldError, match="cannot be read"):
        keys.load(folder, "geheim")


def test_keys_never_travel_with_the_course(tmp_path: Path) -> None:
    course = tmp_path / "repository" / "courses" / "delight"
    course.mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    for inside in (course / "keys", course, tmp_path / "repository" / "keys"):
        with pytest.raises(UsageError, match="inside"):
            keys.refuse_unfit(inside, course)
    keys.refuse_unfit(tmp_path / "elsewhere", course)


def test_a_link_into_the_course_is_seen_through(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    (tmp_path / "link").symlink_to(course)
    with pytest.raises(UsageError, match="inside the course"):
        keys.refuse_unfit(tmp_path / "link" / "keys", course)


def test_keys_are_found_by_issuer_or_by_course() -> None:
    _, folder = store()
    assert keys.locate("delight", None, DID) == folder
    assert keys.locate("delight", "https://example.org/", None) == folder
    assert keys.locate("delight", None, None) == folder
    with pytest.raises(UsageError, match="no private keys"):
        keys.locate("delight", None, "did:web:other.example")
    with pytest.raises(UsageError, match="no keys yet"):
        keys.locate("other", None, None)
    other = keys.folder_for("delight", "did:key:z6Mk")
    keys.store(keys.new(), other, course="delight", did="did:key:z6Mk", passphrase=None)
    with pytest.raises(UsageError, match="2 key folders"):
        keys.locate("delight", None, None)


def test_the_thumbprint_is_the_rfcs() -> None:
    jwk = keys.new().recipient
    bare = json.dumps({n: jwk[n] for n in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    digest = hashlib.sha256(bare.encode()).digest()
    assert jwk["kid"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
