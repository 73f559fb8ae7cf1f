"""The list of keys that a self-service desk has certified: it grows, and nothing in it is lost."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lessonry.credentials.desk import exam_keys
from lessonry.credentials.desk.exam_keys import Certified, ExamKey, ExamKeysError
from lessonry.errors import UsageError, WorldError

KEY = ExamKey(
    public=bytes(range(32)),
    quiz="final-exam",
    digest="0123456789abcdef",
    edition="fedcba9876543210",
    begins=datetime(2026, 11, 1, tzinfo=UTC),
    certifies=(Certified(achievement="delight", days=730, template="00"),),
)
OTHER = replace(KEY, public=bytes(32), quiz="prüfung", revoked=datetime(2026, 12, 1, tzinfo=UTC))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert exam_keys.read(exam_keys.write((KEY, OTHER))) == (KEY, OTHER)
    assert exam_keys.load(tmp_path) == ()


def test_the_list_only_grows(tmp_path: Path) -> None:
    assert exam_keys.certify(tmp_path, KEY) is True
    assert exam_keys.certify(tmp_path, OTHER) is True
    assert exam_keys.certify(tmp_path, KEY) is False
    more = Certified(achievement="delight", days=None, template="11")
    assert exam_keys.certify(tmp_path, replace(KEY, edition="new", certifies=(more,))) is True
    grown = replace(KEY, certifies=(*KEY.certifies, more))
    assert exam_keys.load(tmp_path) == (grown, OTHER)


def test_a_key_is_revoked_once(tmp_path: Path) -> None:
    exam_keys.certify(tmp_path, KEY)
    when = datetime(2026, 12, 24, tzinfo=UTC)
    assert exam_keys.revoke(tmp_path, KEY.public, when) is True
    assert exam_keys.load(tmp_path)[0].revoked == when
    assert exam_keys.revoke(tmp_path, KEY.public, datetime(2027, 1, 1, tzinfo=UTC)) is False
    assert exam_keys.revoke(tmp_path, bytes(32), when) is False
    assert exam_keys.load(tmp_path)[0].revoked == when


BROKEN: list[tuple[str, Any]] = [
    ("no list", {}),
    ("no list", []),
    ("no list", {"keys": 1}),
    ("not an object", {"keys": [1]}),
    ("`key`", {"keys": [{"key": 1}]}),
    ("cannot be read", {"keys": [{"key": "z6Mk"}]}),
    ("cannot be read", {"keys": [{"key": "z" + "6" * 400}]}),
]


@pytest.mark.parametrize(("reason", "value"), BROKEN)
def test_a_list_of_another_shape_is_told(reason: str, value: Any) -> None:
    with pytest.raises(ExamKeysError, match=reason):
        exam_keys.read(json.dumps(value).encode())


@pytest.mark.parametrize(
    ("member", "value", "reason"),
    [
        ("digest", "XYZ", "digest"),
        ("quiz", "", "quiz"),
        ("quiz", "x" * 501, "quiz"),
        ("edition", None, "edition"),
        ("from", "yesterday", "date"),
        ("from", "9999-12-31T23:59:59-23:00", "date"),
        ("revoked", 7, "revoked"),
        ("certifies", None, "certifies"),
        ("certifies", [1], "certifies"),
        ("certifies", [{"achievement": "a", "template": 1}], "template"),
        ("certifies", [{"achievement": "a", "template": "x", "days": True}], "days"),
        ("certifies", [{"achievement": "a", "template": "x", "days": 0}], "days"),
    ],
)
def test_a_member_that_is_wrong_is_named(member: str, value: Any, reason: str) -> None:
    written = json.loads(exam_keys.write((OTHER,)))
    written["keys"][0][member] = value
    with pytest.raises(ExamKeysError, match=reason):
        exam_keys.read(json.dumps(written).encode())


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b'{"keys":[],"keys":[]}', b"[" * 3_000_000])
def test_what_is_no_json_is_told(data: bytes) -> None:
    with pytest.raises(ExamKeysError):
        exam_keys.read(data)


def test_a_key_stands_there_once() -> None:
    with pytest.raises(ExamKeysError, match="twice"):
        exam_keys.read(exam_keys.write((KEY, KEY)))


def test_a_broken_list_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / exam_keys.LISTED
    file.write_text("{", "utf-8")
    with pytest.raises(UsageError, match=r"self-service\.json"):
        exam_keys.certify(tmp_path, KEY)
    assert file.read_text("utf-8") == "{"


def test_a_full_disk_leaves_the_list_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exam_keys.certify(tmp_path, KEY)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorldError, match="No space left"):
        exam_keys.certify(tmp_path, OTHER)
    assert [entry.name for entry in tmp_path.iterdir()] == [exam_keys.LISTED]
    assert exam_keys.load(tmp_path) == (KEY,)
