"""What an exam may show of itself: every reader above this floor gets the concealed item.

Templates, exporters and scripts are handed `published(quiz)`, so that no template, not even a
trainer's own, has a key at hand to leak.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from lessonry.domain.items import ChoiceItem, Item, TextEntryItem, choice, text_entry
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import Mode, Quiz


def conceal(item: Item) -> Item:
    """Return `item` without key, feedback and explanation; idempotent."""
    match item:
        case ChoiceItem():
            return choice.conceal(item)
        case TextEntryItem():
            return text_entry.conceal(item)
        case _:
            assert_never(item)


def secrets(item: Item) -> tuple[Prose, ...]:
    """Return the texts that concealing `item` takes away."""
    match item:
        case ChoiceItem():
            return choice.secrets(item)
        case TextEntryItem():
            return text_entry.secrets(item)
        case _:
            assert_never(item)


def published(quiz: Quiz) -> Quiz:
    """Return what may leave the trainer's computer: a practice quiz whole, an exam concealed."""
    if quiz.mode is Mode.PRACTICE:
        return quiz
    sections = tuple(
        replace(section, items=tuple(conceal(item) for item in section.items))
        for section in quiz.sections
    )
    return replace(quiz, sections=sections)
