from __future__ import annotations

import os
from pathlib import Path

import pytest

from lessonry.credentials.issuance import steps
from lessonry.credentials.issuance.batch import Batch, Orders, Told
from lessonry.credentials.issuance.workers import Workers
from lessonry.credentials.register import Register
from lessonry.errors import WorldError
from tests.credentials.academy import Academy


def run(academy: Academy, files: list[Path], register: Register, processes: int = 0) -> list[Told]:
    made = academy.office()
    with Workers(made, processes) as workers:
        orders = Orders(out=academy.folder / "issued")
        batch = Batch(office=made, register=register, workers=workers, orders=orders)
        return list(batch.tell(list(batch.open(files))))


def hand_in(academy: Academy, number: int) -> Path:
    file = academy.folder / f"{number}.jwe"
    payload = academy.payload(f"Learner {number}", attempt=number)
    payload["learner"]["email"] = None
    file.write_bytes(academy.seal(payload))
    return file


def test_what_another_run_takes_meanwhile_is_issued_once(
    academy: Academy, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [hand_in(academy, number) for number in (1, 2)]
    with Register(academy.folder) as register, Register(academy.folder) as theirs:
        real = register.add_all

        def late(entries):
            # The other run issues the first, and takes the place of the second.
            monkeypatch.setattr(register, "add_all", real)
            entries = list(entries)
            (other,) = run(academy, files[:1], theirs)
            theirs.database.execute(
                "update credentials set status_index = ? where credential = ?",
                (entries[1].status_index, other.credential),
            )
            return real(entries)

        monkeypatch.setattr(register, "add_all", late)
        first, second = run(academy, files, register)
        assert (first.outcome, second.outcome) == ("issued before", "issued")
        assert len(register.taken()) == 2
        for told in (first, second):
            entry = register.find(told.attempt)
            assert entry is not None
            assert Path(told.result).read_bytes() == entry.certificate
            assert academy.verifier().verify(entry.certificate).is_well


def test_a_record_that_lies_there_twice_is_issued_once(academy: Academy) -> None:
    files = [hand_in(academy, 1), academy.folder / "copy.jwe"]
    files[1].write_bytes(files[0].read_bytes())
    with Register(academy.folder) as register:
        told = run(academy, files, register)
        assert [one.outcome for one in told] == ["issued", "issued before"]
        assert told[0].credential == told[1].credential


def test_what_is_told_of_a_record_is_thought_of_when_its_turn_comes(
    academy: Academy, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [hand_in(academy, number) for number in (1, 2, 3)]
    files[1].write_bytes(b"x")
    happened = []
    plan = Batch._plan

    def noted(self, one, *more):
        happened.append(f"plan {one.file.stem}")
        return plan(self, one, *more)

    def worked(press, office, job):
        happened.append(f"work {job.file.stem}")
        return steps.work(press, office, job)

    monkeypatch.setattr(Batch, "_plan", noted)
    monkeypatch.setattr("lessonry.credentials.issuance.batch.work", worked)
    with Register(academy.folder) as register:
        told = run(academy, files, register)
    assert [one.outcome for one in told] == ["issued", "refused", "issued"]
    assert happened == ["plan 1", "work 1", "plan 3", "work 3"]


def test_a_process_that_is_ended_from_outside_is_a_sentence(academy: Academy) -> None:
    with (
        Workers(academy.office(), 2) as workers,
        pytest.raises(WorldError, match="was ended from outside"),
    ):
        list(workers.each(die, [1, 2]))


def die(*_: object) -> None:
    os._exit(9)


def test_a_pdf_file_without_a_record_is_a_sentence(academy: Academy) -> None:
    press = academy.press()
    file = academy.folder / "one.pdf"
    file.write_bytes(academy.certificate())
    found = steps.look(press, academy.office(), file)
    assert isinstance(found, steps.Fault)
    assert "carries no completion record" in found.message
    file.write_bytes(b"%PDF-1.7\n" + b"x" * 21_000_000)
    found = steps.look(press, academy.office(), file)
    assert isinstance(found, steps.Fault) and "larger than 20 MB" in found.message
