"""A QTI package holds what the quiz asks, in each of the three spellings, and says what it cannot."""

from __future__ import annotations

import dataclasses
import os
import re
from fractions import Fraction
from pathlib import Path

import pytest
from lxml import etree

from lessonry.domain.fidelity import Carried
from lessonry.exporters import qti_21, qti_22, qti_30
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Exporter
from lessonry.exporters.qti.item import ncname
from lessonry.exporters.qti.picture_size import size_of
from lessonry.exporters.qti.text_patterns import escaped_pattern, xsd_pattern
from lessonry.exporters.qti.tree import number
from tests.exporters.qti.every_kind import every_kind, request_for

GOLDEN = Path(__file__).parent / "golden"
VERSIONS = {"qti-3.0": qti_30, "qti-2.2": qti_22, "qti-2.1": qti_21}


def bytes_of(exported: Exported) -> dict[str, bytes]:
    return {
        name: content if isinstance(content, bytes) else content.read_bytes()
        for name, content in exported.files
    }


@pytest.mark.parametrize("version", VERSIONS)
def test_a_package_is_what_it_was(version: str, tmp_path: Path) -> None:
    files = bytes_of(VERSIONS[version].export(every_kind(tmp_path)))
    folder = GOLDEN / version
    if os.environ.get("LESSONRY_GOLDEN"):
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    kept = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    assert sorted(files) == sorted(kept)
    assert [name for name in files if files[name] != kept[name]] == []


@pytest.mark.parametrize("exporter", VERSIONS.values())
def test_everything_that_is_named_is_there(exporter: Exporter, tmp_path: Path) -> None:
    exported = exporter.export(every_kind(tmp_path))
    files = bytes_of(exported)
    names = [name for name, _ in exported.files]
    assert len(names) == len(set(names))
    manifest = etree.fromstring(files["imsmanifest.xml"])
    resources = list(manifest.iter("{*}resource"))
    identifiers = {str(one.get("identifier")) for one in resources}
    listed = {str(one.get("href")) for one in manifest.iter("{*}file")}
    assert listed == set(names) - {"imsmanifest.xml"}
    assert {str(one.get("identifierref")) for one in manifest.iter("{*}dependency")} <= identifiers
    test = etree.fromstring(files["tests/every-kind.xml"])
    for reference in test.iter("{*}assessmentItemRef", "{*}qti-assessment-item-ref"):
        path = str(reference.get("href")).removeprefix("../")
        item = etree.fromstring(files[path])
        assert item.get("identifier") == reference.get("identifier")
        assert re.fullmatch(r"[A-Za-z_][\w.-]*", str(item.get("identifier")))


def test_the_spellings_differ_in_names_alone(tmp_path: Path) -> None:
    request = every_kind(tmp_path)
    new = bytes_of(qti_30.export(request))["items/every-kind--each.xml"].decode()
    old = bytes_of(qti_21.export(request))["items/every-kind--each.xml"].decode()
    assert '<qti-simple-associable-choice identifier="L1" match-max="1">' in new
    assert '<simpleAssociableChoice identifier="L1" matchMax="1">' in old
    spelt = re.sub(r"-([a-z])", lambda m: m[1].upper(), new.replace("qti-", "").replace("Qti", ""))
    count = len(re.findall("<[a-zA-Z]", old))
    assert len(re.findall("<[a-zA-Z]", spelt)) == count


def test_templates_stand_where_they_say_all(tmp_path: Path) -> None:
    files = bytes_of(qti_22.export(every_kind(tmp_path)))
    plain = files["items/every-kind--pick.xml"].decode()
    assert (
        'template="http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct"' in plain
    )
    mapped = files["items/every-kind--fly.xml"].decode()
    assert (
        'template="http://www.imsglobal.org/question/qti_v2p2/rptemplates/map_response"' in mapped
    )
    assert '<mapping lowerBound="0" defaultValue="0">' in mapped
    told = files["items/every-kind--fruit.xml"].decode()
    assert "template=" not in told


def test_rules_of_the_quiz_are_in_the_test(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Rules\nmode: exam\nshuffle: true\npass_mark: 7 points\ntime_limit: 10 min\n"
        "max_attempts: 2\n---\n\n# A { draw=1 }\n\n## One { #1st }\n\n- (x) a\n- ( ) b\n\n"
        "## Two { #two variants=3 }\n\n```vars\nx = randint(1, 900)\n```\n\n{{ x }} is [[= {{ x }}]].\n"
    )
    exported = qti_30.export(request_for(tmp_path, text, "rules"))
    test = bytes_of(exported)["tests/rules.xml"].decode()
    assert '<qti-time-limits max-time="600"/>' in test
    assert '<qti-selection select="1"/>' in test
    assert '<qti-ordering shuffle="true"/>' in test
    assert 'submission-mode="simultaneous"' in test
    assert '<qti-base-value base-type="float">7</qti-base-value>' in test
    assert test.count("rules--two--v") >= 3
    assert 'identifier="rules--1st"' in test
    assert any("may be taken 2 times" in note for note in exported.notes)
    assert any("draws one of them" in note for one in exported.report for note in one.notes)


def test_what_cannot_be_held_is_told(tmp_path: Path) -> None:
    text = (
        "---\ntitle: T\n---\n\n## Unit { #unit }\n\nIt is [[= 5 km]].\n\n"
        "## Typo { #typo typos=1 accents=ignore }\n\nIt is [[remembrance]].\n\n"
        "## Edge { #edge }\n\nIt is [[/\\bx.*/]].\n\n"
        "## Where { #where }\n\n![a place](gone.png)\n\n- (x) rect(1,1,5,5) a\n- ( ) rect(9,9,5,5) b\n\n"
        "## Whole { #whole }\n\n- (x) a\n- ( ) b\n"
    )
    exported = qti_21.export(request_for(tmp_path, text, "t"))
    told = {one.item: one for one in exported.report}
    assert "knows none" in told["unit"].notes[0]
    assert len(told["typo"].notes) == 2
    assert "\\b" in told["edge"].notes[0]
    assert told["where"].carried is Carried.LEFT
    assert told["whole"].carried is Carried.WHOLE
    assert "items/t--where.xml" not in bytes_of(exported)


def test_a_scenario_is_left_with_a_word_why(tmp_path: Path) -> None:
    text = (
        "---\ntitle: S\nkind: scenario\n---\n\n## A { #a }\n\n- [b](#b) { points=1 }\n- [c](#c)\n\n"
        "## B { #b }\n\nGood.\n\n## C { #c }\n\nBad.\n"
    )
    exported = qti_30.export(request_for(tmp_path, text, "s"))
    assert [one.carried for one in exported.report] == [Carried.LEFT]
    assert [name for name, _ in exported.files] == ["imsmanifest.xml"]


def test_html_is_what_the_version_knows(tmp_path: Path) -> None:
    text = (
        "---\ntitle: T\n---\n\n## H { #h }\n\n<details><summary>More</summary>\n<p>x <mark>y</mark></p>"
        '\n</details>\n\n<p title="t" style="color:red">z</p>\n\n- (x) a\n- ( ) b\n'
    )
    request = request_for(tmp_path, text, "t")
    new = bytes_of(qti_30.export(request))["items/t--h.xml"].decode()
    old = bytes_of(qti_21.export(request))["items/t--h.xml"].decode()
    assert "<details><summary>More</summary>" in new
    assert '<div class="details"><p class="summary">More</p>' in old
    assert '<span class="mark">y</span>' in old
    assert "<p>z</p>" in old
    assert "red" not in new + old


@pytest.mark.parametrize(
    ("text", "name"),
    [("a-b.c", "a-b.c"), ("1st", "i-1st"), ("größe", None), ("a b", None), ("", None)],
)
def test_identifiers_are_names_of_xml(text: str, name: str | None) -> None:
    made = ncname(text)
    assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", made)
    assert name is None or made == name
    assert made == ncname(text)


def test_numbers_are_exact_where_they_end() -> None:
    said = [Fraction(1, 4), Fraction(-5, 2), Fraction(3), Fraction(1, 3), Fraction(1, 1000)]
    assert [number(one) for one in said] == ["0.25", "-2.5", "3", "0.3333333333333333", "0.001"]


@pytest.mark.parametrize(
    ("ours", "folded", "theirs"),
    [
        ("colou?r", False, "colou?r"),
        ("Ab", True, "[Aa][Bb]"),
        (r"(?:a|b)+?\d\.\$", False, "(a|b)+[0-9]\\.[$]"),
        (r"[a-c\]-]{2,5}", True, r"[a-c\]\-A-C]{2,5}"),
        (r"\w\S\/", False, "[A-Za-z0-9_][^ ]/"),
    ],
)
def test_patterns_are_written_in_the_language_of_xml_schema(
    ours: str, folded: bool, theirs: str
) -> None:
    assert xsd_pattern(ours, ignore_case=folded) == (theirs, True)


def test_a_pattern_may_stand_for_a_text() -> None:
    assert escaped_pattern("C++ 1$", ignore_case=True) == r"[Cc]\+\+ 1[$]"


def test_sizes_of_pictures_are_read_from_their_beginnings() -> None:
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")
    gif = b"GIF89a" + (640).to_bytes(2, "little") + (480).to_bytes(2, "little")
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc2\x00\x0b\x08" + b"\x01\xe0\x02\x80" + b"\0\0\0"
    webp = (
        b"RIFF\0\0\0\0WEBPVP8X"
        + b"\0" * 8
        + (639).to_bytes(3, "little")
        + (479).to_bytes(3, "little")
    )
    assert {size_of(one) for one in (png, gif, jpeg, webp)} == {(640, 480)}
    assert size_of(b'<svg viewBox="0 0 16 9"/>') == (800, 450)
    assert size_of(b'<svg width="1600" height="900px"/>') == (1600, 900)
    assert size_of(b'<svg width="100%"/>') is None
    assert size_of(b"%PDF-1.4") is None
    assert size_of(b"\xff\xd8\xff") is None


@pytest.mark.parametrize(("language", "word"), [("de", "Tipp"), ("nl", "Hint"), ("pt-BR", "")])
def test_a_hint_is_named_in_the_language_of_the_course(
    language: str, word: str, tmp_path: Path
) -> None:
    text = "---\ntitle: T\n---\n\n## A { #a }\n\n- (x) a\n- ( ) b\n\n??? hint\n    Look.\n"
    request = request_for(tmp_path, text, "t")
    course = dataclasses.replace(request.course, language=language)
    exported = qti_30.export(dataclasses.replace(request, course=course))
    made = bytes_of(exported)["items/t--a.xml"].decode()
    assert f'xml:lang="{language}"' in made
    said = re.search("<summary>(.+?)</summary>", made)
    assert said is not None
    assert not word or said[1] == word


def test_signs_that_no_xml_can_hold_are_left_out(tmp_path: Path) -> None:
    text = (
        '---\ntitle: T\n---\n\n# S\x01\n\n## A\x02 { #a tags="x\x03" }\n\n'
        "It is [[b\x04c]] or [[ (d\x05) | e ]].\n\n!!! explanation\n    f\x06\uffff\n"
    )
    for name, data in bytes_of(qti_30.export(request_for(tmp_path, text, "t"))).items():
        etree.fromstring(data)
        assert not re.search(r"[\x01-\x08]", data.decode()), name
