"""The kinds of item: one module a kind, and the union that every layer above matches over."""

from lessonry.domain.items.choice import Choice, ChoiceItem
from lessonry.domain.items.text_entry import TextAnswer, TextEntryItem, TextGap

Item = ChoiceItem | TextEntryItem
"""One question. Further kinds join here; the completeness test then names what they still lack."""

__all__ = ["Choice", "ChoiceItem", "Item", "TextAnswer", "TextEntryItem", "TextGap"]
