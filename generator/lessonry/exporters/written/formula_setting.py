"""Formulas as typst sets them: MathML, whoever made it, in the words of typst's own mathematics.

Every sign is written by its number and every word as a string, so that nothing an author writes has a
meaning in typst.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lessonry.exporters.prose import Element
from lessonry.exporters.written.formula_tables import Table, side_of
from lessonry.exporters.written.strings import quoted

APPLIED: Final = "\u2061"
SILENT: Final = re.compile("[\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f]")
FENCES: Final = frozenset("()[]{}|‖∣∥⟨⟩⌊⌋⌈⌉⟦⟧/\\")
INVISIBLE: Final = "\u2063"
ACCENTS: Final = {
    "ˆ": "\u0302", "^": "\u0302", "\u0302": "\u0302", "˜": "\u0303", "~": "\u0303", "\u0303": "\u0303",
    "¯": "\u0304", "˙": "\u0307", "¨": "\u0308", "´": "\u0301", "`": "\u0300", "ˇ": "\u030c",
    "˘": "\u0306", "˚": "\u030a", "\u20d7": "→", "→": "→", "←": "←", "↔": "↔", "\u20db": "\u20db",
}  # fmt: skip
"""Signs above a letter, and what typst calls them."""
OVER: Final = {
    "\u0332": "overline", "‾": "overline", "_": "overline", "⏞": "overbrace", "⎴": "overbracket",
    "⏜": "overparen",
}  # fmt: skip
UNDER: Final = {
    "\u0332": "underline", "_": "underline", "‾": "underline", "⏟": "underbrace",
    "⎵": "underbracket", "⏝": "underparen",
}  # fmt: skip
BRACES: Final = frozenset("⏞⏟⎴⎵⏜⏝")
LARGE: Final = frozenset("∑∏∐⋃⋂⨁⨂⨀⨄⨆⋁⋀∫∬∭∮∯∰")
STRETCHED: Final = frozenset("←→↔⇐⇒⇔↦↩↪⟵⟶⟷⇌↼⇀↽⇁⇋=")
LENGTH: Final = re.compile(r"(-?[0-9]*\.?[0-9]+)(em|ex|px|pt)")
COLOR: Final = re.compile(r"(?<![\w-])color:\s*(#[0-9A-Fa-f]{6})\b")
STYLES: Final = {"bold": 'weight: #"bold"', "italic": 'style: #"italic"'}
NOTHING: Final = '""'
PAIR: Final = 2
LATIN: Final = re.compile(r"[^\W\d_]")


class UnsettableError(ValueError):
    """Something in a formula that typst has no word for."""


class FormulaSetting:
    """Sets the formulas of one document.

    Args:
        drawn: Returns what is left of a text: without characters that no font draws.
    """

    def __init__(self, drawn: Callable[[str], str] = str) -> None:
        self.drawn = drawn

    def formula(self, root: Element) -> str:
        """Return a call that shows a formula.

        Raises:
            UnsettableError: It has something that typst has no word for.
        """
        alt = quoted(root.get("alttext") or "")
        is_block = root.get("display") == "block"
        body, number = self.row(list(root)), "none"
        parts = [one for one in root if isinstance(one.tag, str)]
        if is_block and len(parts) == 1 and parts[0].tag == "mtable":
            table = Table(parts[0])
            if (only := table.only) is not None and table.tags[0] is not None:
                body = f"display({self.row(list(only)) or NOTHING})"
                number = self._string(_text(table.tags[0]))
        if not body:
            raise UnsettableError("nothing in it can be drawn")
        if not is_block and root.get("displaystyle") == "true":
            body = f"display({body})"
        if is_block:
            return f"#display-formula({alt}, {number}, $ {body} $.body)"
        return f"#formula({alt}, ${body}$.body)"

    def row(self, parts: list[Element]) -> str:
        """Return elements side by side."""
        parts = [one for one in parts if isinstance(one.tag, str)]
        made = []
        for place, part in enumerate(parts):
            after = parts[place + 1] if place + 1 < len(parts) else None
            is_applied = after is not None and after.tag == "mo" and APPLIED in (after.text or "")
            made.append(self._operator(part) if is_applied else self.one(part))
        return "".join(made)

    def _operator(self, part: Element) -> str:
        """Return a function's name: what it is applied to stands at a distance."""
        names = [one for one in part.iter("mi") if not _is_script(one, part)]
        if part.tag in ("mi", "mrow") and len(names) == 1:
            return f"op({self._string(_text(names[0]))})"
        if part.tag in ("msub", "msup", "msubsup", "munder", "mover", "munderover") and len(part):
            return self._scripts(part, self._operator(part[0]))
        return self.one(part)

    def one(self, one: Element) -> str:
        """Return one element."""
        parts = [part for part in one if isinstance(part.tag, str)]
        match str(one.tag):
            case "mi":
                return self._identifier(one)
            case "mn":
                return self._quoted(_text(one))
            case "mo":
                return self._sign(one)
            case "mtext" | "ms":
                return self._words(one)
            case "mspace":
                return _space(one)
            case "mrow" | "math" | "mstyle" | "mpadded" | "semantics" | "maction":
                return self._styled(one, self._fenced(parts) or self.row(parts))
            case "mphantom":
                return f"mathhidden({self.row(parts) or NOTHING})"
            case "mfrac" if len(parts) == PAIR:
                return self._fraction(one, parts)
            case "msqrt":
                return f"sqrt({self.row(parts) or NOTHING})"
            case "mroot" if len(parts) == PAIR:
                return f"root({self._needed(parts[1])}, {self._needed(parts[0])})"
            case "msub" | "msup" | "msubsup" | "munder" | "mover" | "munderover":
                return self._scripts(one)
            case "mmultiscripts" if parts:
                return self._multiscripts(parts)
            case "mtable":
                return self._table(one)
            case "menclose":
                return self._enclosed(one, parts)
            case "annotation" | "annotation-xml" | "none" | "mprescripts":
                return ""
            case tag:
                raise UnsettableError(tag)

    def _string(self, text: str) -> str:
        return quoted(self.drawn(text))

    def _needed(self, one: Element) -> str:
        """Return one element, for a place that cannot be left empty."""
        return self.one(one) or NOTHING

    def _identifier(self, one: Element) -> str:
        text = self.drawn(_text(one))
        if len(text) != 1:
            return self._quoted(text)
        is_upright = one.get("mathvariant") == "normal"
        return f"upright({_sign(text)})" if is_upright else _sign(text)

    def _quoted(self, text: str) -> str:
        told = self._string(SILENT.sub("", text))
        return "" if told == NOTHING else told

    def _words(self, one: Element) -> str:
        """Return words, with the letters of the text around."""
        text = SILENT.sub("", "".join(map(str, one.itertext())))
        text = re.sub(r"^\s|\s$", "\u00a0", text)
        if not text:
            return ""
        style = (one.get("style") or "") + (one.get("mathvariant") or "")
        said = ", ".join(told for name, told in STYLES.items() if name in style)
        call = "mathcode" if "monospace" in style else "mathwords"
        return f"{call}({self._string(text)}{', ' + said if said else ''})"

    def _sign(self, one: Element) -> str:
        text = self.drawn(_text(one))
        if not text:
            return ""
        if len(text) > 1:
            return f'class("{"binary" if LATIN.search(text) else "relation"}", {self._signs(text)})'
        if (size := LENGTH.fullmatch(one.get("minsize") or "")) and text in FENCES:
            return f"lr(size: #{size[1]}{size[2]}, {_sign(text)})"
        if text in "|‖∣/" and one.get("stretchy") == "true":
            return f"mid({_sign(text)})"
        if text in ",;" and one.get("rspace") == "0":
            return f'class("normal", {_sign(text)})'
        return _sign(text)

    def _signs(self, text: str) -> str:
        return "".join(map(_sign, text))

    def _fenced(self, parts: list[Element]) -> str:
        """Return what stands between signs that are as tall as it; nothing where there are none."""
        if len(parts) < PAIR or not (_is_fence(parts[0]) and _is_fence(parts[-1])):
            return ""
        first, last = (self.drawn(_text(one)) for one in (parts[0], parts[-1]))
        if not first and not last:
            return ""
        inside = parts[1:-1]
        if (first, last) == ("(", ")") and len(inside) == 1 and _is_stack(inside[0]):
            above, below = inside[0]
            return f"binom({self._needed(above)}, {self._needed(below)})"
        return f"lr({self._signs(first)}{self.row(inside)}{self._signs(last)})"

    def _styled(self, one: Element, body: str) -> str:
        if not body:
            return ""
        style = one.get("style") or ""
        left, right = _length(style, "padding-left"), _length(style, "padding-right")
        if one.tag == "mpadded" and (left or right):
            body = f"{_h(left)}{body}{_h(right)}"
        if (one.get("displaystyle")) == "true":
            body = f"display({body})"
        elif one.get("displaystyle") == "false":
            size = {"1": "script", "2": "sscript"}.get(one.get("scriptlevel") or "", "inline")
            body = f"{size}({body})"
        if color := COLOR.search(style) or COLOR.search(f"color:{one.get('mathcolor') or ''}"):
            body = f'mathcolored(#rgb("{color[1]}"), {body})'
        return body

    def _fraction(self, one: Element, parts: list[Element]) -> str:
        above, below = (self._needed(part) for part in parts)
        if _is_stack(one):
            return f"mat(delim: #none, {above}; {below})"
        size = {"true": "display", "false": "inline"}.get(one.get("displaystyle") or "")
        made = f"frac({above}, {below})"
        return f"{size}({made})" if size else made

    def _scripts(self, one: Element, known: str | None = None) -> str:
        """Return a letter with what stands at, above and below it."""
        tag, parts = str(one.tag), [part for part in one if isinstance(part.tag, str)]
        if len(parts) != (3 if tag in ("msubsup", "munderover") else PAIR):
            raise UnsettableError(tag)
        if tag in ("mover", "munder") and known is None and (made := self._accented(tag, parts)):
            return made
        base = parts[0]
        sign = _text(base) if base.tag == "mo" else ""
        body = known if known is not None else self.one(base)
        if sign in STRETCHED and sign and tag[1] in "ou":
            body = f"stretch({_sign(sign)}, size: #(100% + 0.6em))"
        if tag[1] == "s" and sign in LARGE and sign not in "∫∬∭∮∯∰":
            body = f"scripts({body or NOTHING})"
        elif tag[1] != "s" and (sign not in LARGE or base.get("movablelimits") == "false"):
            body = f"limits({body or NOTHING})"
        told = []
        if tag in ("msub", "munder", "msubsup", "munderover"):
            told.append(("b", self.one(parts[1])))
        if tag in ("msup", "mover", "msubsup", "munderover"):
            told.append(("t", self._above(parts[-1])))
        said = "".join(f", {place}: {script}" for place, script in told if script)
        return f"attach({body or NOTHING}{said})"

    def _above(self, one: Element) -> str:
        primes = _text(one).replace("″", "′′").replace("‴", "′′′").replace("⁗", "′′′′")
        if one.tag == "mo" and primes and not primes.strip("′"):
            return f"primes(#{len(primes)})"
        return self.one(one)

    def _accented(self, tag: str, parts: list[Element]) -> str:
        """Return a letter under an accent, or words under a brace; nothing where it is neither."""
        base, sign = parts[0], _text(parts[1]) if parts[1].tag == "mo" else ""
        if parts[1].tag == "mspace":
            return self.one(base)  # which only keeps an arrow long
        known = OVER if tag == "mover" else UNDER
        if sign in known:
            return f"{known[sign]}({self._needed(base)})"
        if sign == "¯" and parts[1].get("stretchy") == "true":
            return f"{known['‾']}({self._needed(base)})"
        if tag == "mover" and sign in ACCENTS and base.tag != "mo":
            return f"mathaccent({self._needed(base)}, {_sign(ACCENTS[sign])})"
        if base.tag == tag and len(base) == PAIR and _text(base[1]) in BRACES:
            return f"{known[_text(base[1])]}({self._needed(base[0])}, {self._needed(parts[1])})"
        return ""

    def _multiscripts(self, parts: list[Element]) -> str:
        split = next((n for n, part in enumerate(parts) if part.tag == "mprescripts"), len(parts))
        after, before = parts[1:split], parts[split + 1 :]
        if len(after) > PAIR or len(before) > PAIR:
            raise UnsettableError("mmultiscripts")
        names = [*zip(after, ("br", "tr"), strict=False), *zip(before, ("bl", "tl"), strict=False)]
        told = [(name, self.one(part)) for part, name in names]
        said = "".join(f", {name}: {script}" for name, script in told if script)
        return f"attach({self.one(parts[0]) or NOTHING}{said})"

    def _table(self, one: Element) -> str:
        table = Table(one)
        is_display = one.get("displaystyle") == "true"
        rows = []
        for row, tag in zip(table.rows, table.tags, strict=True):
            made = []
            for group in row:
                cells = [self.row(list(cell)) for cell in group]
                if is_display:
                    cells = [f"display({cell})" if cell else "" for cell in cells]
                made.append(_placed(cells, [side_of(cell) for cell in group]))
            if any(one is not None for one in table.tags):
                made.append(f"mathgap(#1.5em){self._words(tag)}" if tag is not None else "")
            rows.append(", ".join(cell or NOTHING for cell in made))
        if not rows:
            return ""
        gap = "row-gap: #0.7em, " if is_display else ""
        lines = table.lines
        return f"mat(delim: #none, column-gap: #0.9em, {gap}{lines}{'; '.join(rows)})"

    def _enclosed(self, one: Element, parts: list[Element]) -> str:
        body, kinds = self.row(parts), (one.get("notation") or "longdiv").split()
        if not body:
            return ""
        for kind in kinds:
            match kind:
                case "box" | "roundedbox":
                    body = f"mathboxed({body})"
                case "updiagonalstrike":
                    body = f"cancel({body})"
                case "downdiagonalstrike":
                    body = f"cancel({body}, inverted: #true)"
                case "horizontalstrike":
                    body = f"cancel({body}, angle: #90deg)"
                case "top" | "bottom":
                    body = f"{'over' if kind == 'top' else 'under'}line({body})"
                case _:
                    raise UnsettableError(f"menclose {kind}")
        return body


def _sign(text: str) -> str:
    return f"\\u{{{ord(text):x}}}"


def _text(one: Element) -> str:
    return SILENT.sub("", "".join(map(str, one.itertext()))).strip()


def _is_script(one: Element, root: Element) -> bool:
    return any(above.tag != "mrow" for above in one.iterancestors() if above is not root) and (
        one is not root and one.getparent() is not root
    )


def _is_fence(one: Element) -> bool:
    text = (one.text or "").strip()
    return (
        one.tag == "mo"
        and one.get("stretchy") != "false"
        and (text in FENCES or text == INVISIBLE)
        and one.get("minsize") is None
    )


def _is_stack(one: Element) -> bool:
    return (
        one.tag == "mfrac" and (one.get("linethickness") or "").startswith("0") and len(one) == PAIR
    )


def _length(style: str, name: str) -> str:
    found = re.search(rf"{name}:\s*(-?[0-9.]+em)", style)
    return found[1] if found and float(found[1][:-2]) else ""


def _h(length: str) -> str:
    return f"mathgap(#({length}))" if length else ""


def _space(one: Element) -> str:
    if found := LENGTH.fullmatch(one.get("width") or ""):
        amount = float(found[1]) * {"ex": 0.45, "px": 0.75}.get(found[2], 1)
        return _h(f"{amount:g}{'pt' if found[2] in ('px', 'pt') else 'em'}")
    return _h(_length(one.get("style") or "", "margin-left"))


def _placed(cells: list[str], sides: list[str | None]) -> str:
    """Return what a column holds; between `&` typst sets to the right, then to the left."""
    if len(cells) == PAIR:
        return f"{cells[0]}&{cells[1]}"
    (cell,), (side,) = cells, sides
    if not cell:
        return ""
    return {"left": f"&{cell}", "right": f"{cell}&"}.get(side or "", cell)
