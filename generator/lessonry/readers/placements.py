"""Finds the quiz blocks of a page: `/// quiz | name` … `///`, code left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.diagnostics.spelling import suggestion
from lessonry.readers.item_source import next_fence

HOST = re.compile(r"[ \t]*(?:!!!|\?\?\?|===|/{3,}|[-*+][ \t]|\d+[.)][ \t]|\[\^)")
"""What lines that are indented under it belong to: admonitions, tabs, blocks, lists, footnotes."""
OPENING = re.compile(r"[ \t]*(?P<slashes>/{3,})[ \t]*quiz[ \t]*(?:\|[ \t]*(?P<name>.*?)[ \t]*)?")
CODE_INDENT = 4
BLOCKS = ("quiz", "course", "verify", "video", "audio", "progress", "offline")
NAMED = ("quiz", "video", "audio")
"""Blocks whose first line names something."""
ALMOST = re.compile(r"[ \t]*(?P<slashes>/{2,})[ \t]*(?P<word>[\w-]+)[ \t]*(?P<rest>.*)")
OTHER_WORDS = ("source", "sources", "quit", "clarify")
"""Words near ours that are no slips of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One quiz block."""

    name: str
    place: Place
    """The name, or the opening line where there is none."""
    first: int
    """The first line of its body, from 1."""
    last: int
    """The last line of its body; before `first` where the body is empty."""
    is_inline: bool
    """Whether there is anything in the body."""


def find_blocks(source: Source, first: int, diagnostics: Diagnostics) -> list[Block]:
    """Return the quiz blocks from line `first` on; unclosed and nameless ones are noted."""
    found: list[Block] = []
    fence = ""
    line = first
    if "//" not in source.text:
        return found
    while line <= len(source.lines):
        text = source.lines[line - 1]
        if "```" in text or "~~~" in text:
            fence = next_fence(fence, text)
        if fence or "//" not in text:
            line += 1
            continue
        opening = OPENING.fullmatch(text.rstrip())
        if opening is None or is_code(source, line, first):
            almost = None if opening else ALMOST.fullmatch(text.rstrip())
            if almost and not is_code(source, line, first):
                _near_miss(almost, source, line, diagnostics)
            line += 1
            continue
        closing = closing_line(source, line + 1, opening.group("slashes"))
        if closing is None:
            message = "This quiz block is never closed."
            diagnostics.add("LR208", message, source.find(text.strip(), line))
            break
        name = opening.group("name") or ""
        place = source.find(name or text.strip(), line)
        if name:
            body = source.lines[line : closing - 1]
            found.append(
                Block(
                    name=name,
                    place=place,
                    first=line + 1,
                    last=closing - 1,
                    is_inline=any(part.strip() for part in body),
                )
            )
        else:
            diagnostics.add("LR209", "This quiz block has no name.", place)
        line = closing + 1
    return found


def has_block(source: Source, name: str) -> bool:
    """Return whether a page opens a block of that name, code left out."""
    opening = re.compile(rf"[ \t]*/{{3,}}[ \t]*{name}")
    fence = ""
    for number, text in enumerate(source.lines, start=1):
        fence = next_fence(fence, text)
        if not fence and opening.fullmatch(text.rstrip()) and not is_code(source, number, 1):
            return True
    return False


def _near_miss(found: re.Match[str], source: Source, line: int, diagnostics: Diagnostics) -> None:
    """Note a line that was meant to open a block of ours and would be published as text."""
    word, rest = found.group("word"), found.group("rest")
    name = None if word.casefold() in OTHER_WORDS else suggestion(word, BLOCKS)
    if name is None:
        return
    is_named_badly = name in NAMED and rest != "" and not rest.startswith("|")
    if word == name and len(found.group("slashes")) > 2 and not is_named_badly:
        return
    # Two slashes may begin a comment: only what reads as a block otherwise is one.
    if len(found.group("slashes")) == 2 and rest.startswith("|") != (name in NAMED):
        return
    if len(found.group("slashes")) == 2 and name not in NAMED and rest:
        return
    named = rest.strip(" \t|:=\"'")
    right = f"/// {name} | {named or 'name'}" if name in NAMED else f"/// {name}"
    place = source.find(source.line(line).strip(), line)
    message = f"This line opens no {name} block and would be shown as text."
    diagnostics.add("LR212", message, place, f"Did you mean `{right}`?")


def is_code(source: Source, line: int, first: int) -> bool:
    """Return whether `line` is indented as code is, and not under something that it belongs to."""
    indent = _indent(source.line(line))
    if indent < CODE_INDENT:
        return False
    for above in range(line - 1, first - 1, -1):
        text = source.line(above)
        if text.strip() and _indent(text) < indent:
            if HOST.match(text):
                return False
            if indent - _indent(text) >= CODE_INDENT:
                return True
            indent = _indent(text)
    return indent >= CODE_INDENT


def _indent(text: str) -> int:
    expanded = text.expandtabs(CODE_INDENT)
    return len(expanded) - len(expanded.lstrip(" "))


def closing_line(source: Source, line: int, slashes: str) -> int | None:
    """Return the line that closes a block whose body begins at `line`, if there is one."""
    fence = ""
    for number in range(line, len(source.lines) + 1):
        text = source.line(number)
        fence = next_fence(fence, text)
        if not fence and text.strip() == slashes:
            return number
    return None
