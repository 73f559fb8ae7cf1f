"""The font that an EPUB's formulas are drawn with: brackets grow in no other letters.

Few readers of books have a font that knows how formulas are built. So a book with formulas brings one
along, cut down to the signs that it uses: some 30 KB.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from lxml import etree

from lessonry.exporters.prose import Element

FONT: Final = Path(str(files("lessonry.exporters.written"))) / "fonts" / "STIXTwoMath-Regular.ttf"
ALWAYS: Final = "√()[]{}|"
"""Roots are no text; brackets are what most of the others would look wrong beside."""
CAPITALS: Final = (0x41, 0x1D434)
SMALL: Final = (0x61, 0x1D44E)
GREEK_CAPITALS: Final = (0x391, 0x1D6E2)
GREEK: Final = (0x3B1, 0x1D6FC)
SLANTED: Final = {
    **{first + n: other + n for first, other in (CAPITALS, SMALL) for n in range(26)},
    **{first + n: other + n for first, other in (GREEK_CAPITALS, GREEK) for n in range(25)},
    ord("h"): 0x210E,
    ord("ı"): 0x1D6A4,
    ord("ȷ"): 0x1D6A5,
    ord("∂"): 0x1D715,
    ord("ϵ"): 0x1D716,
    ord("ϑ"): 0x1D717,
    ord("ϰ"): 0x1D718,
    ord("ϕ"): 0x1D719,
    ord("ϱ"): 0x1D71A,
    ord("ϖ"): 0x1D71B,
}
"""What a letter looks like that stands alone in a formula (MathML Core: `math-auto`)."""


def font_of(pages: Iterable[str]) -> bytes | None:
    """Return the font for the formulas of some pages; nothing where they have none."""
    formulas = [
        formula
        for page in pages
        if "<math" in page
        for formula in etree.fromstring(f"<div>{page}</div>").iter("{*}math")
    ]
    return _cut({ord(sign) for one in formulas for sign in _signs(one)}) if formulas else None


def _signs(formula: Element) -> str:
    said = "".join(map(str, formula.itertext()))
    alone = [one.text or "" for one in formula.iter("{*}mi") if len(one.text or "") == 1]
    return ALWAYS + said + "".join(chr(SLANTED.get(ord(letter), 0x20)) for letter in alone)


def _cut(codes: set[int]) -> bytes:
    font = TTFont(FONT, recalcTimestamp=False)
    options = Options(layout_features=["ssty"], hinting=False, notdef_outline=True, name_IDs=["*"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    made = BytesIO()
    font.save(made)
    return made.getvalue()
