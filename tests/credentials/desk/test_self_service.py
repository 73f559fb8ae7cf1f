"""The desk's secret, its exams' keys and its place on the web."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lessonry.credentials import keys, multibase
from lessonry.credentials.desk import self_service
from lessonry.errors import UsageError, WorldError

DID = "did:web:academy.example.org:delight"
URL = "https://academy.example.org/delight/"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The key folder of an issuer that has keys."""
    monkeypatch.setenv(keys.FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.delenv(self_service.LOCK_VARIABLE, raising=False)
    folder = keys.folder_for("delight", DID)
    keys.store(keys.new(), folder, course="delight", did=DID, passphrase=None)
    return folder


def test_the_lock_secret_is_made_once_and_for_its_owner_alone(place: Path) -> None:
    secret = self_service.lock_secret("delight", URL, None)
    assert secret is not None
    assert len(secret) == 32
    file = place / self_service.LOCK
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert self_service.lock_secret("delight", None, DID) == secret
    assert {entry.name for entry in place.iterdir()} == {
        keys.SIGNING, keys.OPENING, keys.ABOUT, self_service.LOCK,
    }  # fmt: skip


def test_builds_at_the_same_moment_have_the_same_secret(place: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: self_service.lock_secret_in(place), range(32)))
    assert len(found) == 1


def test_without_keys_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keys.FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.delenv(self_service.LOCK_VARIABLE, raising=False)
    assert self_service.lock_secret("delight", URL, DID) is None
    assert self_service.lock_secret("delight", None, None) is None
    assert not list(tmp_path.iterdir())


def test_a_server_has_it_from_the_environment(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(self_service.LOCK_VARIABLE, multibase.encode_base64url(bytes(32)) + "\n")
    assert self_service.lock_secret("delight", URL, DID) == bytes(32)
    assert not (place / self_service.LOCK).exists()
    for wrong in ("short", "ä" * 43, multibase.encode_base64url(bytes(31))):
        monkeypatch.setenv(self_service.LOCK_VARIABLE, wrong)
        with pytest.raises(UsageError, match=self_service.LOCK_VARIABLE):
            self_service.lock_secret("delight", URL, DID)


@pytest.mark.parametrize("content", [b"", b"\xff", b"AAAA", b"=" * 43])
def test_a_damaged_one_is_told_and_not_replaced(place: Path, content: bytes) -> None:
    file = place / self_service.LOCK
    file.write_bytes(content)
    with pytest.raises((UsageError, WorldError), match="lock"):
        self_service.lock_secret("delight", URL, DID)
    assert file.read_bytes() == content


def test_a_full_disk_leaves_no_half_of_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(place.iterdir())

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorldError, match="No space left"):
        self_service.lock_secret("delight", URL, DID)
    assert set(place.iterdir()) == before


def test_a_file_system_without_links_will_do(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unlinked(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", unlinked)
    secret = self_service.lock_secret("delight", URL, DID)
    assert secret == self_service.lock_secret("delight", URL, DID)


def test_each_exam_as_it_was_published_has_a_key_of_its_own() -> None:
    seeds = {
        self_service.exam_seed(secret, course, quiz, digest)
        for secret in (bytes(32), bytes(range(32)))
        for course, quiz in (("a", "bc"), ("ab", "c"))
        for digest in ("0" * 16, "1" * 16)
    }
    assert len(seeds) == 8
    assert self_service.exam_seed(bytes(32), "a", "b", "c").hex() == (
        "87dae9ee69dffd889de2a75917b12f8c0c9669bc7288a12245604a59997547b2"
    )


def test_a_desk_is_a_place_below_the_issuer_s() -> None:
    assert self_service.desk_did(DID) == f"{DID}:self-service"
    assert self_service.desk_did("did:web:example.org") == "did:web:example.org:self-service"
    assert self_service.desk_did("did:key:z6Mk") is None
    assert self_service.site_of(URL) == f"{URL}self-service/"


def test_places_in_the_list_follow_from_the_name_and_fill_it() -> None:
    places = {self_service.status_index(f"urn:uuid:{number}") for number in range(3000)}
    assert len(places) > 2_900
    assert max(places) < 131_072
    assert max(places) > 130_000
