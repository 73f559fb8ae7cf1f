"""The note types of Anki decks: how a card looks by day and by night, on a phone and on a desk."""

from __future__ import annotations

from typing import Final

import genanki

from lessonry.exporters.written.printing import BINDING

CHANGED: Final = 1_795_305_600
"""When the note types were changed last (22 November 2026): Anki takes newer ones over. Whoever changes
them, or `card.css`, puts a later moment here."""
FIELDS: Final = [{"name": "Question"}, {"name": "Answer"}, {"name": "Source"}]
STYLE: Final = (BINDING / "card.css").read_text(encoding="utf-8")
FRONT: Final = '<div class="lessonry">{{Question}}</div>'
BACK: Final = (
    '{{FrontSide}}<hr id="answer"><div class="lessonry">{{Answer}}</div>'
    '<div class="source">{{Source}}</div>'
)

PLAIN: Final = genanki.Model(
    1_794_007_001,
    "lessonry question",
    fields=FIELDS,
    templates=[{"name": "Card", "qfmt": FRONT, "afmt": BACK}],
    css=STYLE,
)
CLOZE: Final = genanki.Model(
    1_794_007_002,
    "lessonry gaps",
    fields=FIELDS,
    templates=[
        {
            "name": "Cloze",
            "qfmt": FRONT.replace("{{Question}}", "{{cloze:Question}}"),
            "afmt": BACK.replace(
                "{{FrontSide}}", FRONT.replace("{{Question}}", "{{cloze:Question}}")
            ),
        }
    ],
    css=STYLE,
    model_type=genanki.Model.CLOZE,
)
