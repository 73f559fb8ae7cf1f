"""QR codes of the sheets' links, written in a fraction of the time of a general encoder.

ISO/IEC 18004, byte mode, error correction M, one mask. What is the same in all codes of a version
is laid out once; a code then takes its codewords and their places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

MASK = 4
"""Fixed, since every reader reads any: of modules in stripes two high and three wide."""
BLOCKS = (
    (10, 1, 16, 0), (16, 1, 28, 0), (26, 1, 44, 0), (18, 2, 32, 0), (24, 2, 43, 0),
    (16, 4, 27, 0), (18, 4, 31, 0), (22, 2, 38, 2), (22, 3, 36, 2), (26, 4, 43, 1),
    (30, 1, 50, 4), (22, 6, 36, 2), (22, 8, 37, 1), (24, 4, 40, 5), (24, 5, 41, 5),
    (28, 7, 45, 3), (28, 10, 46, 1), (26, 9, 43, 4),
)  # fmt: skip
"""By version: check bytes of a block, short blocks, their data bytes, blocks with one more."""
CENTERS: tuple[tuple[int, ...], ...] = (
    (), (6, 18), (6, 22), (6, 26), (6, 30), (6, 34), (6, 22, 38), (6, 24, 42), (6, 26, 46),
    (6, 28, 50), (6, 30, 54), (6, 32, 58), (6, 34, 62), (6, 26, 46, 66), (6, 26, 48, 70),
    (6, 26, 50, 74), (6, 30, 54, 78), (6, 30, 56, 82),
)  # fmt: skip
"""By version: rows and columns of the small squares."""
PADDING = (0xEC, 0x11)
FIELD = 0x11D
"""x⁸ + x⁴ + x³ + x² + 1, the field of the check bytes."""
FORMAT = (0b00 << 3) | MASK
"""Error correction M and the mask."""


DARK = re.compile(rb"\x01+")


class TooLongError(ValueError):
    """The content fits into no code that this module writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """What all codes of one version have in common."""

    rows: tuple[bytes, ...]
    """Fixed modules, and the mask's in the places of the bits."""
    places: tuple[tuple[int, int], ...]
    """Row and column of each bit of the codewords."""


def matrix(content: bytes) -> list[bytearray]:
    """Return the modules row by row, 1 for dark, without a quiet zone.

    Raises:
        TooLongError: The content has more bytes than 560 or so.
    """
    version = next((v for v in range(1, len(BLOCKS) + 1) if _room(v) >= len(content)), None)
    if version is None:
        raise TooLongError
    layout = _layout(version)
    rows = [bytearray(row) for row in layout.rows]
    words = _codewords(content, version)
    bits = f"{int.from_bytes(words):0{8 * len(words)}b}"
    for (row, column), bit in zip(layout.places, bits, strict=False):
        if bit == "1":
            rows[row][column] ^= 1
    return rows


def svg(content: bytes, border: int = 4) -> str:
    """Return the code as a drawing of one path, with its quiet zone."""
    rows = matrix(content)
    size = len(rows) + 2 * border
    path = []
    for y, row in enumerate(rows, border):
        for run in DARK.finditer(row):
            start, end = run.span()
            path.append(f"M{start + border} {y}h{end - start}v1h{start - end}z")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path d="{"".join(path)}"/></svg>'
    )


def _room(version: int) -> int:
    """Return how many bytes a code of that version holds."""
    _, short, data, long = BLOCKS[version - 1]
    return (short + long) * data + long - (2 if version < 10 else 3)


def _codewords(content: bytes, version: int) -> bytes:
    """Return the data with its check bytes, the blocks interleaved."""
    check, short, data, long = BLOCKS[version - 1]
    bits = 8 if version < 10 else 16
    value = ((0b0100 << bits | len(content)) << 8 * len(content)) | int.from_bytes(content)
    whole = (value << 4).to_bytes(1 + bits // 8 + len(content))
    total = (short + long) * data + long
    padding = bytes(PADDING[n % 2] for n in range(total - len(whole)))
    words = whole + padding
    blocks, start = [], 0
    for number in range(short + long):
        end = start + data + (number >= short)
        blocks.append(words[start:end])
        start = end
    mixed = [block[n] for n in range(data + 1) for block in blocks if n < len(block)]
    checks = [_checks(block, check) for block in blocks]
    return bytes(mixed + [found[n] for n in range(check) for found in checks])


def _checks(block: bytes, count: int) -> bytes:
    """Return a block's check bytes: what is left when it is divided by the generator."""
    table, top = _multiples(count), 8 * (count - 1)
    rest = 0
    for byte in block:
        lead = (rest >> top) ^ byte
        rest = ((rest & ((1 << top) - 1)) << 8) ^ table[lead]
    return rest.to_bytes(count)


@cache
def _multiples(count: int) -> tuple[int, ...]:
    """Return the generator of `count` check bytes, without its lead, times each byte."""
    generator = [1]
    root = 1
    for _ in range(count):
        shifted = [*generator, 0]
        for place, term in enumerate(generator):
            shifted[place + 1] ^= _product(term, root)
        generator = shifted
        root = _product(root, 2)
    return tuple(
        int.from_bytes(bytes(_product(term, byte) for term in generator[1:])) for byte in range(256)
    )


def _product(one: int, other: int) -> int:
    found = 0
    while other:
        if other & 1:
            found ^= one
        one = (one << 1) ^ (FIELD if one & 0x80 else 0)
        other >>= 1
    return found


@cache
def _layout(version: int) -> _Layout:
    size = 17 + 4 * version
    fixed: dict[tuple[int, int], int] = {}
    for n in range(size):
        fixed[6, n] = fixed[n, 6] = 1 - n % 2
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        for row in range(max(0, top - 1), min(size, top + 8)):
            for column in range(max(0, left - 1), min(size, left + 8)):
                ring = max(abs(row - top - 3), abs(column - left - 3))
                fixed[row, column] = int(ring not in (2, 4))
    centers = CENTERS[version - 1]
    for row in centers:
        for column in centers:
            if (row, column) in {(6, 6), (6, centers[-1]), (centers[-1], 6)}:
                continue
            for down in range(-2, 3):
                for right in range(-2, 3):
                    ring = max(abs(down), abs(right))
                    fixed[row + down, column + right] = int(ring != 1)
    _say(fixed, size, version)
    places = []
    upward = True
    for right in (c - (c <= 6) for c in range(size - 1, 0, -2)):
        for row in reversed(range(size)) if upward else range(size):
            places += [(row, c) for c in (right, right - 1) if (row, c) not in fixed]
        upward = not upward
    rows = tuple(
        bytes(fixed.get((r, c), int((r // 2 + c // 3) % 2 == 0)) for c in range(size))
        for r in range(size)
    )
    return _Layout(rows=rows, places=tuple(places))


def _say(fixed: dict[tuple[int, int], int], size: int, version: int) -> None:
    """Write the level and the mask, and from version 7 on the version, into their places."""
    told = (FORMAT << 10 | _rest(FORMAT << 10, 0b10100110111)) ^ 0b101010000010010
    for n in range(15):
        bit = told >> n & 1
        fixed[n if n < 6 else n + 1 if n < 8 else size - 15 + n, 8] = bit
        fixed[8, size - 1 - n if n < 8 else 7 if n == 8 else 14 - n] = bit
    fixed[size - 8, 8] = 1
    if version >= 7:
        told = version << 12 | _rest(version << 12, 0b1111100100101)
        for n in range(18):
            row, column = n // 3, size - 11 + n % 3
            fixed[row, column] = fixed[column, row] = told >> n & 1


def _rest(value: int, divisor: int) -> int:
    while value.bit_length() >= divisor.bit_length():
        value ^= divisor << value.bit_length() - divisor.bit_length()
    return value
