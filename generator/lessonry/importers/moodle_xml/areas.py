"""Reads `ddmarker` questions where they ask for places in a picture."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from lxml.etree import _Element

from lessonry.domain.items import Item, Shape
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.picture_size import size_of
from lessonry.importers.moodle_xml.question import Left, Question, number
from lessonry.importers.moodle_xml.texts import source, unmarked

LARGEST: Final = (600, 400)
"""What Moodle makes a picture as small as; areas are reckoned by that."""
MARKERS: Final = (
    "It has several markers to drag, each to places of its own; with us a place in a picture is"
    " right or wrong. Ask for one of them at a time."
)


def ddmarker(question: Question) -> Item:
    """Return a hotspot where one marker fits some of several areas."""
    drags = question.element.findall("drag")
    drops = question.element.findall("drop")
    picture = next((one for one in question.element.findall("file")), None)
    if picture is None or not drops or not drags:
        raise Left("It has no picture, or no areas.")
    wanted = [(drop.findtext("choice") or "").strip() for drop in drops]
    real = [choice for choice in dict.fromkeys(wanted) if choice not in ("", "0")]
    if len(real) != 1:
        raise Left(MARKERS)
    if len(drops) < 2:
        raise Left(
            "Its picture has a single area; a hotspot has wrong ones as well, so that there is"
            " something to choose from."
        )
    path = question.files.put(picture)
    size = size_of(question.files.shelf.kept[path]) if path else None
    if path is None or size is None:
        raise Left("The size of its picture cannot be read.")
    label = unmarked(source(drags[0]))
    texts = [unmarked(drop.findtext("text") or "") for drop in drops]
    if all(texts):  # written by our own export, by the size that Moodle makes of the picture
        scale = min(Fraction(1), Fraction(LARGEST[0], size[0]), Fraction(LARGEST[1], size[1]))
        size = round(size[0] * scale), round(size[1] * scale)
    else:
        question.notes.append("Its areas have no words in Moodle: write what is there behind each.")
    areas = [
        (_shape(drop, size), said or f"{label} {index}".strip(), choice == real[0], None)
        for index, (drop, said, choice) in enumerate(
            zip(drops, texts, wanted, strict=True), start=1
        )
    ]
    words = (label if len(label) > 2 else "") or question.name or "Picture"
    image = f"![{question.texts.plain(words)}]({path})"
    draft = question.draft(question.stem(), policy=PartialCredit.PER_PART)
    multiple = sum(is_key for _, _, is_key, _ in areas) > 1
    return draft.hotspot(image, areas, multiple=multiple)


def _shape(drop: _Element, size: tuple[int, int]) -> Shape:
    """Return an area in per cent of the picture."""
    name = (drop.findtext("shape") or "").strip().lower()
    parts = (drop.findtext("coords") or "").replace(";", ",").split(",")
    numbers = [number(part, Fraction(-1)) for part in parts]
    across, down = (Fraction(100, edge) for edge in size)
    if name == "circle" and len(numbers) == 3:
        x, y, radius = numbers
        return Shape(name="circle", numbers=_round([x * across, y * down, radius * across]))
    if name in ("rectangle", "rect") and len(numbers) == 4:
        x, y, width, height = numbers
        scaled = [x * across, y * down, width * across, height * down]
        return Shape(name="rect", numbers=_round(scaled))
    if name in ("polygon", "poly") and len(numbers) >= 6 and len(numbers) % 2 == 0:
        scaled = [one * (across, down)[index % 2] for index, one in enumerate(numbers)]
        return Shape(name="poly", numbers=_round(scaled))
    raise Left("One of its areas cannot be read.")


def _round(numbers: Sequence[Fraction]) -> tuple[Fraction, ...]:
    return tuple(Fraction(round(one * 100), 100) for one in numbers)
