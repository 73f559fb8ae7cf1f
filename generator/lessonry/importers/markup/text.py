"""Text of other tools as Markdown that shows exactly that text, with as few escapes as can be."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element

MATHEMATICS = re.compile(
    r"\\\((?P<inline>.{1,2000}?)\\\)|\\\[(?P<block>.{1,2000}?)\\\]|\$\$(?P<dollars>(?:\\.|[^\\]){1,2000}?)\$\$"
    r"|\[tex\](?P<tex>.{1,2000}?)\[/tex\]",
    re.DOTALL,
)
"""Formulas in the marks that Moodle, Canvas and MathJax know; a single `$` is a price. They are not
long: a text of nothing but opening marks would be looked through to its end for each."""
EMPTY = re.compile(r"\\\(\s*\\\)|\\\[\s*\\\]")
"""What programs put before a text so that formulas are looked for in it: it shows nothing."""
DISPLAYED = re.compile("\x0e(?P<kind>[$\\[])(?P<tex>[^\x0e\x0f]*)\x0f(?P<sign>[.,;:?]*)")
"""A formula that is shown large, until what stands around it is known; a sign behind belongs to it."""
SPECIAL = re.compile(
    r"""(?P<backslash>\\(?=[\\`*_{}\[\]()>#+\-.!|=\s]|\Z))
    |(?P<tick>`)
    |(?P<star>\*+)
    |(?P<line>_+)
    |(?P<gap>\[\[+)
    |(?P<bracket>\[)
    |(?P<angle><(?=[a-zA-Z/!?]))
    |(?P<entity>&(?=[a-zA-Z][a-zA-Z0-9]*;|\#[0-9xX]))
    |(?P<braces>\{)
    |(?P<double>~~(?=\S)|==(?=[^\s=].*?==)|\^\^(?=\S.*?\^\^))
    |(?P<lone>(?<![~^])[~^](?=[^\s~^]+[~^](?![~^])))
    |(?P<money>\$(?=\S[^$]*\$))
    |(?P<dashes>-{2,})
    |(?P<emoji>:(?=[a-z][a-z0-9_+-]*:))
    """,
    re.VERBOSE,
)
KEPT = re.compile(r"(\\\(.*?\\\)|(?<!\\)(?:``.*?``|`[^`]*`)|\]\([^()]*\))")
"""In which a dollar is one: formulas, code, addresses."""
LINKED = re.compile(r"\][ \n]*[(\[{:]")
"""What makes a link, an address or attributes of brackets before it."""
BOX = re.compile(r"\[(?:\^|[xX ]?\])")
"""What looks like a note or a box to tick."""
LINE_START = re.compile(
    r"""(?P<mark>\#|>|[-+](?=\s|$)|-{2,}|\+{2,}|!!!|[-_*](?:\s*[-_*]){2,}\s*$|\[(?=[^\]]+\]:))
    |(?P<number>[0-9]{1,9})(?P<dot>[.)])(?=\s|$)
    |(?P<entity>\?\?\?|///|~~~|:(?=\s)|=+\s*$|\|)
    """,
    re.VERBOSE,
)
"""What would make another block of a line."""
ENTITIES: Final = {"<": "&lt;", "&": "&amp;"} | {sign: f"&#{ord(sign)};" for sign in "~=^$?/:|"}
"""For signs before which Python-Markdown leaves a backslash standing."""


def content(node: _Element) -> str:
    """Return all the words in an element."""
    return "".join(map(str, node.itertext()))


def inline(text: str) -> str:
    """Return `text`, in the middle of a line, as Markdown; formulas are left as they are."""
    made, done = [], 0
    text = EMPTY.sub("", text)
    for found in MATHEMATICS.finditer(text):
        made += [_escaped(text, done, found.start()), formula(found)]
        done = found.end()
    return "".join([*made, _escaped(text, done, len(text))])


def formula(found: re.Match[str]) -> str:
    """Return a formula in the marks that MathJax and KaTeX read, safe in Markdown.

    One that is shown large is `DISPLAYED`: only a block by itself is that in Markdown.
    """
    for kind, name in (("[", "block"), ("$", "dollars")):
        if found[name] is not None:
            return f"\x0e{kind}{tex(found[name])}\x0f"
    return rf"\({tex(found['inline'] or found['tex'])}\)"


def in_line(said: str) -> str:
    """Return Markdown whose large formulas stand in their line, as where nothing else can."""
    return DISPLAYED.sub(lambda found: rf"\({found['tex']}\){found['sign']}", said)


def tex(text: str) -> str:
    """Return TeX in which nothing looks like a tag, a gap or a value of ours."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"<(?=[a-zA-Z/!?])", r"\\lt ", text)
    text = re.sub(r"\[(?=\[)", "[ ", text)
    return re.sub(r"\{(?=[{%])", "{ ", text)


def without_prices(line: str) -> str:
    """Return a line, already escaped, in which no two dollars make a formula of what is between."""
    parts = KEPT.split(line)
    if sum(part.count("$") for part in parts[::2]) > 1:
        parts[::2] = [part.replace("$", ENTITIES["$"]) for part in parts[::2]]
    return "".join(parts)


def line_start(line: str) -> str:
    """Return a line of a paragraph, already escaped, so that it begins no other block."""
    found = LINE_START.match(line)
    if found is None:
        return line
    if found["number"]:
        return f"{found['number']}\\{line[found.end('number') :]}"
    if found["entity"]:
        return ENTITIES[line[0]] + line[1:]
    return f"\\{line}"


def _escaped(text: str, start: int, end: int) -> str:
    part = text[start:end]
    if not part:
        return part
    last = (
        max((found.start() for found in LINKED.finditer(part)), default=-1) if "]" in part else -1
    )
    return SPECIAL.sub(lambda sign: _sign(sign, last), part)


def _sign(found: re.Match[str], last: int) -> str:
    """Return a sign as itself; `last` is where the last thing ends that could be a link."""
    sign = found[0]
    match found.lastgroup:
        case "backslash" | "tick" | "braces":
            return f"\\{sign}"
        case "gap":
            is_link = found.end() - 1 < last
            return "\\[" * (len(sign) - 1) + ("\\[" if is_link else "[")
        case "bracket":
            return "\\[" if found.start() < last or BOX.match(found.string, found.start()) else "["
        case "dashes":
            return "\\-" * len(sign)
        case "star" | "line":
            return sign if _is_plain(found, is_line=sign[0] == "_") else "\\" + "\\".join(sign)
        case _:
            return ENTITIES[sign[0]] + sign[1:]


def _is_plain(found: re.Match[str], *, is_line: bool) -> bool:
    """Return whether stars or low lines are no emphasis where they stand."""
    string = found.string
    before = string[found.start() - 1] if found.start() else " "
    behind = string[found.end()] if found.end() < len(string) else " "
    if is_line:
        return (before.isalnum() and behind.isalnum()) or (before.isspace() and behind.isspace())
    return before.isspace() and behind.isspace() and bool(string[: found.start()].strip())
