"""How an EPUB looks: its reader's letters and ground, the course's colours where they can be read."""

from __future__ import annotations

from typing import Final

from lessonry.credentials.sheets import colors
from lessonry.exporters.written.look import Colors
from lessonry.exporters.written.printing import BINDING

FORMULAS: Final = """\
@font-face {
  font-family: "STIX Two Math";
  src: url(FONT);
}
math {
  font-family: "STIX Two Math", math;
}
"""


def style_of(look: Colors, *, font: str | None = None) -> str:
    """Return the style sheet of a course's book.

    Args:
        look: Its colours.
        font: The name of the file that formulas are drawn with, if there are any.
    """
    light = colors.mixed(look.accent, 0.35)
    named = {"INK": look.ink, "SECOND": look.second, "ACCENT": look.accent, "LIGHT": light}
    style = (BINDING / "book.css").read_text(encoding="utf-8")
    for name, color in named.items():
        style = style.replace(name, color)
    return style + FORMULAS.replace("FONT", font) if font else style
