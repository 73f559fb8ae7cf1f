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
    (imported,) = read("A {\n\n::b}\n\nC?{T}\n0\nD?{F}\n\t\x0b\nE?{T}")
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


@pytest.mark.parametrize(
    "text",
    [
        "A?{\n\n=b\n\n~c\n\n}",
        "A?\n\n{=b\n~c}",
        "A?\n\n{\n=b\n\n//c\n~c\n####d\n\n}",
        "A?{\n=b\n\n~c}",
        "A?{\n=b \\{\n\nc;\n\nd;\n\n\\}\n~e}",
        "A?{=b####Said.\n\nMore.}",
    ],
)
def test_a_question_that_blank_lines_took_apart_is_one_and_told(text: str) -> None:
    (imported,) = read(f"Z?{{T}}\n\n{text}\n\nY?{{T}}")
    assert len(imported.quiz.items) == 3
    assert [r.line for r in imported.report][:2] == [1, 3]
    assert [bool(r.notes) for r in imported.report] == [False, True, False]
    assert "blank line" in imported.report[1].notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "A text.\n\nA?{T}",
        "A {\n\n::B::b?{T}",
        "A?{=b}\n\n=c}",
        "$CATEGORY: a\n\n{=b}",
        "A {\n\nB.",
        "A {\n\nB { c }",
    ],
)
def test_what_could_be_another_question_is_never_put_together(text: str) -> None:
    reports = [line for imported in read(text) for line in imported.report]
    assert not any("in it or before its answers" in " ".join(one.notes) for one in reports)
    assert len(reports) == (1 if "$" in text else 2)


@pytest.mark.parametrize("word", ["", "gift", "text"])
def test_fences_around_the_whole_file_are_no_part_of_it(word: str) -> None:
    (imported,) = read(f"\n```{word}\n::A::Tea?{{T}}\n\nCake?{{F}}\n```\n")
    assert [item.heading and item.heading.markdown for item in imported.quiz.items] == [
        "Tea?",
        "Cake?",
    ]
    assert [(r.line, r.carried) for r in imported.report] == [
        (3, Carried.WHOLE),
        (5, Carried.WHOLE),
    ]


def test_a_fence_inside_is_a_part_of_its_question() -> None:
    (imported,) = read("Tea?{T}\n\n[markdown]What says\n```py\nx\n```\n?{T}\n")
    (_, item) = imported.quiz.items
    assert item.body and "```py\nx\n```" in item.body.markdown


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("[markdown]What?\n```py\n", "\n```\n"),
        ("[html]<p>What?</p><pre>\n", "\n</pre>"),
        ("What?\n<pre><code>", "</code></pre> "),
    ],
)
def test_code_in_a_question_keeps_its_lines(begin: str, end: str) -> None:
    code = "if tea\\:\n    // cup\n\n    x \\= \\{\\}"
    (imported,) = read(f"A?{{T}}\n\n{begin}{code}{end}{{=b ~c}}\n\nD?{{F}}")
    assert [r.line for r in imported.report][:2] == [1, 3]
    assert "if tea:\n    // cup\n\n    x = {}\n```" in settle(imported).text
    assert [len(r.notes) for r in imported.report] == [0, 1, 0]
    (imported,) = read(f"{begin}{code}{end}{{=b ~c}}".replace("\n\n", "\n"))
    assert imported.report[0].carried is Carried.WHOLE
    assert "if tea:\n    // cup\n    x = {}\n```" in settle(imported).text


@pytest.mark.parametrize(
    "text",
    [
        "A\n```\n{T}\n\nB\n```\n{T}",
        "A\n```\nx {T}\n\nB\n```\n{T}",
        "A {T}\n```\n\nB\n```\n{T}",
        "A\n```\n\n::B::\n```\n{T}",
        "A\n```\n\nB {T}",
        "A `<pre></pre>` and ```\n```a```\n\nB\n```\n{T}",
    ],
)
def test_what_only_looks_like_code_joins_no_questions(text: str) -> None:
    (imported,) = read(text)
    assert [r.name[0] for r in imported.report] == ["A", "B"]


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
