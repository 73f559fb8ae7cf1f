"""How diagnostics are told: `file:line:col`, the line itself with carets under it, and help."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from lessonry.diagnostics.codes import CODES
from lessonry.diagnostics.diagnostic import Diagnostic, Diagnostics

WIDEST_LINE = 160
"""Characters of a source line that are shown; a longer one is cut around its span."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Characters that could move a terminal's cursor or change its colours."""
NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Diagnostics as text for a terminal or a log."""

    diagnostics: Diagnostics

    def __str__(self) -> str:
        parts = [self.entry(diagnostic) for diagnostic in self.diagnostics]
        return "\n\n".join([*parts, self.summary])

    @property
    def summary(self) -> str:
        """Return the closing line: how many errors and warnings."""
        errors, warnings = len(self.diagnostics.errors), len(self.diagnostics.warnings)
        if not errors and not warnings:
            return "Nothing to mend."
        return f"{_count(errors, 'error')}, {_count(warnings, 'warning')}."

    def entry(self, diagnostic: Diagnostic) -> str:
        """Return one diagnostic: heading, source line, carets, help."""
        place = diagnostic.place
        severity, code = diagnostic.severity.value, diagnostic.code
        lines = [f"{place}: {severity}[{code}]: {diagnostic.message}"]
        text = place.source.line(place.span.line)
        if text.strip():
            number = str(place.span.line)
            shown, carets = _underline(text, place.span.column - 1, place.span.length)
            lines += [f"  {number} | {shown}", f"  {' ' * len(number)} | {carets}"]
        lines.append(f"  help: {diagnostic.help or CODES[diagnostic.code].mend}")
        return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _underline(text: str, start: int, length: int) -> tuple[str, str]:
    """Return `text`, cut to a readable width around the span, and the carets under the span."""
    cut = max(0, start - WIDEST_LINE // 2) if len(text) > WIDEST_LINE else 0
    shown = CONTROL.sub("\ufffd", text[cut : cut + WIDEST_LINE].rstrip().expandtabs(1))
    before = shown[: start - cut]
    marked = shown[start - cut : start - cut + length]
    return shown, " " * _width(before) + "^" * max(1, _width(marked))


def _width(text: str) -> int:
    """Return how many terminal cells `text` takes: wide East Asian ones two, marks none."""
    return sum(
        0
        if unicodedata.category(c) in NO_WIDTH
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )
