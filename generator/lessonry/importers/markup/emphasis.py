"""Emphasis: with Markdown's marks where they are sure to be read as such, with tags elsewhere.

Editors cut one emphasis into many that touch, or end it inside of a word and behind a sign: there
stars would stand in the text as stars.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element
from lxml.html import HtmlElement

TAGS: Final = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
"""What has a mark in Markdown at both of its ends, and the mark."""
UNBOLD = re.compile(r"font-weight\s*:\s*(?:normal|400)")
"""Google's wrapper of a whole document is bold and says it is not."""
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
ITALIC = re.compile(r"font-style\s*:\s*italic")
OPENING: Final = {"**": "\x04", "*": "\x06"}
CLOSING: Final = {"**": "\x05", "*": "\x07"}
"""Stand for the marks until what is around them is known."""
TOKEN = re.compile("[\x04-\x07]")
NAMES: Final = {"**": "strong", "*": "em"}
BLANK_BEFORE = re.compile(r"(?:\A|[\s\x02\x03]|(?<!\\)[.,:!?\"'“”‘’«»…–—(-])\Z")
BLANK_BEHIND = re.compile(r"\Z|[\s\x02\x03]|[.,:;!?\"'“”‘’«»…–—)-]")
"""Beside what any sign may begin and end an emphasis; what stands for breaks and blanks is blank."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An emphasis by the places of its two tokens."""

    mark: str
    start: int
    end: int


def mark_of(node: _Element) -> str:
    """Return the mark that an element becomes; nothing where it has none."""
    style = (node.get("style") or "").lower()
    if node.tag == "span":
        return "**" if BOLD.search(style) else "*" if ITALIC.search(style) else ""
    mark = TAGS.get(str(node.tag), "")
    return "" if mark == "**" and UNBOLD.search(style) else mark


def join(root: HtmlElement) -> None:
    """Make one of elements with the same mark and nothing between, however deep they lie.

    What says nothing of its words is nothing between, either.
    """
    for one in list(root.iter("span")):
        if "class" not in one.attrib and "style" not in one.attrib:
            one.drop_tag()
    _join(root)


def _join(parent: _Element) -> None:
    run: list[_Element] = []
    for child in list(parent):
        if run and not run[-1].tail and mark_of(child) and mark_of(child) == mark_of(run[0]):
            run.append(child)
        else:
            _merge(run)
            run = [child]
    _merge(run)
    for one in parent:
        _join(one)


def _merge(run: list[_Element]) -> None:
    """Move what is in elements side by side to the end of the first of them."""
    if len(run) < 2:
        return
    first, parent, tail = run[0], run[0].getparent(), run[-1].tail
    last = first[-1] if len(first) else None
    words: list[str] = []
    for one in run[1:]:
        words.append(one.text or "")
        if len(one):
            _say(first, last, words)
            last, words = one[-1], []
            first.extend(list(one))
        if parent is not None:
            one.tail = None
            parent.remove(one)
    _say(first, last, words)
    first.tail = tail


def _say(first: _Element, last: _Element | None, words: list[str]) -> None:
    """Add words behind the last of an element's children."""
    if last is None:
        first.text = "".join([first.text or "", *words])
    else:
        last.tail = "".join([last.tail or "", *words])


def wrapped(words: str, mark: str) -> str:
    """Return `words` with tokens for a mark around them."""
    return f"{OPENING[mark]}{words}{CLOSING[mark]}"


def resolved(line: str) -> str:
    """Return a run with marks or tags in place of its tokens."""
    if TOKEN.search(line) is None:
        return line
    shown: dict[int, str] = {}
    starred: dict[int, int] = {}
    for pair in _pairs(line):
        is_outer = _is_plain(line, pair, shown)
        is_inner = starred.get(pair.start - 1) == pair.end + 1
        if is_outer or is_inner:
            shown[pair.start] = shown[pair.end] = pair.mark
            starred[pair.start] = pair.end
        else:
            name = NAMES[pair.mark]
            shown[pair.start], shown[pair.end] = f"<{name}>", f"</{name}>"
    return TOKEN.sub(lambda found: shown.get(found.start(), ""), line)


def _pairs(line: str) -> list[Pair]:
    """Return what belongs together, the outer before the inner."""
    opened: list[int] = []
    found = []
    for token in TOKEN.finditer(line):
        for mark in NAMES:
            if token[0] == OPENING[mark]:
                opened.append(token.start())
            elif token[0] == CLOSING[mark] and opened and line[opened[-1]] == OPENING[mark]:
                found.append(Pair(mark, opened.pop(), token.start()))
    return sorted(found, key=lambda pair: pair.start)


def _is_plain(line: str, pair: Pair, shown: dict[int, str]) -> bool:
    """Return whether stars would be read as the two ends of this emphasis."""
    first, last = pair.start + 1, pair.end - 1
    if TOKEN.match(line, first) and TOKEN.match(line, last):
        first, last = first + 1, last - 1
    before = shown.get(pair.start - 1, line[max(pair.start - 2, 0) : pair.start])
    behind = shown.get(pair.end + 1, line[pair.end + 1 : pair.end + 2])
    if "*" in (before[-1:], behind[:1]):
        return False
    return (line[first].isalnum() or BLANK_BEFORE.search(before) is not None) and (
        line[last].isalnum() or BLANK_BEHIND.match(behind) is not None
    )
