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


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An area, in per cent of the picture: x and width of its width, y and height of its height."""

    name: str
    """`rect`, `circle` or `poly`."""
    numbers: tuple[Fraction, ...]
    """rect: x, y, width, height; circle: x, y and the radius in per cent of the picture's width;
    poly: x and y of each corner in turn."""


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
