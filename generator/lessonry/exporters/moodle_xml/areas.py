"""Writes the areas of a hotspot in pixels, as `ddmarker` has them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from lessonry.domain.items import HotspotItem, Shape
from lessonry.domain.picture_size import size_of
from lessonry.domain.prose import Prose
from lessonry.exporters.moodle_xml.texts import LARGEST_FILE, SHOWN, Texts, text

LARGEST: Final = (600, 400)
"""Moodle makes a larger picture as small as that when it takes it in, and reckons areas by that."""
KINDS: Final = (".png", ".jpg", ".jpeg", ".gif")


def background(texts: Texts, image: Prose) -> tuple[str, tuple[int, int]] | None:
    """Return the name of a picture and the size that it has in Moodle; nothing where it has none."""
    found = SHOWN.search(texts.prose.block(image))
    if found is None or not found[1].lower().endswith(KINDS):
        return None
    content = texts.prose.files.get(found[1])
    data = content if isinstance(content, bytes) else content.read_bytes() if content else b""
    size = size_of(data) if len(data) <= LARGEST_FILE else None
    if size is None:
        return None
    scale = min(
        Fraction(1), *(Fraction(most, own) for most, own in zip(LARGEST, size, strict=True))
    )
    return found[1], (round(size[0] * scale), round(size[1] * scale))


def drops(item: HotspotItem, words: Sequence[str], size: tuple[int, int]) -> str:
    """Return the areas; Moodle passes over those that no marker is for, and over their words."""
    made = []
    for number, (area, said) in enumerate(zip(item.areas, words, strict=True), start=1):
        made.append(
            f"    <drop>\n      <no>{number}</no>\n      <shape>{_name(area.shape)}</shape>\n"
            f"      <coords>{_coordinates(area.shape, size)}</coords>\n"
            f"      <choice>{1 if area.is_key else 0}</choice>\n      {text(said)}\n    </drop>\n"
        )
    return "".join(made)


def _name(shape: Shape) -> str:
    return {"rect": "rectangle", "poly": "polygon"}.get(shape.name, shape.name)


def _coordinates(shape: Shape, size: tuple[int, int]) -> str:
    width, height = size
    numbers = shape.numbers
    if shape.name == "circle":
        x, y, radius = numbers
        return f"{_px(x, width)},{_px(y, height)};{max(1, _px(radius, width))}"
    points = [
        f"{_px(x, width)},{_px(y, height)}"
        for x, y in zip(numbers[::2], numbers[1::2], strict=True)
    ]
    return ";".join(points)


def _px(share: Fraction, edge: int) -> int:
    return round(share * edge / 100)
