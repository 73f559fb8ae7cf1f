from __future__ import annotations

import hashlib
import zlib
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonry.credentials import certificate, multibase, sheet_digest
from lessonry.credentials.document import FILE
from lessonry.credentials.sheet_digest import SheetError
from tests.credentials.academy import Academy, credential_in


def hole(pdf: bytes) -> sheet_digest.Stream:
    (place,) = sheet_digest.attachments(pdf)
    return place


def test_the_credential_holds_the_digest_of_its_file(pdf: bytes) -> None:
    (file,) = credential_in(pdf)["relatedResource"]
    assert file["id"].startswith(FILE)
    assert file["digestMultibase"] == sheet_digest.of_file(pdf)
    gap = hole(pdf)
    zeros = pdf[: gap.start] + bytes(gap.end - gap.start) + pdf[gap.end :]
    digest = hashlib.sha256(zeros).digest()
    assert file["digestMultibase"] == multibase.encode(b"\x12\x20" + digest)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 0.99999), bit=st.integers(0, 7))
def test_no_byte_outside_the_credential_may_change(pdf: bytes, place: float, bit: int) -> None:
    at, gap = int(place * len(pdf)), hole(pdf)
    changed = bytearray(pdf)
    changed[at] ^= 1 << bit
    if gap.start <= at < gap.end:
        assert sheet_digest.of_file(bytes(changed)) == sheet_digest.of_file(pdf)
        return
    with suppress(SheetError):
        assert sheet_digest.of_file(bytes(changed)) != sheet_digest.of_file(pdf)


def test_what_is_appended_shows(pdf: bytes) -> None:
    assert sheet_digest.of_file(pdf + b"\n") != sheet_digest.of_file(pdf)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj",
        b"%PDF 1 0 obj << /Length 99999999 >> stream\nx",
        b"1 0 obj <</Type/EmbeddedFile>> stream\n", b"%PDF-" + b"1 0 obj stream\n" * 1000,
    ],
)  # fmt: skip
def test_broken_files_come_to_an_end(data: bytes) -> None:
    for stream in sheet_digest.streams(data):
        assert stream.start <= stream.end <= len(data)


def test_a_bomb_is_not_inflated() -> None:
    packed = zlib.compress(bytes(60_000_000), 9)
    head = b"%%PDF-1.7\n1 0 obj\n<</Length %d/Type/EmbeddedFile/Filter/FlateDecode>>\nstream\n"
    bomb = head % len(packed) + packed + b"\nendstream endobj"
    with pytest.raises(SheetError, match="more than it may"):
        sheet_digest.content(bomb, hole(bomb), 1_000_000)
    assert certificate.credential_in(bomb) is None


def test_more_objects_than_any_certificate_are_refused() -> None:
    with pytest.raises(SheetError, match="more objects"):
        list(sheet_digest.streams(b"%PDF-" + b"1 0 obj endobj\n" * 200_000))


@settings(max_examples=200)
@given(st.lists(st.sampled_from([
    b"1 0 obj", b"<<", b">>", b"/Length 5", b"/Length 5 0 R", b"/Type/EmbeddedFile", b"stream\n",
    b"/Filter/FlateDecode", b"endstream", b"endobj", b"{}", b"\x78\x9c", b"\n", b" ",
]), max_size=40))  # fmt: skip
def test_any_order_of_pdf_words_is_read_or_refused(words: list[bytes]) -> None:
    pdf = b"%PDF-1.7\n" + b"".join(words)
    with suppress(SheetError):
        assert sheet_digest.of_file(pdf).startswith("z")
    certificate.credential_in(pdf)


def test_a_second_attachment_shows(standing: Academy, pdf: bytes) -> None:
    second = b"\n9 0 obj <</Type/EmbeddedFile>> stream\n{}\nendstream endobj\n"
    for changed in (pdf + second, pdf.replace(b"\n1 0 obj", second + b"1 0 obj", 1)):
        assert len(sheet_digest.attachments(changed)) == 2
        assert sheet_digest.of_file(changed) != sheet_digest.of_file(pdf)
        found = standing.verifier().verify(changed)
        assert not found.is_well


def test_a_file_without_an_attachment_has_no_digest() -> None:
    with pytest.raises(SheetError, match="nothing is attached"):
        sheet_digest.of_file(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")


@pytest.mark.parametrize(
    "form",
    [
        b"9 0 obj\n<</Type/EmbeddedFile/Length 5>>\nstream\nhello\nendstream",
        b"9  0\nobj<</Type /EmbeddedFile/Length 5>>stream\r\nhello\r\nendstream",
        b"9 0 obj<</Type/Embedded#46ile/Length 5>>stream\rhello\rendstream",
    ],
)
def test_an_attachment_is_one_however_it_is_written(form: bytes) -> None:
    pdf = b"%PDF-1.7\n" + form + b"\nendobj\n"
    (found,) = sheet_digest.attachments(pdf)
    assert pdf[found.start : found.end] == b"hello"
