"""Text entry: words typed into a gap."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import ClassVar

from lessonry.diagnostics import Place
from lessonry.diagnostics.spelling import distance
from lessonry.domain.patterns import matches
from lessonry.domain.response import fold_entry, without_stop

LONGEST_MISSPELT = 100
"""Characters up to which a text is looked at for slips of the keyboard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAnswer:
    """One thing that a gap accepts: a text, or a pattern that the whole entry must match."""

    text: str
    """The text, or the pattern's source between its slashes (ECMAScript, see `patterns`)."""
    is_pattern: bool = False
    ignore_case: bool = True
    """For a pattern, whether it carries the flag `i`; for a text, whether case is folded."""
    ignore_accents: bool = False
    """Whether `café` and `cafe` are the same."""
    typos: int = 0
    """How many slips are forgiven: a letter too many, too few, another, or two that changed places."""

    @property
    def forgiven(self) -> int:
        """Return how many slips it forgives.

        A short word has no room for them: `cat` and `car` are two words. A number has none at all.
        """
        text = fold_entry(
            self.text, ignore_case=self.ignore_case, ignore_accents=self.ignore_accents
        )
        if self.is_pattern or re.search("[0-9]", text):
            return 0
        return min(self.typos, len(without_stop(text)) // 4)

    def accepts(self, entry: str) -> bool:
        """Return whether what was typed is this answer."""
        if self.is_pattern:
            typed = fold_entry(entry, ignore_case=False, ignore_accents=self.ignore_accents)
            return matches(self.text, typed, ignore_case=self.ignore_case)
        typed, wanted = (
            without_stop(
                fold_entry(text, ignore_case=self.ignore_case, ignore_accents=self.ignore_accents)
            )
            for text in (entry, self.text)
        )
        if typed == wanted:
            return True
        if not self.typos or not typed or max(len(typed), len(wanted)) > LONGEST_MISSPELT:
            return False
        forgiven = self.forgiven
        return distance(typed, wanted) <= forgiven


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEntryGap:
    """A gap to type words into: the first of its answers is the one that is shown as the key."""

    kind: ClassVar[str] = "text-entry"

    answers: tuple[TextAnswer, ...]
    """What it accepts; empty in a concealed item."""
    place: Place = field(compare=False, repr=False)


def accepts(gap: TextEntryGap, value: str) -> bool:
    """Return whether `value` is one of the answers."""
    return any(answer.accepts(value) for answer in gap.answers)


def shown(gap: TextEntryGap) -> str:
    """Return the answer that is shown as the key: a text if it accepts one, else a pattern."""
    texts = [answer.text for answer in gap.answers if not answer.is_pattern]
    return next(iter([*texts, *(answer.text for answer in gap.answers)]), "")


def key(gap: TextEntryGap) -> dict[str, object]:
    """Return what the page needs to grade it, as JSON values."""
    return {
        "kind": gap.kind,
        "answers": [
            {
                "text": a.text,
                "pattern": a.is_pattern,
                "ignoreCase": a.ignore_case,
                "ignoreAccents": a.ignore_accents,
                "typos": a.typos,
            }
            for a in gap.answers
        ],
    }


def content(gap: TextEntryGap) -> list[object]:
    """Return what the gap is, for the fingerprint of its item."""
    return [[a.text, a.is_pattern, a.ignore_case, a.ignore_accents, a.typos] for a in gap.answers]


def conceal(gap: TextEntryGap) -> TextEntryGap:
    """Return the gap without its answers."""
    return replace(gap, answers=())


def secrets(gap: TextEntryGap) -> tuple[str, ...]:
    """Return the texts that concealing it takes away."""
    return tuple(answer.text for answer in gap.answers)
