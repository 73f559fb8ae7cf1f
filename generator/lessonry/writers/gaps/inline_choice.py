"""Writes inline choice: `[[ (right) | wrong ]]`."""

from __future__ import annotations

import re

from lessonry.domain.gaps import InlineChoiceGap

SIGN = re.compile(r"[\\*`\[\]<$]|\](?=\]|$)|^[=/]|<(?=!--)")
"""What would be read as markup, or as another kind of gap."""
PARENTHESIS = re.compile(r"[()]")


def write(gap: InlineChoiceGap, bar: str) -> str:
    """Return the gap.

    Args:
        gap: Its choices, in the order that is shown.
        bar: What stands between two of them: in a table another than elsewhere.
    """
    written = []
    for choice in gap.choices:
        text = _plain(choice.text)
        written.append(f"({text})" if choice.identifier in gap.key else text)
    return f"[[ {f' {bar} '.join(written)} ]]"


def _plain(text: str) -> str:
    """Return a text whose signs stand for themselves; a bar, which parts choices, as a wide one."""
    text = SIGN.sub(lambda sign: f"\\{sign.group()}", text.replace("|", "｜"))
    is_even = text.count("(") == text.count(")") and not text.startswith("(") and ")(" not in text
    if not is_even:
        text = PARENTHESIS.sub(lambda sign: f"\\{sign.group()}", text)
    return text
