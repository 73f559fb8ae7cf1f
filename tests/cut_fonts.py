"""Cut the fonts that a certificate made in a browser loads: a few characters to a file.

    python tests/cut_fonts.py NotoSerifSC_400Regular.ttf NotoSerifKR-Regular.otf

The first is in npm `@expo-google-fonts/noto-serif-sc` 0.4.3, the second in PyPI `pylopdf-fonts-ko`
0.1.1; both under the SIL Open Font License. Kept: the 20,902 Han characters of Unicode's first
block, kana, bopomofo, CJK and full-width punctuation, and every Hangul syllable. Common characters
stand together, so that a name needs two or three files. Without arguments, EB Garamond alone is cut.

    python tests/cut_fonts.py STIXTwoMath-Regular.ttf

cuts what formulas in books are drawn with; it is in PyPI `ziamath` 0.13, under the same licence.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

CREDENTIALS = Path(__file__).parent.parent / "generator/lessonry/credentials/sheets"
FONTS = CREDENTIALS / "cjk_fonts"
CUT = CREDENTIALS / "browser_fonts"
MARKS, QUOTES = range(0x300, 0x370), range(0x2010, 0x2027)
VIETNAMESE = range(0x1E00, 0x1F00)
ALPHABETS = {
    # A name in one language stays in one file, so the second holds what the first has.
    "1-Basic": (range(0x20, 0x180), range(0x218, 0x21C), range(0x2BB, 0x2BD), QUOTES),
    "2-Latin": (
        range(0x20, 0x250),
        range(0x259, 0x25A),
        range(0x2B0, 0x370),
        range(0x1E00, 0x1F00),
        QUOTES,
    ),
    "3-Greek": (range(0x20, 0x41), range(0x370, 0x400), range(0x1F00, 0x2000), MARKS, QUOTES),
    "4-Cyrillic": (range(0x20, 0x41), range(0x2BC, 0x2BD), range(0x400, 0x530), MARKS, QUOTES),
}
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]
"""Who made it and under which licence stays in every file."""
DROPPED = ["BASE", "DSIG", "STAT", "VORG", "gasp", "prep", "vhea", "vmtx", "GPOS", "GSUB"]
FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga", "clig", "calt", "rlig", "lnum"]
SLICE = 320
FORMULAS = CREDENTIALS.parent.parent / "exporters/written/fonts/STIXTwoMath-Regular.ttf"
SIGNS = (
    *(range(0x20, 0x7F), range(0xA0, 0x180), range(0x2B0, 0x400), range(0x2000, 0x2150)),
    *(range(0x2190, 0x23E0), range(0x25A0, 0x2600), range(0x27C0, 0x2800), range(0x2900, 0x2B00)),
    range(0x1D400, 0x1D800),
)
"""What TeX has names for: letters, operators, arrows, fences, accents."""
OTHERS = (
    range(0x2E80, 0x2FE0),
    range(0x3000, 0x3130),
    range(0x31F0, 0x3200),
    range(0xFF00, 0xFFF0),
)


def main(chinese: str, korean: str) -> None:
    """Write the slices of both fonts in the place of the former ones."""
    FONTS.mkdir(exist_ok=True)
    for old in FONTS.glob("*.[to]tf"):
        old.unlink()
    common = _encoded("gb2312", 0xB0, 0xD8) | _encoded("euc_jp", 0xB0, 0xD0)
    # Names are written with more than the old sets have: 喆, 玥, 髙.
    all_ = {*range(0x4E00, 0x9FA6), *range(0xFA0E, 0xFA2E)}
    kana = {code for some in OTHERS for code in some}
    hangul = range(0xAC00, 0xD7A4)
    spoken = [code for code in hangul if chr(code).encode("euc_kr", "ignore")]
    cut(chinese, "NotoSerifSC-Kana.ttf", kana)
    for number, codes in enumerate(_slices([sorted(common), sorted(all_ - common)])):
        cut(chinese, f"NotoSerifSC-Han-{number:02}.ttf", codes)
    for number, codes in enumerate(_slices([spoken, sorted(set(hangul) - set(spoken))])):
        cut(korean, f"NotoSerifKR-Hangul-{number:02}.otf", codes)


def cut_alphabets() -> None:
    """Write EB Garamond's faces by alphabet, with what shapes and joins letters."""
    CUT.mkdir(exist_ok=True)
    for face in ("Regular", "Italic", "SemiBold"):
        for name, ranges in ALPHABETS.items():
            font = TTFont(CREDENTIALS / "fonts" / f"EBGaramond-{face}.ttf", recalcTimestamp=False)
            options = Options(
                layout_features=FEATURES, hinting=False, notdef_outline=True, name_IDs=NAMES
            )
            subsetter = Subsetter(options)
            subsetter.populate(unicodes=[code for some in ranges for code in some])
            subsetter.subset(font)
            font.save(CUT / f"EBGaramond-{face}-{name}.ttf")


def cut_signs(source: str) -> None:
    """Write the font of formulas, with what makes signs grow and scripts readable."""
    options = Options(layout_features=["ssty"], hinting=False, notdef_outline=True, name_IDs=NAMES)
    options.drop_tables += ["DSIG", "GPOS"]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for some in SIGNS for code in some])
    subsetter.subset(font)
    FORMULAS.parent.mkdir(exist_ok=True)
    font.save(FORMULAS)


def cut(source: str, name: str, codes: Iterable[int]) -> None:
    """Write one slice: outlines and widths; CJK names need no layout tables once composed."""
    options = Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=NAMES)
    options.drop_tables += [
        "BASE",
        "DSIG",
        "STAT",
        "VORG",
        "gasp",
        "prep",
        "vhea",
        "vmtx",
        "GPOS",
        "GSUB",
    ]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(codes) & set(font.getBestCmap()))
    subsetter.subset(font)
    font.save(FONTS / name)


def _slices(tiers: list[list[int]]) -> Iterable[list[int]]:
    for tier in tiers:
        for start in range(0, len(tier), SLICE):
            yield tier[start : start + SLICE]


def _encoded(codec: str, first: int, behind: int) -> set[int]:
    """Return the Han characters of a double-byte set whose lead byte is in a range."""
    found = set()
    for lead in range(first, behind):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            text = bytes([lead, trail]).decode(codec, "ignore")
            if len(text) == 1 and ("㐀" <= text <= "鿿" or "豈" <= text <= "﫿"):
                found.add(ord(text))
    return found


if __name__ == "__main__":
    if len(sys.argv) == 2:
        cut_signs(sys.argv[1])
        raise SystemExit
    cut_alphabets()
    if len(sys.argv) == 3:
        main(*sys.argv[1:])
