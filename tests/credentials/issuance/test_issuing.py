"""One record after another, as `lessonry issue` takes them, and the register they stand in."""

from __future__ import annotations

import sqlite3
import stat
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from lessonry.credentials import register as register_module
from lessonry.credentials.issuance import batch
from lessonry.credentials.issuance.batch import Told
from lessonry.credentials.register import Entry, Register
from lessonry.domain.quiz import PassMark
from lessonry.errors import WorldError
from tests.credentials.academy import Academy, choice_item, credential_in
from tests.credentials.academy import course as make_course
from tests.credentials.batches import tell


def hand_in(academy: Academy, payload: Any = None, file: str = "record.jwe") -> Path:
    record = academy.folder / file
    record.write_bytes(academy.seal(payload or academy.payload()))
    return record


def issue(academy: Academy, *payloads: Any, **changes: Any) -> list[Told]:
    files = [hand_in(academy, one, f"{n}.jwe") for n, one in enumerate(payloads or [None])]
    with Register(academy.folder) as register:
        office = academy.office(**changes)
        return tell(office, academy.sheets, register, files, academy.folder / "issued")


def written(academy: Academy, told: Told) -> Entry:
    with Register(academy.folder) as register:
        entry = register.find(told.attempt)
    assert entry is not None and entry.credential == told.credential
    return entry


def taken(academy: Academy) -> frozenset[int]:
    with Register(academy.folder) as register:
        return register.taken()


def test_a_pass_is_issued_and_written_down(academy: Academy) -> None:
    (told,) = issue(academy)
    assert told.outcome == "issued" and told.is_well and told.score == "100 %"
    entry = written(academy, told)
    assert entry.name.startswith("anna-lind-delight-")
    assert entry.score == 100
    assert entry.document in entry.certificate
    assert Path(told.result) == academy.folder / "issued" / entry.name
    assert Path(told.result).read_bytes() == entry.certificate
    assert academy.verifier().verify(entry.certificate).is_well


def test_a_fail_issues_nothing(academy: Academy) -> None:
    (told,) = issue(academy, academy.payload(right=1))
    assert told.outcome == "not passed" and not told.is_well
    assert taken(academy) == frozenset()
    assert not (academy.folder / "issued").exists()


def test_the_same_record_twice_gives_the_same_bytes(academy: Academy) -> None:
    (told,) = issue(academy)
    first = written(academy, told)
    academy.now += timedelta(days=30)
    (again,) = issue(academy)
    assert again.outcome == "issued before"
    assert written(academy, again) == first
    assert Path(again.result).read_bytes() == first.certificate


def test_an_attempt_under_another_name_is_refused(academy: Academy) -> None:
    (first,) = issue(academy)
    (told,) = issue(academy, academy.payload("Bert"))
    assert told.outcome == "refused" and not told.is_well and not told.result
    assert "issued to “Anna Lind” already" in told.lines[0] and "Bert" in told.lines[0]
    assert "`lessonry correct`" in told.lines[1]
    assert told.learner == "Bert"
    assert written(academy, first).learner == "Anna Lind"


def test_an_attempt_with_other_answers_is_refused(academy: Academy) -> None:
    (first,) = issue(academy)
    (told,) = issue(academy, academy.payload(right=3))
    assert told.outcome == "refused" and "says something else" in told.lines[0]
    assert written(academy, first).score == 100


def test_two_learners_share_no_place_and_no_identifier(academy: Academy) -> None:
    payloads = [academy.payload(attempt=number) for number in range(1, 6)]
    for number, payload in enumerate(payloads):
        payload["learner"]["email"] = f"anna{number}@example.org"
    entries = [written(academy, told) for told in issue(academy, *payloads)]
    assert len({entry.status_index for entry in entries}) == 5
    assert len({entry.credential for entry in entries}) == 5
    assert len({entry.name for entry in entries}) == 5


def test_what_was_interrupted_is_completed(
    academy: Academy, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Killed after the register, before the file: the next run writes the same file.
    def killed(entry: Entry, folder: Path) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(batch, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            issue(academy)
    assert len(taken(academy)) == 1
    assert not (academy.folder / "issued").exists()
    (told,) = issue(academy)
    assert told.outcome == "issued before"
    file, first = Path(told.result), written(academy, told).certificate
    assert file.read_bytes() == first
    file.write_bytes(first[:100])
    issue(academy)
    assert file.read_bytes() == first


def test_killed_before_the_register_nothing_was_issued(
    academy: Academy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(self: Register, entries: object) -> list[bool]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Register, "add_all", killed)
        with pytest.raises(KeyboardInterrupt):
            issue(academy)
    assert taken(academy) == frozenset()
    assert not (academy.folder / "issued").exists()
    assert issue(academy)[0].outcome == "issued"


@pytest.mark.parametrize(("name", "outcome"), [("Anna Lind", "issued before"), ("Bert", "refused")])
def test_two_runs_at_once_issue_one_credential(
    academy: Academy, monkeypatch: pytest.MonkeyPatch, name: str, outcome: str
) -> None:
    real = Register.add_all
    theirs: list[Told] = []

    def late(self: Register, entries: list[Entry]) -> list[bool]:
        monkeypatch.setattr(Register, "add_all", real)
        theirs.extend(issue(academy, academy.payload("Anna Lind")))
        return real(self, entries)

    monkeypatch.setattr(Register, "add_all", late)
    (told,) = issue(academy, academy.payload(name))
    assert told.outcome == outcome
    assert [one.outcome for one in theirs] == ["issued"]
    assert len(taken(academy)) == 1
    entry = written(academy, theirs[0])
    assert Path(theirs[0].result).read_bytes() == entry.certificate
    assert told.result == ("" if outcome == "refused" else theirs[0].result)


def test_a_place_that_is_taken_meanwhile_is_drawn_again(
    academy: Academy, monkeypatch: pytest.MonkeyPatch
) -> None:
    (told,) = issue(academy)
    draws = iter([written(academy, told).status_index, 7])
    monkeypatch.setattr(Register, "taken", lambda self: frozenset())
    monkeypatch.setattr("secrets.randbelow", lambda most: next(draws))
    (other,) = issue(academy, academy.payload("Bert", attempt=2))
    assert other.outcome == "issued"
    assert written(academy, other).status_index == 7


def test_an_expiry_and_a_hidden_score_are_kept(tmp_path) -> None:
    academy = Academy(folder=tmp_path, course=make_course(valid_for_days=365, show_score=False))
    with academy.sheets:
        pdf = academy.certificate()
    assert credential_in(pdf)["validUntil"] == "2027-11-22T10:00:00Z"
    assert "result" not in credential_in(pdf)["credentialSubject"]
    assert academy.verifier(now=academy.now + timedelta(days=364)).verify(pdf).is_well


def test_the_address_is_left_out_where_the_trainer_says_so(academy: Academy) -> None:
    (told,) = issue(academy, with_email=False)
    pdf = written(academy, told).certificate
    assert len(credential_in(pdf)["credentialSubject"]["identifier"]) == 1


def test_a_course_without_a_place_issues_too(tmp_path) -> None:
    academy = Academy(folder=tmp_path, course=make_course(url=None))
    with academy.sheets:
        pdf = academy.certificate()
    assert credential_in(pdf)["issuer"]["id"].startswith("did:key:z6Mk")
    assert academy.verifier().verify(pdf).is_well


def test_an_older_edition_is_issued_with_a_note(academy: Academy) -> None:
    payload = academy.payload()
    academy.course = replace(academy.course, edition="f" * 16)
    (told,) = issue(academy, payload)
    assert told.outcome == "issued"
    assert sum("edition" in line for line in told.lines) == 1
    assert written(academy, told).edition == "0123456789abcdef"


def test_what_was_certified_stays_so_whatever_became_of_the_exam(academy: Academy) -> None:
    payload = academy.payload(right=3)
    (first,) = issue(academy, payload)
    exam = academy.course.quizzes[0]
    section = replace(exam.sections[0], items=(choice_item("new", "New?"),))
    academy.course = replace(academy.course, quizzes=(replace(exam, sections=(section,)),))
    (again, other) = issue(academy, payload, payload_of_another(payload))
    assert (again.outcome, again.score) == ("issued before", "75 %")
    assert again.result == first.result and written(academy, again).score == 75
    assert other.outcome == "refused" and other.lines


def payload_of_another(payload: Any) -> Any:
    attempt = payload["attempt"] | {"id": "00000000-0000-4000-8000-0000000000ff"}
    return payload | {"attempt": attempt, "learner": {"name": "Bert", "email": None}}


def test_a_pass_mark_that_was_raised_since_takes_nothing_back(academy: Academy) -> None:
    (first,) = issue(academy, academy.payload(right=3))
    exam = replace(academy.course.quizzes[0], pass_mark=PassMark(value=Fraction(1)))
    academy.course = replace(academy.course, quizzes=(exam,))
    (again,) = issue(academy, academy.payload(right=3))
    assert again.outcome == "issued before" and again.is_well
    assert again.credential == first.credential


def test_the_register_is_for_its_owner_only(academy: Academy) -> None:
    issue(academy)
    with Register(academy.folder):
        for file in academy.folder.glob("register.sqlite*"):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_broken_or_newer_register_is_a_sentence(academy: Academy) -> None:
    issue(academy)
    file = academy.folder / register_module.FILE
    with sqlite3.connect(file) as db:
        db.execute("pragma user_version = 99")
    db.close()
    with pytest.raises(WorldError, match="newer lessonry"):
        Register(academy.folder)
    file.write_bytes(b"no database at all, but long enough" * 100)
    with pytest.raises(WorldError, match="cannot be used"):
        Register(academy.folder)
