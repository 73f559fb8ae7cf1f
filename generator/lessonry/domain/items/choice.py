"""Choice: one or several of a list are the key."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar

from lessonry.diagnostics import Place
from lessonry.domain.items.frame import ItemFrame, frame_content
from lessonry.domain.partial_credit import share_of_set
from lessonry.domain.prose import Prose
from lessonry.domain.response import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One line of the list."""

    identifier: str
    """`a`, `b`, … by place in the source: it tells nothing of the key."""
    text: Prose
    is_key: bool
    feedback: Prose | None = None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceItem(ItemFrame):
    """A question with a list of choices."""

    kind: ClassVar[str] = "choice"

    choices: tuple[Choice, ...]
    multiple: bool
    """Whether several may be chosen (`[ ]` in the source, boxes on the page)."""

    @property
    def key(self) -> frozenset[str]:
        """Return the identifiers of the right choices."""
        return frozenset(choice.identifier for choice in self.choices if choice.is_key)


def score(item: ChoiceItem, response: Response) -> Fraction:
    """Return the share of the key that was chosen, as the item's policy counts it."""
    return share_of_set(frozenset(response.values), item.key, item.partial_credit)


def key(item: ChoiceItem) -> list[str]:
    """Return what the page needs to grade it: the identifiers of the right choices."""
    return sorted(item.key)


def content(item: ChoiceItem) -> dict[str, object]:
    """Return the item as JSON values, for its fingerprint."""
    return frame_content(item) | {
        "multiple": item.multiple,
        "choices": [
            [c.text.folded, c.is_key, c.feedback.folded if c.feedback else ""] for c in item.choices
        ],
    }


def conceal(item: ChoiceItem) -> ChoiceItem:
    """Return the item without its key, feedback and explanation."""
    bare = tuple(replace(choice, is_key=False, feedback=None) for choice in item.choices)
    return replace(item, choices=bare, explanation=None)


def secrets(item: ChoiceItem) -> tuple[Prose, ...]:
    """Return the texts of a concealed item that nothing published may hold."""
    told = [choice.feedback for choice in item.choices] + [item.explanation]
    return tuple(prose for prose in told if prose is not None)
