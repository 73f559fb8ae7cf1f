from __future__ import annotations

import random

import pytest
import segno
import zxingcpp
from PIL import Image

from lessonry.credentials.sheets import qr_code


def link(length: int) -> str:
    return "a" + "".join(random.Random(length).choices("abcXYZ019-_/#=%", k=length - 1))


@pytest.mark.parametrize("version", range(1, 19))
def test_a_full_code_is_the_one_that_a_general_encoder_makes(version: int) -> None:
    content = link(qr_code._room(version))
    theirs = segno.make(
        content, error="m", mode="byte", micro=False, boost_error=False, mask=qr_code.MASK
    )
    assert [bytes(row) for row in qr_code.matrix(content.encode())] == [
        bytes(row) for row in theirs.matrix
    ]


@pytest.mark.parametrize("length", [1, 13, 60, 107, 196, 214, 300, 389, 430, 560])
def test_a_reader_reads_every_length(length: int) -> None:
    rows = qr_code.matrix(link(length).encode())
    size = len(rows) + 8
    picture = Image.new("L", (size, size), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                picture.putpixel((x + 4, y + 4), 0)
    (found,) = zxingcpp.read_barcodes(
        picture.resize((size * 3, size * 3), Image.Resampling.NEAREST)
    )
    assert found.text == link(length)


def test_the_drawing_shows_the_modules_and_a_quiet_zone() -> None:
    drawn = qr_code.svg(b"https://example.org/")
    size = len(qr_code.matrix(b"https://example.org/"))
    assert f'viewBox="0 0 {size + 8} {size + 8}"' in drawn
    assert 'd="M4 4h7v1h-7z' in drawn


def test_what_is_too_long_says_so() -> None:
    with pytest.raises(qr_code.TooLongError):
        qr_code.matrix(bytes(600))
