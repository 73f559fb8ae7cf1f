from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from lessonry.credentials import register as module
from lessonry.credentials.register import CARRIED, FILE, Entry, Register
from lessonry.errors import WorldError
from tests.credentials.academy import Academy

SCHEMA_1 = """
create table credentials (
    attempt text primary key, record text not null, credential text not null unique,
    learner text not null, email text, course text not null, quiz text not null,
    achievement text not null, edition text not null, level integer not null,
    score integer not null, issued text not null, expires text,
    status_index integer not null unique, document blob not null, certificate blob not null,
    name text not null
);
"""


def old_register(folder: Path, entry: Entry) -> Path:
    """Write a register as lessonry 0.1 did."""
    file = folder / FILE
    for left in folder.glob(f"{FILE}*"):
        left.unlink()
    with closing(sqlite3.connect(file)) as db:
        db.execute("pragma journal_mode = wal")
        db.executescript(SCHEMA_1)
        marks = ", ".join("?" * len(CARRIED))
        values = [getattr(entry, column) for column in CARRIED]
        db.execute(f"insert into credentials ({', '.join(CARRIED)}) values ({marks})", values)
        db.execute("pragma user_version = 1")
        db.commit()
    return file


def test_an_older_register_is_carried_over_and_kept_beside(academy: Academy) -> None:
    entry = academy.issue().entry
    old_register(academy.folder, entry)
    with Register(academy.folder) as register:
        assert register.find(entry.attempt) == entry
        assert register.database.execute("select count(*) from standing").fetchone() == (0,)
        assert register.database.execute("select count(*) from mails").fetchone() == (0,)
    kept = academy.folder / "register-schema-1.sqlite"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with closing(sqlite3.connect(kept)) as db:
        assert db.execute("select attempt from credentials").fetchall() == [(entry.attempt,)]
        assert db.execute("pragma user_version").fetchone() == (1,)
    assert academy.issue().entry == entry
    assert not [file.name for file in academy.folder.glob(".*")]


def test_a_register_that_cannot_be_carried_over_stays_as_it_was(
    academy: Academy, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = academy.issue().entry
    file = old_register(academy.folder, entry)
    monkeypatch.setattr(module, "TABLES", (*module.TABLES, "create nonsense"))
    with pytest.raises(WorldError, match="cannot be used"):
        Register(academy.folder)
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("pragma user_version").fetchone() == (1,)
        assert db.execute("select attempt from credentials").fetchall() == [(entry.attempt,)]
    monkeypatch.undo()
    assert academy.issue().entry == entry


def test_of_several_credentials_of_an_attempt_the_last_is_found(academy: Academy) -> None:
    first = academy.issue().entry
    second = replace(first, reissue=1, credential="urn:uuid:2", status_index=1, learner="Anna L.")
    with Register(academy.folder) as register:
        assert register.add(second)
        assert not register.add(replace(second, credential="urn:uuid:3", status_index=2))
        assert register.find(first.attempt) == second
        known = register.known(first.attempt)
        assert known is not None and known.learner == "Anna L."


def test_of_many_those_that_are_taken_are_told_and_the_others_written(academy: Academy) -> None:
    first = academy.issue().entry
    others = [
        replace(first, attempt=f"{n}", credential=f"urn:uuid:{n}", status_index=n) for n in range(3)
    ]
    with Register(academy.folder) as register:
        assert register.add_all([others[0], first, others[1], others[0]]) == [
            True, False, True, False
        ]  # fmt: skip
        assert {0, 1} <= register.taken()


def test_an_interrupted_write_writes_nothing(academy: Academy) -> None:
    first = academy.issue().entry

    def entries():
        yield replace(first, attempt="x", credential="urn:uuid:x", status_index=5)
        raise KeyboardInterrupt

    with Register(academy.folder) as register:
        with pytest.raises(KeyboardInterrupt):
            register.add_all(entries())
        assert register.find("x") is None
        assert register.add(replace(first, attempt="y", credential="urn:uuid:y", status_index=6))
