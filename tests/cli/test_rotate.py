from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from lessonry.credentials import files as private_files
from lessonry.credentials import keys as key_store
from lessonry.credentials import multibase, status_list
from lessonry.credentials.desk import exam_keys
from lessonry.errors import UsageError
from tests.credentials import trainer_desk as desk
from tests.credentials.academy import credential_in
from tests.credentials.course_folder import CourseFolder, write_course


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    made = write_course(tmp_path_factory.mktemp("trainer"))
    made.must("keys", "new", made.folder)
    desk.issue(made, made.record())
    # Bert's is still on its way when the keys change.
    (made.folder / "bert.jwe").write_bytes(made.record("Bert Braun"))
    return made


@pytest.fixture
def trainer(whole: CourseFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseFolder:
    shutil.copytree(whole.folder.parent, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy/course")
    return CourseFolder(folder=tmp_path / "copy/course", keys=tmp_path / "copy/keys")


def one(name: str, folder: str = "issued") -> Path:
    (found,) = Path(folder).glob(f"{name}-*.pdf")
    return found


def signer(trainer: CourseFolder, place: int = 0) -> str:
    return list(desk.document(trainer).signers)[place].rpartition("#")[2]


def answers(trainer: CourseFolder, file: Path) -> list[str]:
    told: dict[str, Any] = json.loads(trainer.run("verify", file, "--json").output)
    return [told[name]["answer"] for name in ("intact", "issuer", "status", "sheet")]


WELL = ["yes", "this-course", "not-revoked", "as-issued"]


def test_old_and_new_certificates_verify_after_a_rotation(trainer: CourseFolder) -> None:
    before = signer(trainer)
    output = trainer.must("keys", "rotate")
    assert before in output and "backup" in output and signer(trainer) in output
    assert signer(trainer) != before and signer(trainer, 1) == before
    desk.issue(trainer, Path("bert.jwe").read_bytes(), trainer.record("Cleo Cruz"))
    for name in ("anna", "bert", "cleo"):
        assert answers(trainer, one(name)) == WELL
    assert before in json.dumps(credential_in(one("anna").read_bytes()))
    assert before not in json.dumps(credential_in(one("cleo").read_bytes()))
    # What was retired is kept, for its owner alone.
    retired = desk.key_folder(trainer) / "retired"
    assert len(list(retired.iterdir())) == 2
    assert stat.S_IMODE(retired.stat().st_mode) == 0o700
    for file in retired.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert b"ENCRYPTED" in file.read_bytes()


def test_the_keys_that_are_shown_tell_the_present_from_the_retired(trainer: CourseFolder) -> None:
    before = signer(trainer)
    trainer.must("keys", "rotate")
    shown = [line.partition("did:web:") for line in trainer.must("keys", "show").splitlines()]
    told = [(head.strip(), name.rpartition("#")[2]) for head, _, name in shown if "#" in name]
    assert told[:2] == [("Signs", signer(trainer)), ("Retired", before)]
    assert [head for head, _ in told[2:]] == ["Opens", "Opened"]


def test_pages_seal_to_the_new_key_and_the_lists_are_signed_with_it(trainer: CourseFolder) -> None:
    opener = next(iter(desk.document(trainer).openers))
    trainer.must("keys", "rotate")
    document = json.loads(Path("certificates/did.json").read_bytes())
    assert document["keyAgreement"][0] != opener and document["keyAgreement"][1] == opener
    for folder in ("certificates/status", "certificates/self-service/status"):
        for listed in Path(folder).iterdir():
            proofs = json.loads(listed.read_bytes())["proof"]
            assert all(signer(trainer) in one["verificationMethod"] for one in proofs)


def test_revocations_live_on_through_a_rotation(trainer: CourseFolder) -> None:
    trainer.must("revoke", one("anna"), "--reason", "x")
    trainer.must("keys", "rotate")
    assert answers(trainer, one("anna"))[2] == "revoked"


def test_keys_may_be_rotated_again_and_again(trainer: CourseFolder) -> None:
    for _ in range(3):
        trainer.must("keys", "rotate")
    desk.issue(trainer, Path("bert.jwe").read_bytes())
    for name in ("anna", "bert"):
        assert answers(trainer, one(name)) == WELL
    assert len(desk.document(trainer).signers) == 4


@pytest.mark.parametrize("survived", range(14))
def test_a_rotation_that_dies_at_any_step_is_ended_by_the_next(
    trainer: CourseFolder, monkeypatch: pytest.MonkeyPatch, survived: int
) -> None:
    left = [survived]

    def mortal(write: Any) -> Any:
        def wrote(*given: Any, **named: Any) -> Any:
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            return write(*given, **named)

        return wrote

    with monkeypatch.context() as patch:
        patch.setattr(private_files, "_replace", mortal(private_files._replace))
        patch.setattr(
            "lessonry.credentials.rotation._move",
            mortal(lambda file, place: file.replace(place)),
        )
        died = trainer.run("keys", "rotate")
    # What is published right now is good for what was issued and for what is on its way.
    assert answers(trainer, one("anna")) == WELL
    desk.issue(trainer, Path("bert.jwe").read_bytes())
    assert answers(trainer, one("bert")) == WELL
    if died.exit_code:
        trainer.must("keys", "rotate")
    desk.issue(trainer, trainer.record("Cleo Cruz"))
    for name in ("anna", "bert", "cleo"):
        assert answers(trainer, one(name)) == WELL
    assert not list(desk.key_folder(trainer).glob("*.next.pem"))


def test_a_stolen_key_counts_before_its_day_and_not_from_then_on(trainer: CourseFolder) -> None:
    stolen = signer(trainer)
    later = trainer.must("keys", "compromised", stolen[:12], "--since", "2026-11-21")
    assert "Signs now" in later and "earlier day" in later
    assert f"lessonry renew --signed-by {stolen}" in later
    assert signer(trainer) != stolen
    assert answers(trainer, one("anna")) == WELL
    trainer.must("keys", "compromised", stolen, "--since", "2026-11-20")
    assert answers(trainer, one("anna"))[:2] == ["yes", "revoked-key"]
    output = trainer.run("verify", one("anna")).output
    assert "stolen" in output and "2026-11-20" in output
    assert "stolen: nothing counts from 2026-11-20 on" in trainer.must("keys", "show")
    # The key that took its place is not stolen, and the lists are its own word.
    desk.issue(trainer, trainer.record("Cleo Cruz"))
    assert answers(trainer, one("cleo")) == WELL


def test_a_day_that_would_let_forgeries_verify_again_is_refused(trainer: CourseFolder) -> None:
    stolen = signer(trainer)
    trainer.must("keys", "compromised", stolen, "--since", "2026-11-20")
    result = trainer.run("keys", "compromised", stolen, "--since", "2026-11-21")
    assert isinstance(result.exception, UsageError)
    assert answers(trainer, one("anna"))[1] == "revoked-key"


def test_what_a_stolen_key_signed_is_issued_again_with_the_new_one(trainer: CourseFolder) -> None:
    stolen = signer(trainer)
    trainer.must("keys", "compromised", stolen, "--since", "2026-01-01")
    desk.issue(trainer, trainer.record("Cleo Cruz"))
    trainer.must("renew", "--signed-by", stolen, "--out", "new")
    assert answers(trainer, one("anna"))[1] == "revoked-key"
    assert answers(trainer, one("anna", "new")) == WELL
    assert len(list(Path("new").iterdir())) == 1
    assert "nothing to renew" in trainer.must("renew", "--signed-by", stolen, "--out", "new")
    present = trainer.run("renew", "--signed-by", signer(trainer))
    assert isinstance(present.exception, UsageError)


def test_publishing_again_forgets_no_stolen_key(trainer: CourseFolder) -> None:
    trainer.must("keys", "compromised", signer(trainer), "--since", "2026-11-20")
    before = Path("certificates/did.json").read_bytes()
    trainer.must("keys", "publish")
    assert Path("certificates/did.json").read_bytes() == before


def test_a_key_that_is_not_meant_clearly_is_asked_for_again(trainer: CourseFolder) -> None:
    trainer.must("keys", "rotate")
    for named in ("z6", "z6Mk", "nonsense", "z6MkNONE", ""):
        result = trainer.run("keys", "compromised", named, "--since", "2026-11-20")
        assert isinstance(result.exception, UsageError)
        assert signer(trainer) in (result.exception.help or "")
    assert trainer.run("keys", "compromised", signer(trainer)).exit_code == 2
    assert trainer.run("keys", "compromised", "x", "--since", "yesterday").exit_code == 2


def test_the_key_of_an_exam_is_declared_stolen_in_its_own_list(trainer: CourseFolder) -> None:
    key = exam_keys.ExamKey(
        public=key_store.new().public,
        quiz="final",
        digest="0" * 16,
        edition="e",
        begins=desk.ISSUED,
    )
    exam_keys.certify(Path("certificates"), key)
    name = multibase.encode_key(key.public)
    output = trainer.must("keys", "compromised", name, "--since", "2026-11-21")
    assert "“final”" in output
    (listed,) = exam_keys.load(Path("certificates"))
    assert listed.revoked is not None and listed.revoked.date().isoformat() == "2026-11-21"
    assert answers(trainer, one("anna")) == WELL


def test_a_bare_key_cannot_be_rotated(tmp_path: Path) -> None:
    trainer = write_course(tmp_path)
    config = trainer.folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("site_url", "# site_url"), "utf-8")
    trainer.must("keys", "new", trainer.folder)
    before = {f: f.read_bytes() for f in trainer.keys.rglob("*") if f.is_file()}
    result = trainer.run("keys", "rotate", trainer.folder)
    assert isinstance(result.exception, UsageError)
    assert "bare key" in result.exception.message
    assert {f: f.read_bytes() for f in trainer.keys.rglob("*") if f.is_file()} == before


def test_a_wrong_passphrase_changes_nothing(trainer: CourseFolder) -> None:
    before = {f: f.read_bytes() for f in trainer.keys.rglob("*") if f.is_file()}
    result = trainer.run("keys", "rotate", LESSONRY_PASSPHRASE="falsch")
    assert isinstance(result.exception, UsageError)
    assert {f: f.read_bytes() for f in trainer.keys.rglob("*") if f.is_file()} == before


def test_new_keys_publish_empty_lists_for_both_purposes(trainer: CourseFolder) -> None:
    for folder in ("status", "self-service/status"):
        for number, purpose in (("1", "revocation"), ("2", "suspension")):
            value = json.loads(Path(f"certificates/{folder}/{number}.json").read_bytes())
            assert value["credentialSubject"]["statusPurpose"] == purpose
            bits = status_list.decode(value["credentialSubject"]["encodedList"])
            assert not list(status_list.indices(bits))
