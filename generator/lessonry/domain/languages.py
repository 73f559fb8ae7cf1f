"""The languages that lessonry speaks: on its pages, and on the sheet of a certificate."""

from __future__ import annotations

LANGUAGES = ("en", "ar", "de", "el", "es", "fr", "he", "hi", "it", "pl", "pt", "tr", "zh")
RIGHT_TO_LEFT = frozenset({"ar", "he"})


def known_language(tag: str) -> str | None:
    """Return which of `LANGUAGES` is meant by a tag such as `pt-BR`; nothing where none is."""
    first = tag.replace("_", "-").lower().partition("-")[0]
    return first if first in LANGUAGES else None
