"""A file of GIFT as a whole: categories, blank lines, line ends, encodings, and what is too much."""

from __future__ import annotations

from typing import cast

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.gaps import InlineChoiceGap
from lessonry.domain.items import GapItem
from lessonry.domain.items.gap import accepts
from lessonry.importers import gift
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.settling import settle
from tests.importers.gift.bank import read


def test_categories_become_quizzes() -> None:
    text = (
        "A?{T}\n\n$CATEGORY: $course$/top/Work/First Aid\n\nB?{T}\n\n"
        "$CATEGORY: tea//coffee\n\nC?{F}\n\n$CATEGORY: $course$/top/Work/First Aid\n\nD?{F}"
    )
    found = read(text)
    assert [(q.quiz.identifier, q.quiz.title, len(q.quiz.items)) for q in found] == [
        ("bank", "bank", 1),
        ("first-aid", "First Aid", 2),
        ("tea-coffee", "tea/coffee", 1),
    ]


def test_categories_of_the_same_name_are_told_apart_by_those_above() -> None:
    found = read("$CATEGORY: a/x\n\nB?{T}\n\n$CATEGORY: b/x\n\nC?{T}")
    assert [q.quiz.identifier for q in found] == ["a-x", "b-x"]
    assert [q.quiz.title for q in found] == ["a / x", "b / x"]


def test_a_question_right_under_its_category_is_not_lost() -> None:
    (imported,) = read("$CATEGORY: tea\nIs it?{T}")
    assert imported.quiz.identifier == "tea"
    assert "Moodle would lose it" in imported.report[0].notes[0]


def test_blank_lines_part_questions_wherever_they_stand() -> None:
    (imported,) = read("A {\n\n=b}\n\nC?{T}\n0\nD?{F}\n\t\x0b\nE?{T}")
    assert [r.carried for r in imported.report] == [
        Carried.LEFT,
        Carried.LEFT,
        Carried.CHANGED,
        Carried.WHOLE,
        Carried.WHOLE,
    ]
    assert "brace" in imported.report[0].notes[0]
    assert "`0`" in imported.report[2].notes[0]
    assert [r.line for r in imported.report] == [1, 3, 5, 7, 9]


def test_a_line_of_other_white_space_parts_nothing() -> None:
    (imported,) = read("A\n\u00a0\nB {T}")
    assert len(imported.quiz.items) == 1


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_line_ends(line_end: str) -> None:
    (imported,) = read("A?{\n=b\n~c\n}\n\nD?{T}\n".replace("\n", line_end))
    assert len(imported.quiz.items) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    (imported,) = read("Wie heißt er?{=Jürgen}".encode(encoding))
    gap = cast("GapItem", imported.quiz.items[0]).gaps[0]
    assert not isinstance(gap, InlineChoiceGap) and accepts(gap, "Jürgen")
    assert bool(imported.notes) == (encoding == "cp1252")


def test_what_looks_like_gift() -> None:
    def matches(text: str, name: str = "a.txt") -> bool:
        return gift.matches(ForeignFile(name=name, data=text.encode()))

    assert matches("::a:: b {T}")
    assert matches("What? {=a ~b}")
    assert matches("$CATEGORY: x")
    assert matches("Anything", "a.gift")
    assert not matches("<?xml version='1.0'?><quiz>{=a}</quiz>")
    assert not matches("# A page\n\nWith text.\n", "a.md")
    assert not matches("What?\nA. one\nB. two\nANSWER: A\n")
    assert not gift.matches(ForeignFile(name="a.txt", data=b"PK\3\4\0\0{=a}"))


def test_what_is_refused_as_a_whole() -> None:
    with pytest.raises(ForeignError, match="no question"):
        read("// nothing\n\n")
    with pytest.raises(ForeignError, match="50,000"):
        read("A?{T}\n\n" * 60_000)


def test_hostile_texts_end_soon() -> None:
    for text in (
        "{" * 200_000,
        "~" * 200_000 + "{=a}",
        "{" + "~" * 100_000 + "}",
        "[html]" + "<b>" * 50_000 + "{T}",
        "[markdown]" + "`" * 50_000 + "<a " * 20_000 + "{T}",
        "a{=" + "*" * 5_000 + "x" + "}",
        "\ue000gap0\ue001{=a}",
        "a{#" + "9" * 5000 + "}",
        "a{#1e99999}",
        "a{#=%" + "9" * 5000 + "%3}",
    ):
        (imported,) = read(text)
        assert len(imported.report) == 1
        settle(imported)
