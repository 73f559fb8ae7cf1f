"""Writes text entry: `[[answer]]`, `[[one|other]]`, `[[/pattern/i]]`."""

from __future__ import annotations

import re

from lessonry.domain.gaps import TextAnswer, TextEntryGap
from lessonry.domain.patterns import PUNCTUATION
from lessonry.readers.brackets import ESSAY
from lessonry.readers.gaps.inline_choice import is_marked
from lessonry.readers.gaps.numeric_entry import A_NUMBER, BEGINS
from lessonry.readers.gaps.text_entry import HALF_PATTERN

NO_TEXT = re.compile(r".*(?:\||\]\]|\]$|<!--|\n)|/.+/[A-Za-z]*$", re.DOTALL)
"""What ends a gap or an answer, or is a pattern already."""


def write(gap: TextEntryGap, bar: str, *, ignore_case: bool) -> str:
    """Return the gap.

    Args:
        gap: What it accepts.
        bar: What stands between two answers: in a table another than elsewhere.
        ignore_case: Whether capitals matter not in the item's texts; what differs is a pattern.
    """
    last = len(gap.answers) - 1
    written = []
    for index, answer in enumerate(gap.answers):
        is_plain = is_text(answer, ignore_case=ignore_case) and not (
            (index == 0 and BEGINS.match(answer.text))
            or (index < last and answer.text.endswith("\\"))
            or (last == 0 and ESSAY.fullmatch(answer.text))
        )
        written.append(answer.text if is_plain else _pattern(answer))
    return f"[[{bar.join(written)}]]"


def is_text(answer: TextAnswer, *, ignore_case: bool) -> bool:
    """Return whether an answer can stand in any gap as it is, and not only as a pattern."""
    text = answer.text
    return not (
        answer.is_pattern
        or answer.ignore_case is not ignore_case
        or text != text.strip()
        or NO_TEXT.match(text)
        or A_NUMBER.match(text)
        or HALF_PATTERN.fullmatch(text)
        or is_marked(text)
    )


def _pattern(answer: TextAnswer) -> str:
    pattern = answer.text
    if not answer.is_pattern:
        signs = (f"\\{c}" if c in PUNCTUATION else c for c in " ".join(pattern.split()))
        pattern = "".join(signs)
    return f"/{pattern}/{'i' if answer.ignore_case else ''}"
