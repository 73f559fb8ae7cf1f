"""GIFT holds what Moodle reads: weights on its list, escaped signs, and a report of what is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.course import Course
from lessonry.domain.fidelity import Carried
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    Item,
    MatchItem,
    OrderItem,
)
from lessonry.domain.moodle_grades import GRADES, is_known
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import Quiz, Section
from lessonry.exporters import gift
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.plain import one_line
from lessonry.importers import gift as importer
from lessonry.importers.foreign import ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.readers.quiz import read_quiz
from tests import quizzes

NOWHERE = Path("no/such/folder")
PNG = b"\x89PNG\r\n\x1a\n and so on"


def quiz_of(text: str, path: str = "quizzes/tea.md") -> Quiz:
    found = Diagnostics()
    quiz = read_quiz(Source(path=path, text=text), found, identifier="tea")
    assert not found.errors, [str(d.message) for d in found.errors]
    return quiz


def export(*given: Quiz, folder: Path = NOWHERE) -> Exported:
    course = Course(identifier="course", title="Course", quizzes=given)
    return gift.export(Request(course=course, quizzes=given, folder=folder))


def text_of(exported: Exported) -> str:
    ((name, content),) = exported.files
    assert name.endswith(".txt") and isinstance(content, bytes)
    return content.decode()


def written(item: str) -> tuple[str, tuple[str, ...]]:
    """Return the question that an item becomes, without its category, and the notes on it."""
    exported = export(quiz_of(f"---\ntitle: Tea\n---\n\n{item}"))
    (fidelity,) = exported.report
    return text_of(exported).partition("\n\n")[2], fidelity.notes


def read_back(exported: Exported) -> tuple[ImportedQuiz, ...]:
    return importer.read(ForeignFile(name="again.txt", data=text_of(exported).encode()))


def test_a_choice_with_its_feedback_and_explanation() -> None:
    text, notes = written(
        "## How? { #how tags=hot }\n\nIn *one* word: x = {1}~\n\n"
        "- (x) With water\n    > Yes.\n- ( ) 50% air #1\n\n"
        "!!! explanation\n    So it is.\n\n    Always.\n"
    )
    assert text == (
        "// [id:how] [tag:hot]\n"
        r"::how::[html]<p>How?</p><p>In <em>one</em> word\: x \= \{1\}\~</p>{"
        "\n\t=With water#Yes.\n\t~50% air \\#1\n\t####<p>So it is.</p>\\n<p>Always.</p>\n}\n"
    )
    assert notes == ()


def test_true_and_false_are_moodles_own_kind() -> None:
    text, notes = written(
        "## Wet? { #w }\n\n- ( ) True\n    > No.\n- (x) False\n\n!!! explanation\n    Dry.\n"
    )
    assert text == "// [id:w]\n::w::[html]<p>Wet?</p>{FALSE#No.\n\t####Dry.\n}\n"
    assert notes == ()


@pytest.mark.parametrize(
    ("policy", "right", "wrong"),
    [
        ("all-or-nothing", "~%50%", "~%-100%"),
        ("per-part", "~%50%", "~"),
        ("right-minus-wrong", "~%50%", "~%-50%"),
    ],
)
def test_several_keys_get_weights(policy: str, right: str, wrong: str) -> None:
    text, notes = written(f"## A? {{ #a partial_credit={policy} }}\n\n- [x] b\n- [x] c\n- [ ] d\n")
    assert f"\n\t{right}b\n\t{right}c\n\t{wrong}d\n" in text
    assert bool(notes) == (policy != "right-minus-wrong")


@pytest.mark.parametrize("count", range(1, 14))
def test_every_weight_is_on_moodles_list(count: int) -> None:
    choices = "".join(f"- [x] a{n}\n" for n in range(count)) + "- [ ] b\n"
    text, notes = written(f"## A? {{ #a partial_credit=right-minus-wrong }}\n\n{choices}")
    weights = set(re.findall(r"~%-?([0-9.]+)%", text))
    assert weights <= set(GRADES)
    assert any("knows no weight" in note for note in notes) == (count in (11, 12, 13))
    assert all(is_known(Fraction(weight) / 100) for weight in weights)


def test_words_to_type_at_the_end_and_in_the_sentence() -> None:
    text, notes = written("## Say it { #s }\n\n[[sorry|I'm sorry: *really*]]\n")
    assert text == (
        "// [id:s]\n::s::[html]<p>Say it</p>{\n\t=%100%sorry\n\t=%100%I'm sorry\\: \\\\*really\\\\*\n}\n"
    )
    assert notes == ()
    text, _ = written("## { #s }\n\nI am [[sorry]] for it.\n")
    assert "[html]<p>I am {\n\t=%100%sorry\n} for it.</p>" in text


def test_patterns_become_stars_where_they_can() -> None:
    text, notes = written("## A? { #a }\n\n[[/.*colou?r/i|/tea.*/i]]\n")
    assert "=%100%tea*\n" in text and "colou" not in text
    assert "`/.*colou?r/`" in notes[0]


def test_an_answer_that_begins_like_a_format_is_only_words() -> None:
    for gap in ("[html] tag", r"/\[html\] tag/i"):
        text, _ = written(f"## A? {{ #a }}\n\n[[{gap}]]\n")
        assert "=%100%[plain][html] tag\n" in text


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        ("= 3", "{#3:0}"),
        ("= 3.5 ± 0.25", "{#3.5:0.25}"),
        ("= 200 ± 2%", "{#200:4}"),
        ("= 1..2.5", "{#1..2.5}"),
        ("= 3|= 4", "{#\n\t=%100%3:0\n\t=%100%4:0\n}"),
        ("= 3.14159 sf 3", "{#3.14:0.005}"),
    ],
)
def test_numbers(gap: str, said: str) -> None:
    text, _ = written(f"## How much? {{ #h }}\n\n[[{gap}]]\n")
    assert text.endswith(f"<p>How much?</p>{said}\n")


def test_a_unit_is_said_and_told() -> None:
    text, notes = written("## How long? { #h }\n\n[[= 90 min]]\n")
    assert "{#90:0}</p><p>(min)</p>" in text and "units" in notes[0]


def test_pairs() -> None:
    text, notes = written(
        "## Match { #m partial_credit=per-part }\n\n- a \\=> b => **1**\n- c => 2\n- => 3\n"
    )
    assert "{\n\t=a \\=&gt; b -> 1\n\t=c -> 2\n\t= -> 3\n}" in text
    assert "plain text" in notes[0]


def test_pairs_that_would_end_moodles_import_become_questions() -> None:
    text, notes = written("## Match { #m }\n\n- a => 1\n- b => 2\n")
    assert "::m-1::[html]<p>Match</p><p>a</p>{\n\t=1\n\t~2\n}" in text
    assert "::m-2::[html]<p>Match</p><p>b</p>{\n\t~1\n\t=2\n}" in text
    assert any("fewer than three pairs" in note for note in notes)
    rows = (
        "## A? { #a }\n\n| | x | y |\n| --- | --- | --- |\n| c | (x) | ( ) |\n| d | ( ) | (x) |\n"
    )
    text, notes = written(rows)
    assert "::a-2::[html]<p>A?</p><p>d</p>{\n\t~x\n\t=y\n}" in text
    assert any("fewer than three pairs" in note for note in notes)


def test_two_pairs_without_a_choice_are_left() -> None:
    quiz = quiz_of("## Match { #m }\n\n- a => 1\n- b => 1\n")
    report = export(quiz).report
    assert report[0].carried is Carried.LEFT
    assert "same partner" in report[0].notes[0]


def test_an_order() -> None:
    exported = export(
        quiz_of("## Sort { #o }\n\n1. a = {b}\n2. c: `d#`\n3. e\n\n!!! explanation\n    So.\n")
    )
    assert (
        "{>3 ALL VERTICAL ALL_OR_NOTHING SHOW none\na = &#123;b&#125;\n"
        "c: <code>d&#35;</code>\ne\n\t####So.\n}" in text_of(exported)
    )
    assert exported.report[0].carried is Carried.WHOLE
    assert "4.4" in exported.notes[0]


def test_several_gaps_become_several_questions() -> None:
    text, notes = written("## { #g }\n\nA [[b]] and [[= 3]] or [[ (c) | d ]].\n")
    assert list(re.findall("::(.*?)::", text)) == ["g-1", "g-2", "g-3"]
    assert "A {\n\t=%100%b\n} and […] or […]." in text
    assert "or {\n\t=c\n\t~d\n}." in text
    assert any("one gap a question" in note for note in notes)


def test_a_table_of_judgements() -> None:
    text, _ = written(
        "## A? { #a }\n\n| | x | y |\n| --- | --- | --- |\n| one | (x) | ( ) |\n| two | (x) | ( ) |\n"
    )
    assert "\n\t=one -> x\n\t=two -> x\n\t= -> y\n" in text
    text, _ = written(
        "## A? { #a }\n\n| | x | y |\n| --- | --- | --- |\n| one | [x] | [x] |\n| two | [x] | [ ] |\n"
    )
    assert "::a-1::" in text and "::a-2::" in text and "\n\t~%50%x\n\t~%50%y\n" in text


def test_what_has_no_place_is_left_and_told() -> None:
    survey = "## A? { #a survey=true }\n\n| | x | y |\n| --- | --- | --- |\n| one | ( ) | ( ) |\n"
    exported = export(quiz_of(survey))
    assert exported.report[0].carried is Carried.LEFT and "survey" in exported.report[0].notes[0]
    assert "::" not in text_of(exported)


def test_what_a_frame_has_is_told() -> None:
    _, notes = written(
        "## A? { #a points=2 shuffle=false }\n\n- (x) b\n- ( ) c\n\n??? hint\n    d\n"
    )
    assert [note.split()[0:4] for note in notes] == [
        ["GIFT", "has", "no", "points:"],
        ["GIFT", "has", "no", "hints."],
        ["GIFT", "cannot", "say", "that"],
    ]


def test_variants_are_questions() -> None:
    item = (
        "## A? { #a variants=2 }\n\n```vars\nn = randint(1, 900)\n```\n\n{{ n }}? [[= {{ n }}]]\n"
    )
    text, notes = written(item)
    assert text.count("::a-") == 2 and any("random values" in note for note in notes)


def test_pictures_are_written_into_the_text(tmp_path: Path) -> None:
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "quizzes/cup.png").write_bytes(PNG)
    exported = export(
        quiz_of("## A? { #a }\n\n![A cup](cup.png)\n\n- (x) b\n- ( ) c\n"), folder=tmp_path
    )
    assert r"data\:image/png;base64," in text_of(exported)
    (again,) = read_back(exported)
    assert again.attachments[0].data == PNG


def test_quizzes_and_sections_are_categories() -> None:
    quiz = quiz_of(
        "---\ntitle: Tea/Coffee\n---\n\n# One\n\n## A? { #a }\n\n- (x) b\n- ( ) c\n\n"
        "# Two\n\n## B? { #b }\n\n- (x) b\n- ( ) c\n"
    )
    exported = export(quiz)
    assert re.findall(r"\$CATEGORY: (.*)", text_of(exported)) == [
        "$course$/top/Tea//Coffee/One",
        "$course$/top/Tea//Coffee/Two",
    ]


def test_no_blank_line_stands_in_a_question() -> None:
    text, _ = written("## A? { #a }\n\n```\na\n\nb\n```\n\n- (x) b\n\n    c\n- ( ) // d\n")
    assert "\n\n" not in text.strip()


ITEMS = st.one_of(
    quizzes.choices(), quizzes.orders(), quizzes.matches(), quizzes.gaps(), quizzes.extended_texts()
)


def shown(prose: Prose | None) -> str:
    return one_line(prose, NOWHERE) if prose else ""


def said(item: Item) -> object:
    """Return what an item asks and takes, as text: how it is written may be another."""
    frame = [
        item.identifier,
        " ".join(filter(None, (shown(item.heading), shown(item.body)))),
        shown(item.explanation),
        set(item.tags),
    ]
    match item:
        case ChoiceItem():
            choices = [(shown(c.text), c.is_key, shown(c.feedback)) for c in item.choices]
            return [*frame, choices, item.multiple]
        case OrderItem():
            return [*frame, [shown(e.text) for e in item.in_order], item.partial_credit]
        case MatchItem():
            pairs = [(shown(x.text), shown(item.partner(i).text)) for i, x in enumerate(item.lefts)]
            return [*frame, pairs, {shown(right.text) for right in item.rights}]
        case GapItem():
            return [*frame, [(type(gap), gap) for gap in item.gaps]]
        case ExtendedTextItem():
            return [*frame]
        case _:
            raise AssertionError(item)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(quizzes.quizzes(items=ITEMS, most=3))
def test_what_is_carried_whole_comes_back_the_same(quiz: Quiz) -> None:
    exported = export(quiz)
    assert [one.item for one in exported.report] == [item.identifier for item in quiz.items]
    found = {item.identifier: item for one in read_back(exported) for item in one.quiz.items}
    for item, fidelity in zip(quiz.items, exported.report, strict=True):
        if fidelity.carried is Carried.WHOLE and item.identifier in found:
            assert said(found[item.identifier]) == said(item)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(quizzes.quizzes(items=ITEMS, most=3))
def test_what_came_from_gift_comes_back_the_same(quiz: Quiz) -> None:
    once = read_back(export(quiz))
    again = read_back(export(*(one.quiz for one in once)))
    for first, second in zip(once, again, strict=True):
        assert first.quiz.title == second.quiz.title
        there = {item.identifier: said(item) for item in second.quiz.items}
        for item in first.quiz.items:
            if not (isinstance(item, MatchItem) and is_short(item)):
                assert there[item.identifier] == said(item)


def is_short(item: MatchItem) -> bool:
    """Return whether Moodle's import would end at these pairs: they leave as questions."""
    unused = [one for one in item.rights if one.identifier not in item.key]
    return len(item.lefts) + len(unused) < 3


def test_the_same_quiz_is_the_same_file() -> None:
    quiz = quiz_of("## A? { #a tags=b,c }\n\n- (x) b\n- ( ) c\n")
    assert export(quiz).files == export(quiz).files
    named = replace(quiz, sections=(Section(items=quiz.items),))
    assert export(named).files[0][0] == "tea.txt"
