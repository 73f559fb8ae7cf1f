"""Writes match items: `- left => right`, and `- => right` for a partner of none."""

from __future__ import annotations

import re

from lessonry.domain.items import MatchItem
from lessonry.domain.partial_credit import PartialCredit
from lessonry.writers.escape import in_list
from lessonry.writers.frame import body, bullet, indented, write_item
from lessonry.writers.lines import BLOCK, list_line

LATE = re.compile(r"[ \t>]*(?:`{3}|~{3}|\||[-*+]\s|\d+[.)]\s| {4})")
"""How the last line of a left side begins behind which no arrow can stand."""


def write(item: MatchItem, policy: PartialCredit) -> str:
    """Return the item as it stands in a file."""
    stem = body(item)
    mark = bullet(stem)
    rights = {right.identifier: in_list(right.text.markdown, arrows=True) for right in item.rights}
    asked: list[str] = []
    for left, key in zip(item.lefts, item.key, strict=True):
        asked += pair(mark, in_list(left.text.markdown, arrows=True), rights.get(key, ""))
    for identifier, right in rights.items():
        if identifier not in item.key:
            asked += pair(mark, "", right)
    return write_item(item, policy, asked, stem=stem)


def pair(mark: str, left: str, right: str) -> list[str]:
    """Return the lines of one pair."""
    lines = list_line(mark, left) if left else [mark]
    below = right.split("\n")
    first = [] if len(below) > 1 and BLOCK.match(below[0]) else [below.pop(0)]
    arrow = " ".join(["=>", *first]).rstrip()
    if len(lines) > 1 and LATE.match(left.rsplit("\n", maxsplit=1)[-1]):
        lines.append(f"  {arrow}")
    else:
        lines[-1] = f"{lines[-1]} {arrow}"
    return [*lines, *indented(below, "  ")]
