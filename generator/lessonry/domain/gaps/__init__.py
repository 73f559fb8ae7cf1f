"""The kinds of gap: what can stand in the prose, in a table or in code to be filled in."""

from lessonry.domain.gaps.inline_choice import InlineChoice, InlineChoiceGap
from lessonry.domain.gaps.numeric_entry import NumericAnswer, NumericEntryGap, Unit
from lessonry.domain.gaps.text_entry import TextAnswer, TextEntryGap

Gap = TextEntryGap | NumericEntryGap | InlineChoiceGap
"""One gap. Further kinds join here; the completeness test then names what they still lack."""

__all__ = [
    "Gap",
    "InlineChoice",
    "InlineChoiceGap",
    "NumericAnswer",
    "NumericEntryGap",
    "TextAnswer",
    "TextEntryGap",
    "Unit",
]
