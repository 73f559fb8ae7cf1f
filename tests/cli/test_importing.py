"""`lessonry import`: all or nothing, nothing written over unasked, nothing lost unsaid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lessonry.credentials import files
from lessonry.errors import WorldError
from tests.cli.runs import called

AIKEN = "Which?\nA) one\nB) two\nANSWER: B\n\nNo answer\nA) x\nB) y\n"
SHEET = "question,choice 1,choice 2,key\nWhich?,one,two,2\n"
PAGE = "# A page\n\n<quiz>\nWhich?\n- [x] one\n- [ ] two\n</quiz>\n\nMore.\n"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with quizzes in it, and files to import beside; the program runs in it."""
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "old.txt").write_text(AIKEN, "utf-8")
    (tmp_path / "sheet.csv").write_text(SHEET, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tree(folder: Path) -> dict[str, str]:
    found = (path for path in (folder / "quizzes").rglob("*") if path.is_file())
    return {path.name: path.read_text("utf-8") for path in found}


def test_quizzes_are_written_and_what_is_left_is_told(
    capsys: pytest.CaptureFixture[str], course: Path
) -> None:
    run = called(capsys)("import", "old.txt", "sheet.csv")
    assert run.code == 0
    assert "old.txt (Aiken): 2 questions: 1 carried over, 1 not carried" in run.out
    assert "not carried: No answer (multichoice, line 6)" in run.out
    assert "No line `ANSWER:` says which choice is right." in run.out
    assert "Together     3 questions: 2 carried over, 1 not carried" in run.out
    assert run.out.rstrip().endswith("Next: lessonry check")
    written = tree(course)
    assert set(written) == {"old.md", "sheet.md"}
    assert written["sheet.md"] == "## Which? { #which }\n\n- ( ) one\n- (x) two\n"
    assert "No answer (multichoice)" in written["old.md"]


def test_a_dry_run_writes_nothing_and_says_what_would_be(
    capsys: pytest.CaptureFixture[str], course: Path
) -> None:
    run = called(capsys)("import", "old.txt", "--dry-run")
    assert run.code == 0 and tree(course) == {}
    assert "old.md would be written: 1 item" in run.out and "without --dry-run" in run.out


def test_nothing_is_written_over_unasked(capsys: pytest.CaptureFixture[str], course: Path) -> None:
    mine = course / "quizzes" / "old.md"
    mine.write_text("mine\n", "utf-8")
    run = called(capsys)("import", "old.txt", "sheet.csv")
    assert run.code == 2 and "there already" in run.err and "--replace" in run.err
    assert tree(course) == {"old.md": "mine\n"}
    run = called(capsys)("import", "old.txt", "sheet.csv", "--dry-run")
    assert run.code == 0 and "old.md would be replaced" in run.out
    run = called(capsys)("import", "old.txt", "sheet.csv", "--replace")
    assert run.code == 0 and "old.md replaced" in run.out
    run = called(capsys)("import", "old.txt", "sheet.csv")
    assert run.code == 0 and "old.md there already, and the same" in run.out


def test_two_files_of_one_name_make_two_quizzes(
    capsys: pytest.CaptureFixture[str], course: Path
) -> None:
    other = course / "other"
    other.mkdir()
    (other / "sheet.csv").write_text(SHEET.replace("Which", "What"), "utf-8")
    run = called(capsys)("import", "sheet.csv", "other/sheet.csv", "./sheet.csv")
    assert run.code == 0
    written = tree(course)
    assert set(written) == {"sheet.md", "sheet-2.md"}
    assert "## What?" in written["sheet-2.md"]


def test_every_file_that_cannot_be_read_is_told_and_nothing_written(
    capsys: pytest.CaptureFixture[str], course: Path
) -> None:
    (course / "empty.gift").write_text("", "utf-8")
    (course / "odd.bin").write_bytes(b"\x00\x01\x02")
    run = called(capsys)("import", "old.txt", "empty.gift", "odd.bin", "gone.xml")
    assert run.code == 2 and tree(course) == {}
    assert "empty.gift is empty" in run.err and "odd.bin looks like none" in run.err
    assert "There is no file gone.xml" in run.err and "Nothing was written" in run.err


def test_where_nothing_can_be_carried_nothing_is_written(
    capsys: pytest.CaptureFixture[str], course: Path
) -> None:
    (course / "bad.txt").write_text("Which?\nA) x\nB) y\n", "utf-8")
    run = called(capsys)("import", "bad.txt", "--from", "aiken")
    assert run.code == 1 and tree(course) == {}
    assert "Nothing could be carried over" in run.out


def test_the_folder_is_named_where_there_is_none_here(
    capsys: pytest.CaptureFixture[str], course: Path
) -> None:
    (course / "quizzes").rmdir()
    run = called(capsys)("import", "sheet.csv")
    assert run.code == 2 and "--into" in run.err
    run = called(capsys)("import", "sheet.csv", "--into", "mine/quizzes")
    assert run.code == 0 and (course / "mine/quizzes/sheet.md").is_file()
    run = called(capsys)("import", "sheet.csv", "--into", "old.txt")
    assert run.code == 2 and "is a file, not a folder" in run.err


def test_a_program_gets_all_of_it_as_json(capsys: pytest.CaptureFixture[str], course: Path) -> None:
    run = called(capsys)("import", "old.txt", "--json")
    told = json.loads(run.out)
    assert run.code == 0 and told["written"] is True
    assert told["counts"] == {"whole": 1, "changed": 0, "left": 1}
    (file,) = told["files"]
    (quiz,) = file["quizzes"]
    assert file["format"] == "aiken" and quiz["state"] == "new" and quiz["items"] == 1
    assert quiz["questions"][1]["original"].startswith("No answer")
    assert [one["code"] for one in quiz["warnings"]] == ["LR140"]


def test_pages_of_mkdocs_quiz_are_rewritten_where_they_are(
    capsys: pytest.CaptureFixture[str], course: Path
) -> None:
    page = course / "page.md"
    page.write_text(PAGE, "utf-8")
    run = called(capsys)("import", "page.md", "--dry-run")
    assert run.code == 0 and page.read_text("utf-8") == PAGE
    assert "-<quiz>" in run.out and "+/// quiz" in run.out
    (course / "quizzes").rmdir()  # of which such pages need none
    run = called(capsys)("import", "page.md")
    assert run.code == 0 and "page.md replaced" in run.out
    text = page.read_text("utf-8")
    assert "<quiz>" not in text and "/// quiz" in text and text.endswith("More.\n")
    assert tree(course) == {}


def test_what_was_written_before_the_disk_was_full_is_as_it_was(
    capsys: pytest.CaptureFixture[str], course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (course / "quizzes" / "old.md").write_text("mine\n", "utf-8")
    real, done = files.write, []

    def write(path: Path, data: bytes) -> None:
        done.append(path.name)
        if done == ["old.md", "sheet.md"]:
            raise WorldError("The disk is full.")
        real(path, data)

    monkeypatch.setattr(files, "write", write)
    run = called(capsys)("import", "old.txt", "sheet.csv", "--replace")
    assert run.code == 3 and "disk is full" in run.err
    assert tree(course) == {"old.md": "mine\n"}
