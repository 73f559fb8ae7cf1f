"""Marks HTML as being in a language, for the voices that read it out."""

from __future__ import annotations

from markupsafe import Markup

from lessonry.domain.languages import RIGHT_TO_LEFT, known_language


def spoken(code: str | None) -> Markup:
    """Return the attributes that say a language and its direction; none for that of the page."""
    if code is None:
        return Markup()
    way = "rtl" if known_language(code) in RIGHT_TO_LEFT else "ltr"
    return Markup(' lang="{}" dir="{}"').format(code, way)


def in_language(text: str, code: str) -> str:
    """Return HTML in a place of its own that says its language and direction."""
    return f"<div{spoken(code)}>\n{text}\n</div>"
