"""Makes Markdown of LiaScript's texts: effects, headings with a line below, films, quotations."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import Final

from lessonry.importers.liascript.lines import FENCE
from lessonry.importers.markdown_text import without

EFFECT = re.compile(r"\s*(?:--\{\{[^}]*\}\}--|\{\{[^}]*\}\})\s*(?:<!--.*-->)?\s*$")
"""A line that says when the block below it is shown, or read aloud."""
EFFECTS = re.compile(
    r"(?P<kept>(?<!`)(?P<ticks>`{1,5})(?!`)[^`]{1,2000}?(?<!`)(?P=ticks)(?!`)"
    r"|\$\$[^$]{1,5000}\$\$|\$[^$\n]{1,2000}\$)"
    r"|\{\{?[\d|>!\s-]{0,40}\}?\}\{(?P<inside>[^{}]*)\}|\{\{(?=[^{}]{0,60}(?:\d|\|>))[\w |>!-]{1,60}\}\}"
)
"""Words that come and go with the steps of a slide; braces in code and formulas are none."""
EMBEDDED = re.compile(r"(?<![\w)!?])(?:!\?|\?\??)(?=\[[^\]\n]{0,500}\]\()")
UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,})\s*$")
LAST_BREAK = re.compile(r"[ \t]*(?<!\\)\\[ \t]*(?=\n[ \t]*\n|\s*\Z)")
"""The sign of a line break where a paragraph ends."""
QUOTED = re.compile(r"\s*> ?")
FORMULA = re.compile(r"\$\$[^$]{1,5000}\$\$|\$[^$\n]{1,2000}\$")
EMBEDDED_NOTE: Final = "A film, a sound or a page that LiaScript shows in place is a link here."


def plain(text: str, notes: list[str], *, bold: bool = False) -> str:
    """Return Markdown without what is LiaScript's own; blocks of code stay.

    Args:
        text: Lines of a course.
        notes: Where a sentence goes for what is another.
        bold: Whether headings are bold, as in a solution that has several.
    """
    made: list[str] = []
    lines = dedent(text).split("\n")
    at = 0
    while at < len(lines):
        opening = FENCE.fullmatch(lines[at])
        end = _fence_end(lines, at, opening["mark"]) if opening else None
        if opening and end:
            made.append(code("\n".join(lines[at:end])))
            at = end
            continue
        begin = at
        at += 1
        while at < len(lines) and not FENCE.fullmatch(lines[at]):
            at += 1
        made.append(_prose("\n".join(lines[begin:at]), notes, bold=bold))
    return "\n".join(made)


def code(text: str) -> str:
    """Return a block of code whose first line names its language and nothing else."""
    first, _, rest = dedent(text).partition("\n")
    opening = FENCE.fullmatch(first)
    if opening is None:
        return text
    word = re.match(r"[ \t]*([\w+#.-]*)", opening["word"])
    return f"{opening['mark']}{word[1] if word else ''}\n{rest}"


def unquoted(text: str) -> str:
    """Return a text that is one quotation as a plain one."""
    lines = text.split("\n")
    if not all(QUOTED.match(line) for line in lines if line.strip()):
        return text
    return "\n".join(QUOTED.sub("", line, count=1) for line in lines)


def is_heading(text: str) -> bool:
    """Return whether a text is a line with another of `===` or `---` below it."""
    first, _, rest = text.strip().partition("\n")
    return bool(first.strip() and UNDERLINE.fullmatch(rest))


def _prose(text: str, notes: list[str], *, bold: bool) -> str:
    text = without(text, re.compile("<!--"), re.compile("-->"))
    lines = [line for line in text.split("\n") if not EFFECT.fullmatch(line)]
    text = "\n".join(_without_underlines(lines, bold=bold))
    text = LAST_BREAK.sub("", text)
    text = EFFECTS.sub(lambda found: found["kept"] or found["inside"] or "", text)
    shown = EMBEDDED.sub("", text)
    if shown != text:
        notes.append(EMBEDDED_NOTE)
    return shown


def _without_underlines(lines: list[str], *, bold: bool) -> list[str]:
    """Return lines without those that make a heading of the line above."""
    made: list[str] = []
    for line in lines:
        if made and made[-1].strip() and UNDERLINE.fullmatch(line):
            last = made.pop().strip()
            made += [f"**{last}**" if bold and not re.search(r"[*_]{2}", last) else last, ""]
        else:
            made.append(line)
    return made


def _fence_end(lines: list[str], start: int, mark: str) -> int | None:
    for index in range(start + 1, len(lines)):
        if lines[index].strip().startswith(mark) and not lines[index].strip().strip(mark[0]):
            return index + 1
    return None
