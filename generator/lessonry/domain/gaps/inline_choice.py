"""Inline choice: a list that drops down in the middle of a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar

from lessonry.diagnostics import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineChoice:
    """One line of the list that drops down: plain text, since a browser shows no more there."""

    identifier: str
    """`a`, `b`, … by the place in which it is shown."""
    text: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineChoiceGap:
    """A gap to choose a word for."""

    kind: ClassVar[str] = "inline-choice"

    choices: tuple[InlineChoice, ...]
    """As they are shown: sorted by their texts unless the author forbids it, for an author tends to
    write the right one first."""
    key: frozenset[str]
    """The identifiers of those that are right, one or several; empty in a concealed item."""
    place: Place = field(compare=False, repr=False)


def accepts(gap: InlineChoiceGap, value: str) -> bool:
    """Return whether `value` is the identifier of a right choice."""
    return value in gap.key


def shown(gap: InlineChoiceGap) -> str:
    """Return the text of the first right choice."""
    return next((choice.text for choice in gap.choices if choice.identifier in gap.key), "")


def key(gap: InlineChoiceGap) -> dict[str, object]:
    """Return what the page needs to grade it, as JSON values."""
    return {"kind": gap.kind, "key": sorted(gap.key)}


def content(gap: InlineChoiceGap) -> list[object]:
    """Return what the gap is, for the fingerprint of its item."""
    return [[choice.text for choice in gap.choices], sorted(gap.key)]


def conceal(gap: InlineChoiceGap) -> InlineChoiceGap:
    """Return the gap without its key."""
    return replace(gap, key=frozenset())


def secrets(gap: InlineChoiceGap) -> tuple[str, ...]:
    """Return nothing: every choice is shown, and which one is right is no text."""
    return ()
