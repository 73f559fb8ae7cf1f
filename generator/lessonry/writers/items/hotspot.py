"""Writes hotspot items: the picture, and a list of `- (x) circle(50,50,8) what is there`."""

from __future__ import annotations

from lessonry.domain.items import HotspotItem, Shape
from lessonry.domain.partial_credit import PartialCredit
from lessonry.writers.decimals import decimal
from lessonry.writers.escape import in_line
from lessonry.writers.frame import body, write_item
from lessonry.writers.items.choice import brackets
from lessonry.writers.lines import choice_line

PLACES = 9
"""Decimals of a number that is a place in a picture."""


def write(item: HotspotItem, policy: PartialCredit) -> str:
    """Return the item as it stands in a file."""
    prose = body(item, quotes=False)
    image = in_line(item.image.markdown)
    stem = f"{prose}\n\n{image}" if prose else image
    asked = [
        line
        for one in item.areas
        for line in choice_line(
            f"- {brackets(one.is_key, multiple=item.multiple)}",
            one.text,
            one.feedback,
            area=area(one.shape),
        )
    ]
    return write_item(item, policy, asked, stem=stem)


def area(shape: Shape) -> str:
    """Return an area: a corner's two numbers with a comma between, corners with a blank."""
    numbers = [decimal(number, PLACES) for number in shape.numbers]
    if shape.name == "poly":
        corners = zip(numbers[::2], numbers[1::2], strict=True)
        return f"poly({' '.join(f'{x},{y}' for x, y in corners)})"
    return f"{shape.name}({','.join(numbers)})"
