"""Formulas as a line of signs that is read out: what stands for one where none can be seen.

It is in no language: `(−b ± √(b^2 − 4ac))/(2a)`.
"""

from __future__ import annotations

import re
from typing import Final

from lessonry.exporters.prose import Element

SILENT: Final = re.compile("[\u200b\u2061-\u2064\ufe00-\ufe0f]")
APPLIED: Final = "\u2061"
BETWEEN: Final = re.compile("[+\u2212±∓×÷⋅∘∧∨∩∪⊂⊃⊆⊇∈∉∋=≠<>≤≥≪≫≈≡∼≃≅∝←-⇿⟵-⟿⊕⊗∣∥:∖]")
"""Operators with a blank on each side, where something stands before them."""
ATOM: Final = re.compile(r"√?[^\W\d_]|[^\w\s]|[\d.,]*\d|\(.*\)", re.S)
ACCENTS: Final = {
    "ˆ": "\u0302", "^": "\u0302", "˜": "\u0303", "~": "\u0303", "¯": "\u0304", "‾": "\u0304",
    "\u0332": "\u0304", "_": "\u0332", "˙": "\u0307", "¨": "\u0308", "´": "\u0301", "`": "\u0300",
    "ˇ": "\u030c", "˘": "\u0306", "˚": "\u030a", "\u20d7": "\u20d7", "→": "\u20d7", "←": "\u20d6",
    "↔": "\u20e1", "\u20db": "\u20db", "\u0302": "\u0302", "\u0303": "\u0303",
}  # fmt: skip
"""The signs above a letter, and what makes one of both."""
BRACES: Final = frozenset("⏞⏟⎴⎵⏜⏝")
COMPOSED_NAMES = """
    mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts
"""
COMPOSED: Final = frozenset(COMPOSED_NAMES.split())
"""What is apart from the letter behind it."""
PRIMES: Final = re.compile("[′″‴⁗‵]+")


def words_of(root: Element) -> str:
    """Return a formula in one line."""
    return " ".join(_row(list(root)).split())


def _said(one: Element) -> str:
    tag, parts = str(one.tag), list(one)
    match tag:
        case "mi" | "mn" | "mtext" | "ms" | "mo":
            return SILENT.sub("", "".join(map(str, one.itertext())))
        case "mspace":
            return " " if re.match(r"0?\.(1[5-9]|[2-9])|[1-9]", one.get("width") or "") else ""
        case "mphantom" | "mprescripts" | "none" | "annotation" | "annotation-xml":
            return ""
        case "mfrac" if len(parts) == 2:
            above, below = (_group(part) for part in parts)
            if (one.get("linethickness") or "").startswith("0"):
                return f"{_said(parts[0])}; {_said(parts[1])}"
            return f"{above}/{below}"
        case "msqrt":
            return f"√{_wrapped(_row(parts))}"
        case "mroot" if len(parts) == 2:
            return f"√[{_said(parts[1])}]{_group(parts[0])}"
        case "msub" | "munder" | "msup" | "mover" | "msubsup" | "munderover":
            return _scripts(one, tag, parts)
        case "mmultiscripts" if parts:
            return _multiscripts(parts)
        case "mtable":
            return "; ".join(filter(None, map(_cells, one.iterfind("mtr"))))
        case _:
            return _row(parts)


def _row(parts: list[Element]) -> str:
    said, before, last = "", "", ""
    for place, part in enumerate(parts):
        text, tag = _said(part), str(part.tag)
        if tag == "mo" and APPLIED in (part.text or ""):
            text = " "
        elif tag == "mo" and text in (",", ";") and part.get("rspace") != "0":
            text += " "
        elif _is_between(part, text):
            text = _between(text, said, is_last=place == len(parts) - 1)
        elif text[:1].isalnum() and _is_apart(before, last, text):
            text = f" {text}"
        said += text
        if text.strip():
            before, last = _last(part), text
    return said


def _last(part: Element) -> str:
    """Return what an element ends with."""
    while part.tag in ("mrow", "mstyle", "mpadded") and len(part):
        part = part[-1]
    return str(part.tag)


def _between(sign: str, said: str, *, is_last: bool) -> str:
    """Return an operator with its blanks: one that stands before a number is its sign."""
    if said.strip() and said.rstrip()[-1] not in "([{=,<>":
        return sign if is_last else f" {sign} "
    return sign if sign in "\u2212+±∓" or is_last else f"{sign} "


def _is_apart(before: str, last: str, text: str) -> bool:
    """Return whether a blank divides what would be read as one word else."""
    is_word = re.match(r"[^\W\d_]{2}", text) or re.search(r"[^\W\d_]{2}$", last)
    return before in COMPOSED or bool(last[-1:].isalpha() and is_word)


def _is_between(part: Element, text: str) -> bool:
    while part.tag in ("mover", "munder", "munderover", "mrow") and len(part):
        if part.tag == "mrow" and sum(1 for one in part if one.tag != "mspace") > 1:
            return False
        part = next((one for one in part if one.tag != "mspace"), part[0])
    return part.tag == "mo" and BETWEEN.fullmatch((part.text or "")[:1]) is not None and bool(text)


def _is_word(said: str) -> bool:
    return re.search(r"[^\W\d_]{2,}$", said) is not None


def _group(one: Element) -> str:
    return _wrapped(_said(one))


def _wrapped(said: str) -> str:
    said = said.strip()
    is_whole = ATOM.fullmatch(said) and not (said.startswith("(") and not _closes_last(said))
    return said if is_whole or not said else f"({said})"


def _closes_last(said: str) -> bool:
    depth = 0
    for place, sign in enumerate(said):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return place == len(said) - 1
    return False


def _scripts(one: Element, tag: str, parts: list[Element]) -> str:
    if len(parts) < 2:
        return _row(parts)
    base = _said(parts[0])
    if tag in ("mover", "munder"):
        sign = _said(parts[1])
        if sign in BRACES or not sign.strip():
            return base
        if sign in ACCENTS and parts[1].tag == "mo":
            below = {"\u0304": "\u0332"}.get(ACCENTS[sign], ACCENTS[sign])
            return _wrapped(base) + (below if tag == "munder" else ACCENTS[sign])
    if base.strip() and not re.fullmatch(r"\S", base):
        base = base if _is_word(base) or base[-1] in "|‖)]}" else _wrapped(base)
    said = base
    if tag in ("msub", "munder", "msubsup", "munderover"):
        below = _said(parts[1]).strip()
        said += f"_{_wrapped(below)}" if below else ""
    if tag in ("msup", "mover", "msubsup", "munderover"):
        above = _said(parts[-1]).strip()
        if above in "∘°" and above:
            return f"{said}°"
        said += above if PRIMES.fullmatch(above) else f"^{_wrapped(above)}" if above else ""
    return said


def _multiscripts(parts: list[Element]) -> str:
    split = next((n for n, part in enumerate(parts) if part.tag == "mprescripts"), len(parts))
    return _pairs(parts[split + 1 :]) + _group(parts[0]) + _pairs(parts[1:split])


def _pairs(parts: list[Element]) -> str:
    said = ""
    for place, part in enumerate(parts):
        if text := _said(part).strip():
            said += f"{'^' if place % 2 else '_'}{_wrapped(text)}"
    return said


def _cells(row: Element) -> str:
    """Return a row; an equation that is cut to be aligned is put together again."""
    groups: list[list[Element]] = []
    for cell in row:
        style = cell.get("style") or ""
        if groups and "padding-left: 0" in style:
            groups[-1] += list(cell)
        elif len(cell):
            groups.append(list(cell))
    said = [_row(group).strip() for group in groups]
    return ", ".join(filter(None, said))
