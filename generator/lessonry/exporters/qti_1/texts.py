"""The texts of items as HTML and as plain words, and the identifiers of what belongs to them."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lessonry.domain.gaps import Gap
from lessonry.domain.items import Item
from lessonry.domain.prose import Prose
from lessonry.exporters.plain import one_line
from lessonry.exporters.prose import HtmlProse

LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Renders the prose of one package."""

    prose: HtmlProse
    folder: Path

    def block(self, *parts: Prose | None, fill: Callable[[int], str] | None = None) -> str:
        """Return the parts that are there as HTML, one below the other."""
        return "".join(self.prose.block(part, fill) for part in parts if part is not None)

    def inline(self, prose: Prose | None) -> str:
        """Return a text that stands in a line."""
        return "" if prose is None else self.prose.inline(prose)

    def plain(self, prose: Prose | None) -> str:
        """Return a text as words in one line."""
        return "" if prose is None else one_line(prose, self.folder)

    def title(self, item: Item) -> str:
        """Return the beginning of what an item asks, for lists of questions."""
        said = self.plain(item.heading or item.body) or item.identifier
        return said if len(said) <= LONGEST_TITLE else said[: LONGEST_TITLE - 1].rstrip() + "…"


def identifier(*parts: str) -> str:
    """Return a name that is the same each time, of letters and digits, a letter first."""
    return "i" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:31]


def marked(gaps: tuple[Gap, ...], shown: Callable[[int], str]) -> Callable[[int], str]:
    """Return what fills the gaps of a text: escaped, and a line where there is no such gap."""
    return lambda index: html.escape(shown(index)) if index < len(gaps) else "____"
