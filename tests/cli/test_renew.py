from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lessonry.errors import UsageError
from tests.credentials import trainer_desk as desk
from tests.credentials.academy import credential_in
from tests.credentials.course_folder import CourseFolder, write_course

LATER = str(int(datetime(2027, 10, 1, tzinfo=UTC).timestamp()))
"""The clock of a day about seven weeks before Anna's and Bert's certificates expire."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    made = write_course(tmp_path_factory.mktemp("trainer"))
    achievement = made.folder / "certificates/achievements/delight.yml"
    achievement.write_text(achievement.read_text("utf-8") + "valid_for_days: 365\n", "utf-8")
    made.must("keys", "new", made.folder)
    (made.folder / "anna.jwe").write_bytes(made.record())
    desk.issue(made, (made.folder / "anna.jwe").read_bytes(), made.record("Bert Braun"))
    return made


@pytest.fixture
def trainer(whole: CourseFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseFolder:
    """A copy of a course with two certificates, Anna's and Bert's, that expire in November 2027."""
    shutil.copytree(whole.folder.parent, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy/course")
    return CourseFolder(folder=tmp_path / "copy/course", keys=tmp_path / "copy/keys")


def one(folder: Path, name: str) -> Path:
    (found,) = folder.glob(f"{name}-*.pdf")
    return found


def answer(trainer: CourseFolder, file: Path, question: str, day: str = "2026-11-25") -> str:
    told = json.loads(trainer.run("verify", file, "--date", day, "--json").output)
    return str(told[question]["answer"])


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_renewal_has_new_dates_and_the_same_responses(trainer: CourseFolder) -> None:
    former = one(trainer.folder / "issued", "anna")
    output = trainer.must("renew", former, "--out", "new", SOURCE_DATE_EPOCH=LATER)
    assert "Anna Lind: issued again, until 2028-09-30" in output
    assert "nobody was examined again" in output
    old, new = (credential_in(one(Path(f), "anna").read_bytes()) for f in ("issued", "new"))
    assert new["validFrom"] == "2027-10-01T00:00:00Z" and new["validUntil"][:4] == "2028"
    assert new["id"] != old["id"]
    assert (
        new["credentialStatus"][0]["statusListIndex"]
        != (old["credentialStatus"][0]["statusListIndex"])
    )
    for name in ("identifier", "result", "achievement"):
        assert new["credentialSubject"][name] == old["credentialSubject"][name]
    fresh = one(Path("new"), "anna")
    for day, before in (("2027-10-15", "in-time"), ("2027-12-01", "expired")):
        assert answer(trainer, former, "time", day) == before
        assert answer(trainer, fresh, "time", day) == "in-time"
    for file in (former, fresh):
        assert answer(trainer, file, "status") == "not-revoked"


def test_what_was_renewed_is_not_renewed_twice(trainer: CourseFolder) -> None:
    former = one(trainer.folder / "issued", "anna")
    trainer.must("renew", former, "--out", "new", SOURCE_DATE_EPOCH=LATER)
    before = files(Path("new"))
    one(Path("new"), "anna").unlink()
    assert "issued again before" in trainer.must("renew", former, "--out", "new")
    assert files(Path("new")) == before


def test_all_that_expire_soon_are_renewed_once(trainer: CourseFolder) -> None:
    assert "There is nothing to renew" in trainer.must("renew", "--expiring", "60")
    trainer.must("suspend", one(Path("issued"), "bert"), "--reason", "x")
    trainer.must("renew", "--expiring", "60", "--out", "new", SOURCE_DATE_EPOCH=LATER)
    assert [name[:4] for name in files(Path("new"))] == ["anna"]
    assert "1 certificate." in trainer.must("issued", "--expiring", "60", SOURCE_DATE_EPOCH=LATER)
    again = trainer.must("renew", "--expiring", "60", "--out", "new", SOURCE_DATE_EPOCH=LATER)
    assert len(files(Path("new"))) == 1 and "suspended" in again


def test_what_was_revoked_is_renewed_only_when_that_is_said(trainer: CourseFolder) -> None:
    former = one(Path("issued"), "anna")
    trainer.must("revoke", former, "--reason", "x")
    refused = trainer.run("renew", former, "--out", "new")
    assert refused.exit_code == 1 and "--revoked-too" in refused.output
    assert not Path("new").exists()
    trainer.must("renew", former, "--out", "new", "--revoked-too")
    assert answer(trainer, one(Path("new"), "anna"), "status") == "not-revoked"
    assert answer(trainer, former, "status") == "revoked"


def test_a_corrected_name_is_issued_and_the_wrong_one_revoked(trainer: CourseFolder) -> None:
    former = one(Path("issued"), "anna")
    correct = ("correct", former, "--name", "Anna Lindqvist", "--out", "new")
    output = trainer.must(*correct)
    assert "Revoked:" in output and "Anna Lindqvist: issued again, until 2027-11-20" in output
    fresh = one(Path("new"), "anna-lindqvist")
    assert answer(trainer, former, "status") == "revoked"
    assert answer(trainer, fresh, "status") == "not-revoked"
    assert answer(trainer, fresh, "sheet") == "as-issued"
    assert "The name was corrected." in trainer.must("issued", "--revoked")
    before, listed = files(Path("new")), files(Path("certificates/status"))
    fresh.unlink()
    assert "issued again before" in trainer.must(*correct)
    assert (files(Path("new")), files(Path("certificates/status"))) == (before, listed)


def test_the_record_of_a_corrected_one_gives_the_corrected_certificate(
    trainer: CourseFolder,
) -> None:
    former = one(Path("issued"), "anna")
    trainer.must("correct", former, "--name", "Anna Lindqvist", "--out", "new")
    made = desk.issue(trainer, Path("anna.jwe").read_bytes(), out="again")
    assert made[0].read_bytes() == one(Path("new"), "anna").read_bytes()


def test_a_correction_that_died_half_way_is_ended_by_the_next_run(
    trainer: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = one(Path("issued"), "anna")
    correct = ("correct", former, "--name", "Anna Lindqvist", "--out", "new")

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for where in ("lessonry.credentials.status.standing.note", "lessonry.cli.renew.save"):
        with monkeypatch.context() as patch:
            patch.setattr(where, dies)
            assert trainer.run(*correct).exit_code != 0
    trainer.must(*correct)
    assert answer(trainer, former, "status") == "revoked"
    assert answer(trainer, one(Path("new"), "anna"), "status") == "not-revoked"
    assert "3 certificates." in trainer.must("issued")


@pytest.mark.parametrize(
    "name", ["", "  ", "Anna Lind", "Anna  Lind ", "A" * 201, "😀", "=1", "a\0b"]
)
def test_a_name_that_corrects_nothing_is_refused(trainer: CourseFolder, name: str) -> None:
    result = trainer.run("correct", one(Path("issued"), "anna"), "--name", name)
    assert isinstance(result.exception, UsageError)
    assert answer(trainer, one(Path("issued"), "anna"), "status") == "not-revoked"


def test_another_name_for_what_was_corrected_names_the_last_one(trainer: CourseFolder) -> None:
    former = one(Path("issued"), "anna")
    trainer.must("correct", former, "--name", "Anna Lindqvist", "--out", "new")
    result = trainer.run("correct", former, "--name", "Anna Lindkvist", "--out", "new")
    assert isinstance(result.exception, UsageError)
    last = credential_in(one(Path("new"), "anna").read_bytes())["id"]
    assert last in (result.exception.help or "")


def test_an_achievement_that_is_gone_is_named(trainer: CourseFolder) -> None:
    Path("certificates/achievements/delight.yml").rename("certificates/achievements/other.yml")
    result = trainer.run("renew", one(Path("issued"), "anna"))
    assert result.exit_code == 1
    assert "no such achievement" in result.output


def test_what_is_not_named_is_not_renewed(trainer: CourseFolder) -> None:
    assert isinstance(trainer.run("renew").exception, UsageError)
    unknown = trainer.run("renew", "00000000-0000-4000-8000-000000000000")
    assert "not in the register" in str(unknown.exception)


def test_the_list_is_a_table_for_a_spreadsheet_too(trainer: CourseFolder) -> None:
    desk.issue(trainer, trainer.record("-Cleo ”Cruz”"))
    trainer.must("revoke", one(Path("issued"), "bert"), "--reason", "@import")
    assert "3 certificates in all.csv" in trainer.must("issued", "--csv", "all.csv")
    data = Path("all.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    by_name = {row["learner"]: row for row in rows}
    assert set(by_name) == {"Anna Lind", "Bert Braun", "'-Cleo ”Cruz”"}
    assert by_name["Bert Braun"]["standing"] == "revoked"
    assert by_name["Bert Braun"]["reason"] == "'@import"
    assert by_name["Anna Lind"]["expires"] == "2027-11-20"
    assert trainer.must("issued", "--revoked", "--csv", "some.csv")
    assert len(Path("some.csv").read_text("utf-8").splitlines()) == 2
