"""Prose as plain text, for what shows neither marks nor markup."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from lessonry.domain.items.frame import GAP_MARK
from lessonry.domain.prose import Prose
from lessonry.exporters.prose import LINES, HtmlProse

Element = etree._Element  # the class of lxml's elements has no public name


def plain(prose: Prose, folder: Path | None = None, *, gap: str = "____") -> str:
    """Return the prose as text, a line for each block.

    Args:
        prose: What an author wrote.
        folder: The course's, by whose extensions it is read.
        gap: What stands for a gap.
    """
    text = text_of(HtmlProse(folder or Path()).tree(prose))
    return GAP_MARK.sub(gap.replace("\\", r"\\"), text)


def one_line(prose: Prose, folder: Path | None = None, *, gap: str = "____") -> str:
    """Return the prose as one line of text."""
    return " ".join(plain(prose, folder, gap=gap).split())


def text_of(root: Element) -> str:
    """Return what a tree shows, as text: pictures by their words, cells with bars between."""
    lines: list[str] = [""]
    _walk(root, lines, is_code=False)
    kept = [line.rstrip() for line in lines]
    return "\n".join(line for line in kept if line.strip())


def _walk(element: Element, lines: list[str], *, is_code: bool) -> None:
    _say(element.text or "", lines, is_code=is_code)
    for child in element:
        if child.tag == "br":
            lines.append("")
        elif child.tag == "img":
            lines[-1] += child.get("alt") or ""
        elif child.tag in LINES:
            if lines[-1].strip(" -"):
                lines.append("")
            lines[-1] += "- " if child.tag == "li" else ""
            _walk(child, lines, is_code=is_code or child.tag == "pre")
            lines.append("")
        else:
            if child.tag in ("td", "th") and lines[-1].strip():
                lines[-1] = lines[-1].rstrip() + " | "
            _walk(child, lines, is_code=is_code)
        _say(child.tail or "", lines, is_code=is_code)


def _say(text: str, lines: list[str], *, is_code: bool) -> None:
    if is_code:
        first, *others = text.split("\n")
        lines[-1] += first
        lines += others
        return
    folded = re.sub(r"\s+", " ", text)
    is_begun = bool(lines[-1].strip(" -|"))
    lines[-1] += folded if is_begun else folded.lstrip()
