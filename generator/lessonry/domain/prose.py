"""Markdown as an author wrote it, kept with its place so that a fault in it can be pointed at."""

from __future__ import annotations

from dataclasses import dataclass, field

from lessonry.diagnostics import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A piece of Markdown; equal to another of the same text, wherever each was written."""

    markdown: str
    """The source, dedented, with `\\n` line ends and no blank lines around it."""
    place: Place = field(compare=False, repr=False)
    """Where its first line begins."""

    @property
    def folded(self) -> str:
        """Return the text with every run of white space as one blank: what counts for identity."""
        return " ".join(self.markdown.split())
