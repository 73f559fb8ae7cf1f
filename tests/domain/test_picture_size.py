"""The size of a picture is read from its first bytes, and of what is none there is none."""

from __future__ import annotations

import pytest

from lessonry.domain.picture_size import size_of

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")
GIF = b"GIF89a" + (640).to_bytes(2, "little") + (480).to_bytes(2, "little")
FRAME = b"\xff\xc2\x00\x11\x08" + (480).to_bytes(2, "big") + (640).to_bytes(2, "big")
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 10 + b"\xff\xdb\x00\x04\0\0" + FRAME + b"\0" * 8
LOSSY = b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + b"\x80\x02\xe0\x01"
LOSSLESS = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + (639 | 479 << 14).to_bytes(4, "little") + b"\0" * 8
LARGE = (
    b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")
)


@pytest.mark.parametrize(
    "data",
    [
        PNG,
        GIF,
        JPEG,
        LOSSY,
        LOSSLESS,
        LARGE,
        b'<svg xmlns="http://www.w3.org/2000/svg" width="640px" height=\'480\'/>',
        b'<?xml version="1.0"?>\n<svg viewBox="0 0 640.0 480"></svg>',
        b'<svg width="100%" viewBox="-1,-1,640,480">',
    ],
)
def test_the_size_is_found(data: bytes) -> None:
    assert size_of(data) == (640, 480)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\xff\xd8",
        b"\xff\xd8\xff\xe0\xff\xff",
        PNG[:20],
        b"<svg width='1e9999' height='x'>",
        b"<svg viewBox='0 0 e e'>",
        b"<html>",
        b"RIFF\0\0\0\0WEBPVP8?" + b"\0" * 20,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 20,
    ],
)
def test_what_is_no_picture_has_none(data: bytes) -> None:
    assert size_of(data) is None
