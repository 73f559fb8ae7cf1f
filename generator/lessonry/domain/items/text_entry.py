"""Text entry: words typed into gaps of the prose."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar

from lessonry.diagnostics import Place
from lessonry.domain.items.frame import ItemFrame, frame_content
from lessonry.domain.patterns import matches
from lessonry.domain.prose import Prose
from lessonry.domain.response import Response, fold_entry, without_stop


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAnswer:
    """One thing that a gap accepts: a text, or a pattern that the whole response must match."""

    text: str
    """The text, or the pattern's source between its slashes (ECMAScript, see `patterns`)."""
    is_pattern: bool = False
    ignore_case: bool = True
    """For a pattern, whether it carries the flag `i`; for a text, whether case is folded."""

    def accepts(self, entry: str) -> bool:
        """Return whether what was typed is this answer."""
        if self.is_pattern:
            typed = fold_entry(entry, ignore_case=False)
            return matches(self.text, typed, ignore_case=self.ignore_case)
        typed = fold_entry(entry, ignore_case=self.ignore_case)
        wanted = fold_entry(self.text, ignore_case=self.ignore_case)
        return without_stop(typed) == without_stop(wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextGap:
    """One gap: the first of its answers is the one that is shown as the key."""

    answers: tuple[TextAnswer, ...]
    """What it accepts; empty in a concealed item."""
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEntryItem(ItemFrame):
    """A question that is answered by typing."""

    kind: ClassVar[str] = "text-entry"

    gaps: tuple[TextGap, ...]
    """In the order of the body, where `gap_mark(0)`, `gap_mark(1)` … stand for them."""


def score(item: TextEntryItem, response: Response) -> Fraction:
    """Return 1 where every gap holds an answer that it accepts, else 0."""
    if len(response.values) != len(item.gaps):
        return Fraction(0)
    pairs = zip(item.gaps, response.values, strict=True)
    return Fraction(all(any(a.accepts(entry) for a in gap.answers) for gap, entry in pairs))


def content(item: TextEntryItem) -> dict[str, object]:
    """Return the item as JSON values, for its fingerprint."""
    return frame_content(item) | {
        "gaps": [[[a.text, a.is_pattern, a.ignore_case] for a in gap.answers] for gap in item.gaps]
    }


def conceal(item: TextEntryItem) -> TextEntryItem:
    """Return the item without its answers and explanation."""
    bare = tuple(replace(gap, answers=()) for gap in item.gaps)
    return replace(item, gaps=bare, explanation=None)


def secrets(item: TextEntryItem) -> tuple[Prose, ...]:
    """Return the texts of a concealed item that nothing published may hold."""
    answers = [Prose(markdown=a.text, place=gap.place) for gap in item.gaps for a in gap.answers]
    return (*answers, *([item.explanation] if item.explanation else []))
