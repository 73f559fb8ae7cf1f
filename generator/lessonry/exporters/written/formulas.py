"""Formulas of a page, from the TeX that an author wrote, as MathML that books show."""

from __future__ import annotations

import re
from functools import cached_property
from html import unescape
from html.entities import html5
from typing import Final

from lxml import etree
from math_core import LatexError, LatexToMathML

from lessonry.exporters import sanitised
from lessonry.exporters.prose import Element
from lessonry.exporters.written.formula_tables import side_of
from lessonry.exporters.written.formula_words import words_of
from lessonry.exporters.written.trees import drop, say_in, text_of

MATHML: Final = "http://www.w3.org/1998/Math/MathML"
LONGEST: Final = 20_000
"""Characters of a formula that is read."""
DEEPEST: Final = 60
"""Elements within elements: what is nested deeper is no formula that anyone reads."""
MACROS: Final = {
    **dict.fromkeys(("allowbreak", "nobreak", "strut", "hfill"), ""),
    **dict.fromkeys(("ensuremath", "mathnormal", "smash", "vcenter"), "#1"),
    **dict.fromkeys(("llap", "rlap", "mathllap", "mathrlap", "mathclap"), "#1"),
    **dict.fromkeys(("hbox", "mbox", "textnormal", "textup"), r"\text{#1}"),
    **dict.fromkeys(("dotsb", "dotsm", "dotsi"), r"\cdots"),
    **dict.fromkeys(("dotsc", "dotso", "mathellipsis"), r"\ldots"),
    **dict.fromkeys(("intop", "smallint"), r"\int"),
    "centerdot": r"\cdot",
    "mathds": r"\mathbb{#1}",
    "pmb": r"\bm{#1}",
    "shortmid": r"\mid",
    "shortparallel": r"\parallel",
    "smallfrown": r"\frown",
    "smallsetminus": r"\setminus",
    "smallsmile": r"\smile",
    "substack": r"\begin{subarray}{c}#1\end{subarray}",
    "thickapprox": r"\approx",
    "thicksim": r"\sim",
    "varlimsup": r"\limsup",
    "varpropto": r"\propto",
}
"""What MathJax and KaTeX know and the reader of TeX does not."""
ENVIRONMENTS: Final = {
    "align": "align*",
    "alignat": "align*",
    "alignat*": "align*",
    "alignedat": "aligned",
    "equation": "equation*",
    "gather": "gather*",
    "multline": "multline*",
    "smallmatrix": "matrix",
    "split": "aligned",
}
"""Formulas have no numbers but those that an author gives them, as on a site with MathJax."""
ENVIRONMENT: Final = re.compile(r"\\(begin|end)\{([a-z]+\*?)\}")
COUNTED: Final = re.compile(r"(\\begin\{align(?:ed)?at\*?\})\s*\{[0-9]+\}")
TAGGED: Final = re.compile(r"\\tag\*?\{")
OPERATOR: Final = re.compile(r"\\DeclareMathOperator(\*?)\{(\\[A-Za-z]+)\}\{([^{}]*)\}")
SILENT: Final = re.compile(r"\\(?:require|label)\{[^{}]*\}|@\{[^{}]*\}")
POINTED: Final = re.compile(r"\\(left|right)\s*([<>])")
TEXT: Final = re.compile(r"(\\(?:text|textrm|mbox)\{)([^{}]*)\}")
ENTITY: Final = re.compile(r"&([A-Za-z]+);")
KNOWN_TO_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
NAMED: Final = 60
"""Characters of a formula in a report."""
GONE: Final = frozenset({"href", "style", "class", "xmlns", "id"})
ACCENTED: Final = 2
SPACED: Final = {"\u0332": "\u203e", "\u20d6": "←", "\u20d7": "→", "\u20e1": "↔"}
"""Marks that join a letter before them, and signs that can stand above one."""
LOOK: Final = {
    "b": "font-weight: bold",
    "i": "font-style: italic",
    "code": "font-family: monospace",
}
"""HTML in the words of a formula, which no book may have there."""


class Formulas:
    """Reads the formulas of one page: what one of them defines, the next ones know."""

    @cached_property
    def reader(self) -> LatexToMathML:
        """Return the reader of TeX."""
        return LatexToMathML(
            macros=MACROS, fancy_error=False, allow_unreliable_rendering=True, global_group=True
        )

    def read(self, tex: str, *, is_block: bool) -> Element | None:
        """Return a formula as a `math` element; nothing where something in it is not known."""
        if len(tex) > LONGEST:
            return None
        tex = mended(tex, is_block=is_block)
        for text in (tex, tex.replace(r"\newcommand", r"\renewcommand")):
            try:
                made = self.reader.convert_with_global_state(text, displaystyle=is_block)
            except LatexError:
                continue
            return _tree(made)
        return None


def mended(tex: str, *, is_block: bool = False) -> str:
    """Return TeX in the words that its reader knows."""
    tex = POINTED.sub(_pointed, SILENT.sub("", tex))
    tex = OPERATOR.sub(r"\\newcommand{\2}{\\operatorname\1{\3}}", tex)
    tex = COUNTED.sub(r"\1", tex)
    tex = ENVIRONMENT.sub(_environment, tex).strip()
    tex = TEXT.sub(_text, tex)
    if is_block and TAGGED.search(tex) and not tex.startswith(r"\begin{"):
        tex = rf"\begin{{equation*}}{tex}\end{{equation*}}"
    return tex


def _environment(found: re.Match[str]) -> str:
    return rf"\{found[1]}{{{ENVIRONMENTS.get(found[2], found[2])}}}"


def _pointed(found: re.Match[str]) -> str:
    return rf"\{found[1]}\{'l' if found[2] == '<' else 'r'}angle "


def _text(found: re.Match[str]) -> str:
    """Return words in a formula, with the formulas in them set free."""
    parts = re.split(r"(?<!\\)\$", found[2])
    if len(parts) % 2 == 0:
        return found[0]
    return "".join(
        part if place % 2 else f"{found[1]}{part}}}" for place, part in enumerate(parts) if part
    )


def _tree(made: str) -> Element | None:
    """Return what the reader made, as any reader of books takes it."""
    made = ENTITY.sub(_character, made)
    try:
        root = etree.fromstring(made, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    for one in list(root.iter()):
        _tidy(one)
    return finished(root)


def finished(root: Element) -> Element | None:
    """Return a formula that says what it is in words; nothing for what nobody could read."""
    if any(sum(1 for _ in one.iterancestors()) > DEEPEST for one in root.iter()):
        return None
    if not (root.get("alttext") or "").strip():
        root.set("alttext", words_of(root))
    if not root.get("alttext"):
        return None
    root.set("xmlns", MATHML)
    root.set("dir", "ltr")
    return root


def _character(found: re.Match[str]) -> str:
    name = found[1]
    return found[0] if name in KNOWN_TO_XML else html5.get(f"{name};", found[0])


def _tidy(one: Element) -> None:
    tag = str(one.tag)
    if tag == "mtext" and len(one):
        text, inner = text_of(one), {str(part.tag) for part in one.iterdescendants()}
        one[:] = []
        one.text = text
        if look := [said for name, said in LOOK.items() if name in inner]:
            one.set("style", "; ".join(look))
    elif tag == "mrow" and (one.get("class") or "").startswith("menclose"):
        drop(one)  # a line that a style sheet would draw: `book.css` has its own
    elif tag == "mtable":
        one.attrib.pop("scriptlevel", "")
        _unnumbered(one)
        _aligned(one)
    elif one.get("displaystyle") and tag != "mstyle":
        _styled(one)
    elif tag in ("mover", "munder") and len(one) == ACCENTED and one[1].text in SPACED:
        sign = one[1]
        sign.text = "_" if tag == "munder" and sign.text == "\u0332" else SPACED[sign.text or ""]


def _styled(one: Element) -> None:
    """Say in an element of its own how large a part of a formula is, as MathML 3 has it."""
    around = one if one.tag == "mrow" else etree.Element("mstyle")
    if around is not one:
        around.tail, one.tail = one.tail, None
        parent = one.getparent()
        assert parent is not None
        parent.replace(one, around)
        around.append(one)
    around.tag = "mstyle"
    for name in ("displaystyle", "scriptlevel"):
        if value := str(one.attrib.pop(name, "")):
            around.set(name, value)


def _unnumbered(table: Element) -> None:
    """Take the columns away that hold numbers, where there are none."""
    rows = [list(row) for row in table.iterfind("mtr")]
    if "width" not in (table.get("style") or ""):
        return
    if any(len(row) < 3 or len(row[0]) or len(row[-1]) for row in rows):
        return
    for row in rows:
        drop(row[0])
        drop(row[-1])
    del table.attrib["style"]


def _aligned(table: Element) -> None:
    """Say how columns are aligned where readers look for it that know no styles."""
    first = table.find("mtr")
    sides = [side_of(cell) or "center" for cell in first] if first is not None else []
    if set(sides) - {"center"}:
        table.set("columnalign", " ".join(sides))


def tex_of(child: Element) -> tuple[str, bool]:
    """Return the TeX of a formula on a page, and whether it is set apart from the text.

    `pymdownx.arithmatex` writes it between `\\(` and `\\)`, or into a script for old MathJax.
    """
    script = next(child.iter("script"), None)
    if script is not None:
        return unescape(text_of(script)).strip(), "mode=display" in (script.get("type") or "")
    text = text_of(child).strip()
    for opening, closing in (("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"), ("$", "$")):
        if len(text) > len(opening) and text.startswith(opening) and text.endswith(closing):
            return text[len(opening) : -len(closing)].strip(), opening in ("\\[", "$$")
    return text, child.tag == "div"


def shortened(tex: str) -> str:
    """Return a formula as a report names it."""
    said = " ".join(tex.split())
    return said if len(said) <= NAMED else f"{said[: NAMED - 1]}…"


def copied(source: Element) -> Element:
    """Return a copy of a formula's element without what runs or leads away."""
    made = etree.Element(etree.QName(source).localname)
    made.text = source.text
    for name, value in source.attrib.items():
        name = str(name)
        if not name.startswith(("on", "{")) and name not in GONE:
            made.set(name, value)
    for child in source:
        if isinstance(child.tag, str) and etree.QName(child).localname in sanitised.MATHML:
            made.append(copied(child))
        say_in(made, child.tail)
    return made
