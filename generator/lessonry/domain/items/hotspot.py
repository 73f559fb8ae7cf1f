"""Hotspot: one or several areas of a picture are the key."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar

from lessonry.diagnostics import Place
from lessonry.domain.items.frame import ItemFrame, frame_content
from lessonry.domain.partial_credit import share_of_set
from lessonry.domain.prose import Prose
from lessonry.domain.response import Response

EDGE = Fraction(3)
"""How far from the picture's edge a number stands at least, in per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An area, in per cent of the picture: x and width of its width, y and height of its height."""

    name: str
    """`rect`, `circle` or `poly`."""
    numbers: tuple[Fraction, ...]
    """rect: x, y, width, height; circle: x, y and the radius in per cent of the picture's width;
    poly: x and y of each corner in turn."""

    @property
    def corners(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """Return the corners of a polygon."""
        return tuple(zip(self.numbers[::2], self.numbers[1::2], strict=True))

    @property
    def bounds(self) -> tuple[Fraction, Fraction, Fraction, Fraction]:
        """Return left, top, right and bottom; of a circle, whose height is not known, its middle's."""
        if self.name == "poly":
            across, down = self.numbers[::2], self.numbers[1::2]
            return min(across), min(down), max(across), max(down)
        x, y, size, *height = self.numbers
        if self.name == "circle":
            return x - size, y, x + size, y
        return x, y, x + size, y + height[0]

    @property
    def badge(self) -> tuple[Fraction, Fraction]:
        """Return where its number stands: at its left and top, or at the highest corner."""
        left, top, _, _ = self.bounds
        if self.name == "poly":
            left = next(x for x, y in self.corners if y == top)
        return min(max(left, EDGE), 100 - EDGE), min(max(top, EDGE), 100 - EDGE)

    @property
    def size(self) -> Fraction:
        """Return how much of a square picture it covers, by which smaller areas lie above larger."""
        if self.name == "rect":
            return max(Fraction(0), self.numbers[2]) * max(Fraction(0), self.numbers[3])
        if self.name == "circle":
            return Fraction(22, 7) * max(Fraction(0), self.numbers[2]) ** 2
        turned = zip(self.corners, self.corners[1:] + self.corners[:1], strict=True)
        return abs(sum((a[0] * b[1] - b[0] * a[1] for a, b in turned), Fraction(0))) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area that may be chosen."""

    identifier: str
    """`a`, `b`, … by place in the source."""
    shape: Shape
    text: Prose
    """What is there, in words: shown beside the picture, and read out."""
    is_key: bool
    feedback: Prose | None = None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotItem(ItemFrame):
    """A question that is answered in a picture."""

    kind: ClassVar[str] = "hotspot"

    image: Prose
    """The picture as written: `![what it shows](counter.svg)`."""
    areas: tuple[Area, ...]
    multiple: bool
    """Whether several may be chosen (`[ ]` in the source)."""

    @property
    def key(self) -> frozenset[str]:
        """Return the identifiers of the right areas."""
        return frozenset(area.identifier for area in self.areas if area.is_key)


def score(item: HotspotItem, response: Response) -> Fraction:
    """Return the share of the key that was chosen, as the item's policy counts it."""
    return share_of_set(frozenset(response.values), item.key, item.partial_credit)


def key(item: HotspotItem) -> list[str]:
    """Return what the page needs to grade it: the identifiers of the right areas."""
    return sorted(item.key)


def content(item: HotspotItem) -> dict[str, object]:
    """Return the item as JSON values, for its fingerprint."""
    return frame_content(item) | {
        "image": item.image.folded,
        "multiple": item.multiple,
        "areas": [
            [
                a.shape.name,
                [str(number) for number in a.shape.numbers],
                a.text.folded,
                a.is_key,
                a.feedback.folded if a.feedback else "",
            ]
            for a in item.areas
        ],
    }


def conceal(item: HotspotItem) -> HotspotItem:
    """Return the item without its key, feedback and explanation."""
    bare = tuple(replace(area, is_key=False, feedback=None) for area in item.areas)
    return replace(item, areas=bare, explanation=None)


def secrets(item: HotspotItem) -> tuple[Prose, ...]:
    """Return the texts of a concealed item that nothing published may hold."""
    told = [area.feedback for area in item.areas] + [item.explanation]
    return tuple(prose for prose in told if prose is not None)
