"""Writes the lines of a list that is answered: a text of any number of lines, a reason below."""

from __future__ import annotations

import re

from lessonry.domain.prose import Prose
from lessonry.writers.escape import in_list, in_quote, not_an_area
from lessonry.writers.frame import indented

BLOCK = re.compile(r"\s|`{3}|~{3}|\||<|[-*+]\s|\d+[.)]\s|#")
"""How a text of several lines begins that stands below its mark."""


def list_line(begin: str, text: str) -> list[str]:
    """Return a text behind what its line begins with.

    Args:
        begin: `-`, `1.`, and what else is on the line: `- (x)`.
        text: As it is written.
    """
    lines = text.split("\n")
    inside = " " * (len(begin.split(" ", 1)[0]) + 1)
    if text[:1].isspace() or (len(lines) > 1 and BLOCK.match(lines[0])):
        return [begin, *indented(lines, inside)]
    return [f"{begin} {lines[0]}".rstrip(), *indented(lines[1:], inside)]


def choice_line(begin: str, text: Prose, feedback: Prose | None, *, area: str = "") -> list[str]:
    """Return a choice or a turn: its text, and what is said of it as a quotation below.

    Args:
        begin: `- (x)`.
        text: What it says.
        feedback: Why it is right or not.
        area: What stands before its text in a hotspot.
    """
    said = in_list(text.markdown)
    lines = list_line(begin, f"{area} {said}" if area else not_an_area(said))
    return lines + quotation(feedback, is_deep=len(lines) == 1)


def quotation(feedback: Prose | None, *, is_deep: bool) -> list[str]:
    """Return what is said of a line of a list, as a quotation below it."""
    if feedback is None:
        return []
    indent = "    " if is_deep else "  "
    lines = in_quote(feedback.markdown).split("\n")
    return [
        f"{indent}> {line}".rstrip() if not line.strip() else f"{indent}> {line}" for line in lines
    ]
