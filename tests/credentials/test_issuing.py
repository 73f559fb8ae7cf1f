from __future__ import annotations

import sqlite3
import stat
from dataclasses import replace
from datetime import timedelta

import pytest

from lessonry.credentials import register as register_module
from lessonry.credentials.issuing import Issued, NotPassed
from lessonry.credentials.record import RecordError
from lessonry.credentials.register import Register, save
from lessonry.errors import WorldError
from tests.credentials.academy import Academy, credential_in
from tests.credentials.academy import course as make_course


def test_a_pass_is_issued_and_written_down(academy: Academy) -> None:
    issued = academy.issue()
    entry = issued.entry
    assert not issued.again
    assert entry.name.startswith("anna-lind-delight-")
    assert entry.score == 100
    assert (
        entry.document
        == entry.certificate[entry.certificate.find(entry.document) :][: len(entry.document)]
    )
    assert academy.verifier().verify(entry.certificate).is_well


def test_a_fail_issues_nothing(academy: Academy) -> None:
    with Register(academy.folder) as register:
        result = academy.issuing(register).issue(academy.seal(academy.payload(right=1)))
        assert isinstance(result, NotPassed)
        assert register.taken() == frozenset()


def test_the_same_record_twice_gives_the_same_bytes(academy: Academy) -> None:
    first = academy.issue()
    academy.now += timedelta(days=30)
    again = academy.issue()
    assert again.again
    assert again.entry == first.entry
    assert again.entry.certificate == first.entry.certificate


def test_an_attempt_under_another_name_is_refused(academy: Academy) -> None:
    academy.issue()
    with pytest.raises(RecordError, match=r"issued to “Anna Lind” already.*Bert"):
        academy.issue(academy.payload("Bert"))


def test_two_learners_share_no_place_and_no_identifier(academy: Academy) -> None:
    entries = [academy.issue(academy.payload(attempt=i)).entry for i in range(1, 6)]
    assert len({entry.status_index for entry in entries}) == 5
    assert len({entry.credential for entry in entries}) == 5
    assert len({entry.name for entry in entries}) == 5


def test_what_was_interrupted_is_completed(academy: Academy, tmp_path) -> None:
    # Killed after the register, before the file: the next run writes the same file.
    first = academy.issue().entry
    folder = tmp_path / "issued"
    assert not folder.exists()
    file = save(academy.issue().entry, folder)
    assert file.read_bytes() == first.certificate
    file.write_bytes(first.certificate[:100])
    assert save(academy.issue().entry, folder).read_bytes() == first.certificate


def test_killed_before_the_register_nothing_was_issued(
    academy: Academy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(self: Register, entry: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Register, "add", killed)
        with pytest.raises(KeyboardInterrupt):
            academy.issue()
    assert not academy.issue().again


def test_two_runs_at_once_issue_one_credential(academy: Academy) -> None:
    with Register(academy.folder) as mine, Register(academy.folder) as theirs:
        sealed = academy.seal(academy.payload())
        other = academy.issuing(theirs)
        found = mine.find

        def late(attempt: str):
            entry = found(attempt)
            if entry is None:
                other.issue(sealed)
            return entry

        mine.find = late  # type: ignore[method-assign]
        issued = academy.issuing(mine).issue(sealed)
        assert isinstance(issued, Issued)
        assert issued.again
        assert issued.entry == theirs.find(issued.entry.attempt)


def test_a_place_that_is_taken_meanwhile_is_drawn_again(
    academy: Academy, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = academy.issue().entry
    draws = iter([first.status_index, 7])
    monkeypatch.setattr(Register, "taken", lambda self: frozenset())
    monkeypatch.setattr("secrets.randbelow", lambda most: next(draws))
    assert academy.issue(academy.payload("Bert", attempt=2)).entry.status_index == 7


def test_an_expiry_and_a_hidden_score_are_kept(tmp_path) -> None:
    academy = Academy(folder=tmp_path, course=make_course(valid_for_days=365, show_score=False))
    with academy.sheets:
        pdf = academy.certificate()
    assert credential_in(pdf)["validUntil"] == "2027-11-22T10:00:00Z"
    assert "result" not in credential_in(pdf)["credentialSubject"]
    assert academy.verifier(now=academy.now + timedelta(days=364)).verify(pdf).is_well


def test_the_address_is_left_out_where_the_trainer_says_so(academy: Academy) -> None:
    pdf = academy.issue(with_email=False).entry.certificate
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
    issued = academy.issue(payload)
    assert len(issued.notes) == 1
    assert issued.entry.edition == "0123456789abcdef"


def test_the_register_is_for_its_owner_only(academy: Academy) -> None:
    academy.issue()
    with Register(academy.folder):
        for file in academy.folder.glob("register.sqlite*"):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_broken_or_newer_register_is_a_sentence(academy: Academy) -> None:
    academy.issue()
    file = academy.folder / register_module.FILE
    with sqlite3.connect(file) as db:
        db.execute("pragma user_version = 99")
    db.close()
    with pytest.raises(WorldError, match="newer lessonry"):
        Register(academy.folder)
    file.write_bytes(b"no database at all, but long enough" * 100)
    with pytest.raises(WorldError, match="cannot be used"):
        Register(academy.folder)
