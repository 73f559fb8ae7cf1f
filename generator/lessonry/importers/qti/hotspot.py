"""`hotspotInteraction`: areas in pixels become areas in per cent of the picture."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from lessonry.domain.items import Shape
from lessonry.domain.response import Response
from lessonry.importers.plain_text import escaped_line
from lessonry.importers.qti.lists import chosen, declared_for, key_of, set_probes
from lessonry.importers.qti.question import Made, Question, Refused
from lessonry.importers.qti.tree import Element, find

NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(%?)")
UNNAMED: Final = (
    "The areas had no words: write for each what is there, and not whether it is right."
)
OVAL: Final = "An oval area became a rectangle."
DRAWN: Final = "The picture was described in no words: say what it shows between the brackets."


def hotspot(question: Question, interaction: Element) -> Made:
    """Return a hotspot item.

    Raises:
        Refused: The picture is missing, or nobody says how large it is.
    """
    answers = declared_for(question, interaction)
    picture = next(find(interaction, "img"), None)
    address = picture.get("src") if picture is not None else None
    path = question.link(address) if address else None
    if picture is None or path is None:
        raise Refused("Its picture is not in the file.")
    size = _size(picture)
    if size is None:
        raise Refused("It does not say how large its picture is, so its areas cannot be found.")
    words = " ".join((picture.get("alt") or "").split())
    if not words:
        question.note(DRAWN)
        words = "A picture"
    names: list[str] = []
    areas: list[tuple[Shape, str, bool, str | None]] = []
    found = list(find(interaction, "hotspotChoice"))
    key = key_of(answers, [one.get("identifier") or "" for one in found])
    for number, one in enumerate(found, start=1):
        shape = _shape(question, one, *size)
        if shape is None:
            raise Refused(f"Its area {one.get('identifier') or number} cannot be read.")
        label = " ".join((one.get("hotspotLabel") or one.get("label") or "").split())
        if not label:
            question.note(UNNAMED)
        name = one.get("identifier") or ""
        names.append(name)
        areas.append((shape, escaped_line(label) or f"Area {number}", name in key, None))
    multiple = answers.cardinality != "single"
    image = f"![{escaped_line(words)}]({path})"
    item = question.draft.hotspot(image, areas, multiple=multiple)
    return Made(
        item=item,
        given=lambda response: {answers.name: chosen(answers, names, response)},
        probes=set_probes(item.key, len(names), multiple=multiple),
        alone=tuple(Response(values=(one.identifier,)) for one in item.areas),
    )


def _size(picture: Element) -> tuple[int, int] | None:
    said = [re.match("[0-9]+", picture.get(name) or "") for name in ("width", "height")]
    if said[0] is None or said[1] is None:
        return None
    width, height = int(said[0][0]), int(said[1][0])
    return (width, height) if 0 < width < 10**5 and 0 < height < 10**5 else None


def _shape(question: Question, one: Element, width: int, height: int) -> Shape | None:
    """Return an area in per cent; nothing where it cannot be read."""
    coords = [
        (float(found[0].rstrip("%")), bool(found[1]))
        for found in NUMBER.finditer(one.get("coords") or "")
    ]

    def share(index: int, whole: int) -> Fraction:
        value, is_share = coords[index]
        return Fraction(str(value)) if is_share else _simplest(value, whole)

    kind = one.get("shape") or "rect"
    if kind in ("rect", "ellipse") and len(coords) == 4:
        edges = [share(i, height if i % 2 else width) for i in range(4)]
        if kind == "ellipse":
            question.note(OVAL)
            x, y, across, down = edges
            edges = [x - across, y - down, x + across, y + down]
        left, top, right, bottom = _inside(edges)
        return Shape(name="rect", numbers=(left, top, right - left, bottom - top))
    if kind == "circle" and len(coords) == 3:
        return Shape(name="circle", numbers=(share(0, width), share(1, height), share(2, width)))
    if kind == "poly" and len(coords) >= 6 and len(coords) % 2 == 0:
        corners = [share(i, height if i % 2 else width) for i in range(len(coords))]
        if corners[:2] == corners[-2:] and len(corners) > 6:
            corners = corners[:-2]
        return Shape(name="poly", numbers=_inside(corners))
    return None


def _inside(numbers: list[Fraction]) -> tuple[Fraction, ...]:
    """Return numbers within the picture, which an area that was drawn by hand often leaves."""
    return tuple(min(max(one, Fraction(0)), Fraction(100)) for one in numbers)


def _simplest(pixels: float, whole: int) -> Fraction:
    """Return the per cent with the fewest decimals that is the same pixel."""
    exact = Fraction(str(pixels)) * 100 / whole
    for places in range(4):
        rounded = Fraction(round(exact * 10**places), 10**places)
        if abs(rounded - exact) * whole / 100 < Fraction(1, 2):
            return rounded
    return Fraction(round(exact * 1000), 1000)
