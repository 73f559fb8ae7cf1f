"""Finds the quizzes of quizdown on a page of Hugo, Sphinx, Quarto, MkDocs, docsify or plain HTML."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

OPENING = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*\{?quizdown[^\n]*\n"
    r"|<div[^<>]{0,300}\bquizdown\b[^<>]{0,300}>"
    r"|\{\{(?P<sign>[<%])[ \t]*quizdown\b[^\n{}]{0,300}[>%]\}\}"
    r"|<!-+[ \t]*quizdown:[ \t]*(?P<comment>start)[ \t]*-+>"
    r"|^(?P<indent>[ \t]*)\.\.[ \t]+quizdown::[ \t]*(?P<file>[^\n]*)\n",
    re.MULTILINE,
)
"""How a quiz begins that stands on a page."""
DIV = re.compile("</div>")
SHORTCODE = re.compile(r"\{\{[<%][ \t]*/[ \t]*quizdown[ \t]*[>%]\}\}")
COMMENT = re.compile(r"<!-+[ \t]*quizdown:[ \t]*end[ \t]*-+>")
FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})(?P<word>[^`\n]*)$", re.MULTILINE)
LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A quiz on a page."""

    text: str
    line: int
    """Its first line on the page, from 1."""


def embedded(text: str) -> list[Embedded]:
    """Return the quizzes that stand on a page, in order; those in examples of code are none."""
    found: list[Embedded] = []
    examples = list(_examples(text))
    begins = [start for start, _ in examples]
    done = line = 0
    counted = 0
    while opening := OPENING.search(text, done):
        at = bisect_left(begins, opening.start()) - 1
        if at >= 0 and opening.start() < examples[at][1]:
            done = opening.end()
            continue
        ends = _ends(text, opening)
        if ends is None:
            break
        begin, (end, done) = opening.end(), ends
        line += text.count("\n", counted, begin)
        counted = begin
        if (opening["file"] or "").strip():
            continue
        found.append(Embedded(text=text[begin:end], line=line + 1))
    return found


def files_named(text: str) -> list[str]:
    """Return the files that a page of Sphinx takes its quizzes from."""
    names = (found["file"] or "" for found in OPENING.finditer(text))
    return [name.strip()[:LONGEST_NAME] for name in names if name.strip()]


def _ends(text: str, opening: re.Match[str]) -> tuple[int, int] | None:
    """Return where a quiz ends, and where the page goes on; nothing where it is never closed."""
    if opening["indent"] is not None:
        end = _dedent(text, opening.end(), len(opening["indent"].expandtabs()))
        return end, end
    if opening["fence"]:
        pattern = rf"^ {{0,3}}{re.escape(opening['fence'])}[ \t]*$"
        closing = re.compile(pattern, re.MULTILINE).search(text, opening.end())
    else:
        mark = SHORTCODE if opening["sign"] else COMMENT if opening["comment"] else DIV
        closing = mark.search(text, opening.end())
    return closing.span() if closing else None


def _dedent(text: str, at: int, width: int) -> int:
    """Return where the lines end that are indented deeper than a directive."""
    while at < len(text):
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)].expandtabs()
        if line.strip() and len(line) - len(line.lstrip()) <= width:
            break
        at = end + 1 if end >= 0 else len(text)
    return at


def _examples(text: str) -> Iterator[tuple[int, int]]:
    """Yield the blocks of code of four ticks and more: what stands in them is shown and not asked."""
    opening: re.Match[str] | None = None
    for fence in FENCE.finditer(text):
        if opening is None:
            if len(fence["mark"]) > len("```"):
                opening = fence
        elif fence["mark"].startswith(opening["mark"]) and not fence["word"].strip():
            yield opening.start(), fence.end()
            opening = None
