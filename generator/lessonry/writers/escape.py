"""Writes Markdown so that no reader of ours takes a part of it for a mark of an item.

What was read from a quiz file stands as it stood: only what would read otherwise is changed, and then
so that a page shows the same.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from lessonry.readers.areas import is_area
from lessonry.readers.comments import stretches
from lessonry.readers.item_source import ADMONITION, TOLD, meant
from lessonry.readers.slips import ALMOST_ADMONITION, BRACKETS
from lessonry.readers.structure import blocks_of, headings_of
from lessonry.readers.tables import BRACKETS as CELL
from lessonry.readers.tables import cells_of
from lessonry.readers.tokens import Token

MARKED = re.compile(r"\[\[|<!--|\\=>|```|~~~")
"""What is looked for outside of lines' beginnings."""
SLIPPED = re.compile(r"^[ \t]*(?:[!?/]{2}|[-*+•–—·\d.)\s]*[\[(])", re.MULTILINE)
"""How a line begins that may be a slip in an item."""
OPENED = re.compile(r"^ {0,3}(?:<|`{3}|~{3})", re.MULTILINE)
HEADED = re.compile(r"^ {0,3}(?:#{1,2}(?:\s|$)|=+\s*$|-+\s*$)", re.MULTILINE)
BRACKET_PAIR = re.compile(r"(?<!\\)\[(?=\[)")
BULLETS = re.compile(r"^\s*[-*+]\s.*=>", re.MULTILINE)
QUOTED = re.compile(r"^( {0,3})>", re.MULTILINE)
VARIABLES = re.compile(r"^([ \t>]*(?:`{3,}|~{3,}))[ \t]*\{?[ .]*vars\b.*$", re.MULTILINE)
OPEN_FENCE = re.compile(r"[ \t>]*(`{3,}(?=[^`\n]*(?:\n|\Z))|~{3,})")
"""How a block of code begins: what has ticks behind it is a span of code."""
SPAN = re.compile(r"(`+)(.*)\1", re.DOTALL)
ENTITIES = {"?": "&#63;", "/": "&#47;", "!": "\\!"}
"""How a sign is written that shall begin no block; not each of them takes a backslash."""


def in_line(text: str) -> str:
    """Return Markdown in one line, for a heading or a cell."""
    text = " ".join(text.split("\n")).strip()
    if not MARKED.search(text):
        return text
    return _outside_code(text, _plain, lambda code: _as_html(code) if "[[" in code else code)


def in_told(text: str) -> str:
    """Return the text of a hint, an explanation, a rubric: taken out before marks are looked for."""
    if not MARKED.search(text):
        return text
    text = _closed(text)
    return _outside_code(text, _uncommented, lambda code: code.replace("\\[[", "\\\\[["), _arrows)


def in_quote(text: str) -> str:
    """Return feedback, which stands in a block quote: gaps and cells are looked for in it."""
    if MARKED.search(text):
        text = _outside_code(_closed(text), _plain, _code, _arrows)
    return _cells(text)


def in_list(text: str, *, quotes: bool = False, arrows: bool = False) -> str:
    """Return the text of a line of a list that is answered.

    Args:
        text: Its Markdown.
        quotes: Whether a block quote may stand in it.
        arrows: Whether arrows tell its two sides apart.
    """
    if MARKED.search(text) or (arrows and "=>" in text):
        text = _outside_code(_closed(text), _plain, _code, _all_arrows if arrows else _arrows)
    text = _beginnings(_cells(text))
    return text if quotes else _without_quotes(text)


def in_body(text: str, *, quotes: bool = True, numbers: bool = True) -> str:
    """Return the prose of a question.

    Args:
        text: Its Markdown.
        quotes: Whether a block quote may stand in it by itself.
        numbers: Whether a numbered list may.
    """
    if MARKED.search(text) or "=>" in text:
        arrows = _all_arrows if _has_pairs(text) else _arrows
        text = _outside_code(_closed(text), _plain, _code, arrows)
    text = _beginnings(_cells(text))
    if HEADED.search(text):
        text = _without_headings(text)
    if not quotes and QUOTED.search(text):
        text = _boxed(text, "blockquote_open", "quote")
    if not numbers and "ordered_list_open" in {token.type for token in _blocks(text)}:
        text = _boxed(text, "ordered_list_open", "note")
    if OPENED.search(text) and not _ends(text):
        text = re.sub(r"^( {0,3})<", r"\1&lt;", text, flags=re.MULTILINE)
    return text


def not_an_area(text: str) -> str:
    """Return the text of a choice that shall be no area of a picture."""
    return _no_mark(text, text.index("(")) if is_area(text) else text


def cell(text: str) -> str:
    """Return a text in one line as a cell of a table."""
    text = text.replace("\\|", "&#124;").replace("|", "\\|")
    return f"\\{text}" if CELL.fullmatch(text) else text


def _blocks(text: str) -> list[Token]:
    return blocks_of(text.split("\n"))


def _has_pairs(text: str) -> bool:
    """Return whether a list may read as one of pairs; one with a gap in it reads as gaps."""
    found = BULLETS.findall(text)
    return bool(found) and not any("\ue000" in line for line in found)


def _outside_code(text: str, *changes: Callable[[str], str]) -> str:
    """Return `text`, its prose changed by all but the second of `changes`, and its code by that."""
    prose, code, *more = changes
    kept, done = [], 0

    def said(part: str) -> str:
        for change in (prose, *more):
            part = change(part)
        return part

    for start, end, is_code in stretches(text):
        kept.append(said(text[done:start]))
        kept.append(code(text[start:end]) if is_code else said(text[start:end]))
        done = end
    return "".join([*kept, said(text[done:])])


def _plain(text: str) -> str:
    return BRACKET_PAIR.sub(r"\\[", _uncommented(text))


def _uncommented(text: str) -> str:
    return text.replace("<!--", "&lt;!--")


def _arrows(text: str) -> str:
    return text.replace("\\=>", "\\\\=>")


def _all_arrows(text: str) -> str:
    return text.replace("=>", "\\=>")


def _code(text: str) -> str:
    """Return code in which no gap stands; three brackets in a row can be shown by HTML alone."""
    if "[[[" in text:
        return _as_html(text)
    return text.replace("[[", "\\[[")


def _as_html(code: str) -> str:
    """Return a stretch of code as HTML, its brackets written out."""
    lines = code.split("\n")
    if len(lines) > 1 and re.match(r"[ \t>]*(?:`{3}|~{3})", lines[0]):
        inside = "\n".join(lines[1:-1])
        return f"<pre><code>{_written_out(inside)}</code></pre>"
    span = SPAN.fullmatch(code.strip())
    return f"<code>{_written_out(span.group(2).strip() if span else code)}</code>"


def _written_out(text: str) -> str:
    plain = html.escape(text, quote=False).replace("[", "&#91;").replace("`", "&#96;")
    return re.sub(r"\n(?=\s*\n)", "\n&#8203;", plain)


def _closed(text: str) -> str:
    """Return `text` with its last fence closed: an open one would take in the rest of the file.

    Nor does any of its blocks of code become one of random values.
    """
    if "```" not in text and "~~~" not in text:
        return text
    text = VARIABLES.sub(r"\1text", text)
    start, end, is_code = next(reversed(list(stretches(text))), (0, 0, False))
    opening = OPEN_FENCE.match(text[start:end])
    if not is_code or end < len(text) or opening is None:
        return text
    last = text[text.rfind("\n") + 1 :].strip(" \t>")
    mark = opening.group(1)
    is_closed = "\n" in text[start:] and last.startswith(mark) and not last.strip(mark[0])
    return text if is_closed else f"{text}\n{mark}"


def _beginnings(text: str) -> str:
    """Return `text` without lines that begin as a choice, or as another part of an item does."""
    if not SLIPPED.search(text):
        return text
    lines = text.split("\n")
    blocks = blocks_of(lines)
    kept = {
        index
        for token in blocks
        if token.type in ("fence", "code_block", "table_open") and token.map
        for index in range(*token.map)
    }
    for index, line in enumerate(lines):
        if index in kept:
            continue
        if found := BRACKETS.match(line):
            at = found.start("brackets")
            lines[index] = _no_mark(line, at, *lines[index + 1 :])
        elif (found := ALMOST_ADMONITION.match(line)) and _is_part(line, found["name"]):
            at = found.end("indent")
            lines[index] = line[:at] + ENTITIES[line[at]] + line[at + 1 :]
    return "\n".join(lines)


def _no_mark(line: str, at: int, *behind: str) -> str:
    r"""Return a line whose bracket at a place marks nothing; a `\(` would begin what a `\)` ends."""
    if line[at] == "(" and any("\\)" in one for one in (line[at:], *behind)):
        return f"{line[:at]}&#40;{line[at + 1 :]}"
    return f"{line[:at]}\\{line[at:]}"


def _is_part(line: str, name: str) -> bool:
    if meant(name) or name.lower() in TOLD:
        return True
    found = ADMONITION.fullmatch(line.rstrip())
    return bool(found and meant((found["title"] or "").strip(" .:!")))


def _cells(text: str) -> str:
    """Return `text` without cells that are to choose by."""
    if "|" not in text or not re.search(r"[\[(][ \txX\u00a0]?[\])]", text):
        return text
    lines = text.split("\n")
    for index, line in enumerate(lines):
        for cell in reversed(cells_of(line, 0) if "|" in line else ()):
            if cell.brackets:
                lines[index] = _no_mark(lines[index], cell.start)
    return "\n".join(lines)


def _without_headings(text: str) -> str:
    """Return `text` with headings that begin no item."""
    lines = text.split("\n")
    for _, start, end, is_underlined in reversed(list(headings_of(lines))):
        words = lines[start : end - 1] if is_underlined else lines[start:end]
        said = " ".join(line.strip().lstrip("#").strip() for line in words)
        lines[start:end] = [f"### {said}".rstrip()]
    return "\n".join(lines)


def _without_quotes(text: str) -> str:
    """Return `text` with the words of its block quotes and without their marks: these are feedback's."""
    while QUOTED.search(text):
        lines = text.split("\n")
        quotes = [
            token.map
            for token in blocks_of(lines)
            if token.type == "blockquote_open" and not token.level and token.map
        ]
        if not quotes:
            break
        for start, end in reversed(quotes):
            inside = [re.sub(r"^ {0,3}> ?", "", line) for line in lines[start:end]]
            before = [""] if start and lines[start - 1].strip() else []
            behind = [""] if end < len(lines) and lines[end].strip() else []
            lines[start:end] = [*before, *inside, *behind]
        text = "\n".join(lines)
    return text


def _boxed(text: str, kind: str, name: str) -> str:
    """Return `text` with what stands by itself in blocks of `kind` in boxes instead."""
    lines = text.split("\n")
    for token in reversed(blocks_of(lines)):
        if token.type != kind or token.level or not token.map:
            continue
        start, end = token.map
        inside = lines[start:end]
        if kind == "blockquote_open":
            inside = [re.sub(r"^ {0,3}> ?", "", line) for line in inside]
        held = [f"    {line}" if line.strip() else "" for line in inside]
        lines[start:end] = [f'!!! {name} ""', *held, ""]
    return "\n".join(lines).rstrip("\n")


def _ends(text: str) -> bool:
    """Return whether a heading behind the text would be one."""
    lines = [*text.split("\n"), "", "## x"]
    return any(start == len(lines) - 1 for _, start, _, _ in headings_of(lines))
