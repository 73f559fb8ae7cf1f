"""A chapter's XHTML in typst's own words: calls of the functions that `binding/parts.typ` has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from lessonry.exporters.prose import Element
from lessonry.exporters.written.formula_setting import FormulaSetting, UnsettableError
from lessonry.exporters.written.formulas import shortened
from lessonry.exporters.written.strings import quoted
from lessonry.exporters.written.table_cells import Cell, placed
from lessonry.exporters.written.trees import in_order, text_of

WRAPPED: Final = {
    "strong": "strong", "b": "strong", "em": "emph", "i": "emph", "cite": "emph", "var": "emph",
    "dfn": "emph", "u": "underline", "ins": "underline", "s": "strike", "del": "strike", "sub": "sub",
    "sup": "super", "small": "minor", "mark": "highlight",
}  # fmt: skip
RAW: Final = frozenset({"code", "kbd", "samp"})
LANGUAGE: Final = re.compile("[a-z]{2,3}")
PLAIN: Final = re.compile(r"\s+")
FRAMED_KINDS = """
    admonition objectives downloads sources media transcript tab quiz item body answer answers hint
    explanation scene footnote gaps
"""
FRAMED: Final = frozenset(FRAMED_KINDS.split())
"""Blocks that `parts.typ` has a look for."""
SAID_KINDS = """
    told label about way over tab-title scene-title scene-end sealed media-title seen kicker facts
    admonition-title
"""
SAID: Final = frozenset(SAID_KINDS.split())
"""Paragraphs that it has a look for."""
BLOCK_NAMES = """
    p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr figure div details
"""
BREAKS: Final = frozenset(BLOCK_NAMES.split())


def spoken(language: str | None, content: str) -> str:
    """Return content in a language, where that is another than what is around it."""
    first = (language or "").replace("_", "-").partition("-")[0].lower()
    return f"#text(lang: {quoted(first)})[{content}]" if LANGUAGE.fullmatch(first) else content


class Typesetter:
    """Sets chapters of one book.

    Args:
        label: Returns what a place is called in the whole book, of a file's name and an id.
        lift: Levels that each heading goes down.
        drawn: Returns what is left of a text: without characters that no font draws.
    """

    def __init__(
        self,
        label: Callable[[str, str], str],
        *,
        lift: int = 0,
        drawn: Callable[[str], str] = str,
    ) -> None:
        self.label = label
        self.lift = lift
        self.drawn = drawn
        self.formulas = FormulaSetting(drawn)
        self.unset: dict[str, None] = {}
        """Formulas that typst has no word for."""
        self.file = ""

    def chapter(self, file: str, text: Element, lift: int) -> str:
        """Return one chapter's text."""
        self.file, self.lift = file, lift
        headings = list(text.iter("h1", "h2", "h3", "h4", "h5", "h6"))
        mute = [one for one in headings if not self._has_words(one)]
        for heading in mute:
            heading.tag = "p"  # PDF/UA wants words in each heading, and no level left out
        if mute:
            in_order(text, 2)
        return self._inside(text)

    def _has_words(self, heading: Element) -> bool:
        return bool(self.drawn(text_of(heading)).strip("\u200b\u00a0 \n"))

    def string(self, text: str) -> str:
        """Return a text as a string that can be drawn."""
        return quoted(self.drawn(text))

    def said(self, text: str | None) -> str:
        """Return text as content; runs of white space are one blank."""
        return f"#{self.string(PLAIN.sub(' ', text))};" if text else ""

    def _inside(self, element: Element) -> str:
        parts = [self.said(_edge(element.text, first=_has_blocks(element)))]
        for child in element:
            if isinstance(child.tag, str):
                parts.append(self._child(child))
            tail = child.tail
            if child.tag in BREAKS and tail and not tail.strip():
                tail = ""
            if tail and child.get("class") == "number":
                tail = tail.lstrip()  # a line of its own stands before it
            parts.append(self.said(tail))
        return "".join(parts)

    def _child(self, child: Element) -> str:
        tag = str(child.tag)
        classes = (child.get("class") or "").split()
        made = self._made(child, tag, classes)
        made = spoken(child.get("lang"), made)
        name = child.get("id")
        if name and tag not in ("h1", "h2", "h3", "h4", "h5", "h6"):
            made = f"#anchor({quoted(self.label(self.file, name))}){made}"
        return made

    def _made(self, child: Element, tag: str, classes: list[str]) -> str:
        if tag in WRAPPED:
            inner = self._inside(child)
            return inner if _holds_blocks(child) else f"#{WRAPPED[tag]}[{inner}]"
        if tag in RAW:
            return f"#raw({self.string(text_of(child))})"
        special: dict[str, Callable[[Element], str]] = {
            "a": self._link, "img": self._picture, "table": self._table, "ul": self._list,
            "ol": self._numbered, "dl": self._terms, "pre": self._code, "details": self._details,
            "figure": self._figure,
        }  # fmt: skip
        if tag in special:
            return special[tag](child)
        if tag[0] == "h" and tag[1:].isdigit():
            return self._heading(child, int(tag[1]))
        match tag:
            case "p":
                return self._paragraph(child, classes)
            case "br":
                return "#linebreak()"
            case "hr":
                return "\n#rule()\n"
            case "blockquote":
                return f"\n#quote(block: true)[{self._inside(child)}]\n"
            case "q":
                return f"#quote[{self._inside(child)}]"
            case "div":
                return self._block(child, classes)
            case "span":
                return self._span(child, classes)
            case "math":
                return self._formula(child)
            case "rt":
                return f"#super[{self._inside(child)}]"
            case "rp":
                return ""
            case "bdo":
                side = "rtl" if child.get("dir") == "rtl" else "ltr"
                return f"#text(dir: {side})[{self._inside(child)}]"
            case _:
                return self._inside(child)

    def _formula(self, child: Element) -> str:
        try:
            return self.formulas.formula(child)
        except UnsettableError:
            said = child.get("alttext") or PLAIN.sub(" ", text_of(child)).strip()
            self.unset[said] = None
            return f"#raw({self.string(said)})"

    def notes(self) -> Iterator[str]:
        """Yield what the trainer should know of what was set."""
        for said in self.unset:
            yield f"This formula stands in one line of plain signs: {shortened(said)}"

    def _heading(self, child: Element, level: int) -> str:
        level += self.lift
        name = child.get("id")
        label = f"#label({quoted(self.label(self.file, name))})" if name else ""
        kind = next((one for one in (child.get("class") or "").split() if one == "stem"), "")
        inner = self._inside(child)
        linked = "".join(text_of(link) for link in child.iter("a"))
        if len(linked.split()) == len(text_of(child).split()):
            inner = self.string(" ".join(text_of(child).split()))  # of a link typst knows no words
        elif kind:
            inner = f"#stem[{inner}]"
        return f"\n#heading(level: {level}, outlined: false, bookmarked: false)[{inner}]{label}\n"

    def _paragraph(self, child: Element, classes: list[str]) -> str:
        if "formula" in classes:
            return f"\n{self._inside(child)}\n"
        pictures = child.findall("img")
        if len(child) == 1 and pictures and not text_of(child).strip():
            return self._shown(pictures[0])
        kind = next((one for one in classes if one in SAID), None)
        inner = self._inside(child)
        return f"\n#say({quoted(kind)})[{inner}]\n" if kind else f"\n\n{inner}\n\n"

    def _block(self, child: Element, classes: list[str]) -> str:
        if "lines" in classes:
            return "\n#lines()\n"
        lists = child.findall("ol")
        if "match" in classes and len(lists) == 2:
            both = ", ".join(self._items(one) for one in lists)
            return f"\n#pairing({both})\n"
        if "hotspot" in classes:
            return self._hotspot(child)
        kind = next((one for one in classes if one in FRAMED), None)
        if kind:
            return f"\n#framed({quoted(kind)})[\n{self._inside(child)}\n]\n"
        return f"\n\n{self._inside(child)}\n\n"

    def _span(self, child: Element, classes: list[str]) -> str:
        text = text_of(child)
        if "gap" in classes:
            return f"#gap({self.string(text.strip('_').strip())})"
        if "tick" in classes:
            return f"#tick({'true' if text == chr(0x2610) else 'false'})"
        if "slot" in classes:
            return "#slot()"
        for kind in ("letter", "number", "pick"):
            if kind in classes:
                return f"#{kind}[{self._inside(child)}]"
        return self._inside(child)

    def _link(self, child: Element) -> str:
        inner = self._inside(child)
        href = child.get("href")
        if not href or _holds_blocks(child):
            return inner
        if re.match(r"[a-z]+:", href):
            return f"#link({quoted(href)})[{inner}]"
        path, _, fragment = href.partition("#")
        return f"#within({quoted(self.label(path or self.file, fragment))})[{inner}]"

    def _picture(self, child: Element) -> str:
        name, alt = quoted("/" + (child.get("src") or "")), self.string(child.get("alt") or "")
        is_icon = "icon" in (child.get("class") or "").split()
        return f"#{'icon' if is_icon else 'inset-picture'}({name}, {alt})"

    def _shown(self, child: Element) -> str:
        name, alt = quoted("/" + (child.get("src") or "")), self.string(child.get("alt") or "")
        return f"\n#picture({name}, {alt})\n"

    def _figure(self, child: Element) -> str:
        caption = child.find("figcaption")
        told = self._inside(caption) if caption is not None else ""
        parts = [
            self._shown(one) if one.tag == "img" else self._child(one)
            for one in child
            if one is not caption and isinstance(one.tag, str)
        ]
        return f"\n#shown[{''.join(parts)}][{told}]\n"

    def _list(self, child: Element) -> str:
        classes = (child.get("class") or "").split()
        items = self._items(child)
        if "choices" in classes:
            return f"\n#choices({'true' if 'many' in classes else 'false'}, {items})\n"
        if "entries" in classes:
            return f"\n#entries({items})\n"
        if "reasons" in classes or "criteria" in classes or "turns" in classes:
            return f"\n#reasons({items})\n"
        return f"\n#list(tight: {_tight(child)}, ..{items})\n"

    def _numbered(self, child: Element) -> str:
        items = self._items(child)
        start = child.get("start")
        further = f", start: {start}" if start and start.isdigit() else ""
        if (kind := child.get("type")) in ("A", "a", "i", "I"):
            further += f", numbering: {quoted(f'{kind}.')}"
        return f"\n#enum(tight: {_tight(child)}{further}, ..{items})\n"

    def _items(self, child: Element) -> str:
        """Return what lists hold, as an array of contents."""
        made = []
        for item in child.iterfind("li"):
            name = item.get("id")
            anchor = f"#anchor({quoted(self.label(self.file, name))})" if name else ""
            made.append(f"[{anchor}{self._inside(item)}]")
        return f"({', '.join(made)},)" if made else "()"

    def _terms(self, child: Element) -> str:
        made, heads = [], []
        for one in child.iter("dt", "dd"):
            if one.tag == "dt":
                heads.append(self._inside(one))
            else:
                made.append(f"terms.item([{'#linebreak()'.join(heads)}], [{self._inside(one)}])")
                heads = []
        made += [f"terms.item([{head}], [])" for head in heads]
        return f"\n#terms({', '.join(made)})\n"

    def _code(self, child: Element) -> str:
        text = text_of(child).strip("\n")
        return f"\n#code({self.string(text)})\n"

    def _details(self, child: Element) -> str:
        summary = child.find("summary")
        title = self._inside(summary) if summary is not None else ""
        copy = etree.fromstring(etree.tostring(child, with_tail=False))
        for one in copy.findall("summary"):
            one.tag, one.text = "rp", None  # says nothing
            for inner in list(one):
                one.remove(inner)
        return f"\n#unfolded[{title}][\n{self._inside(copy)}\n]\n"

    def _hotspot(self, child: Element) -> str:
        picture = next(child.iter("img"), None)
        if picture is None:
            return ""
        areas = [
            f"(kind: {quoted((one.get('class') or '').split()[-1])}, "
            f"style: {quoted(one.get('style') or '')}, text: {quoted(text_of(one))})"
            for one in child.findall("span")
            if one.get("style")
        ]
        name, alt = quoted("/" + (picture.get("src") or "")), self.string(picture.get("alt") or "")
        return f"\n#hotspot({name}, {alt}, ({', '.join(areas)},))\n"

    def _table(self, child: Element) -> str:
        rows = [row for row in child.iter("tr") if next(row.iterancestors("table"), None) is child]
        heads = [row for row in rows if _parent(row) == "thead"]
        rows = [*heads, *(row for row in rows if row not in heads)]
        cells = placed(rows, len(heads))
        width = max((cell.x + cell.width for cell in cells), default=0)
        if not width:
            return ""
        kind = next((one for one in (child.get("class") or "").split()), "")
        head = ", ".join(self._cell(cell) for cell in cells if cell.y < len(heads))
        body = ", ".join(self._cell(cell) for cell in cells if cell.y >= len(heads))
        top = f"table.header({head}), " if head else ""
        caption = child.find("caption")
        told = f"[{self._inside(caption)}]" if caption is not None else "none"
        return f"\n#tabled({quoted(kind)}, {width}, {told}, {top}{body})\n"

    def _cell(self, cell: Cell) -> str:
        options = [f"x: {cell.x}, y: {cell.y}, colspan: {cell.width}, rowspan: {cell.height}"]
        for one in ("center", "right", "left"):
            if one in (cell.element.get("class") or "").split():
                options.append(f"align: {one}")
        inner = self._inside(cell.element)
        if cell.element.tag == "th" and _parent(cell.element.getparent()) != "thead":
            inner = f"#strong[{inner}]"
        return f"table.cell({', '.join([*options, f'[{inner}]'])})"


def _parent(element: Element | None) -> str:
    parent = element.getparent() if element is not None else None
    return str(parent.tag) if parent is not None else ""


def _has_blocks(element: Element) -> bool:
    return any(child.tag in BREAKS for child in element)


def _holds_blocks(element: Element) -> bool:
    """Return whether a paragraph ends inside of an element, which no tag of a PDF survives."""
    return any(one.tag in BREAKS for one in element.iterdescendants())


def _edge(text: str | None, *, first: bool) -> str | None:
    """Return the text before the first element: blanks before a block say nothing."""
    return None if text and first and not text.strip() else text


def _tight(child: Element) -> str:
    return "false" if any(one.find("p") is not None for one in child.iterfind("li")) else "true"
