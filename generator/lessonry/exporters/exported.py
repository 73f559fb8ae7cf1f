"""What an exporter gives: the files of a package, and what became of each item."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lessonry.domain.fidelity import Fidelity

Content = bytes | Path
"""A file's bytes, or where they lie: a site need not be in memory twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """One package, or one file."""

    files: tuple[tuple[str, Content], ...]
    """Names with forward slashes, in the order in which they are packed; a format that is one file
    has just that."""
    report: tuple[Fidelity, ...] = ()
    """One for each item of each quiz, in order."""
    notes: tuple[str, ...] = ()
    """Sentences about the package as a whole."""
