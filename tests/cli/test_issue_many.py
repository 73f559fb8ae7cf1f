"""Many records at once: processes, kills, full disks, and the same result whatever happened."""

from __future__ import annotations

import csv
import errno
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lessonry.credentials.issuance import batch
from lessonry.credentials.register import FILE
from lessonry.errors import WorldError
from tests.credentials.course_folder import CourseFolder, write_course

MANY = 30
"""Records: enough for processes of their own."""


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseFolder:
    made = write_course(tmp_path)
    made.must("keys", "new", made.folder)
    monkeypatch.chdir(made.folder)
    return made


def start(trainer: CourseFolder, *more: str) -> subprocess.Popen[str]:
    known = {"LESSONRY_KEYS": str(trainer.keys), "LESSONRY_PASSPHRASE": "geheim"}
    return subprocess.Popen(
        [sys.executable, "-m", "lessonry", "issue", "records", *more],
        cwd=trainer.folder,
        env=os.environ | known,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def registered(trainer: CourseFolder) -> dict[str, tuple[str, bytes]]:
    """Return what the register holds: attempt → file name and certificate."""
    (file,) = trainer.keys.rglob(FILE)
    with sqlite3.connect(file) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        rows = db.execute("select attempt, name, certificate from credentials").fetchall()
    db.close()
    assert len({attempt for attempt, _, _ in rows}) == len(rows)
    return {attempt: (name, certificate) for attempt, name, certificate in rows}


def hand_in(trainer: CourseFolder, count: int = MANY) -> None:
    for number in range(count):
        trainer.hand_in(f"{number:03}.jwe", f"Learner {number}")


def test_processes_issue_what_one_does_in_the_files_order(trainer: CourseFolder) -> None:
    hand_in(trainer)
    trainer.hand_in("007-again.jwe", "Bert", passes=False)
    (trainer.folder / "records/011-broken.jwe").write_bytes(b"x")
    result = trainer.run("issue", "records", "--jobs", "2", "--json", "--letters")
    assert result.exit_code == 1
    said = json.loads(result.output)
    names = [Path(one["file"]).name for one in said["records"]]
    assert names == sorted(names) and len(names) == MANY + 2
    assert said["summary"]["outcomes"] == {"issued": MANY, "not passed": 1, "refused": 1}
    held = registered(trainer)
    assert len(held) == MANY
    for name, certificate in held.values():
        assert (trainer.folder / "issued" / name).read_bytes() == certificate
    assert len(list((trainer.folder / "issued").glob("*.txt"))) == MANY + 1


@pytest.mark.timeout(300)
def test_killed_at_any_moment_it_issues_each_once_and_leaves_no_half_file(
    trainer: CourseFolder,
) -> None:
    hand_in(trainer, 60)
    chance = random.Random(4)
    before: dict[str, tuple[str, bytes]] = {}
    for turn in range(8):
        run = start(trainer, "--jobs", str(1 + turn % 2))
        deadline = time.monotonic() + 90
        # The first kills come at the beginning, the others while certificates are made.
        while turn > 1 and not list(trainer.keys.rglob(f"{FILE}-wal")) and run.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(chance.uniform(0.0, 1.2))
        run.send_signal(signal.SIGKILL)
        run.communicate()
        if list(trainer.keys.rglob(FILE)):
            try:
                now = registered(trainer)
            except sqlite3.OperationalError:
                now = {}  # killed before the register had its tables
            assert before.items() <= now.items()
            before = now
    last = start(trainer)
    said = last.communicate(timeout=120)[0]
    assert last.returncode == 0, said
    held = registered(trainer)
    assert before.items() <= held.items()
    assert len(held) == 60
    there = {file.name: file.read_bytes() for file in (trainer.folder / "issued").iterdir()}
    assert there == dict(held.values())


def test_ctrl_c_ends_with_a_sentence_and_is_resumed(trainer: CourseFolder) -> None:
    hand_in(trainer, 60)
    run = start(trainer, "--jobs", "2", "--report", "report.csv")
    deadline = time.monotonic() + 90
    while not list((trainer.folder).glob(".report.csv.*")):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    time.sleep(1)
    run.send_signal(signal.SIGINT)
    said = run.communicate(timeout=60)[0]
    assert "Traceback" not in said
    if run.returncode != 0:  # it may have been quicker than the signal
        assert run.returncode == 130
        assert "the same command again issues the others" in said
        assert not (trainer.folder / "report.csv").exists()
        assert not list(trainer.folder.glob(".report.csv.*"))
    assert "60 of 60 certified." in trainer.must("issue", "records")


def test_a_full_disk_is_a_sentence_and_nothing_is_lost(
    trainer: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(trainer, 5)
    real, left = os.fsync, iter(range(2))

    def full(handle: int) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr("lessonry.credentials.files.os.fsync", full)
    result = trainer.run("issue", "records")
    assert isinstance(result.exception, WorldError)
    assert "No space left on device" in str(result.exception)
    assert len(list((trainer.folder / "issued").iterdir())) == 2
    monkeypatch.undo()
    monkeypatch.chdir(trainer.folder)
    issued = registered(trainer)
    assert "5 of 5 certified." in trainer.must("issue", "records")
    assert registered(trainer) == issued
    assert len(list((trainer.folder / "issued").iterdir())) == 5


def test_what_a_killed_run_left_beside_the_files_is_swept(trainer: CourseFolder) -> None:
    out = trainer.folder / "issued"
    out.mkdir()
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for name in (f".anna.pdf.{dead.pid}-abcdefgh", f".bert.pdf.{os.getppid()}-abcdefgh", ".other"):
        (out / name).write_bytes(b"half")
    trainer.must("issue", trainer.hand_in("1.jwe"))
    assert sorted(f.name for f in out.glob(".*")) == [
        f".bert.pdf.{os.getppid()}-abcdefgh",
        ".other",
    ]


def test_a_dry_run_says_what_would_happen_and_does_nothing(trainer: CourseFolder) -> None:
    hand_in(trainer, 2)
    trainer.hand_in("3.jwe", "Cleo", passes=False)
    result = trainer.run("issue", "records", "--dry-run", "--letters")
    assert result.exit_code == 1
    assert "2 of 3 would be issued, 0 were before; nothing was done." in result.output
    assert "not passed" in result.output
    assert registered(trainer) == {}
    assert not (trainer.folder / "issued").exists()


def test_a_report_tells_each_record_and_carries_out_nothing(trainer: CourseFolder) -> None:
    trainer.hand_in("1.jwe", "Anna Lind")
    trainer.hand_in("2.jwe", "Bert", passes=False)
    (trainer.folder / "records/3.jwe").write_bytes(b"x")
    (trainer.folder / "records/=cmd.jwe").write_bytes(b"x")
    trainer.run("issue", "records", "--report", "reports/one.csv")
    with (trainer.folder / "reports/one.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [row["outcome"] for row in rows] == ["issued", "not passed", "refused", "refused"]
    assert Path(rows[0]["certificate"]).is_file()
    assert rows[1]["score"] == "0 %"
    assert [file.name for file in (trainer.folder / "reports").iterdir()] == ["one.csv"]
    trainer.run("issue", "=cmd.jwe", "--report", "two.csv")
    result = trainer.run("issue", "records", "--report", "/dev/full/x.csv")
    assert isinstance(result.exception, WorldError)


def test_above_some_hundred_records_the_table_is_a_summary(
    trainer: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lessonry.cli.records.LISTED", 3)
    hand_in(trainer, 5)
    trainer.hand_in("6.jwe", "Bert", passes=False)
    output = trainer.run("issue", "records").output
    assert "Learner 1" not in output and "Bert" in output
    assert "5 of 6 certified." in output
    assert "5 issued, 1 not passed." in output


def test_a_file_that_changes_meanwhile_is_refused(
    trainer: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = trainer.hand_in("1.jwe", "Anna Lind")
    real = batch.Batch.tell

    def late(self, opened):
        trainer.hand_in("1.jwe", "Bert")
        return real(self, opened)

    monkeypatch.setattr(batch.Batch, "tell", late)
    result = trainer.run("issue", file)
    assert result.exit_code == 1 and "changed while it was being issued" in result.output
    assert registered(trainer) == {}
