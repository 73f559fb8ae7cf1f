"""Did you mean …? The nearest known word to a slip, and lists of words for messages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` is most likely a slip of."""
    close = difflib.get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.75)
    return close[0] if close else None


def listed(words: Iterable[str]) -> str:
    """Return words in back quotes, sorted, with commas."""
    return ", ".join(f"`{word}`" for word in sorted(words))
