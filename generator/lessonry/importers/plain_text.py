"""Turns plain text into Markdown that shows exactly that: no sign of it means more than itself."""

from __future__ import annotations

import re
from typing import Final

from lessonry.importers.markup.text import EMPTY, MATHEMATICS, tex
from lessonry.readers.areas import is_area

LINE_ENDS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
GONE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000\ue001\ufeff\ufffe\uffff]")
"""Signs that no page can show, and those that stand for gaps."""
LONE: Final = re.compile("[\ud800-\udfff]")
INSIDE: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"&(?=#?\w{1,40};|#[0-9]|#[xX][0-9a-fA-F])"), "&amp;"),
    (re.compile(r"\\(?=[!-/:-@\[-`{-~\s]|$)"), r"\\\\"),
    (re.compile(r"`"), r"\\`"),
    (re.compile(r"<(?=[A-Za-z/!?])"), "&lt;"),
    (re.compile(r"\{"), r"\\{"),
    (re.compile(r"\*(?=[^\s*])|(?<=[^\s*])\*|\*(?=\*)|(?<=\*)\*"), r"\\*"),
    (re.compile(r"(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])"), r"\\_"),
    (re.compile(r"-(?=-)|(?<=-)-"), r"\\-"),
    (re.compile(r"\$(?=[^\s$][^$\n]{0,200}(?<!\s)\$\w)"), "&#36;"),
)
"""What means something inside of a paragraph, and how it is written to be itself. In this order: a
backslash that was there is written out before others come. Dollars are prices or names, `$5-$10`,
`$HOME/$USER`, where a letter or digit follows the second: no formula ends so."""
BEGIN: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"(?=#)"), "\\\\"),
    (re.compile(r"(?=>)"), "\\\\"),
    (re.compile(r"(?=[-+](?:\s|$))"), "\\\\"),
    (re.compile(r"\*(?=\s|$)"), r"\\*"),
    (re.compile(r"(\d{1,9})(?=[.)](?:\s|$))"), r"\1\\"),
    (re.compile(r"(?=![!?])"), "\\\\"),
    (re.compile(r"\?(?=[!?])"), "&#63;"),
    (re.compile(r"/(?=//)"), "&#47;"),
    (re.compile(r"=(?==*\s*$)"), "&#61;"),
    (re.compile(r":(?=\s)"), "&#58;"),
    (re.compile(r"~(?=~~)"), "&#126;"),
    (re.compile(r"([•–—·]\s*)?(?=[\[(][ \t]*[xX✓✔]?[ \t]*[\])])"), r"\1\\"),
)
"""The same at the beginning of a line; one of them applies."""
LINKED: Final = re.compile(r"\][ \n]*[(\[:]")
"""What makes a link, an address or a note of brackets before it."""
MARKS: Final = re.compile(r"={2,}")
CELL: Final = re.compile(r"(?<=\|)([ \t]*)(?=[\[(][ \txX\u00a0]?[\])][ \t]*(?:\||$))")
"""Where a cell begins that would be one to choose by."""
FORMULA: Final = "\ue0f7"
"""Keeps the place of a formula while what stands around it is escaped."""
PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
RULE: Final = re.compile(r"(?=.*\|)[\s|:-]+")
"""The line that makes a table of the one above."""


def escaped(text: str) -> str:
    """Return Markdown, also of our own grammar, that shows exactly `text`.

    Lines stay lines, by a `<br>` at their ends; blank lines part paragraphs. White space around
    the whole, and more than one blank line in a row, goes, as does what no page can show.
    """
    text = GONE.sub("", LINE_ENDS.sub("\n", text)).expandtabs(4)
    text = LONE.sub("\ufffd", text)
    paragraphs = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    return "\n\n".join(_paragraph(part) for part in paragraphs)


def escaped_line(text: str) -> str:
    """Return the same in one line, for a heading, a cell or a title."""
    return escaped(" ".join(text.split()))


def shown(text: str) -> str:
    r"""Return `escaped` text whose formulas stay formulas: `\(x\)`, `\[x\]`, `$$x$$`.

    Moodle looks for them in plain text as well, and in a sheet nothing else is written so.
    """
    found: list[str] = []

    def held(formula: re.Match[str]) -> str:
        if PRIVATE.search(formula[0]) is not None:  # a gap is in it
            return formula[0]
        found.append(tex(next(part for part in formula.groups() if part is not None)))
        return FORMULA

    said = escaped(MATHEMATICS.sub(held, EMPTY.sub("", text.replace(FORMULA, "\ufffd"))))
    formulas = iter(found)
    return "\n\n".join(
        f"$${next(formulas)}$$"
        if paragraph == FORMULA
        else re.sub(FORMULA, lambda _: rf"\({next(formulas)}\)", paragraph)
        for paragraph in said.split("\n\n")
    )


def shown_line(text: str) -> str:
    """Return the same in one line."""
    return shown(" ".join(text.split()))


def _paragraph(text: str) -> str:
    for pattern, sign in INSIDE:
        text = pattern.sub(sign, text)
    text = _unpaired(_unlinked(text))
    lines = [_line(line) for line in text.split("\n")]
    return "<br>\n".join(line for line in lines if line)


def _unlinked(text: str) -> str:
    """Return `text` with backslashes before brackets that something behind would make a link."""
    if "[" not in text:
        return text
    last = max((found.start() for found in LINKED.finditer(text)), default=-1)
    return re.sub(r"\[", lambda at: _bracket(text, at.start(), last), text)


def _bracket(text: str, at: int, last: int) -> str:
    return "\\[" if at < last or text[at + 1 : at + 2] in ("[", "^") else "["


def _unpaired(text: str) -> str:
    """Return `text` without signs that come in pairs around what they mark."""
    if text.count("~") > 1:
        text = text.replace("~", "&#126;")
    if "==" in text and len(MARKS.findall(text)) > 1:
        text = MARKS.sub(lambda found: "&#61;" * len(found.group()), text)
    return text


def _line(line: str) -> str:
    bare = line.strip()
    indent = len(line) - len(line.lstrip(" "))
    if RULE.fullmatch(bare):
        return bare.replace("|", "&#124;", 1)
    if "|" in bare:
        bare = CELL.sub(r"\1\\", bare)
    if is_area(bare):
        return bare.replace("(", "\\(", 1)
    for pattern, begin in BEGIN:
        if pattern.match(bare):
            bare = pattern.sub(begin, bare, count=1)
            break
    # Four blanks before a line would make code of it; less than that nobody sees.
    return "&nbsp;" * indent + bare if indent >= 4 else bare
