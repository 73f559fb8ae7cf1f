from __future__ import annotations

import json
from pathlib import Path

import pytest

from lessonry.credentials import certificate
from lessonry.errors import UsageError
from tests.credentials.course_folder import CourseFolder, write_course


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    made = write_course(tmp_path_factory.mktemp("trainer"))
    made.must("keys", "new", made.folder)
    record = made.hand_in("1.jwe")
    made.must("issue", record, "--course", made.folder, "--out", made.folder / "issued")
    return made


@pytest.fixture
def pdf(issued: CourseFolder) -> Path:
    return next((issued.folder / "issued").iterdir())


def test_every_question_is_answered_by_itself(issued: CourseFolder, pdf: Path) -> None:
    output = issued.must("verify", pdf, "--course", issued.folder)
    words = [line.split()[1:3] for line in output.splitlines()[:6]]
    assert words == [
        ["intact", "yes"], ["issuer", "this-course"], ["time", "in-time"],
        ["status", "not-revoked"], ["level", "2"], ["sheet", "as-issued"],
    ]  # fmt: skip
    assert "Anna Lind" in output
    assert "Nobody can tell from a certificate who sat the exam" in output


def test_json_says_the_same(issued: CourseFolder, pdf: Path) -> None:
    found = json.loads(issued.must("verify", pdf, "--course", issued.folder, "--json"))
    assert found["well"] is True
    assert found["sheet"]["answer"] == "as-issued"
    assert found["vouched"]["name"] == "Anna Lind"


def test_the_issuers_document_is_enough(issued: CourseFolder, pdf: Path, tmp_path) -> None:
    did = issued.folder / "certificates/did.json"
    found = json.loads(issued.must("verify", pdf, "--did", did, "--json"))
    assert found["issuer"]["answer"] == "this-course"
    assert found["status"]["answer"] == "unknown"
    listed = issued.folder / "certificates/status/1.json"
    lists = ("--status", listed, "--status", listed.with_name("2.json"))
    found = json.loads(issued.must("verify", pdf, "--did", did, *lists, "--json"))
    assert found["status"]["answer"] == "not-revoked"


def test_the_course_is_found_where_one_stands(
    issued: CourseFolder, pdf: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(issued.folder)
    issued.must("verify", pdf)
    monkeypatch.chdir(tmp_path)
    result = issued.run("verify", pdf)
    assert result.exit_code == 1
    assert "no course's keys are at hand" in result.output


def test_a_changed_credential_is_seen(issued: CourseFolder, pdf: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(pdf.read_bytes().replace(b'"Anna Lind"', b'"Bert Lind"'))
    result = issued.run("verify", changed, "--course", issued.folder)
    assert result.exit_code == 1
    assert "intact  changed" in result.output
    assert "none of it can be relied on" in result.output


def test_a_credential_and_a_link_verify_too(issued: CourseFolder, pdf: Path, tmp_path) -> None:
    inside = certificate.credential_in(pdf.read_bytes())
    assert inside
    (tmp_path / "credential.json").write_bytes(inside)
    output = issued.must("verify", tmp_path / "credential.json", "--course", issued.folder)
    assert "not-given" in output
    strange = issued.run("verify", "https://a.example/verify/#t=AQID", "--course", issued.folder)
    assert strange.exit_code == 2


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7 nothing", b"{}", bytes(5000)])
def test_what_is_no_certificate_exits_with_2(
    issued: CourseFolder, data: bytes, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(data)
    result = issued.run("verify", tmp_path / "file", "--course", issued.folder)
    assert result.exit_code == 2
    assert "unreadable" in result.output


def test_wrong_calls_are_told(issued: CourseFolder, pdf: Path, tmp_path: Path) -> None:
    assert isinstance(issued.run("verify", "nowhere.pdf").exception, UsageError)
    bare = issued.run("verify", pdf, "--course", tmp_path)
    assert isinstance(bare.exception, UsageError)
    (tmp_path / "did.json").write_text("{", "utf-8")
    broken = issued.run("verify", pdf, "--did", tmp_path / "did.json")
    assert isinstance(broken.exception, UsageError)


def test_the_day_can_be_named(issued: CourseFolder, pdf: Path) -> None:
    result = issued.run("verify", pdf, "--course", issued.folder, "--date", "2021-01-01")
    assert result.exit_code == 1
    assert "not-yet" in result.output


def test_a_name_moves_no_terminal(issued: CourseFolder, pdf: Path, tmp_path: Path) -> None:
    wild = {"type": ["OpenBadgeCredential"], "name": "x", "proof": [{"cryptosuite": "x"}],
            "issuer": {"name": "\u001b[2J\u202eevil"}}  # fmt: skip
    (tmp_path / "wild.json").write_text(json.dumps(wild), "utf-8")
    output = issued.run("verify", tmp_path / "wild.json", "--course", issued.folder).output
    assert "\u001b[2J" not in output
    assert "\u202e" not in output
