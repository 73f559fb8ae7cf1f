from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from lessonry.credentials import document, proof, status_list
from lessonry.credentials import keys as key_store
from lessonry.credentials.desk import self_service
from lessonry.errors import UsageError
from tests.credentials import trainer_desk as desk
from tests.credentials.academy import credential_in
from tests.credentials.course_folder import CourseFolder, write_course


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    made = write_course(tmp_path_factory.mktemp("trainer"))
    made.must("keys", "new", made.folder)
    desk.issue(made, made.record(), made.record("Bert Braun"))
    return made


@pytest.fixture
def trainer(whole: CourseFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseFolder:
    """A copy of a course with two certificates, Anna's and Bert's."""
    shutil.copytree(whole.folder.parent, tmp_path / "copy")
    made = CourseFolder(folder=tmp_path / "copy/course", keys=tmp_path / "copy/keys")
    monkeypatch.chdir(made.folder)
    return made


def pdf(trainer: CourseFolder, name: str = "anna") -> Path:
    (found,) = (trainer.folder / "issued").glob(f"{name}-*.pdf")
    return found


def number(trainer: CourseFolder, name: str = "anna") -> str:
    return str(credential_in(pdf(trainer, name).read_bytes())["id"])


def status(trainer: CourseFolder, name: str = "anna") -> str:
    told = json.loads(trainer.run("verify", pdf(trainer, name), "--json").output)
    return str(told["status"]["answer"])


def published(trainer: CourseFolder) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in (trainer.folder / "certificates/status").iterdir()}


def test_a_revoked_certificate_is_revoked_and_its_neighbour_is_not(trainer: CourseFolder) -> None:
    assert status(trainer) == "not-revoked"
    output = trainer.must("revoke", pdf(trainer), "--reason", "Passed on the answers")
    assert f"Anna Lind, {number(trainer)}: revoked." in output
    assert "build and upload" in output
    assert status(trainer) == "revoked"
    assert status(trainer, "bert") == "not-revoked"
    assert trainer.run("verify", pdf(trainer)).exit_code == 1


def test_the_published_lists_name_nobody_and_give_no_reason(trainer: CourseFolder) -> None:
    trainer.must("revoke", pdf(trainer), "--reason", "Passed on the answers")
    for file in published(trainer).values():
        for word in (b"Anna", b"answers", number(trainer).encode(), number(trainer)[9:17].encode()):
            assert word not in file


@pytest.mark.parametrize("how", ["urn", "bare", "short", "attempt", "json"])
def test_a_certificate_may_be_named_in_many_ways(trainer: CourseFolder, how: str) -> None:
    urn = number(trainer)
    with sqlite3.connect(desk.key_folder(trainer) / "register.sqlite") as database:
        (attempt,) = database.execute(
            "select attempt from credentials where credential = ?", (urn,)
        ).fetchone()
    file = trainer.folder / "credential.json"
    file.write_text(json.dumps(credential_in(pdf(trainer).read_bytes())), "utf-8")
    named = {
        "urn": urn, "bare": urn[9:].upper(), "short": urn[9:17], "attempt": attempt,
        "json": str(file),
    }  # fmt: skip
    trainer.must("revoke", named[how], "--reason", "x")
    assert status(trainer) == "revoked"


def test_nothing_that_is_no_certificate_of_ours_is_revoked(
    trainer: CourseFolder, tmp_path: Path
) -> None:
    before = published(trainer)
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.7\nnothing")
    foreign = tmp_path / "foreign.json"
    credential = credential_in(pdf(trainer).read_bytes())
    credential["id"] = "urn:uuid:00000000-0000-4000-8000-000000000000"
    lost = tmp_path / "lost.json"
    lost.write_text(json.dumps(credential), "utf-8")
    credential["issuer"]["id"] = "did:web:else.example"
    foreign.write_text(json.dumps(credential), "utf-8")
    for named, reason in {
        other: "no credential in",
        foreign: "another issuer, did:web:else.example",
        lost: "not in the register",
        "00000000-0000-4000-8000-000000000000": "not in the register",
        "anna": "neither a file",
        "#t=AAAA": "no code",
        "x" * 5000: "no code",
    }.items():
        result = trainer.run("revoke", str(named), "--reason", "x")
        assert isinstance(result.exception, UsageError), named
        assert reason in result.exception.message
    assert isinstance(trainer.run("revoke", pdf(trainer), "--reason", " ").exception, UsageError)
    assert trainer.run("revoke", pdf(trainer)).exit_code == 2
    assert published(trainer) == before


def test_one_that_is_not_ours_leaves_all_as_they_are(trainer: CourseFolder) -> None:
    trainer.run("revoke", pdf(trainer), "nonsense", "--reason", "x")
    assert status(trainer) == "not-revoked"


def test_a_suspended_one_is_restored_and_a_revoked_one_is_not(trainer: CourseFolder) -> None:
    trainer.must("suspend", pdf(trainer), "--reason", "Two records are the same")
    assert status(trainer) == "suspended"
    trainer.must("restore", pdf(trainer))
    assert status(trainer) == "not-revoked"
    trainer.must("suspend", pdf(trainer), "--reason", "again")
    trainer.must("revoke", pdf(trainer), "--reason", "They were")
    assert status(trainer) == "revoked"
    for command in ("restore", "suspend"):
        result = trainer.run(command, pdf(trainer), "--reason", "no")
        assert result.exit_code == 1
        assert "for good" in result.output
    assert status(trainer) == "revoked"


def test_what_is_said_twice_changes_no_byte(trainer: CourseFolder) -> None:
    assert "was not suspended" in trainer.must("restore", pdf(trainer))
    trainer.must("revoke", pdf(trainer), "--reason", "x")
    before = published(trainer)
    assert "revoked already" in trainer.must("revoke", pdf(trainer), "--reason", "y")
    assert published(trainer) == before
    assert "revoked on" in trainer.must("issued") and ": x" in trainer.must("issued")


def test_a_run_that_died_before_the_list_was_written_is_ended_by_the_next(
    trainer: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published(trainer)

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("lessonry.credentials.files._replace", dies)
    trainer.run("revoke", pdf(trainer), "--reason", "x")
    monkeypatch.undo()
    monkeypatch.chdir(trainer.folder)
    assert published(trainer) == before
    trainer.must("revoke", pdf(trainer), "--reason", "x")
    assert status(trainer) == "revoked"


def test_a_full_disk_is_a_sentence_and_leaves_the_old_list(
    trainer: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published(trainer)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = trainer.run("revoke", pdf(trainer), "--reason", "x")
    assert "No space left on device" in str(result.exception)
    assert published(trainer) == before
    assert not list((trainer.folder / "certificates/status").glob(".*"))


def test_a_list_that_cannot_be_read_is_not_written_over(trainer: CourseFolder) -> None:
    listed = trainer.folder / "certificates/status/1.json"
    for broken in ("", "{", "[]", "{}", '{"credentialSubject": {"encodedList": "u"}}'):
        listed.write_text(broken, "utf-8")
        result = trainer.run("revoke", pdf(trainer), "--reason", "x")
        assert isinstance(result.exception, UsageError)
        assert "Bring the file back" in (result.exception.help or "")
        assert listed.read_text("utf-8") == broken


def test_bits_that_the_register_does_not_know_stay_set(trainer: CourseFolder) -> None:
    held = key_store.load(desk.key_folder(trainer), "geheim")
    listed = trainer.folder / "certificates/status/1.json"
    value = json.loads(listed.read_bytes())
    bits = status_list.with_bit(status_list.empty(), 77)
    unsigned = {name: entry for name, entry in value.items() if name != "proof"}
    unsigned["credentialSubject"]["encodedList"] = status_list.encode(bits)
    method = value["proof"][0]["verificationMethod"]
    signed = proof.sign(unsigned, held.signing, method=method, created=desk.ISSUED)
    listed.write_text(json.dumps(signed), "utf-8")
    trainer.must("revoke", pdf(trainer), "--reason", "x")
    after = json.loads(listed.read_bytes())["credentialSubject"]["encodedList"]
    assert 77 in set(status_list.indices(status_list.decode(after)))
    assert len(list(status_list.indices(status_list.decode(after)))) == 2


def test_a_level_1_certificate_is_revoked_in_the_desks_list(trainer: CourseFolder) -> None:
    urn = "urn:uuid:11111111-1111-5111-8111-111111111111"
    output = trainer.must("revoke", urn, "--self-service", "--reason", "shared")
    assert "1 in 131,072" in output
    folder = trainer.folder / "certificates/self-service/status"
    value = json.loads((folder / "1.json").read_bytes())
    bits = status_list.decode(value["credentialSubject"]["encodedList"])
    assert list(status_list.indices(bits)) == [self_service.status_index(urn)]
    assert value["issuer"] == "did:web:academy.example.org:delight:self-service"
    assert value["id"] == "https://academy.example.org/delight/self-service/status/1.json"
    assert "(made by a learner)" in trainer.must("issued", "--revoked")
    # By its file, too: the desk stands in it.
    made = trainer.folder / "level-1.json"
    credential = credential_in(pdf(trainer).read_bytes())
    credential |= {"id": urn, "issuer": {"id": value["issuer"]}}
    made.write_text(json.dumps(credential), "utf-8")
    assert "revoked already" in trainer.must("revoke", made, "--reason", "shared")


def test_an_old_certificate_with_one_entry_keeps_working(trainer: CourseFolder) -> None:
    held = key_store.load(desk.key_folder(trainer), "geheim")
    credential = credential_in(pdf(trainer).read_bytes())
    method = credential.pop("proof")[0]["verificationMethod"]
    credential["credentialStatus"] = credential["credentialStatus"][0]
    old = trainer.folder / "old.json"
    signed = proof.sign(credential, held.signing, method=method, created=desk.ISSUED)
    old.write_text(json.dumps(signed), "utf-8")
    assert trainer.run("verify", old).exit_code == 0
    trainer.must("revoke", old, "--reason", "x")
    assert "revoked it, by its list of" in trainer.run("verify", old).output


def test_without_the_lists_it_is_said_what_cannot_be_told(trainer: CourseFolder) -> None:
    did = trainer.folder / "certificates/did.json"
    result = trainer.run("verify", pdf(trainer), "--did", did)
    assert "Whether it was revoked cannot be told: the issuer's list is not at hand" in (
        result.output
    )
    first = trainer.folder / "certificates/status/1.json"
    alone = trainer.run("verify", pdf(trainer), "--did", did, "--status", first)
    missing = "Whether it was suspended cannot be told: the issuer's list of suspended certificates"
    assert missing in alone.output
    both = trainer.must(
        "verify",
        pdf(trainer),
        "--did",
        did,
        "--status",
        first,
        "--status",
        first.with_name("2.json"),
    )
    assert "has not taken it back, by its list of" in both


def test_a_reason_is_one_line_of_a_sensible_length(trainer: CourseFolder) -> None:
    trainer.must("suspend", pdf(trainer), "--reason", "a\n\tb")
    assert ": a b" in trainer.must("issued")
    long = trainer.run("revoke", pdf(trainer), "--reason", "x" * 501)
    assert long.exit_code == 1 and "500 is most" in long.output
    assert document.moment(desk.ISSUED)[:10] in trainer.must("issued")


def test_a_course_of_before_gets_the_second_list_when_it_issues(trainer: CourseFolder) -> None:
    second = trainer.folder / "certificates/status/2.json"
    first = second.with_name("1.json").read_bytes()
    second.unlink()
    trainer.must("issue", trainer.hand_in("cleo.jwe", "Cleo Cruz"), "--dry-run")
    assert not second.exists()
    trainer.must("issue", trainer.hand_in("cleo.jwe", "Cleo Cruz"))
    assert status(trainer, "cleo") == "not-revoked"
    assert second.with_name("1.json").read_bytes() == first
