"""The language of a certificate's sheet: one of those that its words are in."""

from __future__ import annotations

from lessonry.diagnostics.spelling import listed
from lessonry.domain.languages import LANGUAGES, known_language
from lessonry.readers.fields import Fields


def read_language(fields: Fields) -> str | None:
    """Return the field `language`; one that no sheet is written in is noted."""
    written = fields.text("language")
    if written is None:
        return None
    language = known_language(written)
    if language is None:
        found = fields.fields["language"]
        message = f"No sheet is written in the language `{written}`."
        help = f"Write one of {listed(LANGUAGES)}."
        fields.diagnostics.add("LR325", message, found.value_place, help)
    return language
