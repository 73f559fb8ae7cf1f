"""Writes order items: a numbered list in the right order."""

from __future__ import annotations

from lessonry.domain.items import OrderItem
from lessonry.domain.partial_credit import PartialCredit
from lessonry.writers.escape import in_list
from lessonry.writers.frame import body, write_item
from lessonry.writers.lines import list_line


def write(item: OrderItem, policy: PartialCredit) -> str:
    """Return the item as it stands in a file."""
    asked = [
        line
        for number, entry in enumerate(item.in_order, start=1)
        for line in list_line(f"{number}.", in_list(entry.text.markdown))
    ]
    return write_item(item, policy, asked, stem=body(item, numbers=False), skipped=("shuffle",))
