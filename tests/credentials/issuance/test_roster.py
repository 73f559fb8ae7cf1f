from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.credentials.issuance import invitations, roster
from lessonry.credentials.issuance.roster import Person, folded
from lessonry.domain.attempt import Attempt, Learner
from lessonry.errors import UsageError
from tests.credentials.academy import NOW


def attempt(name: str, email: str | None = None, code: str | None = None) -> Attempt:
    return Attempt(
        identifier="1", course="c", quiz="q", edition="", learner=Learner(name=name, email=email),
        started=NOW, ended=NOW, code=code, given=(),
    )  # fmt: skip


def read(folder: Path, text: str | bytes) -> roster.Roster:
    file = folder / "people.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return roster.read(file)


def refused(folder: Path, text: str | bytes) -> str:
    with pytest.raises(UsageError) as raised:
        read(folder, text)
    return str(raised.value)


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_list_is_read_as_spreadsheets_write_it(tmp_path: Path, between: str, mark: str) -> None:
    rows = (("E-Mail", "Group", "NAME"), ("a@b.example", "1", "Anna Lind"), ("", "", ""))
    text = mark + "\r\n".join(between.join(row) for row in rows) + "\r\n"
    (person,) = read(tmp_path, text).people
    assert (person.name, person.email, person.line) == ("Anna Lind", "a@b.example", 2)


def test_a_spreadsheets_word_for_what_stands_between_is_no_heading(tmp_path: Path) -> None:
    (person,) = read(tmp_path, "\ufeffsep=;\r\nName;E-Mail\r\nAnna;a@b.c\r\n").people
    assert (person.name, person.line) == ("Anna", 3)


def test_first_and_last_names_make_a_name(tmp_path: Path) -> None:
    (person,) = read(tmp_path, "Surname,First name\nLind,Anna\n").people
    assert person.name == "Anna Lind"


def test_another_encoding_is_read_with_a_warning(tmp_path: Path) -> None:
    found = read(tmp_path, "name\nBjörn Ås\n".encode("cp1252"))
    assert found.people[0].name == "Björn Ås"
    assert "people.csv:2: the roster is not UTF-8" in found.notes[0]
    assert read(tmp_path, "name\nBjörn\n".encode("utf-16")).people[0].name == "Björn"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("Anna Lind\nBert\n", "people.csv:1: the first line names no column"),
        ("name\n", "names nobody"),
        ("name,e-mail\nAnna,anna\n", "people.csv:2: “anna” is not an e-mail address"),
        ("name,e-mail\nA,a@b.c\nB,A@b.c\n", "people.csv:3: the address “A@b.c” stands in line 2"),
        ("code\n7K2\n7k-2\n", "people.csv:3: the code “7K2” stands in line 2"),
        ("name,e-mail\nA,a@b.c,x\n", "people.csv:2: the line has 3 cells"),
        ('name,code\n"A\nB",1\n"C",1\n', "people.csv:4: the code “1” stands in line 2"),
        ('name\nBert\n"Anna\nLind', "people.csv:3: this is no CSV: unexpected end of data"),
        ('name,e-mail\n"A" B,1\n', "people.csv:2: this is no CSV"),
        ("name,e-mail\nAnna,anna@\n", "people.csv:2: “anna@” is not an e-mail address"),
        ("name,e-mail\nAnna,a@b@c\n", "people.csv:2: “a@b@c” is not an e-mail address"),
        (b"PK\x03\x04xlsx", "is a spreadsheet"),
        (b"name\n\0\0", "is no text file"),
        ("name,e-mail\nAnna\n,,\n,\n , \n", None),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, text, said: str | None) -> None:
    if said is None:
        assert len(read(tmp_path, text).people) == 1
    else:
        assert said in refused(tmp_path, text)


@given(st.binary(max_size=200))
def test_whatever_the_file_holds_there_is_a_sentence(tmp_path_factory, data: bytes) -> None:
    with suppress(UsageError):
        read(tmp_path_factory.getbasetemp(), b"name,e-mail,code\n" + data)


def test_a_code_counts_before_an_address_and_that_before_a_name() -> None:
    people = (
        Person(name="Anna Lind", email="anna@b.example", code="AAA", line=2),
        Person(name="Bert Braun", email="bert@b.example", code="BBB", line=3),
    )
    listed = roster.Roster(people, "people.csv")
    assert listed.find(attempt("Bert Braun", "bert@b.example", "a-a-a")) is people[0]
    assert listed.find(attempt("Somebody", "Bert@B.example")) is people[1]
    assert listed.find(attempt("LIND, ANNA")) is people[0]
    assert "Its code CCC is not on the roster" in str(
        listed.find(attempt("Anna Lind", None, "ccc"))
    )
    assert "and the record says other@" in str(listed.find(attempt("Anna Lind", "other@b.example")))


def test_who_is_not_there_is_shown_the_nearest() -> None:
    listed = roster.Roster((Person(name="Søren Kierkegård", line=7),), "people.csv")
    found = listed.find(attempt("Soren Kirkegard"))
    assert found == (
        "“Soren Kirkegard” is not on the roster. Did you mean “Søren Kierkegård” (people.csv:7)?"
    )
    assert listed.find(attempt("Xenia")) == "“Xenia” is not on the roster."


def test_two_of_one_name_are_not_guessed() -> None:
    listed = roster.Roster((Person(name="Anna", line=2), Person(name="anna", line=3)), "p.csv")
    assert "has 2 people of that name (lines 2, 3)" in str(listed.find(attempt("Anna")))


def test_names_are_the_same_without_case_accents_and_order() -> None:
    assert folded("Łukasz Żółć-Őri") == folded("őri ZOLC  LUKASZ")
    assert folded("李小龍") != folded("李小")
    assert folded("محمد علي") == folded("علي محمد")


def test_a_code_survives_being_spoken_and_a_slip_is_found() -> None:
    taken: set[str] = set()
    for _ in range(200):
        code = invitations.new(taken)
        plain = invitations.read(code)
        taken.add(plain)
        assert invitations.is_sound(plain)
        assert invitations.read(code.lower().replace("0", "o").replace("1", "l")) == plain
        wrong = ("2" if plain[3] != "2" else "3").join((plain[:3], plain[4:]))
        assert not invitations.is_sound(wrong)
        if plain[4] != plain[5]:
            swapped = plain[:4] + plain[5] + plain[4] + plain[6:]
            assert not invitations.is_sound(swapped)
    assert len(taken) == 200


def test_a_trainers_own_codes_stay_as_they_are() -> None:
    assert invitations.read(" lil-007 ") == "LIL007"
    assert replace(attempt("A"), code="x").code == "x"
