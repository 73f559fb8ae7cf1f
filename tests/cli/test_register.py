from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from uuid import UUID

import pytest

from lessonry.credentials.issuance.record import RecordError
from lessonry.errors import UsageError
from tests.credentials import trainer_desk as desk
from tests.credentials.course_folder import CourseFolder, write_course


def attempt(number: int) -> dict[str, object]:
    return {
        "id": str(UUID(int=number + 1, version=4)), "number": 1,
        "started": "2026-11-22T09:00:00Z", "ended": "2026-11-22T09:30:00Z",
    }  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    made = write_course(tmp_path_factory.mktemp("trainer"))
    made.must("keys", "new", made.folder)
    for number, name in enumerate(("Anna Lind", "Bert Braun", "Cleo Cruz")):
        record = made.record(name, attempt=attempt(number))
        (made.folder / f"{name[:4]}.jwe").write_bytes(record)
    desk.issue(made, *(file.read_bytes() for file in sorted(made.folder.glob("*.jwe"))))
    course = ("--course", made.folder)
    issued = made.folder / "issued"
    made.must("revoke", *issued.glob("bert*"), "--reason", "x", *course)
    made.must("suspend", *issued.glob("cleo*"), "--reason", "x", *course)
    made.must(
        "correct", *issued.glob("anna*"), "--name", "Anna Lindqvist", *course, "--out", issued
    )
    return made


@pytest.fixture
def trainer(whole: CourseFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseFolder:
    """A course whose register was lost: four certificates, of which two are revoked."""
    shutil.copytree(whole.folder.parent, tmp_path / "copy")
    made = CourseFolder(folder=tmp_path / "copy/course", keys=tmp_path / "copy/keys")
    monkeypatch.chdir(made.folder)
    for file in desk.key_folder(made).glob("register.sqlite*"):
        file.unlink()
    return made


def rows(trainer: CourseFolder, columns: str) -> list[tuple[str, ...]]:
    with sqlite3.connect(desk.key_folder(trainer) / "register.sqlite") as database:
        return list(database.execute(f"select {columns} from credentials order by learner"))


def lists(trainer: CourseFolder) -> list[bytes]:
    return [f.read_bytes() for f in sorted(Path("certificates/status").iterdir())]


def test_the_register_is_rebuilt_from_files_and_lists(
    trainer: CourseFolder, whole: CourseFolder
) -> None:
    before = lists(trainer)
    output = trainer.must("register", "rebuild", "issued")
    assert "4 written, 0 known before, 0 not taken." in output
    assert "Revoked or suspended, as the published lists say: 3." in output
    assert "Not recovered: e-mail addresses" in output
    told = "credential, learner, achievement, quiz, level, score, issued, expires, status_index"
    assert rows(trainer, told) == rows(whole, told)
    assert rows(trainer, "certificate, document, name") == rows(
        whole, "certificate, document, name"
    )
    assert lists(trainer) == before
    assert "4 known before" in trainer.must("register", "rebuild", "issued")
    # And it goes on from there: nothing that was revoked comes back, nothing is lost.
    trainer.must("restore", *Path("issued").glob("cleo*"))
    told = json.loads(trainer.run("verify", *Path("issued").glob("bert*"), "--json").output)
    assert told["status"]["answer"] == "revoked"
    assert trainer.run("verify", *Path("issued").glob("cleo*")).exit_code == 0


def test_a_record_that_comes_again_gets_what_it_got(trainer: CourseFolder) -> None:
    trainer.must("register", "rebuild", "issued")
    again = desk.issue(
        trainer, *(f.read_bytes() for f in sorted(Path().glob("*.jwe"))), out="again"
    )
    assert len(rows(trainer, "credential")) == 4
    for file in again:
        assert file.read_bytes() == (Path("issued") / file.name).read_bytes()
    # Anna's is the corrected one.
    assert any(file.name.startswith("anna-lindqvist") for file in again)


def test_what_was_corrected_after_the_loss_is_what_the_record_gets(trainer: CourseFolder) -> None:
    trainer.must("register", "rebuild", "issued")
    (former,) = Path("issued").glob("anna-lindqvist*")
    trainer.must("correct", former, "--name", "Anna Lindkvist", "--out", "new")
    (again,) = desk.issue(trainer, Path("Anna.jwe").read_bytes(), out="again")
    assert again.name.startswith("anna-lindkvist")
    assert again.read_bytes() == (Path("new") / again.name).read_bytes()


def test_another_name_under_a_recovered_attempt_is_refused(trainer: CourseFolder) -> None:
    trainer.must("register", "rebuild", "issued")
    with pytest.raises(RecordError, match="issued to “Bert Braun” already"):
        desk.issue(trainer, trainer.record("Bertha Braun", attempt=attempt(1)))
    assert len(rows(trainer, "credential")) == 4


def test_what_is_not_the_issuers_own_is_not_taken(trainer: CourseFolder, tmp_path: Path) -> None:
    stranger = write_course(tmp_path / "stranger")
    stranger.must("keys", "new", stranger.folder)
    (foreign,) = desk.issue(stranger, stranger.record("Mallory"))
    pile = tmp_path / "pile"
    pile.mkdir()
    shutil.copy(foreign, pile / "foreign.pdf")
    good = next(Path("issued").glob("bert*")).read_bytes()
    (pile / "edited.pdf").write_bytes(good + b"\n% edited\n")
    (pile / "renamed.pdf").write_bytes(good.replace(b"Bert Braun", b"Bart Braun"))
    (pile / "empty.pdf").write_bytes(b"")
    (pile / "picture.pdf").write_bytes(b"%PDF-1.7\n")
    (pile / "good.pdf").write_bytes(good)
    result = trainer.run("register", "rebuild", pile)
    assert result.exit_code == 1
    assert "1 written, 0 known before, 5 not taken." in result.output
    assert [learner for (learner,) in rows(trainer, "learner")] == ["Bert Braun"]
    # The others' places stay as they are published, and it is said that they are there.
    assert "revoke 1 more, whose certificates were not among these" in result.output


def test_a_broken_list_stops_it_before_anything_is_written(trainer: CourseFolder) -> None:
    Path("certificates/status/1.json").write_text("{", "utf-8")
    result = trainer.run("register", "rebuild", "issued")
    assert isinstance(result.exception, UsageError)
    assert rows(trainer, "credential") == []
    assert isinstance(trainer.run("register", "rebuild", Path("docs")).exception, UsageError)
