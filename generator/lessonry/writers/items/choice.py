"""Writes choice items: `- (x)` for a key, or `- [x]` where there may be several."""

from __future__ import annotations

from lessonry.domain.items import ChoiceItem
from lessonry.domain.partial_credit import PartialCredit
from lessonry.writers.frame import body, bullet, write_item
from lessonry.writers.lines import choice_line


def write(item: ChoiceItem, policy: PartialCredit) -> str:
    """Return the item as it stands in a file."""
    stem = body(item, quotes=False)
    mark = bullet(stem)
    asked = [
        line
        for choice in item.choices
        for line in choice_line(
            f"{mark} {brackets(choice.is_key, multiple=item.multiple)}",
            choice.text,
            choice.feedback,
        )
    ]
    return write_item(item, policy, asked, stem=stem)


def brackets(is_key: bool, *, multiple: bool) -> str:
    """Return the brackets of a choice or a cell."""
    sign = "x" if is_key else " "
    return f"[{sign}]" if multiple else f"({sign})"
