"""ASN.1 values in their distinguished encoding (X.690), as far as a seal is made of them."""

from __future__ import annotations

INTEGER, OCTETS, IDENTIFIER, SEQUENCE, SET = 0x02, 0x04, 0x06, 0x30, 0x31
OPTION_0, OPTION_1 = 0xA0, 0xA1


def tagged(tag: int, content: bytes) -> bytes:
    """Return a value: its tag, its length, its content."""
    length = len(content)
    if length < 0x80:
        return bytes((tag, length)) + content
    size = (length.bit_length() + 7) // 8
    return bytes((tag, 0x80 | size)) + length.to_bytes(size, "big") + content


def sequence(*parts: bytes) -> bytes:
    """Return values in a row."""
    return tagged(SEQUENCE, b"".join(parts))


def integer(number: int) -> bytes:
    """Return a whole number from 0 on."""
    return tagged(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def octets(data: bytes) -> bytes:
    """Return bytes."""
    return tagged(OCTETS, data)


def identifier(dotted: str) -> bytes:
    """Return an object identifier, such as 1.2.840.10045.4.3.2."""
    first, second, *rest = map(int, dotted.split("."))
    out = bytearray()
    for number in (40 * first + second, *rest):
        groups = [number & 0x7F]
        while number := number >> 7:
            groups.append(0x80 | number & 0x7F)
        out += bytes(reversed(groups))
    return tagged(IDENTIFIER, bytes(out))
