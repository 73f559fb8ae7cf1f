"""Hotspot as `hotspotInteraction`: areas in per cent become areas in pixels of the picture."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Final

from lessonry.domain.items import HotspotItem, Shape
from lessonry.exporters.plain import text_of
from lessonry.exporters.qti.choice import scored_set
from lessonry.exporters.qti.parts import RESPONSE, CannotHold, Parts, Setting, prompt
from lessonry.exporters.qti.picture_size import size_of
from lessonry.exporters.qti.tree import Element, html, qti

TYPES: Final = {
    ".png": "image/png",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}


def parts(item: HotspotItem, setting: Setting) -> Parts:
    """Return the picture with its areas.

    Raises:
        CannotHold: The picture is not in the course, or its size cannot be told.
    """
    address, name, words = _picture(item, setting)
    content = setting.prose.files[name]
    size = size_of(content.read_bytes() if isinstance(content, Path) else content)
    if size is None:
        raise CannotHold(f"The size of the picture {name.rpartition('/')[2]} cannot be told.")
    width, height = size
    measures = {"width": str(width), "height": str(height)}
    if setting.spelling.is_3:
        picture = html("img", {"src": address, "alt": words, **measures})
    else:
        kind = TYPES.get(Path(name).suffix.lower(), "image/png")
        picture = html("object", {"data": address, "type": kind, **measures}, text=words)
    interaction = qti(
        "hotspotInteraction",
        {"responseIdentifier": RESPONSE, "maxChoices": "0" if item.multiple else "1"},
        *prompt(item, setting),
        picture,
    )
    for area in item.areas:
        interaction.append(
            qti(
                "hotspotChoice",
                {
                    "identifier": area.identifier,
                    "shape": area.shape.name,
                    "coords": pixels(area.shape, width, height),
                    "hotspotLabel": " ".join(text_of(setting.inline(area.text)).split())[:256],
                },
            )
        )
    declared, template, rules = scored_set(
        sorted(item.key),
        [area.identifier for area in item.areas],
        multiple=item.multiple,
        policy=item.partial_credit,
        points=item.points,
    )
    told = [(area.identifier, area.feedback) for area in item.areas if area.feedback is not None]
    return Parts(
        declarations=(declared,),
        body=(interaction,),
        interaction="hotspotInteraction",
        template=template,
        rules=tuple(rules),
        feedback=tuple(told),
        many=item.multiple,
        prompted=item.body is None and item.heading is not None,
    )


def pixels(shape: Shape, width: int, height: int) -> str:
    """Return the coordinates of an area as HTML's image maps have them, in whole pixels."""

    def across(share: Fraction) -> str:
        return str(round(share * width / 100))

    def down(share: Fraction) -> str:
        return str(round(share * height / 100))

    if shape.name == "rect":
        left, top, wide, high = shape.numbers
        return ",".join([across(left), down(top), across(left + wide), down(top + high)])
    if shape.name == "circle":
        x, y, radius = shape.numbers
        return ",".join([across(x), down(y), str(max(1, round(radius * width / 100)))])
    return ",".join(f"{across(x)},{down(y)}" for x, y in shape.corners)


def _picture(item: HotspotItem, setting: Setting) -> tuple[str, str, str]:
    """Return the picture's address, its name in the package, and its words."""
    before = dict(setting.prose.files)
    found: Element | None = next(iter(setting.prose.tree(item.image).iter("img")), None)
    address = found.get("src") if found is not None else None
    name = next((n for n in setting.prose.files if address == setting.prose.links.address(n)), None)
    if found is None or address is None or name is None:
        setting.prose.files.clear()
        setting.prose.files.update(before)
        raise CannotHold("Its picture is not a file of the course.")
    return address, name, found.get("alt") or ""
