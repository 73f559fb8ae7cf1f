"""Reads areas of a picture: `rect(10,20,30,40)`, `circle(50,50,8)`, `poly(1,2 3,4 5,6)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from lessonry.domain.items import Shape

AREA = re.compile(r"\s*(?P<area>(?P<name>[A-Za-z]+)[ \t]*\((?P<numbers>[^()\n]*)\))")
"""What a line of a hotspot begins with, whatever its name."""
WRITTEN = {
    "rect": "rect(x,y,width,height)",
    "circle": "circle(x,y,radius)",
    "poly": "poly(x,y x,y x,y)",
}
MEANT = {
    "box": "rect",
    "ellipse": "circle",
    "oval": "circle",
    "polygon": "poly",
    "rectangle": "rect",
}
"""Names that other formats have for them; as telling as the right ones."""
NAMES = WRITTEN.keys() | MEANT.keys()
NUMBERS = re.compile(r"[\d\s.,%+-]*\d[\d\s.,%+-]*")
NUMBER = re.compile(r"(?P<number>[+-]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}))%?")
SEPARATOR = re.compile(r"\s*,\s*|\s+")
WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenArea:
    """An area at the beginning of a text, or what was meant to be one."""

    shape: Shape | None
    start: int
    """Where it begins in the text, from 0."""
    end: int
    code: str
    """Of what is wrong with it: LR184 or LR185."""
    message: str
    """What is wrong with it; nothing where it is well."""
    help: str | None = None


def is_area(text: str) -> bool:
    """Return whether `text` begins with an area, by its right name or by another format's."""
    found = AREA.match(text)
    if found is None or not NUMBERS.fullmatch(found["numbers"]):
        return False
    return found["name"].lower() in NAMES


def read_area(text: str) -> WrittenArea | None:
    """Return the area that `text` begins with; nothing where nothing like one is there."""
    found = AREA.match(text)
    if found is None:
        return None
    start, end = found.span("area")
    name = found["name"]
    if name not in WRITTEN:
        guess = MEANT.get(name.lower()) or (name.lower() if name.lower() in WRITTEN else None)
        return WrittenArea(
            shape=None,
            start=start,
            end=end,
            code="LR184",
            message=f"There is no area `{name}`.",
            help=f"Write `{WRITTEN[guess]}`." if guess else None,
        )
    numbers = _numbers(found["numbers"])
    shape = Shape(name=name, numbers=numbers or ())
    miscounted = _miscounted(name, numbers)
    message = miscounted or _misplaced(shape)
    return WrittenArea(
        shape=None if message else shape,
        start=start,
        end=end,
        code="LR184" if miscounted else "LR185",
        message=message,
        help=f"Write `{WRITTEN[name]}`." if miscounted else None,
    )


def _numbers(written: str) -> tuple[Fraction, ...] | None:
    """Return the numbers of an area; nothing where one of them is none."""
    found = [NUMBER.fullmatch(part) for part in SEPARATOR.split(written.strip())]
    if not all(found):
        return None
    return tuple(Fraction(number["number"]) for number in found if number)


def _miscounted(name: str, numbers: tuple[Fraction, ...] | None) -> str:
    """Say that the numbers are none, too many or too few; nothing where they are right."""
    if numbers is None:
        return f"The numbers of this `{name}` cannot be read."
    count = len(numbers)
    if name == "poly":
        if count % 2:
            return f"A `poly` takes two numbers for each corner, and here are {count}."
        corners = len(set(zip(numbers[::2], numbers[1::2], strict=True)))
        return "" if corners >= 3 else "A `poly` has at least three corners."
    wanted = 4 if name == "rect" else 3
    return "" if count == wanted else f"A `{name}` takes {wanted} numbers, and here are {count}."


def _misplaced(shape: Shape) -> str:
    """Say that an area is nothing, or leaves the picture; nothing where it lies in it.

    How far a circle reaches up and down depends on the picture, so only its sides and its middle
    are looked at.
    """
    left, top, right, bottom = shape.bounds
    if left < 0 or top < 0 or right > WHOLE or bottom > WHOLE:
        return (
            f"This {_noun(shape)} leaves the picture, which is 100 wide and 100 high, in per cent."
        )
    if shape.size <= 0:
        return f"This {_noun(shape)} has no extent."
    return ""


def _noun(shape: Shape) -> str:
    return {"rect": "rectangle", "circle": "circle", "poly": "polygon"}[shape.name]
