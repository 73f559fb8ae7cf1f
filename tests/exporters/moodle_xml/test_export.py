"""Moodle's question bank gets each kind as what it has that is nearest, and the rest is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import MatrixItem
from lessonry.domain.moodle_grades import GRADES
from lessonry.exporters import formats
from lessonry.exporters.moodle_answers import weights
from lessonry.exporters.moodle_xml import export
from lessonry.exporters.moodle_xml.questions import FEW_PAIRS, NO_CHOICE
from lessonry.importers import moodle_xml
from lessonry.importers.foreign import ForeignFile
from lessonry.importers.settling import settle
from tests.exporters.moodle_xml.every_kind import EVERY_KIND, quiz_in
from tests.exporters.moodle_xml.small import request
from tests.machine import ROOT

GOLDEN = ROOT / "tests/exporters/golden/moodle-xml/burns.xml"
COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def made(folder: Path, text: str = EVERY_KIND) -> tuple[bytes, dict[str | None, Fidelity]]:
    out = export(request(folder, quiz_in(folder, text)))
    (name, data), *others = out.files
    assert (name, others) == ("burns.xml", [])
    assert isinstance(data, bytes)
    return data, {one.item: one for one in out.report}


def test_the_file_is_the_golden_one_byte_for_byte(tmp_path: Path) -> None:
    data, _ = made(tmp_path)
    if os.environ.get("LESSONRY_GOLDEN"):
        GOLDEN.parent.mkdir(parents=True, exist_ok=True)
        GOLDEN.write_bytes(data)
    assert data == GOLDEN.read_bytes()
    assert formats.named("moodle-xml").exporter.export is export


def test_each_kind_becomes_the_nearest_one_of_moodles(tmp_path: Path) -> None:
    data, report = made(tmp_path)
    questions = etree.fromstring(data).findall("question")
    kinds = {q.findtext("idnumber"): q.get("type") for q in questions}
    assert kinds == {
        "burns": "category", "first": "multichoice", "hot": "truefalse", "which": "multichoice",
        "field": "shortanswer", "capitals": "shortanswer", "long": "numerical", "text": "cloze",
        "list": "cloze", "pairs": "matching", "order": "ordering", "row": "cloze", "rows": "cloze",
        "say": "essay", "where": "ddmarker", "drawing": "multichoice",
    }  # fmt: skip
    whole = {name for name, one in report.items() if one.carried is Carried.WHOLE}
    assert whole == {"first", "hot", "which", "field", "capitals", "list", "order"}
    assert report["sure"].carried is Carried.LEFT
    assert [note[:40] for note in report["text"].notes] == [
        "Moodle counts each part that is right, w", "A range became its middle with a toleran",
    ]  # fmt: skip


def test_moodle_finds_what_its_import_cannot_do_without(tmp_path: Path) -> None:
    data, _ = made(tmp_path)
    for question in etree.fromstring(data).findall("question"):
        kind = question.get("type")
        if kind == "category":
            assert question.findtext("category/text") == "$course$/top/First aid // burns"
            assert question.findtext("info/text") == "What to do &amp; what not."
            continue
        assert question.findtext("name/text")
        assert question.findtext("questiontext/text")
        assert (question.find("defaultgrade") is None) == (kind == "cloze")
        if kind in ("multichoice", "matching", "ordering", "ddmarker"):
            assert all(question.find(f"{name}/text") is not None for name in COMBINED)
        if kind in ("multichoice", "truefalse", "shortanswer", "numerical"):
            shares = [one.get("fraction") or "" for one in question.findall("answer")]
            assert all(share.lstrip("-") in (*GRADES, "0") for share in shares)
            assert sum(float(share) for share in shares if float(share) > 0) in (100, 200)


def test_pictures_stand_in_the_text_that_shows_them(tmp_path: Path) -> None:
    data, _ = made(tmp_path)
    found = {
        question.findtext("idnumber"): [file.get("name") for file in question.iter("file")]
        for question in etree.fromstring(data).findall("question")
    }
    assert {name: files for name, files in found.items() if files} == {
        "first": ["hand.png"], "where": ["hall.png"], "drawing": ["hall.svg"],
    }  # fmt: skip
    assert b'src="@@PLUGINFILE@@/hand.png"' in data


def test_areas_are_in_the_pixels_that_moodle_makes_of_the_picture(tmp_path: Path) -> None:
    data, _ = made(tmp_path)
    where = next(q for q in etree.fromstring(data) if q.findtext("idnumber") == "where")
    areas = [
        (d.findtext("shape"), d.findtext("coords"), d.findtext("choice"))
        for d in where.findall("drop")
    ]
    assert areas == [("circle", "300,150;60", "1"), ("rectangle", "0,0;120,60", "0")]


def test_what_comes_back_is_what_went_out(tmp_path: Path) -> None:
    data, report = made(tmp_path)
    quiz = quiz_in(tmp_path)
    (back,) = moodle_xml.read(ForeignFile(name="burns.xml", data=data))
    settled = settle(back)
    assert (back.quiz.identifier, back.quiz.title, back.quiz.description) == (
        "burns", "First aid / burns", "What to do & what not.",
    )  # fmt: skip
    items = {item.identifier: item for item in back.quiz.items}
    for item in quiz.items:
        if item.identifier == "first":
            assert items["first"].objective == "burns-1"
            assert items["first"].tags == ("skin", "heat")
            assert items["first"].hint == item.hint
            assert items["first"].explanation == item.explanation
            continue  # its picture lies in another folder now
        if report[item.identifier].carried is Carried.WHOLE:
            assert fingerprint(items[item.identifier]) == fingerprint(item), item.identifier
    assert fingerprint(items["say"]) == fingerprint(
        next(i for i in quiz.items if i.identifier == "say")
    )
    assert [one.path for one in settled.attachments] == [
        "burns/hand.png",
        "burns/hall.png",
        "burns/hall.svg",
    ]
    assert not [one.name for one in settled.report if one.carried is Carried.LEFT]


MATRIX = """## {head} {{ #rows points={points} partial_credit=per-part }}

A *body*, too.

| | Do | A < b |
| --- | --- | --- |
| **Cool** it | [x] | [x] |
| `{{1:MR:=a}}` | [x] | [ ] |
| Call | [ ] | [x] |
"""


@pytest.mark.parametrize("boxes", [True, False])
def test_a_matrix_comes_back_as_one(tmp_path: Path, boxes: bool) -> None:
    text = MATRIX.format(head="Which?", points=3)
    if not boxes:
        *lines, _, last = text.replace("[x] | [x]", "[x] | [ ]").splitlines()
        text = "\n".join([*lines, last, ""]).replace("points=3", "points=2")
        text = text.replace("[x]", "(x)").replace("[ ]", "( )")
    data, _ = made(tmp_path, text)
    (back,) = moodle_xml.read(ForeignFile(name="burns.xml", data=data))
    settled = settle(back)
    assert settled.items == 1, settled.report
    (item,), (before,) = back.quiz.items, quiz_in(tmp_path, text).items
    assert isinstance(item, MatrixItem)
    assert fingerprint(item) == fingerprint(before)
    assert item.partial_credit is before.partial_credit


def test_pairs_that_would_end_moodles_import_become_lists(tmp_path: Path) -> None:
    text = "## Which?\n\n- Burn => Water\n- Cut => Plaster\n\n## And?\n\n- (x) a\n- ( ) b\n"
    data, report = made(tmp_path, text)
    first, _ = etree.fromstring(data).findall("question")[1:]
    assert first.get("type") == "cloze"
    assert "<tr><td>Burn</td><td>{1:MCS:Plaster~=Water}</td></tr>" in (
        first.findtext("questiontext/text") or ""
    )
    assert FEW_PAIRS in report["which"].notes
    enough = text.replace("- Cut => Plaster\n", "- Cut => Plaster\n- => Sugar\n")
    assert b'type="matching"' in made(tmp_path, enough)[0]
    _, report = made(tmp_path, text.replace("Plaster", "Water"))
    assert (report["which"].carried, report["which"].notes) == (Carried.LEFT, (NO_CHOICE,))


def test_more_right_choices_than_moodle_has_weights_for_are_not_held(tmp_path: Path) -> None:
    text = "## Which?\n\n" + "".join(f"- [x] {n}\n" for n in range(21)) + "- [ ] none\n"
    _, report = made(tmp_path, text)
    (told,) = report.values()
    assert told.carried is Carried.LEFT
    assert "21 right choices" in told.notes[0]


@pytest.mark.parametrize("count", range(1, 21))
def test_weights_of_right_answers_are_on_moodles_list_and_make_a_hundred(count: int) -> None:
    shares = weights(count)
    assert len(shares) == count
    assert set(shares) <= set(GRADES)
    assert round(sum(map(float, shares)), 1) == 100


def test_what_moodle_cannot_hold_is_told(tmp_path: Path) -> None:
    text = """---
title: x
---

## Type { #type typos=1 accents=ignore }

It is [[/colou?r/]].

## Again { #again }

It is [[colour|/a.*b/i]].

## All { #all for=exam }

- [x] a
- [x] b
- [ ] c

## Sum { #sum variants=2 }

```vars
n = randint(2, 90)
```

{{ n }} + 1 = [[= {{ n + 1 }}]]
"""
    _, report = made(tmp_path, text.replace(" for=exam", ""))
    assert report["type"].carried is Carried.LEFT
    assert report["again"].notes == ()
    assert report["all"].notes == (
        "Moodle counts each right choice for a part; a wrong one takes all.",
    )
    assert report["sum"].notes == (
        "Moodle has no random values here: each of its 2 variants is a question.",
    )
