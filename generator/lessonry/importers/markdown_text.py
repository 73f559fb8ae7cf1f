"""Keeps what runs out of other tools' Markdown: scripts, frames, handlers, links that are programs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lessonry.importers.markup import Converted
from lessonry.importers.markup.cleaning import ATTRIBUTES, BLOCKS, INLINE

FENCE = re.compile(
    r" {0,3}(?P<mark>`{3,}|~{3,})(?P<word>[ \t]*(?:[\w+#.-]*(?:[ \t]+hl_lines=\"[0-9 -]*\")?"
    r"|\{(?![^{}]*\b(?:on[a-z]+|style)[ \t]*=)[^{}<>`]*\})[ \t]*)$",
    re.IGNORECASE,
)
"""A line that every reader of Markdown takes for the begin or the end of a block of code."""
TITLED = re.compile(
    r"(?P<kept> {0,3}(?P<mark>`{3,}|~{3,})[ \t]*[\w+#.-]+)"
    r"(?:[ \t]+[\w-]+=(?:\"[^\"`\n]*\"|'[^'`\n]*'|[\w-]+))+[ \t]*$"
)
"""The begin of one that some readers take for text: what follows its language is for Material."""
CODE = re.compile(
    r"(?<![`\\])(?P<ticks>`+)(?!`)[^\n]{0,2000}?[^`\n](?P=ticks)(?!`)|(?<![`\\])`[^`\n]`(?!`)"
)
"""A span of code on one line: what runs over lines is looked at as if it were none."""
TICKS = re.compile("`+")
PARAGRAPH = re.compile(r"(\n[ \t]*\n)")
BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))})\b", re.IGNORECASE)
WITH_CONTENT: Final = (*("script", "style", "template", "noscript", "iframe", "object", "svg"),)
"""Elements of which nothing is kept."""
SAFE_TAG = re.compile(
    r"</(?P<closed>[a-zA-Z][a-zA-Z0-9]*)\s*>"
    r"|<(?P<open>[a-zA-Z][a-zA-Z0-9]*)"
    r"(?P<rest>(?:\s+[a-zA-Z-]+(?:=(?:\"[^\"<>]*\"|'[^'<>]*'|[\w#%./:-]+))?)*)\s*/?>"
)
AUTOLINK = re.compile(r"<(?:(?:https?|mailto):[^\s<>\"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:=(\"[^\"]*\"|'[^']*'|[^\s\"']+))?")
ANGLE = re.compile(r"<(?=[a-zA-Z/!?])")
LINK = re.compile(r"(?P<before>\](?:\(|:)\s*<?)(?P<address>[^\s)>]+)")
"""What leads somewhere: a link, a picture, or an address that a name stands for."""
PICTURE = re.compile(r"!\[[^\]\n]*\]\(\s*<?(?P<address>[^\s)>]+)")
ATTRIBUTE_LIST = re.compile(
    r"\{:?[^{}\n]{0,500}(?:\bon[a-z]{1,30}|href|src|srcdoc|formaction|action|data|style)\s{0,9}="
    r"[^{}\n]{0,500}\}",
    re.IGNORECASE,
)
"""What the extension `attr_list` would put onto an element."""
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
SCHEMES: Final = ("http", "https", "mailto", "tel")
TAGS: Final = INLINE | BLOCKS | {"audio", "video", "source", "track"}
ALWAYS: Final = ATTRIBUTES["*"] - {"style"}
LIST_LINE = re.compile(r"(?:[-*+]|1[.)])[ \t]+\S")
"""What begins a list even where no blank line is above it."""
PARAGRAPH_LINE = re.compile(r"(?![ \t>#|`~]|(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]|$))\S")
TITLE: Final = "What a block of code says beside its language, as a title, was left out."
GAP_SIGNS = re.compile("[\ue000\ue001]")
"""What stands around the mark of a gap: no text from elsewhere has it."""


def cleaned(markdown: str) -> Converted:
    """Return Markdown in which nothing runs; code is left as it stands.

    A tag that is not known to be harmless is shown as text, so that nobody has to guess what stood
    there.
    """
    markdown = GAP_SIGNS.sub("\ufffd", markdown)
    if not re.search(r"<[a-zA-Z/!?]|\]\(|\]:|\{", markdown):
        return Converted(markdown=markdown)
    notes: list[str] = []
    made: list[str] = []
    pieces = blocks_of_code(markdown)
    if "".join(piece for piece, _ in pieces) != markdown:
        notes.append(TITLE)
    for piece, is_code in pieces:
        made.append(piece if is_code else _clean(piece, notes))
    return Converted(markdown="".join(made), notes=tuple(dict.fromkeys(notes)))


def read(markdown: str) -> Converted:
    """Return Markdown in which nothing runs, with a note for each picture that does not come along."""
    made = cleaned(markdown)
    pictures = dict.fromkeys(
        found["address"]
        for found in PICTURE.finditer(made.markdown)
        if not SCHEME.match(found["address"]) and not found["address"].startswith(("//", "#"))
    )
    notes = (
        f"The picture `{address}` is not brought along: save it where the quiz looks for it."
        for address in pictures
    )
    return Converted(markdown=made.markdown, notes=(*made.notes, *notes))


def of_commonmark(markdown: str) -> Converted:
    """Return Markdown of a tool whose lists need no blank line above them, as `read` does."""
    pieces = blocks_of_code(markdown)
    made = read("".join(one if is_code else _parted(one) for one, is_code in pieces))
    lost = (TITLE,) if "".join(one for one, _ in pieces) != markdown else ()
    return replace(made, notes=(*lost, *made.notes))


def _parted(text: str) -> str:
    """Return text with a blank line between a paragraph and the list below it."""
    made: list[str] = []
    for line in text.split("\n"):
        if made and LIST_LINE.match(line) and PARAGRAPH_LINE.match(made[-1]):
            made.append("")
        made.append(line)
    return "\n".join(made)


def blocks_of_code(markdown: str) -> list[tuple[str, bool]]:
    """Return the text cut into fenced blocks of code, without their titles, and what is no code."""
    pieces: list[tuple[str, bool]] = []
    lines = markdown.split("\n")
    prose: list[str] = []
    index = 0
    while index < len(lines):
        opening = FENCE.fullmatch(lines[index])
        titled = TITLED.fullmatch(lines[index]) if opening is None else None
        if titled and _fence_end(lines, index, titled["mark"]):
            lines[index] = titled["kept"]
            opening = FENCE.fullmatch(lines[index])
        end = _fence_end(lines, index, opening["mark"]) if opening else None
        if end is None:
            prose.append(lines[index])
            index += 1
            continue
        if prose:
            pieces.append(("\n".join(prose) + "\n", False))
        pieces.append(("\n".join(lines[index:end]) + ("\n" if end < len(lines) else ""), True))
        prose, index = [], end
    if prose or not pieces:
        pieces.append(("\n".join(prose), False))
    return pieces


def _fence_end(lines: list[str], start: int, mark: str) -> int | None:
    """Return the index after the line that closes a fence; nothing where none surely does."""
    for index in range(start + 1, len(lines)):
        found = FENCE.fullmatch(lines[index])
        if found and found["mark"].startswith(mark) and not found["word"].strip():
            return index + 1 if found["mark"] == mark else None
    return None


def _clean(text: str, notes: list[str]) -> str:
    """Return a piece without fences, clean outside of its spans of code."""
    bare = without(text, re.compile("<!--"), re.compile("-->"))
    kept = bare
    for tag in WITH_CONTENT:
        kept = without(
            kept,
            re.compile(rf"<{tag}\b[^<>]*>", re.IGNORECASE),
            re.compile(rf"</{tag}\s*>", re.IGNORECASE),
        )
    if kept != bare:
        notes.append("A script, a style sheet or a frame was left out.")
    made, done = [], 0
    for start, end in _spans(kept):
        made += [_prose(kept[done:start], notes), kept[start:end]]
        done = end
    return "".join([*made, _prose(kept[done:], notes)])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of code that every reader of Markdown sees.

    In a paragraph whose ticks are not all alike and in pairs, and beside blocks of HTML, readers differ.
    """
    if "`" not in text or BLOCK_TAG.search(text):
        return
    start = 0
    for part in PARAGRAPH.split(text):
        runs = {len(run) for run in TICKS.findall(part)}
        if len(runs) == 1 and len(TICKS.findall(part)) % 2 == 0 and "\\`" not in part:
            for code in CODE.finditer(part):
                yield start + code.start(), start + code.end()
        start += len(part)


def without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """Return text without what stands between the marks; what is never closed stays."""
    made, done = [], 0
    while begin := opening.search(text, done):
        end = closing.search(text, begin.end())
        if end is None:
            break
        made.append(text[done : begin.start()])
        done = end.end()
    return "".join([*made, text[done:]])


def _prose(text: str, notes: list[str]) -> str:
    text = ATTRIBUTE_LIST.sub(
        lambda _: _told("An attribute that could run was left out.", notes), text
    )
    text = LINK.sub(lambda found: _link(found, notes), text)
    made, done = [], 0
    for angle in ANGLE.finditer(text):
        if angle.start() < done:
            continue
        safe = SAFE_TAG.match(text, angle.start()) or AUTOLINK.match(text, angle.start())
        made.append(text[done : angle.start()])
        done = angle.end()
        if safe is not None and _is_safe(safe):
            made.append(safe[0])
            done = safe.end()
        else:
            notes.append("HTML that could run, or that is not known here, is shown as text.")
            made.append("&lt;")
    return "".join([*made, text[done:]])


def _is_safe(tag: re.Match[str]) -> bool:
    if tag.re is AUTOLINK:
        return True
    name = (tag["closed"] or tag["open"]).lower()
    if name not in TAGS:
        return False
    known = ALWAYS | ATTRIBUTES.get(name, set())
    for found in ATTRIBUTE.finditer(tag["rest"] or ""):
        value = (found[2] or "").strip("\"'")
        if found[1].lower() not in known or not _is_safe_address(value, found[1].lower()):
            return False
    return True


def _is_safe_address(value: str, attribute: str = "href") -> bool:
    """Return whether an address leads to a page, a picture or a file, and is no program."""
    if attribute not in ("href", "src", "poster", "data"):
        return True
    plain = re.sub(r"[\x00-\x20\x7f\u200b-\u200f\u2028\u2029]", "", html.unescape(value))
    scheme = SCHEME.match(plain)
    return scheme is None or scheme[1].lower() in SCHEMES or len(scheme[1]) == 1


def _link(found: re.Match[str], notes: list[str]) -> str:
    if _is_safe_address(found["address"]):
        return found[0]
    notes.append("A link that was no address was taken out.")
    return f"{found['before']}#"


def _told(note: str, notes: list[str]) -> str:
    notes.append(note)
    return ""
