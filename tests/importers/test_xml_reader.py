"""XML of other tools is read safely, element by element, and as it really comes."""

from __future__ import annotations

import tracemalloc

import pytest

from lessonry.importers.foreign import ForeignError
from lessonry.importers.xml_reader import local_name, read_xml
from tests.effort import within


def texts(data: bytes, *names: str) -> list[str]:
    return [
        "".join(map(str, e.itertext())) for e in read_xml(data, "a.xml").elements(*names or ("q",))
    ]


def test_elements_come_one_by_one_and_whole() -> None:
    data = b"<r><q a='1'>x <b>y</b></q> z <q><q>inner</q></q></r>"
    assert texts(data) == ["x y", "inner"]
    found = [
        local_name(e) for e in read_xml(b"<r xmlns='urn:a'><q/><p/></r>", "a").elements("q", "p")
    ]
    assert found == ["q", "p"]


def test_the_whole_tree_can_be_had() -> None:
    assert read_xml(b"<r><q/></r>", "a.xml").root.tag == "r"


@pytest.mark.parametrize(
    ("data", "text", "notes"),
    [
        (b"\xef\xbb\xbf \n<?xml version='1.0' encoding='UTF-8'?><r><q>a</q></r>", "a", 0),
        (b"<r><q>a&nbsp;b &amp; c</q></r>", "a\xa0b & c", 1),
        (b"<r><q>R & B, &unknown;</q></r>", "R & B, &unknown;", 1),
        (b"<r><q><![CDATA[a]]> b ]]> c</q></r>", "a b ]]> c", 0),
        (b"<r><q>a&#11;b\x0bc &#0;</q></r>", "abc ", 1),
        (b"<r><q><![CDATA[a &nbsp; & b]]> &eacute;</q></r>", "a &nbsp; & b é", 1),
        ("<?xml version='1.0' encoding='ISO-8859-1'?><r><q>ä</q></r>".encode(), "ä", 1),
        ("<?xml version='1.0' encoding='UTF-8'?><r><q>ä</q></r>".encode("cp1252"), "ä", 1),
        ("<?xml version='1.0' encoding='windows-1251'?><r><q>ж</q></r>".encode("cp1251"), "ж", 0),
        ("<?xml version='1.0' encoding='UTF-16'?><r><q>ä</q></r>".encode("utf-16"), "ä", 0),
        ("<?xml version='1.0' encoding='UTF-16'?><r><q>ä</q></r>".encode(), "ä", 0),
        (b"<!DOCTYPE r SYSTEM 'http://a.b/c.dtd'><r><q>&eacute;</q></r>", "é", 1),
    ],
)
def test_what_real_exports_do_wrong_is_mended(data: bytes, text: str, notes: int) -> None:
    assert texts(data) == [text]
    assert len(read_xml(data, "a.xml").notes) == notes


def test_a_fault_is_told_with_its_line() -> None:
    with pytest.raises(ForeignError, match=r"a\.xml is no well-formed XML: line 3: .*mismatch"):
        read_xml(b"<r>\n<q>\n</r>", "a.xml")
    for data in (b"", b"no xml", b"<r>", b"\x00\x01\x02", b"\xff\xfe<\x00"):
        with pytest.raises(ForeignError, match="no well-formed XML: line 1"):
            read_xml(data, "a.xml")


def test_entities_of_its_own_are_refused() -> None:
    lol = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    bomb = f"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY l0 'lol'>{lol}]><r><q>&l11;</q></r>"
    with pytest.raises(ForeignError, match="declares entities of its own"):
        read_xml(bomb.encode(), "a.xml")
    with pytest.raises(ForeignError, match="declares entities of its own"):
        read_xml(b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r>&x;</r>", "a.xml")
    in_utf_16 = bomb.replace("version='1.0'", "version='1.0' encoding='UTF-16'").encode("utf-16")
    assert len("".join(texts(in_utf_16))) < 100
    assert texts(b"<r><q><![CDATA[<!ENTITY a 'b'>]]></q></r>") == ["<!ENTITY a 'b'>"]


def test_deep_nesting_and_long_texts_end_in_a_message_or_are_left_out() -> None:
    with pytest.raises(ForeignError, match="no well-formed XML"):
        read_xml(b"<r>" * 100_000, "a.xml")
    xml = read_xml(b"<r><q>" + b"A" * 11_000_000 + b"</q><q>kept</q></r>", "a.xml")
    assert ["".join(map(str, e.itertext())) for e in xml.elements("q")] == ["", "kept"]
    assert xml.notes == ("1 file inside of more than 4 MB was left out.",)


def test_a_huge_picture_in_a_text_costs_the_picture_only() -> None:
    huge = b'<img src="data:image/png;base64,' + b"A" * 10_500_000 + b'"> after'
    xml = read_xml(b"<r><q><![CDATA[before " + huge + b"]]></q></r>", "a.xml")
    (text,) = ["".join(map(str, e.itertext())) for e in xml.elements("q")]
    assert text == 'before <img src="data:,"> after'
    assert len(xml.notes) == 1


def test_many_elements_are_read_in_little_memory() -> None:
    data = b"<r>" + b"<q a='1'><t>some text of a question</t></q>\n" * 200_000 + b"</r>"
    tracemalloc.start()
    with within(15):
        count = sum(1 for _ in read_xml(data, "a.xml").elements("q"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200_000
    assert peak < 20_000_000
