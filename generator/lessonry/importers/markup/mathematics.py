"""Formulas in HTML as TeX: MathJax's scripts, MathML, and the pictures that LMSs make of formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Final

from lxml.etree import _Element

from lessonry.importers.markup.text import MATHEMATICS, content, tex

TAGS: Final = frozenset(
    [
        "math",
        "semantics",
        "annotation",
        "mrow",
        "mi",
        "mo",
        "mn",
        "ms",
        "mtext",
        "mspace",
        "mfrac",
        "msup",
        "msub",
        "msubsup",
        "msqrt",
        "mroot",
        "mover",
        "munder",
        "munderover",
        "mfenced",
        "mtable",
        "mtr",
        "mtd",
        "mstyle",
        "menclose",
        "mpadded",
        "mphantom",
        "mprescripts",
        "mmultiscripts",
        "none",
    ]
)
SCRIPT = re.compile(
    r"<script\b[^<>]*\btype\s*=\s*[\"']?math/tex(?P<display>;\s*mode=display)?[^<>]*>(?P<tex>.*?)</script>",
    re.IGNORECASE | re.DOTALL,
)
SIGNS: Final = {
    "×": r"\times ", "·": r"\cdot ", "⋅": r"\cdot ", "÷": r"\div ", "±": r"\pm ", "≤": r"\le ",
    "≥": r"\ge ", "≠": r"\ne ", "≈": r"\approx ", "→": r"\to ", "⇒": r"\Rightarrow ",
    "∞": r"\infty ", "∑": r"\sum ", "∏": r"\prod ", "∫": r"\int ", "∂": r"\partial ", "√": r"\surd ",
    "∈": r"\in ", "∉": r"\notin ", "⊂": r"\subset ", "∪": r"\cup ", "∩": r"\cap ", "∀": r"\forall ",
    "∃": r"\exists ", "¬": r"\neg ", "∧": r"\wedge ", "∨": r"\vee ", "°": r"^\circ ", "−": "-",
    "α": r"\alpha ", "β": r"\beta ", "γ": r"\gamma ", "δ": r"\delta ", "ε": r"\varepsilon ",
    "θ": r"\theta ", "λ": r"\lambda ", "μ": r"\mu ", "π": r"\pi ", "ρ": r"\rho ", "σ": r"\sigma ",
    "φ": r"\varphi ", "ω": r"\omega ", "Δ": r"\Delta ", "Σ": r"\Sigma ", "Ω": r"\Omega ",
    "%": r"\%", "#": r"\#", "&": r"\&", "_": r"\_", "{": r"\{", "}": r"\}", "<": r"\lt ",
    ">": r"\gt ", "\u2061": "", "\u2062": "", "\u2063": ",", "\xa0": r"\ ", "…": r"\dots ",
}  # fmt: skip
BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
OVER: Final = {"¯": "overline", "‾": "overline", "→": "vec", "^": "hat", "~": "tilde", "˙": "dot"}


def on_one_line(html: str) -> str:
    """Return `html` without the line breaks inside of formulas, which MathJax passes over.

    Editors put `<br>` behind `$$`; to a walk of the tree such a formula is several texts.
    """
    if BREAK.search(html) is None:
        return html

    def joined(found: re.Match[str]) -> str:
        one = BREAK.sub(" ", found[0])
        return found[0] if "<" in one else one

    return MATHEMATICS.sub(joined, html)


def unscripted(html: str) -> str:
    """Return `html` with MathJax's scripts as text, before scripts are taken away."""
    if "math/tex" not in html:
        return html
    return SCRIPT.sub(
        lambda found: (
            (rf"\[{found['tex']}\]" if found["display"] else rf"\({found['tex']}\)")
            .replace("&", "&amp;")
            .replace("<", "&lt;")
        ),
        html,
    )


def of_element(math: _Element) -> str:
    """Return a `<math>` as TeX in its marks: its own annotation, or what its parts say."""
    for annotation in math.iter("annotation"):
        if "tex" in (annotation.get("encoding") or "").lower() and (annotation.text or "").strip():
            return _marked(annotation.text or "")
    return _marked(_row(math))


def of_picture(image: _Element) -> str | None:
    """Return the formula that a picture was made of; nothing where it is a picture."""
    source, name = image.get("src") or "", image.get("class") or ""
    if said := image.get("data-equation-content"):
        return _marked(unescape(said))
    if "texrender" in name or "/filter/tex/pix.php" in source or "/equation_images/" in source:
        said = image.get("alt") or image.get("title") or ""
        return _marked(said.removeprefix("LaTeX: ")) if said else None
    return None


def _marked(text: str) -> str:
    said = tex(text.strip())
    return rf"\({said}\)" if said else ""


def _row(parent: _Element) -> str:
    return "".join(_of(child) for child in _parts(parent)).strip()


def _parts(parent: _Element) -> list[_Element]:
    return [one for one in parent if isinstance(one.tag, str) and one.tag != "annotation"]


def _of(node: _Element) -> str:
    """Return one part of a formula as TeX."""
    parts = [_of(part) for part in _parts(node)] if len(node) else []
    text = content(node).strip()
    match node.tag:
        case "mi" | "mn" | "mo" | "ms":
            said = "".join(SIGNS.get(sign, sign) for sign in text)
            is_word = node.tag == "mi" and len(text) > 1 and text.isalpha()
            return rf"\operatorname{{{said}}} " if is_word else said
        case "mtext":
            return rf"\text{{{text}}}"
        case "mspace":
            return r"\ "
        case "mfrac" if len(parts) == 2:
            return rf"\frac{{{parts[0]}}}{{{parts[1]}}}"
        case "msup" if len(parts) == 2:
            return f"{_base(parts[0])}^{{{parts[1]}}}"
        case "msub" | "munder" if len(parts) == 2:
            return f"{_base(parts[0])}_{{{parts[1]}}}"
        case "msubsup" | "munderover" if len(parts) == 3:
            return f"{_base(parts[0])}_{{{parts[1]}}}^{{{parts[2]}}}"
        case "mover" if len(parts) == 2:
            sign = content(_parts(node)[1]).strip()
            if sign in OVER:
                return rf"\{OVER[sign]}{{{parts[0]}}}"
            return rf"\overset{{{parts[1]}}}{{{parts[0]}}}"
        case "msqrt":
            return rf"\sqrt{{{''.join(parts)}}}"
        case "mroot" if len(parts) == 2:
            return rf"\sqrt[{parts[1]}]{{{parts[0]}}}"
        case "mfenced":
            opening, closing = node.get("open", "("), node.get("close", ")")
            return _fence(opening, parts, closing)
        case "mtable":
            return r"\begin{matrix}" + r" \\ ".join(parts) + r"\end{matrix}"
        case "mtr":
            return " & ".join(parts)
        case _:
            return "".join(parts) or "".join(SIGNS.get(sign, sign) for sign in node.text or "")


def _fence(opening: str, parts: Iterable[str], closing: str) -> str:
    left, right = ({"{": r"\{", "}": r"\}", "": "."}.get(mark, mark) for mark in (opening, closing))
    return rf"\left{left}{','.join(parts)}\right{right}"


def _base(text: str) -> str:
    return text if len(text) == 1 else f"{{{text}}}"
