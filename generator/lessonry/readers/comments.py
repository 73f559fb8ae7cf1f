"""HTML comments and code in an author's Markdown: what is for nobody's eyes, and what is as it stands.

Comments of a quiz file are the author's notes, and a note may well say which choice is right: they
are taken out before anything is read, so that no page publishes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

START = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})|\\[\\`]|(?P<ticks>`+)|(?P<comment><!--)",
    re.MULTILINE,
)
"""Where code or a comment begins; a tick behind a backslash begins none."""
LONGEST_SPAN = 2000
"""Characters in which the end of a code span is looked for."""


def without_comments(lines: Sequence[str]) -> list[str]:
    """Return `lines` with blanks for comments; those in code stay, and so does one never closed."""
    text = "\n".join(lines)
    if "<!--" not in text:
        return list(lines)
    kept, done = [], 0
    for start, end, is_code in stretches(text):
        if is_code:
            continue
        before = text[text.rfind("\n", 0, start) + 1 : start]
        kept.append(text[done:start])
        # At the beginning of a line, blanks would make code of what follows.
        kept.append(re.sub(r"[^\n]", " " if before.strip() else "", text[start:end]))
        done = end
    return "".join([*kept, text[done:]]).split("\n")


def plain_brackets(text: str) -> str:
    r"""Return `text` with `\[[` in code as `[[`: elsewhere Markdown takes the backslash away."""
    if "\\[[" not in text:
        return text
    shown, done = [], 0
    for start, end, is_code in stretches(text):
        if is_code:
            shown += [text[done:start], text[start:end].replace("\\[[", "[[")]
            done = end
    return "".join([*shown, text[done:]])


def plain_arrows(text: str) -> str:
    r"""Return `text` with `\=>` as `=>`: Markdown takes no backslash away before that mark."""
    if "\\=>" not in text:
        return text
    shown, done = [], 0
    for start, end, is_code in [*stretches(text), (len(text), len(text), True)]:
        if is_code:
            shown += [text[done:start].replace("\\=>", "=>"), text[start:end]]
            done = end
    return "".join(shown)


def without_code(lines: Sequence[str]) -> list[str]:
    """Return `lines` with blanks for fenced code and code spans, every column kept."""
    text = "\n".join(lines)
    kept, done = [], 0
    for start, end, is_code in stretches(text):
        if is_code:
            kept += [text[done:start], re.sub(r"[^\n]", " ", text[start:end])]
            done = end
    return "".join([*kept, text[done:]]).split("\n")


def stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each code block, code span and comment, and whether it is code."""
    position = 0
    while found := START.search(text, position):
        start, position = found.start(), found.end()
        if found.group("fence"):
            mark = found.group("fence")
            closing = re.compile(rf"^[ \t>]*{mark}{mark[0]}*[ \t]*$", re.MULTILINE)
            end = closing.search(text, position)
            position = end.end() if end else len(text)
            yield start, position, True
        elif found.group("ticks"):
            closing = re.compile(rf"(?<!`){found.group('ticks')}(?!`)")
            end = closing.search(text, position, position + LONGEST_SPAN)
            if end and "\n\n" not in text[position : end.start()]:
                position = end.end()
                yield start, position, True
        elif found.group("comment"):
            closed = text.find("-->", position)
            if closed < 0:
                return
            position = closed + len("-->")
            yield start, position, False
