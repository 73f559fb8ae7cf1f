"""Packages for Canvas, cartridges and the files that name a course of cmi5 and xAPI are as they were."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from lxml import etree, html

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.course import Course, Lesson, Module, Placement
from lessonry.domain.quiz import PassMark
from lessonry.exporters import canvas, cmi5, common_cartridge, xapi
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Exporter, Request
from lessonry.readers.quiz import read_quiz
from tests.exporters.golden_trees import same_as_golden
from tests.exporters.qti.every_kind import every_kind, request_for

PACKAGES = {"canvas": canvas, "common-cartridge": common_cartridge}
"""By the name of the format."""


def bytes_of(exported: Exported) -> dict[str, bytes]:
    return {
        name: content if isinstance(content, bytes) else content.read_bytes()
        for name, content in exported.files
    }


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_is_as_it_was(name: str, tmp_path: Path) -> None:
    same_as_golden(name, bytes_of(PACKAGES[name].export(every_kind(tmp_path))))


@pytest.mark.parametrize("exporter", PACKAGES.values(), ids=PACKAGES)
def test_everything_that_is_named_is_there_once(exporter: Exporter, tmp_path: Path) -> None:
    exported = exporter.export(every_kind(tmp_path))
    files = bytes_of(exported)
    names = [name for name, _ in exported.files]
    assert len(names) == len(set(names))
    manifest = etree.fromstring(files["imsmanifest.xml"])
    assert {one.get("href") for one in manifest.iter("{*}file")} == set(names) - {"imsmanifest.xml"}
    identifiers = [one.get("identifier") for one in manifest.iter() if one.get("identifier")]
    assert len(identifiers) == len(set(identifiers))
    named = {one.get("identifierref") for one in manifest.iter() if one.get("identifierref")}
    assert named <= set(identifiers)
    for name, data in files.items():
        if b"<questestinterop" in data:
            items = [one.get("ident") for one in etree.fromstring(data).iter("{*}item")]
            assert items and len(items) == len(set(items)), name


@pytest.mark.parametrize("exporter", PACKAGES.values(), ids=PACKAGES)
def test_signs_that_no_xml_can_hold_are_left_out(exporter: Exporter, tmp_path: Path) -> None:
    text = (
        '---\ntitle: "T"\n---\n\n# S\x01 { draw=1 }\n\n## A\x02 { #a }\n\nIt is [[b\x04c]].\n\n'
        "## B { #b }\n\n[[ (d\x05) | e ]]\n\n## C { #c }\n\n- a => x\x06\n- b => y\uffff\n"
    )
    request = request_for(tmp_path, text, "t")
    quiz = replace(request.quizzes[0], title="T\x0b\ud800", description="D\x0c\x1b")
    course = replace(request.course, title="Small\x00", description="\x01")
    files = bytes_of(exporter.export(replace(request, quizzes=(quiz,), course=course)))
    for name, data in files.items():
        etree.fromstring(data)
        assert not any(sign in data for sign in b"\x01\x04\x05\x06"), name


@pytest.mark.parametrize(
    ("name", "structure"), [("cmi5/cmi5.xml", cmi5.structure), ("xapi/tincan.xml", xapi.structure)]
)
def test_what_names_a_course_is_as_it_was(name: str, structure: Callable[[Course], bytes]) -> None:
    folder, _, file = name.partition("/")
    same_as_golden(folder, {file: structure(course())})


def test_a_course_passes_by_its_exam_only_where_that_is_locked() -> None:
    assert b'moveOn="CompletedAndPassed" masteryScore="0.5833"' in cmi5.structure(course())
    open_ = cmi5.structure(course(lock=False))
    assert b'moveOn="Completed"' in open_ and b"masteryScore" not in open_


@pytest.mark.parametrize("title", ["\x0b\x1b", "a\ud800b", "\uffff & <b>"])
def test_any_title_makes_well_formed_xml(title: str) -> None:
    for structure in (cmi5.structure, xapi.structure):
        etree.fromstring(structure(replace(course(), title=title)))


def test_a_cartridge_of_a_site_has_its_lessons(rich: Request) -> None:
    exported = common_cartridge.export(rich)
    files = bytes_of(exported)
    pages = [name for name in files if name.startswith("lessons/") and name.endswith(".html")]
    assert pages
    manifest = etree.fromstring(files["imsmanifest.xml"])
    assert {one.get("href") for one in manifest.iter("{*}file")} == set(files) - {"imsmanifest.xml"}
    folders = set(files)
    for name in pages:
        assert b"<script" not in files[name]
        for shown in html.fromstring(files[name].decode()).iter("img"):
            source = str(shown.get("src"))
            assert posixpath.normpath(posixpath.join(posixpath.dirname(name), source)) in folders


def course(*, lock: bool = True) -> Course:
    """Return a course with an exam."""
    text = "---\ntitle: Exam\nmode: exam\n---\n\n## Which? { #which }\n\n- (x) a\n- ( ) b\n"
    source = Source(path="quizzes/exam.md", text=text)
    quiz = read_quiz(source, Diagnostics(), identifier="exam")
    exam = replace(quiz, pass_mark=PassMark(value=Fraction(7, 12)), lock=lock)
    place = source.at(1)
    lesson = Lesson(
        path="one.md",
        title="One",
        identifier="one",
        placements=(Placement(quiz="exam", place=place),),
    )
    return Course(
        identifier="small",
        title="Small & “quoted” <b>",
        description="What it is\x0b about",
        language="de",
        url="https://example.org/small/",
        modules=(Module(identifier="m", title=None, lessons=(lesson,)),),
        quizzes=(exam,),
    )
