"""`lessonry seal` and `lessonry issue --seal`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from lessonry.credentials import sheet_digest
from lessonry.errors import UsageError, WorldError
from tests.credentials.course_folder import CourseFolder, write_course
from tests.credentials.timestamp_authority import serving

Poppler = Callable[..., CompletedProcess[str]]


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseFolder:
    made = write_course(tmp_path)
    made.must("keys", "new", made.folder)
    monkeypatch.chdir(made.folder)
    return made


def issued(trainer: CourseFolder) -> Path:
    (file,) = (trainer.folder / "issued").glob("*.pdf")
    return file


def test_a_sealed_certificate_verifies_here_and_in_a_pdf_reader(
    trainer: CourseFolder, poppler: Poppler
) -> None:
    said = trainer.must("seal", "new")
    assert "CN=Delight Academy" in said
    trainer.must("issue", trainer.hand_in("anna.jwe"), "--seal")
    file = issued(trainer)
    assert sheet_digest.is_sealed(file.read_bytes())
    assert "It bears a seal, too" in trainer.must("verify", file)
    assert "Signature is Valid." in poppler("pdfsig", "-nocert", file).stdout
    assert "CN=Delight Academy" in trainer.must("seal", "show")


def test_many_are_sealed_by_as_many_processes(trainer: CourseFolder) -> None:
    trainer.must("seal", "new")
    for number in range(26):
        trainer.hand_in(f"{number}.jwe", f"Anna {chr(65 + number)}")
    trainer.must("issue", trainer.folder / "records", "--seal", "--jobs", "2")
    files = list((trainer.folder / "issued").glob("*.pdf"))
    assert len(files) == 26
    assert all(sheet_digest.is_sealed(file.read_bytes()) for file in files)


def test_what_was_issued_without_a_seal_stays_so_and_is_told(trainer: CourseFolder) -> None:
    trainer.must("seal", "new")
    record = trainer.hand_in("anna.jwe")
    assert "without a seal" not in trainer.must("issue", record)
    before = issued(trainer).read_bytes()
    said = trainer.must("issue", record, "--seal")
    assert "It was issued without a seal, and stays as it was" in said
    assert issued(trainer).read_bytes() == before
    trainer.must("renew", issued(trainer), "--seal", "--out", "sealed")
    (file,) = (trainer.folder / "sealed").glob("*.pdf")
    assert sheet_digest.is_sealed(file.read_bytes())


def test_without_a_seal_it_is_said_how_to_make_one(trainer: CourseFolder) -> None:
    result = trainer.run("issue", trainer.hand_in("anna.jwe"), "--seal")
    assert isinstance(result.exception, UsageError)
    assert "lessonry seal new" in (result.exception.help or "")
    assert not list((trainer.folder / "issued").glob("*"))
    timed = trainer.run("issue", trainer.hand_in("anna.jwe"), "--timestamp", "https://x.example")
    assert isinstance(timed.exception, UsageError)
    assert "no seal was asked for" in str(timed.exception)


def test_a_second_seal_is_made_only_when_asked(trainer: CourseFolder) -> None:
    trainer.must("seal", "new")
    again = trainer.run("seal", "new")
    assert isinstance(again.exception, UsageError)
    assert "--again" in (again.exception.help or "")
    trainer.must("seal", "export", "--out", "first.crt")
    trainer.must("seal", "new", "--again")
    said = trainer.must("seal", "export", "--out", "second.crt")
    first, second = (trainer.folder / f"{n}.crt" for n in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()
    assert b"PRIVATE" not in first.read_bytes()
    assert "Fingerprint (SHA-256): " in said


def test_a_file_of_the_trainers_own_seals(trainer: CourseFolder, tmp_path: Path) -> None:
    trainer.must("seal", "new", LESSONRY_PASSPHRASE="geheim")
    (folder,) = trainer.keys.iterdir()
    own = tmp_path / "own.pem"
    names = ("seal-key.pem", "seal.crt", "seal-authority.crt")
    own.write_bytes(b"".join((folder / name).read_bytes() for name in names))
    wrong = trainer.run("issue", trainer.hand_in("a.jwe"), "--seal-key", own)
    assert isinstance(wrong.exception, UsageError)
    trainer.must(
        "issue", trainer.hand_in("a.jwe"), "--seal-key", own, LESSONRY_SEAL_PASSPHRASE="geheim"
    )
    assert sheet_digest.is_sealed(issued(trainer).read_bytes())


def test_a_timestamp_authority_is_asked_only_when_named(trainer: CourseFolder) -> None:
    trainer.must("seal", "new")
    with serving() as url:
        trainer.must("issue", trainer.hand_in("anna.jwe"), "--seal", "--timestamp", url)
    trainer.must("verify", issued(trainer))
    failed = trainer.run(
        "issue", trainer.hand_in("b.jwe", "Bert"), "--seal", "--timestamp", "http://127.0.0.1:9/"
    )
    assert isinstance(failed.exception, WorldError)
    assert len(list((trainer.folder / "issued").glob("*"))) == 1
    trainer.must("issue", trainer.folder / "records/b.jwe")


def test_private_keys_do_not_come_into_the_course(trainer: CourseFolder) -> None:
    trainer.must("seal", "new")
    for folder, _, names in os.walk(trainer.folder):
        for name in names:
            assert b"PRIVATE KEY" not in (Path(folder) / name).read_bytes()


def test_what_is_renewed_or_corrected_is_sealed_too(trainer: CourseFolder) -> None:
    trainer.must("seal", "new")
    trainer.must("issue", trainer.hand_in("anna.jwe"))
    trainer.must("renew", issued(trainer), "--seal", "--out", "renewed")
    (renewed,) = (trainer.folder / "renewed").glob("*.pdf")
    assert sheet_digest.is_sealed(renewed.read_bytes())
    trainer.must("correct", renewed, "--name", "Anna Lindqvist", "--seal", "--out", "right")
    (right,) = (trainer.folder / "right").glob("*.pdf")
    assert sheet_digest.is_sealed(right.read_bytes())
    trainer.must("verify", right)
