"""Packages for Canvas and Common Cartridges: read again, they are what went in, as far as told."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.course import Course
from lessonry.domain.fidelity import Carried
from lessonry.domain.items import ChoiceItem
from lessonry.domain.quiz import Quiz
from lessonry.exporters.archive import pack
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request, named
from lessonry.importers import qti_1
from lessonry.importers.foreign import open_file
from lessonry.readers.quiz import read_quiz

QUIZ = """---
title: Tea
shuffle: true
---

## Who grows tea? { #grows points=2 }

- ( ) Iceland
    > Too cold.
- (x) China & *India*

!!! explanation
    Warm and wet.

## Which are hot? { #hot partial_credit=right-minus-wrong }

- [x] Tea
- [ ] Ice

## What is it? { #what }

Tea is made of [[leaves|leaf]].

## How much? { #much }

[[= 5 ± 0.5]]

## Fill in { #fill partial_credit=per-part }

A [[cup]] of [[ (tea) | sand ]].

## Choose { #choose partial_credit=per-part }

It is [[ (hot) | cold ]] and [[ (wet) | dry ]].

## Where from? { #from partial_credit=per-part }

- Sencha => Japan
- Assam => India
- => Peru

## In order { #order }

1. Boil
2. Pour

## Judge { #judge partial_credit=per-part }

| | Good | Bad |
| --- | --- | --- |
| Tea | (x) | ( ) |
| Sand | ( ) | (x) |

## Why? { #why }

[[...]]

!!! rubric
    - It says why
"""


def quiz_of(text: str) -> Quiz:
    found = Diagnostics()
    quiz = read_quiz(Source(path="quizzes/tea.md", text=text), found, identifier="tea")
    assert not found.errors
    return quiz


def exported(format: str, text: str = QUIZ, folder: Path = Path()) -> Exported:
    course = Course(identifier="tea", title="Tea")
    request = Request(course=course, quizzes=(quiz_of(text),), folder=folder)
    return named(format).exporter.export(request)


def again(made: Exported, folder: Path) -> tuple[Any, ...]:
    target = folder / "made.zip"
    pack(made.files, target)
    (quiz,) = qti_1.read(open_file(target))
    assert all(one.carried is not Carried.LEFT for one in quiz.report)
    return quiz.quiz.items


def test_what_canvas_holds_comes_back_as_it_was(tmp_path: Path) -> None:
    made = exported("canvas")
    whole = {one.item for one in made.report if one.carried is Carried.WHOLE}
    assert whole == {"grows", "hot", "what", "much", "choose", "from"}
    items = again(made, tmp_path)
    before: dict[str, Any] = {item.identifier: item for item in quiz_of(QUIZ).items}
    grows = items[0]
    assert [(c.text.markdown, c.is_key) for c in grows.choices] == [
        ("Iceland", False),
        ("China & *India*", True),
    ]
    assert grows.explanation == before["grows"].explanation and grows.points == 2
    assert grows.choices[0].feedback == before["grows"].choices[0].feedback
    assert items[3].gaps == before["much"].gaps
    assert items[5].gaps == before["choose"].gaps
    match = items[6]
    assert (match.lefts, match.rights, match.key) == (
        before["from"].lefts,
        before["from"].rights,
        before["from"].key,
    )


def test_a_cartridge_says_its_keys_as_moodle_reads_them() -> None:
    made = exported("common-cartridge")
    name, said = next((n, c) for n, c in made.files if n.endswith("assessment.xml"))
    assert isinstance(said, bytes)
    root = ET.fromstring(said)
    space = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
    several = next(
        one
        for one in root.iterfind(".//q:item", space)
        if any(
            e.text == "cc.multiple_response.v0p1" for e in one.iterfind(".//q:fieldentry", space)
        )
    )
    right = several.findall(".//q:and/q:varequal", space)
    assert [one.get("case") for one in right] == ["Yes"]
    profiles = {
        entry.text
        for entry in root.iterfind(".//q:fieldentry", space)
        if (entry.text or "").startswith("cc.")
    }
    assert profiles == {
        "cc.exam.v0p1",
        "cc.multiple_choice.v0p1",
        "cc.multiple_response.v0p1",
        "cc.fib.v0p1",
        "cc.essay.v0p1",
    }
    manifest = dict(made.files)["imsmanifest.xml"]
    assert isinstance(manifest, bytes) and name.encode() in manifest
    assert b"<schemaversion>1.1.0</schemaversion>" in manifest


def test_a_cartridge_asks_each_pair_by_itself(tmp_path: Path) -> None:
    items = again(exported("common-cartridge"), tmp_path)
    pairs = [item for item in items if isinstance(item, ChoiceItem) and "Sencha" in str(item)]
    assert len(pairs) == 1
    assert {choice.text.markdown for choice in pairs[0].choices} == {"Japan", "India", "Peru"}


def test_pictures_come_along(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "leaf.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    text = "## What? { #w }\n\n![A leaf](../docs/leaf.svg)\n\n- ( ) A\n- (x) B\n"
    for format, base in (
        ("canvas", "%24IMS-CC-FILEBASE%24/"),
        ("common-cartridge", "$IMS-CC-FILEBASE$/"),
    ):
        made = exported(format, text, tmp_path)
        assert "images/leaf.svg" in dict(made.files)
        said = b"".join(content for _, content in made.files if isinstance(content, bytes))
        assert f"{base}images/leaf.svg".encode() in said


@pytest.mark.parametrize("format", ["canvas", "common-cartridge"])
def test_a_pattern_alone_is_left_and_said(format: str) -> None:
    made = exported(format, "## What? { #w }\n\nIt is [[/le(af|aves)/]].\n")
    assert made.report[0].carried is Carried.LEFT
    assert "pattern" in " ".join(made.report[0].notes).lower()


@pytest.mark.parametrize("format", ["canvas", "common-cartridge"])
def test_the_same_course_gives_the_same_bytes(format: str, tmp_path: Path) -> None:
    one, other = tmp_path / "one.zip", tmp_path / "other.zip"
    pack(exported(format).files, one)
    pack(exported(format).files, other)
    assert one.read_bytes() == other.read_bytes()
