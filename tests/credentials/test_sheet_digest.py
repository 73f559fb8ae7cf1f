from __future__ import annotations

import hashlib
import io
import zlib
from contextlib import suppress

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonry.credentials import multibase, sheet_digest
from lessonry.credentials.document import FILE, SHEET
from lessonry.credentials.sheet_digest import SheetError
from tests.credentials.academy import Academy, credential_in


def hole(pdf: bytes) -> sheet_digest.Stream:
    (place,) = sheet_digest.attachments(pdf)
    return place


def test_the_credential_holds_both_digests_of_its_file(pdf: bytes) -> None:
    sheet, file = credential_in(pdf)["relatedResource"]
    assert sheet["id"].startswith(SHEET)
    assert sheet["digestMultibase"] == sheet_digest.of_streams(pdf)
    assert file["id"].startswith(FILE)
    assert file["digestMultibase"] == sheet_digest.of_file(pdf)


def test_the_digest_of_streams_is_the_one_that_is_written_down(pdf: bytes) -> None:
    # The rule told a second time, over the streams as another PDF library finds them.
    digests = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if not isinstance(thing, pikepdf.Stream):
                continue
            if thing.get("/Type") in ("/XRef", "/ObjStm", "/EmbeddedFile", "/Metadata"):
                continue
            raw = thing.read_raw_bytes()
            flat = thing.get("/Filter") == "/FlateDecode"
            digests.append(hashlib.sha256(zlib.decompress(raw) if flat else raw).digest())
    digest = hashlib.sha256(b"".join(sorted(digests))).digest()
    assert sheet_digest.of_streams(pdf) == multibase.encode(b"\x12\x20" + digest)


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
    bomb = b"%%PDF-1.7\n1 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n" % len(packed)
    with pytest.raises(SheetError, match="50 MB"):
        sheet_digest.of_streams(bomb + packed + b"\nendstream endobj")


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
    for told in (sheet_digest.of_streams, sheet_digest.of_file):
        with suppress(SheetError):
            assert told(pdf).startswith("z")


def test_a_second_attachment_shows(standing: Academy, pdf: bytes) -> None:
    with pytest.raises(SheetError, match="2 attachments"):
        sheet_digest.of_file(pdf + b"\n9 0 obj <</Type/EmbeddedFile>> stream\nx\nendstream endobj")
