"""What an item that shows no kind was meant to be: the line that says so, and how it is written."""

from __future__ import annotations

import re

from lessonry.diagnostics import Place
from lessonry.readers.comments import without_code
from lessonry.readers.item_source import ItemSource

ARROW = re.compile(r"^\s*[-*+]\s.*?(?P<mark>→|⇒|➔|⟶|==+>|-+>|=?&gt;|(?<=\s)=(?=\s))")
LEADS_ON = re.compile(r"^\s*[-*+][ \t]+(?P<mark>\[.*\]\(#)")
"""A list line that would be a turn, were the file a scenario."""
SCENE_HELP = "A scene of a scenario? Write `kind: scenario` into the front matter."
NEAR: tuple[tuple[re.Pattern[str], str], ...] = (
    (LEADS_ON, SCENE_HELP),
    (ARROW, "A match? Write an equals sign and a greater-than sign: `- left => right`."),
    (
        re.compile(r"^\s*(?P<mark>\d+[.)]\S)"),
        "An order? Write a blank behind the number: `1. text`.",
    ),
    (
        re.compile(r"^\s*\|.*\|.*?(?P<mark>(?<=\|)\s*[xX✓✔☑]\s*(?=\||$))"),
        "A matrix? Write `( )` or `(x)` into every cell but those of the first line and column.",
    ),
    (
        re.compile(r"(?P<mark>【+[^】]+】+|［+[^］]+］+|_{3,})"),
        "A gap? Write two square brackets with the answer in them: `[[answer]]`.",
    ),
    (
        re.compile(r"(?<![\\!\]])(?P<mark>\[[^\[\]^]+\])(?![(\[:])"),
        "A gap? Two brackets make one: `[[answer]]`.",
    ),
    (
        re.compile(r"^\s*(?:[-*+•–—·]\s|[A-Za-z][.)]\s)\s*(?P<mark>\S.*)"),
        "A choice? Begin each line with `- ( )`, and the right one with `- (x)`.",
    ),
)
"""What to look for, the more telling first, and what to say where it is found."""


def near_miss(item: ItemSource) -> tuple[Place, str] | None:
    """Return the first line that was meant to be answered, and its help; nothing where none was."""
    lines = without_code(item.lines)
    for pattern, help in NEAR:
        for index, line in enumerate(lines):
            if found := pattern.search(line):
                mark = found.group("mark").strip()
                start = line.find(mark, found.start("mark"))
                return item.at(index, start + 1, len(mark)), help
    return None
