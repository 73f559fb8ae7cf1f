"""Tables as lines with bars, where they are as simple as that."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element

from lessonry.importers.markup import inline
from lessonry.importers.markup.page import Page
from lessonry.importers.markup.text import content

FORMULA = re.compile(r"(\\\(.*?\\\))")
TOO_MUCH: Final = frozenset(
    [
        "ul",
        "ol",
        "dl",
        "pre",
        "blockquote",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "audio",
        "video",
        "iframe",
        "details",
    ]
)
"""What a cell of a table in Markdown cannot hold."""


def pipes(table: _Element, page: Page) -> str | None:
    """Return a table in Markdown; nothing where it has joined cells, lists in it or no head."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    cells = [row for row in cells if row]
    if len(cells) < 2 or len({len(row) for row in cells}) != 1:
        return None
    if any(_is_joined(cell) or _holds_much(cell) for row in cells for cell in row):
        return None
    if not _is_head(cells[0]):
        return None
    notes = list(page.notes)
    written = [[_cell(cell, page) for cell in row] for row in cells]
    if any("|" in text and "`" in text for row in written for text in row):
        page.notes[:] = notes
        return None
    head = [re.sub(r"^\*\*(.*)\*\*$", r"\1", text) for text in written[0]]
    lines = [head, ["---"] * len(head), *written[1:]]
    return "\n".join("| " + " | ".join(_barred(text) for text in row) + " |" for row in lines)


def _barred(text: str) -> str:
    r"""Return a cell in which no bar ends it; in a formula `\|` would be two."""
    parts = FORMULA.split(text)
    parts[::2] = [part.replace("|", "\\|") for part in parts[::2]]
    parts[1::2] = [part.replace("\\|", "\\Vert ").replace("|", "\\vert ") for part in parts[1::2]]
    return "".join(parts)


def _is_joined(cell: _Element) -> bool:
    return any((cell.get(name) or "1") not in ("0", "1") for name in ("colspan", "rowspan"))


def _holds_much(cell: _Element) -> bool:
    return any(one.tag in TOO_MUCH for one in cell.iterdescendants())


def _is_head(row: list[_Element]) -> bool:
    """Return whether a row is the table's head: said so, or bold in every cell."""
    if all(cell.tag == "th" for cell in row) or row[0].xpath("boolean(ancestor::thead)"):
        return True
    filled = [cell for cell in row if content(cell).strip()]
    return bool(filled) and all(_is_bold(cell) for cell in filled)


def _is_bold(cell: _Element) -> bool:
    bold = "".join(content(one) for one in cell.iter("b", "strong") if not _in_bold(one))
    return "".join(bold.split()) == "".join(content(cell).split())


def _in_bold(node: _Element) -> bool:
    return any(one.tag in ("b", "strong") for one in node.iterancestors())


def _cell(cell: _Element, page: Page) -> str:
    """Return a cell as one line; its paragraphs stand below one another."""
    parts: list[list[inline.Node]] = [[]]
    for node in inline.nodes(cell):
        if not isinstance(node, str) and node.tag in ("p", "div"):
            parts += [[*inline.nodes(node)], []]
        else:
            parts[-1].append(node)
    texts = [inline.flat(part, page) for part in parts]
    text = "<br>".join(one for one in texts if one)
    is_row_head = cell.tag == "th" and text and not text.startswith("**")
    return f"**{text}**" if is_row_head else text
