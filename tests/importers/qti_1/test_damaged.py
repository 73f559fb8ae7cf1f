"""QTI 1.2 that is damaged, or made to do harm, ends in a report or a message."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from lxml import etree

from lessonry.domain.fidelity import Carried
from lessonry.exporters import canvas, common_cartridge
from lessonry.exporters.archive import pack
from lessonry.exporters.formats import Exporter
from lessonry.importers import qti_1
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.settling import settle
from tests.exporters.qti.every_kind import every_kind
from tests.importers.gaps_of import typed as words_in
from tests.importers.qti_1.samples import document, equal, item, labels, lid, rule, text

VALUES = (
    "",
    "0",
    "-1",
    "1e9",
    "abc",
    "response1",
    "a,b",
    "nan",
    "%",
    "1,2",
    "x" * 50,
    "\ue000gap7\ue001",
    "1e999999999",
    "Multiple",
    "Ordered",
    "essay_question",
    "matching_question",
    "Hot Spot",
    "<p>&lt;i></p>",
    "data:image/png;base64,!",
    "../../x",
)
EXPORTERS = {"canvas": canvas, "common-cartridge": common_cartridge}


def survived(file: ForeignFile, *, settled: bool) -> tuple[ImportedQuiz, ...]:
    """Return what is read of a file; nothing where it is refused with a message."""
    try:
        qti_1.matches(file)
        quizzes = qti_1.read(file)
    except ForeignError:
        return ()
    for quiz in quizzes:
        assert quiz.report
        if settled:
            settle(quiz)
    return quizzes


@pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=EXPORTERS)
def test_any_damage_to_a_document_is_survived(exporter: Exporter, tmp_path: Path) -> None:
    (data,) = [
        data
        for name, data in exporter.export(every_kind(tmp_path)).files
        if isinstance(data, bytes) and b"<questestinterop" in data
    ]
    chance = random.Random(7)
    read = 0
    for number in range(120):
        root = etree.fromstring(data)
        for _ in range(chance.randint(1, 40)):
            _damage(root, chance)
        file = ForeignFile(name="x.xml", data=etree.tostring(root))
        read += bool(survived(file, settled=number % 20 == 0))
    assert read > 60


@pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=EXPORTERS)
def test_any_damage_to_a_package_is_survived(exporter: Exporter, tmp_path: Path) -> None:
    target = tmp_path / "made.zip"
    pack(exporter.export(every_kind(tmp_path)).files, target)
    whole = target.read_bytes()
    chance = random.Random(11)
    for _ in range(150):
        bytes_ = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            bytes_[chance.randrange(len(bytes_))] = chance.randrange(256)
        data = bytes(bytes_)
        if chance.random() < 0.3:
            data = data[: chance.randrange(4, len(data))]
        survived(ForeignFile(name="made.zip", data=data), settled=False)


@pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=EXPORTERS)
def test_a_document_that_is_cut_or_has_other_bytes_is_survived(
    exporter: Exporter, tmp_path: Path
) -> None:
    files = exporter.export(every_kind(tmp_path)).files
    (data,) = [one for _, one in files if isinstance(one, bytes) and b"<questestinterop" in one]
    chance = random.Random(13)
    for _ in range(120):
        made = bytearray(data)
        for _ in range(chance.randint(0, 3)):
            made[chance.randrange(len(made))] = chance.randrange(256)
        end = chance.randrange(len(made)) if chance.random() < 0.3 else len(made)
        survived(ForeignFile(name="x.xml", data=bytes(made[:end])), settled=False)


def test_a_prefix_without_a_namespace_does_no_harm() -> None:
    data = document(item(text("Who?") + lid(labels(a="1", b="2")), rule(equal("a"))))
    data = data.replace(b"<item ", b'<d2l:item d2l:x="1" ').replace(b"</item>", b"</d2l:item>")
    (quiz,) = qti_1.read(ForeignFile(name="x.xml", data=data))
    assert [one.carried for one in quiz.report] == [Carried.WHOLE]


def test_numbers_that_would_fill_the_memory_are_none() -> None:
    made = document(
        item(text("Who?") + lid(labels(a="1", b="2")), rule(equal("a"), "1e999999999")),
        item(
            text("Who?") + lid(labels(a="1", b="2")),
            rule(equal("a"), "1e99", action="multiply", goes_on="Yes") * 500 + rule(equal("a")),
        ),
    )
    (quiz,) = qti_1.read(ForeignFile(name="x.xml", data=made))
    assert [one.carried for one in quiz.report] == [Carried.LEFT, Carried.WHOLE]


def test_a_question_of_thousands_of_answers_and_rules_is_left_at_once() -> None:
    offered = "".join(f'<response_label ident="a{n}"/>' for n in range(2_000))
    rules = "".join(rule(equal(f"a{n}"), "1") for n in range(2_000))
    (quiz,) = qti_1.read(ForeignFile(name="x.xml", data=document(item(lid(offered), rules))))
    assert "too many answers" in quiz.report[0].notes[0]


@pytest.mark.parametrize(
    "sign", ["\ue000gap5\ue001", "&#xe000;gap5&#xe001;", "&#57344;gap5&#57345;"]
)
def test_a_sign_of_ours_in_a_text_is_no_gap(sign: str) -> None:
    field = '<response_str ident="response1"><render_fib/></response_str>'
    (quiz,) = qti_1.read(
        ForeignFile(
            name="x.xml",
            data=document(item(text(f"It is {sign} ") + field + text("now"), rule(equal("5")))),
        )
    )
    assert "gap5" in settle(quiz).text and "[[5]]" in settle(quiz).text


def test_answers_are_whole_and_without_markup() -> None:
    long = "word " * 40
    blank = lid(labels(a="&lt;i&gt; x<sub>2</sub>", b=long), name="response_g", before=text("g"))
    said = item(
        text("It is [g].") + blank,
        rule(equal("a", "response_g"), action="Add"),
        kind="fill_in_multiple_blanks_question",
    )
    (quiz,) = qti_1.read(ForeignFile(name="x.xml", data=document(said)))
    assert words_in(quiz.quiz.items[0]) == [["<i> x2", long.strip()]]


def test_what_stands_in_a_match_is_not_taken_out_of_its_question() -> None:
    offered = labels(a="x", b="y")
    pairs = [
        lid(offered, name="r1", before=text("ea")),
        lid(offered, name="r2", before=text("o")),
    ]
    rules = rule(equal("a", "r1"), "50", action="Add") + rule(equal("b", "r2"), "50", action="Add")
    said = item(text("Which tea? So!") + "".join(pairs), rules, kind="matching_question")
    (quiz,) = qti_1.read(ForeignFile(name="x.xml", data=document(said)))
    heading = quiz.quiz.items[0].heading
    assert heading is not None and heading.markdown == "Which tea? So!"


def _damage(root: etree._Element, chance: random.Random) -> None:
    elements = list(root.iter())
    one, other = chance.choice(elements), chance.choice(elements)
    parent = one.getparent()
    match chance.randint(0, 4):
        case 0 if parent is not None and len(one) < 20:
            parent.remove(one)
        case 1 if one.attrib:
            one.attrib.pop(chance.choice(list(one.attrib)))
        case 2 if one.attrib:
            one.set(chance.choice(list(one.attrib)), chance.choice(VALUES))
        case 3:
            one.text = chance.choice(VALUES)
        case 4 if other not in one.iterancestors() and other is not one and len(other) < 20:
            one.append(other)
