from __future__ import annotations

import os
import uuid
from pathlib import Path

import pytest

from lessonry.errors import UsageError, WorldError
from tests.credentials.academy import credential_in
from tests.credentials.course_folder import CourseFolder, write_course


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseFolder:
    made = write_course(tmp_path)
    made.must("keys", "new", made.folder)
    monkeypatch.chdir(made.folder)
    return made


def certificates(trainer: CourseFolder) -> list[Path]:
    return sorted((trainer.folder / "issued").glob("*"))


def test_a_pass_becomes_a_certificate(trainer: CourseFolder) -> None:
    output = trainer.must("issue", trainer.hand_in("anna.jwe"))
    (file,) = certificates(trainer)
    assert file.name.startswith("anna-lind-delight-")
    assert "Anna Lind: 100 %, issued" in output
    assert file.name in output
    trainer.must("verify", file)


def test_the_same_record_twice_gives_the_same_file(trainer: CourseFolder) -> None:
    record = trainer.hand_in("anna.jwe")
    trainer.must("issue", record, "--date", "2026-11-22")
    (file,) = certificates(trainer)
    first = file.read_bytes()
    assert "issued before" in trainer.must("issue", record, "--date", "2027-01-01")
    assert certificates(trainer) == [file]
    assert file.read_bytes() == first
    file.unlink()
    trainer.must("issue", record)
    assert file.read_bytes() == first


def test_a_fail_says_what_was_missing_and_issues_nothing(trainer: CourseFolder) -> None:
    result = trainer.run("issue", trainer.hand_in("bert.jwe", "Bert", passes=False))
    assert result.exit_code == 1
    assert "Bert: 0 %" in result.output
    assert "0 of 3 points, and the pass mark asks for 1.8" in result.output
    assert "0 of 1 right  0 of 1 points  Give what nobody asked for (read again: Details)" in (
        result.output
    )
    assert certificates(trainer) == []


def test_one_bad_file_does_not_stop_the_rest(trainer: CourseFolder) -> None:
    trainer.hand_in("1.jwe", "Anna Lind")
    trainer.hand_in("2.jwe", "Bert [bold]Braun[/bold]")
    trainer.hand_in("3.jwe", "Cleo", passes=False)
    trainer.hand_in("4.jwe", "Dora 😀")
    trainer.hand_in("5.jwe", "Emil", version=7)
    records = trainer.folder / "records"
    whole = (records / "1.jwe").read_bytes()
    for name, data in {
        "6": os.urandom(3000), "7": b"", "8": b'{"a":1}', "9": whole[:-20], "91": b"x" * 3_000_000,
        "92": whole.replace(b".", b"", 1),
    }.items():  # fmt: skip
        (records / f"{name}.jwe").write_bytes(data)
    (records / "93.jwe").mkdir()
    (records / "notes.txt").write_text("not a record", "utf-8")
    result = trainer.run("issue", records)
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert len(certificates(trainer)) == 2
    assert "2 of 12 certified." in result.output
    for word in (
        "Bert [bold]Braun[/bold]",
        "not passed",
        "refused",
        "empty",
        "version",
        "GRINNING",
    ):
        assert word in result.output
    assert "notes.txt" not in result.output
    assert "Traceback" not in result.output


def test_a_folder_where_everybody_passed_ends_well(trainer: CourseFolder) -> None:
    for name in ("Anna", "Bert", "Cleo"):
        trainer.hand_in(f"{name}.jwe", name)
    assert "3 of 3 certified." in trainer.must("issue", trainer.folder / "records")


def test_the_date_is_the_one_that_was_asked_for(trainer: CourseFolder) -> None:
    first, second = trainer.hand_in("1.jwe"), trainer.hand_in("2.jwe", "Bert")
    trainer.must("issue", first, "--date", "2026-05-01", "--out", "first")
    trainer.must("issue", second, "--out", "second", SOURCE_DATE_EPOCH="1780000000")
    dates = [
        credential_in(next((trainer.folder / name).iterdir()).read_bytes())["validFrom"]
        for name in ("first", "second")
    ]
    assert dates == ["2026-05-01T00:00:00Z", "2026-05-28T20:26:40Z"]


def test_dates_that_no_code_can_name_are_refused(trainer: CourseFolder) -> None:
    record = trainer.hand_in("1.jwe")
    assert isinstance(trainer.run("issue", record, "--date", "2019-12-31").exception, UsageError)
    assert isinstance(trainer.run("issue", record, SOURCE_DATE_EPOCH="x").exception, WorldError)
    assert trainer.run("issue", record, "--date", "tomorrow").exit_code == 2


def test_a_course_with_errors_issues_nothing(trainer: CourseFolder) -> None:
    record = trainer.hand_in("1.jwe")
    quiz = trainer.folder / "quizzes/final.md"
    quiz.write_text(quiz.read_text("utf-8").replace("(x)", "( )"), "utf-8")
    result = trainer.run("issue", record)
    assert result.exit_code == 1
    assert "LR120" in result.output
    assert certificates(trainer) == []


def test_changed_items_are_named(trainer: CourseFolder) -> None:
    record = trainer.hand_in("1.jwe")
    quiz = trainer.folder / "quizzes/final.md"
    quiz.write_text(quiz.read_text("utf-8").replace("Unasked", "Unasked for"), "utf-8")
    result = trainer.run("issue", record)
    assert result.exit_code == 1
    assert "Changed since the learner saw it: “gift”" in result.output


def test_another_edition_with_the_same_items_is_issued_with_a_note(trainer: CourseFolder) -> None:
    record = trainer.hand_in("1.jwe")
    lesson = trainer.folder / "docs/details.md"
    lesson.write_text(lesson.read_text("utf-8") + "\nMore.\n", "utf-8")
    assert "Taken in edition" in trainer.must("issue", record)


def test_what_is_missing_is_told(trainer: CourseFolder) -> None:
    record = trainer.hand_in("1.jwe")
    assert trainer.run("issue").exit_code == 2
    assert trainer.run("issue", "nowhere.jwe").exit_code == 2
    empty = trainer.folder / "none"
    empty.mkdir()
    assert isinstance(trainer.run("issue", empty).exception, UsageError)
    away = trainer.run("issue", record, LESSONRY_KEYS=str(trainer.folder.parent / "other"))
    assert isinstance(away.exception, UsageError)
    (trainer.folder / "certificates/did.json").unlink()
    assert isinstance(trainer.run("issue", record).exception, UsageError)


@pytest.mark.parametrize("url", ["https://b.example.org/", "https://academy.example.org/d/", None])
def test_keys_of_another_address_issue_nothing(trainer: CourseFolder, url: str | None) -> None:
    record = trainer.hand_in("1.jwe")
    config = trainer.folder / "mkdocs.yml"
    old = "site_url: https://academy.example.org/delight/"
    config.write_text(
        config.read_text("utf-8").replace(old, f"site_url: {url}" if url else ""), "utf-8"
    )
    assert "LR305" in trainer.must("check")
    refused = trainer.run("issue", record).exception
    assert isinstance(refused, UsageError)
    assert "Nothing was issued. Certificates name did:web:academy.example.org:delight" in str(
        refused
    )
    assert "`lessonry keys new`" in (refused.help or "")
    assert certificates(trainer) == []
    # The way out that is named is one.
    (trainer.folder / "certificates/did.json").rename(trainer.folder.parent / "did.json")
    (trainer.folder / "certificates/status").rename(trainer.folder.parent / "status")
    trainer.must("keys", "new", ".", "--another")
    assert "LR305" not in trainer.must("check")
    trainer.must("issue", trainer.hand_in("2.jwe"))


def test_a_bare_key_is_not_the_one_of_a_course_that_has_an_address(tmp_path, monkeypatch) -> None:
    trainer = write_course(tmp_path)
    monkeypatch.chdir(trainer.folder)
    config = trainer.folder / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("site_url", "# site_url"), "utf-8")
    trainer.must("keys", "new")
    record = trainer.hand_in("1.jwe")
    assert "LR305" not in trainer.must("check")
    trainer.must("issue", record)
    config.write_text(text, "utf-8")
    assert "LR305" in trainer.must("check")
    assert "did:key:" in str(trainer.run("issue", record).exception)


def test_a_path_in_the_table_is_never_cut_in_two(trainer: CourseFolder) -> None:
    for name in ("Anna Lind", "Bert " * 18 + "Braun"):
        trainer.hand_in(f"{name[:4]}.jwe", name)
    out = trainer.folder / ("deep-" * 30) / ("deeper-" * 20)
    output = trainer.must("issue", trainer.folder / "records", "--out", out)
    made = sorted(out.iterdir())
    assert len(made) == 2
    assert all(str(file) in output for file in made)
    assert all(line == line.rstrip() for line in output.splitlines())


def test_a_name_that_is_too_long_is_asked_for_shorter(trainer: CourseFolder) -> None:
    long = trainer.run("issue", trainer.hand_in("1.jwe", "Anna " * 30)).output
    assert "again with a shorter name" in long and "in letters" not in long
    assert "with the name in letters" in trainer.run("issue", trainer.hand_in("2.jwe", "😀")).output


def test_the_help_says_how_a_date_is_written(trainer: CourseFolder) -> None:
    for command in ("issue", "verify"):
        help = trainer.must(command, "--help")
        assert "--date YYYY-MM-DD" in help and "%Y" not in help


def test_the_course_may_be_elsewhere(trainer: CourseFolder, tmp_path, monkeypatch) -> None:
    record = trainer.hand_in("1.jwe")
    monkeypatch.chdir(tmp_path)
    trainer.must("issue", record, "--course", trainer.folder, "--out", tmp_path / "out")
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_the_register_stays_off_the_course_folder(trainer: CourseFolder) -> None:
    trainer.must("issue", trainer.hand_in("1.jwe"))
    assert list(trainer.folder.rglob("*.sqlite*")) == []
    assert len(list(trainer.keys.rglob("register.sqlite"))) == 1


def test_of_several_records_of_one_learner_one_is_certified(trainer: CourseFolder) -> None:
    for name, passes, hour in (("1", False, 8), ("2", True, 9), ("3", True, 10)):
        trainer.hand_in(f"{name}.jwe", passes=passes, attempt=attempt(hour))
    trainer.hand_in("4.jwe", "Bert")
    output = trainer.must("issue", trainer.folder / "records")
    assert "2 of 2 certified." in output
    assert output.count("not counted") == 2
    assert "Of 3 attempts, number 2 counts: the best of them (`grading: best`)." in output
    assert len(certificates(trainer)) == 2


def test_where_the_last_attempt_counts_an_earlier_pass_is_none(trainer: CourseFolder) -> None:
    quiz = trainer.folder / "quizzes/final.md"
    text = quiz.read_text("utf-8").replace(
        "mode: exam", "mode: exam\ngrading: last\nmax_attempts: 2"
    )
    quiz.write_text(text, "utf-8")
    first = trainer.hand_in("1.jwe", attempt=attempt(8))
    assert "issued" in trainer.must("issue", first)
    trainer.hand_in("2.jwe", attempt=attempt(9))
    trainer.hand_in("3.jwe", passes=False, attempt=attempt(10))
    result = trainer.run("issue", trainer.folder / "records")
    assert result.exit_code == 1
    assert "A certificate was issued for this attempt before" in result.output
    assert "Of 3 attempts, number 3 counts: the last of them" in result.output
    assert "3 attempts lie here, and the exam allows 2." in result.output
    assert "0 of 1 certified." in result.output


def test_letters_say_the_result_and_what_to_read_again(trainer: CourseFolder) -> None:
    trainer.hand_in("anna.jwe")
    trainer.hand_in("bert.jwe", "Bert", passes=False)
    result = trainer.run("issue", trainer.folder / "records", "--letters")
    assert "2 letters in issued." in result.output
    anna, bert = ((trainer.folder / f"issued/{n}.txt").read_text("utf-8") for n in ("anna", "bert"))
    assert "Dear Anna Lind," in anna and "Your certificate comes with this message." in anna
    assert "Read again" not in anna
    assert "You have 0 of 3 points, and a pass takes 1.8. This was not enough to pass." in bert
    assert "- Give what nobody asked for: 0 of 1 right" in bert
    assert "Read again: Details <https://academy.example.org/delight/details/>" in bert
    assert "You can take the exam again as often as you like." in bert
    assert bert.endswith("\n\nDelight Academy\n")


def test_a_pass_shows_its_result_by_objective_too(trainer: CourseFolder) -> None:
    output = trainer.must("issue", trainer.hand_in("1.jwe"))
    assert "1 of 1 right  1 of 1 points  Give what nobody asked for" in output


def attempt(hour: int) -> dict[str, object]:
    return {
        "id": str(uuid.uuid4()),
        "number": 1,
        "started": f"2026-11-22T{hour:02d}:00:00Z",
        "ended": f"2026-11-22T{hour:02d}:30:00Z",
    }
