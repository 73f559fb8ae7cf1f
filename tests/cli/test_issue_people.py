"""Who gets a certificate: rosters, codes, level 1 files, and what is odd about records."""

from __future__ import annotations

import csv
import json
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lessonry.credentials import certificate
from lessonry.credentials.issuance import editions, invitations
from lessonry.domain.concealment import conceal
from lessonry.domain.identity import fingerprint
from lessonry.errors import UsageError
from tests.credentials.academy import credential_in
from tests.credentials.course_folder import CourseFolder, write_course


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseFolder:
    made = write_course(tmp_path)
    made.must("keys", "new", made.folder)
    monkeypatch.chdir(made.folder)
    return made


def roster(trainer: CourseFolder, text: str) -> Path:
    file = trainer.folder.parent / "people.csv"
    file.write_text(text, "utf-8")
    return file


def attempt(started: str = "2026-11-22T09:00:00Z", minutes: int = 30, number: int = 1, **more):
    ended = datetime.fromisoformat(started.replace("Z", "+00:00")) + timedelta(minutes=minutes)
    return {
        "id": str(uuid.uuid4()), "number": number, "started": started,
        "ended": ended.strftime("%Y-%m-%dT%H:%M:%SZ"),
    } | more  # fmt: skip


def odd(trainer: CourseFolder, *arguments: str) -> dict[str, set[str]]:
    said = json.loads(trainer.run("issue", "records", "--json", *arguments).output)
    return {one["learner"]: {sign["kind"] for sign in one["odd"]} for one in said["records"]}


def test_who_is_not_on_the_roster_is_held_back_with_the_nearest(trainer: CourseFolder) -> None:
    trainer.hand_in("1.jwe", "Anna Lind")
    trainer.hand_in("2.jwe", "Bert Brown")
    people = roster(trainer, "name;e-mail\nLIND Anna;\nBert Braun;bert@b.example\n")
    result = trainer.run("issue", "records", "--roster", people)
    assert result.exit_code == 1
    assert "held back" in result.output
    assert "Did you mean “Bert Braun” (people.csv:3)?" in result.output
    assert "1 of 2 certified." in result.output
    assert "1 held back: mend the roster" in result.output
    output = trainer.must("issue", "records", "--roster", people, "--accept", "BERT brown")
    assert "2 of 2 certified." in output and "issued before" in output


def test_an_attempt_can_be_accepted_by_its_identifier(trainer: CourseFolder) -> None:
    made = attempt()
    file = trainer.hand_in("1.jwe", "Zoe", attempt=made)
    people = roster(trainer, "name\nAnna\n")
    assert "Zoe: 100 %, held back" in trainer.run("issue", file, "--roster", people).output
    trainer.must("issue", file, "--roster", people, "--accept", made["id"])


def test_who_did_not_pass_is_not_held_back(trainer: CourseFolder) -> None:
    trainer.hand_in("1.jwe", "Zoe", passes=False)
    output = trainer.run("issue", "records", "--roster", roster(trainer, "name\nAnna\n")).output
    assert "pass mark" in output and "held back" not in output


def test_a_roster_with_faults_issues_nothing(trainer: CourseFolder) -> None:
    trainer.hand_in("1.jwe")
    people = roster(trainer, "name,e-mail\nAnna Lind,anna\n")
    result = trainer.run("issue", "records", "--roster", people)
    assert isinstance(result.exception, UsageError)
    assert "people.csv:2" in str(result.exception)
    assert not (trainer.folder / "issued").exists()


def test_codes_are_made_linked_and_known_again(trainer: CourseFolder) -> None:
    people = roster(trainer, "name,e-mail,code\nAnna Lind,a@b.example,\nBert,,MY-OWN\n")
    output = trainer.must("codes", "make", "--roster", people, "--out", "invited.csv")
    assert "1 code made" in output
    trainer.must("codes", "link", "--roster", "invited.csv", "--out", "links.csv")
    with (trainer.folder / "links.csv").open(encoding="utf-8-sig", newline="") as opened:
        anna, bert = csv.DictReader(opened)
    assert bert["code"] == "MYOWN"
    assert invitations.is_sound(invitations.read(anna["code"]))
    assert anna["link"] == f"https://academy.example.org/delight/exam/#code={anna['code']}"
    file = trainer.hand_in("1.jwe", "Änni", code=anna["code"].lower().replace("-", " "))
    assert "issued" in trainer.must("issue", file, "--roster", "invited.csv")


def test_codes_that_were_given_out_are_not_written_over(trainer: CourseFolder) -> None:
    people = roster(trainer, "name\nAnna Lind\n")
    invited = trainer.folder / "invited.csv"
    trainer.must("codes", "make", "--roster", people, "--out", invited)
    given = invited.read_bytes()
    again = trainer.run("codes", "make", "--roster", people, "--out", invited)
    assert isinstance(again.exception, UsageError)
    assert "may hold codes that people have been given" in str(again.exception)
    assert invited.read_bytes() == given
    invited.write_bytes(given + b"Bert Brown,,\r\n")
    trainer.must("codes", "make", "--roster", invited, "--out", "more.csv")
    assert (trainer.folder / "more.csv").read_bytes().startswith(given)


def test_links_need_codes_and_an_exam(trainer: CourseFolder) -> None:
    people = roster(trainer, "name\nAnna Lind\n")
    call = ("codes", "link", "--roster", people, "--out", "links.csv")
    assert "people.csv:2: “Anna Lind” has no code" in str(trainer.run(*call).exception)
    assert "no exam “x”" in str(trainer.run(*call, "--quiz", "x").exception)


def test_a_code_that_came_twice_is_shown(trainer: CourseFolder) -> None:
    trainer.hand_in("1.jwe", "Anna", code="AAA-1")
    trainer.hand_in("2.jwe", "Bert", code="aaa1")
    trainer.hand_in("3.jwe", "Cleo", code="BBB")
    found = odd(trainer)
    assert {name for name, kinds in found.items() if "code-used-twice" in kinds} == {"Anna", "Bert"}


def test_a_level_1_certificate_with_its_record_becomes_level_2(trainer: CourseFolder) -> None:
    record = trainer.record("Anna Lind")
    stream = b"%d 0 obj\n<</Type /EmbeddedFile /Length %d>>\nstream\n%s\nendstream\nendobj\n"
    course = trainer.folder / "level1.pdf"
    parts = [stream % (n, len(data), data) for n, data in enumerate((b"{}", record), 1)]
    course.write_bytes(b"%PDF-1.7\n" + b"".join(parts))
    assert "Anna Lind: 100 %, issued" in trainer.must("issue", course)
    (file,) = (trainer.folder / "issued").iterdir()
    assert credential_in(file.read_bytes())["evidence"][0]["name"] == "Level 2: countersigned"
    refused = trainer.run("issue", file)
    assert "carries no completion record" in refused.output
    assert certificate.credential_in(file.read_bytes())


def test_the_same_wrong_responses_are_shown_and_right_ones_only_counted(
    trainer: CourseFolder,
) -> None:
    one_wrong = trainer.course.exams[0].items
    wrong = [["a"], ["c"], ["thanks"]]
    items = [
        {"id": item.identifier, "fingerprint": fingerprint(conceal(item)), "response": given}
        for item, given in zip(one_wrong, wrong, strict=True)
    ]
    trainer.hand_in("1.jwe", "Anna", items=items)
    trainer.hand_in("2.jwe", "Bert", items=items)
    trainer.hand_in("3.jwe", "Cleo")
    trainer.hand_in("4.jwe", "Dora")
    result = trainer.run("issue", "records")
    assert "All 3 responses are those of “Bert”; 1 response is the same wrong one." in result.output
    assert "those of “Dora”" not in result.output
    assert "2 records have the responses of another, all right: no sign" in result.output


def test_impossible_times_are_shown_and_nothing_is_refused(trainer: CourseFolder) -> None:
    soon = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    trainer.hand_in("1.jwe", "Anna", attempt=attempt(soon))
    trainer.hand_in("2.jwe", "Bert", attempt=attempt(minutes=0))
    trainer.hand_in("3.jwe", "Cleo")
    found = odd(trainer)
    assert "in-future" in found["Anna"]
    assert "too-fast" in found["Bert"]
    assert not found["Cleo"] & {"in-future", "too-fast"}
    assert len(list((trainer.folder / "issued").iterdir())) == 3


def test_a_build_is_noted_and_odd_editions_are_shown(trainer: CourseFolder) -> None:
    trainer.must("build", "--site-dir", trainer.folder.parent / "site")
    (place,) = trainer.keys.iterdir()
    (edition,) = editions.known(place)
    assert edition == trainer.course.edition
    trainer.hand_in("1.jwe", "Anna", attempt=attempt("2020-01-01T10:00:00Z"))
    trainer.hand_in("2.jwe", "Bert", edition="f" * 16)
    found = odd(trainer)
    assert "before-edition" in found["Anna"]
    assert "unknown-edition" in found["Bert"] and "unknown-edition" not in found["Anna"]


def test_an_attempt_that_says_two_things_and_too_many_attempts_are_shown(
    trainer: CourseFolder,
) -> None:
    quiz = trainer.folder / "quizzes/final.md"
    quiz.write_text(quiz.read_text("utf-8").replace("mode: exam", "mode: exam\nmax_attempts: 2"))
    same = attempt(number=3)
    trainer.hand_in("1.jwe", "Anna", attempt=same)
    trainer.hand_in("2.jwe", "Bert", attempt=same)
    found = odd(trainer)
    assert "too-many-attempts" in found["Anna"]
    assert "other-content" in found["Bert"]
