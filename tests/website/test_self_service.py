"""From a locked exam's build to a level 1 certificate that the site and the command verify."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from lessonry.cli.key_folder import published
from lessonry.credentials import multibase
from lessonry.credentials.desk import exam_keys, self_service
from lessonry.diagnostics import Diagnostics
from lessonry.errors import UsageError
from lessonry.project import find_layout
from lessonry.website.build import build_site
from tests.credentials.course_folder import CourseFolder, write_course
from tests.credentials.self_service_desk import FILE_DIGEST, SCRIPT

DID = "did:web:academy.example.org:delight"


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseFolder:
    made = write_course(tmp_path)
    exam = made.folder / "quizzes/final.md"
    locked = exam.read_text("utf-8").replace(
        "mode: exam\n", "mode: exam\nlock: true\nlock_weak: accept\n", 1
    )
    exam.write_text(locked, "utf-8")
    monkeypatch.setenv("LESSONRY_KEYS", str(made.keys))
    monkeypatch.delenv(self_service.LOCK_VARIABLE, raising=False)
    made.must("keys", "new", made.folder)
    return made


def built(trainer: CourseFolder) -> Path:
    assert build_site(trainer.folder, quiet=True)
    return trainer.folder / "site"


def kit_of(site: Path) -> dict[str, Any]:
    (file,) = (site / "lessonry/kits").glob("*.json")
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))["credential"]
    return found


def seed_of(trainer: CourseFolder, digest: str) -> bytes:
    (place,) = trainer.keys.iterdir()
    return self_service.exam_seed(
        self_service.lock_secret_in(place), trainer.course.identifier, "final", digest
    )


def test_a_locked_exam_certifies_by_its_desk(
    trainer: CourseFolder, tmp_path: Path, node: Callable[..., CompletedProcess[str]]
) -> None:
    site = built(trainer)
    kit = kit_of(site)
    (key,) = exam_keys.load(trainer.folder / "certificates")
    assert (key.quiz, multibase.encode_key(key.public)) == ("final", kit["key"])
    listed = (site / "self-service/keys.json").read_bytes()
    assert exam_keys.read(listed) == (key,)
    document = json.loads((site / "self-service/did.json").read_text("utf-8"))
    assert document["id"] == kit["did"] == f"{DID}:self-service"
    assert f"{kit['did']}#{kit['key']}" in document["assertionMethod"]
    for number in (1, 2):
        value = json.loads((site / f"self-service/status/{number}.json").read_text("utf-8"))
        assert value["issuer"] == kit["did"]

    question = {
        "kit": kit,
        "seed": multibase.encode_base64url(seed_of(trainer, key.digest)),
        "digest": FILE_DIGEST,
        "given": [
            {"attempt": "a-1", "name": "Anna Lind", "ended": "2025-11-22T09:40:00Z", "percent": 100}
        ],
    }
    file = tmp_path / "question.json"
    file.write_text(json.dumps(question), "utf-8")
    (made,) = json.loads(node(SCRIPT, file).stdout)
    credential = tmp_path / "credential.json"
    credential.write_text(made["credential"], "utf-8")
    for place in (trainer.folder, site):
        output = trainer.must("verify", credential, "--course", place)
        words = [line.split()[1:3] for line in output.splitlines()[:5]]
        assert words == [
            ["intact", "yes"], ["issuer", "self-service"], ["time", "in-time"],
            ["status", "not-revoked"], ["level", "1"],
        ]  # fmt: skip
        assert "level 1 only" in output
        code = json.loads(trainer.must("verify", made["token"], "--course", place, "--json"))
        assert code["issuer"]["answer"] == "self-service"
    did, keys = site / "did.json", site / "self-service/keys.json"
    away = tmp_path / "did.json"
    away.write_bytes(did.read_bytes())
    unknown = trainer.run("verify", credential, "--did", away, "--json")
    assert json.loads(unknown.output)["issuer"]["answer"] == "unknown"
    named = trainer.must("verify", credential, "--did", away, "--desk", keys, "--json")
    assert json.loads(named)["issuer"]["answer"] == "self-service"
    keys.write_text("[]", "utf-8")
    broken = trainer.run("verify", credential, "--did", away, "--desk", keys)
    assert isinstance(broken.exception, UsageError)
    assert "keys.json" in broken.exception.message


def test_building_again_certifies_nothing_new(trainer: CourseFolder) -> None:
    first = built(trainer)
    before = kit_of(first), (trainer.folder / "certificates/self-service.json").read_bytes()
    again = built(trainer)
    after = kit_of(again), (trainer.folder / "certificates/self-service.json").read_bytes()
    assert after == before


def test_a_changed_exam_has_a_new_key_and_the_former_stays(trainer: CourseFolder) -> None:
    built(trainer)
    exam = trainer.folder / "quizzes/final.md"
    exam.write_text(exam.read_text("utf-8").replace("Unasked", "Unasked for"), "utf-8")
    built(trainer)
    first, second = exam_keys.load(trainer.folder / "certificates")
    assert first.public != second.public
    assert first.digest != second.digest


def test_without_the_secret_no_key_of_an_exam_is_published(
    trainer: CourseFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    built(trainer)
    monkeypatch.setenv("LESSONRY_KEYS", str(tmp_path / "elsewhere"))
    site = built(trainer)
    assert not (site / "lessonry/kits").exists()
    assert len(exam_keys.read((site / "self-service/keys.json").read_bytes())) == 1


def test_keys_make_the_desk_too(trainer: CourseFolder) -> None:
    issuer = published(find_layout(trainer.folder, Diagnostics()))
    assert issuer is not None
    assert issuer.desk == f"{DID}:self-service"
    (place,) = trainer.keys.iterdir()
    assert (place / self_service.LOCK).is_file()


def test_an_issuer_of_before_there_were_desks_is_told_to_publish_its_own(
    trainer: CourseFolder,
) -> None:
    file = trainer.folder / "certificates/did.json"
    value = json.loads(file.read_text("utf-8"))
    del value["service"]
    file.write_text(json.dumps(value), "utf-8")
    site = built(trainer)
    assert not (site / "lessonry/kits").exists()
    assert not (site / "self-service/did.json").exists()
    trainer.must("keys", "publish", trainer.folder)
    assert (built(trainer) / "self-service/did.json").exists()


def test_a_broken_list_of_keys_stops_the_build(
    trainer: CourseFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    built(trainer)
    file = trainer.folder / "certificates/self-service.json"
    file.write_text("{", "utf-8")
    assert not build_site(trainer.folder, quiet=True)
    assert "certificates/self-service.json:1:1: error[LR330]" in capsys.readouterr().err
    assert "LR330" in trainer.run("check", trainer.folder).output
    assert file.read_text("utf-8") == "{"
    file.write_bytes((trainer.folder / "site/self-service/keys.json").read_bytes())
    built(trainer)
