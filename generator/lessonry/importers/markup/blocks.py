"""Paragraphs, lists, tables and code as blocks of Markdown."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element

from lessonry.importers.markup import inline, tables
from lessonry.importers.markup.cleaning import BLOCKS, FOREIGN
from lessonry.importers.markup.inline import Node
from lessonry.importers.markup.page import Page, name_of
from lessonry.importers.markup.raw import raw
from lessonry.importers.markup.text import content

LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|brush:\s*|hljs\s+)([a-zA-Z0-9_+#-]{1,20})")
LETTERS = re.compile(r"list-style(?:-type)?\s*:[^;]*(?:alpha|latin|greek|roman)", re.IGNORECASE)
COUNTED: Final = "A list that counted in letters or Roman numerals counts in numbers here."
INDENT: Final = "    "
BETWEEN: Final = "<div></div>"
"""What parts a list from the next one and shows nothing; a comment would be taken out of a quiz."""
HEADING: Final = {
    "h1": "###",
    "h2": "###",
    "h3": "###",
    "h4": "####",
    "h5": "#####",
    "h6": "######",
}
"""A question has no headings above these: with us they would begin another item."""


def text_of(root: _Element, page: Page) -> str:
    """Return all of an element as Markdown; blanks before all of it indent nothing."""
    return inline.unindented("\n\n".join(blocks(root, page)))


def blocks(parent: _Element, page: Page) -> list[str]:
    """Return what stands in an element, block by block."""
    made: list[str] = []
    run: list[Node] = []
    for node in inline.nodes(parent):
        if isinstance(node, str) or not _is_block(node):
            run.append(node)
            continue
        made += inline.paragraphs(run, page)
        run = []
        made += _block(node, page)
    return _lists_apart(made + inline.paragraphs(run, page))


def _lists_apart(parts: list[str]) -> list[str]:
    """Return blocks with something between two lists that would run together as one."""
    apart: list[str] = []
    for part in parts:
        if apart and not _is_paragraph(part) and not _is_paragraph(apart[-1]):
            apart.append(BETWEEN)
        apart.append(part)
    return apart


def _is_block(node: _Element) -> bool:
    if node.tag in BLOCKS or node.tag in FOREIGN or _is_lines_of_code(node):
        return True
    return any(one.tag in BLOCKS for one in node.iterdescendants())


def _is_lines_of_code(node: _Element) -> bool:
    """Return whether it is code for a line that has several: `<br>` parts them."""
    if node.tag not in ("code", "tt") or node.find(".//br") is None:
        return False
    if any(one.tag in BLOCKS for one in node.iterdescendants()):
        return False
    return "\n" in _lines(node)


def _lines(node: _Element) -> str:
    """Return the words of code, line by line."""
    for one in node.iterdescendants():
        if one.tag == "br":
            one.text = "\n"
        elif one.tag in ("p", "div", "li") and not (one.tail or "").startswith("\n"):
            one.tail = "\n" + (one.tail or "")
    return content(node).replace("\xa0", " ").replace("\r\n", "\n").strip("\n")


def _block(node: _Element, page: Page) -> list[str]:
    match node.tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            line = inline.flat(inline.nodes(node), page)
            return [f"{HEADING[node.tag]} {line}"] if line else []
        case "pre":
            return _code(node)
        case "code" | "tt" if _is_lines_of_code(node):
            return _code(node)
        case "blockquote":
            quoted = text_of(node, page)
            return (
                ["\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))] if quoted else []
            )
        case "ul" | "ol" | "menu" | "dir":
            return _list(node, page)
        case "dl":
            return _definitions(node, page)
        case "table":
            return _table(node, page)
        case "hr":
            return ["***"]
        case "summary":
            line = inline.flat(inline.nodes(node), page)
            return [f"**{line}**"] if line else []
        case "audio" | "video":
            return _media(node, page)
        case "iframe" | "embed" | "object":
            return _frame(node, page)
        case _:
            return blocks(node, page)


def _code(node: _Element) -> list[str]:
    said = _lines(node)
    if not said.strip():
        return []
    names = " ".join(
        [node.get("class") or "", *(one.get("class") or "" for one in node.iter("code"))]
    )
    language = LANGUAGE.search(names)
    fence = "```"
    while fence in said:
        fence += "`"
    return [f"{fence}{language[1].lower() if language else ''}\n{said}\n{fence}"]


def _list(node: _Element, page: Page) -> list[str]:
    """Return a list; what lies below a line is indented by four blanks, as every reader takes it."""
    number = int(node.get("start") or 1) if (node.get("start") or "1").isdigit() else 1
    if node.tag == "ol" and _has_letters(node):
        page.notes.append(COUNTED)
    lines: list[list[str]] = []
    for child in inline.nodes(node):
        if isinstance(child, str):
            if child.strip():
                lines += [[paragraph] for paragraph in inline.paragraphs([child], page)]
        elif child.tag in ("ul", "ol") and lines:
            lines[-1] += _list(child, page)  # as old editors nest them
        elif parts := (blocks(child, page) if child.tag == "li" else _block(child, page)):
            lines.append(parts)
    lines = [_lists_apart(parts) for parts in lines]
    is_loose = any(_is_paragraph(part) for parts in lines for part in parts[1:])
    made = []
    for index, parts in enumerate(lines):
        mark = f"{number + index}. " if node.tag == "ol" else "- "
        whole = ("\n\n" if is_loose or "\n|" in parts[0] else "\n").join(parts)
        first, *rest = whole.split("\n")
        made.append(
            "\n".join(
                [mark + inline.unindented(first), *(f"{INDENT}{line}".rstrip() for line in rest)]
            )
        )
    return [("\n\n" if is_loose else "\n").join(made)] if made else []


def _has_letters(node: _Element) -> bool:
    """Return whether a list's lines have letters before them, of which its text may speak."""
    if (kind := (node.get("type") or "").strip()) in ("a", "A", "i", "I"):
        return True
    return not kind and LETTERS.search(node.get("style") or "") is not None


def _is_paragraph(block: str) -> bool:
    return re.match(r"- |[0-9]+\. ", block) is None


def _definitions(node: _Element, page: Page) -> list[str]:
    made: list[str] = []
    for child in node.iter("dt", "dd"):
        if child.tag == "dt":
            line = inline.flat(inline.nodes(child), page)
            made.append(("\n" if made else "") + (line or "–"))
        elif said := text_of(child, page):
            first, *rest = said.split("\n")
            made.append("\n".join([f":   {first}", *(f"{INDENT}{line}".rstrip() for line in rest)]))
    return ["\n".join(made)] if made else []


def _table(node: _Element, page: Page) -> list[str]:
    cells = [cell for cell in node.iter("td", "th") if next(cell.iterancestors("table")) is node]
    if len(cells) == 1:
        return blocks(cells[0], page)  # it only holds a place on the page
    if not cells:
        return blocks(node, page)
    caption = node.find("caption")
    above = blocks(caption, page) if caption is not None else []
    written = tables.pipes(node, page)
    return [*above, written] if written is not None else [raw(node, page)]


def _media(node: _Element, page: Page) -> list[str]:
    """Return a sound or a film as HTML, where its file is there."""
    sources = [node.get("src"), *(one.get("src") for one in node.iter("source"))]
    if not any(source and page.links.of(source) for source in sources):
        what = "sound" if node.tag == "audio" else "film"
        page.notes.append(f"The {what} {name_of(next(filter(None, sources), ''))} was left out.")
        return blocks(node, page)
    node.set("controls", "")
    return [raw(node, page)]


def _frame(node: _Element, page: Page) -> list[str]:
    """Return a link to what another page's frame showed."""
    source = node.get("src") or node.get("data") or ""
    address = page.address(source, "frame") if source else None
    if address is None:
        if not source:
            page.notes.append("A frame of another page was left out.")
        return blocks(node, page)
    page.notes.append(f"A frame of another page became a link to {address}.")
    title = node.get("title") or re.sub(r"^[a-z]+://(?:www\.)?([^/]+).*", r"\1", address)
    return [f"[{title}]({address})"]
