"""A learner's name as it may stand on a certificate: letters of any script, cleaned or refused."""

from __future__ import annotations

import unicodedata

LONGEST = 100
"""Characters: what still reads well on the sheet."""

JOINERS = "\u200c\u200d"
"""Zero width non-joiner and joiner: Persian and the scripts of India spell with them."""
STRANGE = {
    "Cc": "control characters",
    "Cs": "broken characters",
    "Co": "private-use characters",
    "Cn": "characters that Unicode does not know",
    "So": "symbols or emoji",
    "Sk": "symbols or emoji",
    "Sm": "mathematical symbols",
    "Sc": "currency signs",
}
ALLOWED = "`´ˈ"
"""Symbols by class, apostrophes by use."""


class NameRefusedError(ValueError):
    """The name cannot stand on a certificate; the message is the sentence that says why."""

    def __init__(self, message: str, wanted: str = "with the name in letters") -> None:
        super().__init__(message)
        self.wanted = wanted
        """How the learner should hand in again, as the end of a sentence."""


def clean(name: str) -> tuple[str, str | None]:
    """Return the name in NFC with single blanks, and what was taken out of it, if anything was.

    Raises:
        NameRefusedError: It is empty, too long, or holds what no name holds.
    """
    single = " ".join(unicodedata.normalize("NFC", name).split())
    kept = "".join(
        char for char in single if unicodedata.category(char) != "Cf" or char in JOINERS
    ).strip(JOINERS + " ")
    for char in kept:
        kind = STRANGE.get(unicodedata.category(char))
        if (kind and char not in ALLOWED) or 0xFE00 <= ord(char) <= 0xFE0F:
            raise NameRefusedError(
                f"The name {shown(kept)} holds {kind or 'symbols or emoji'} "
                f"({label(char)}), which no certificate can bear."
            )
    if not any(unicodedata.category(char).startswith("L") for char in kept):
        raise NameRefusedError("The record has no name in it that has letters.")
    if len(kept) > LONGEST:
        raise NameRefusedError(
            f"The name {shown(kept)} has {len(kept)} characters; at most {LONGEST} fit on a sheet.",
            "with a shorter name",
        )
    note = "Invisible characters were taken out of the name." if kept != single else None
    return kept, note


def label(char: str) -> str:
    """Return how a message calls a character: its number and, where it has one, its name."""
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X}{f' {name}' if name else ''}"


def shown(name: str, *, longest: int = 40) -> str:
    """Return a name for a message: nothing that moves the terminal, and not without end."""
    plain = "".join(char if char.isprintable() else "?" for char in name[:longest])
    return f"“{plain}{'…' if len(name) > longest else ''}”"
