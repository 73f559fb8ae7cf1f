"""Patterns in the language of XML Schema, which QTI's `patternMatch` compares whole texts by."""

from __future__ import annotations

import re
from typing import Final

CLASSES: Final = {
    "d": "0-9",
    "w": "A-Za-z0-9_",
    "s": " ",
}
PIECE: Final = re.compile(
    r"\\(?P<escape>.)|(?P<group>\(\?:)|(?P<lazy>(?<=[*+?}])\?)|(?P<bracket>\[\^?)"
    r"|(?P<letter>[^\W\d_])|(?P<other>.)",
    re.S,
)
MEMBER: Final = re.compile(r"\\(?P<escape>.)|(?P<other>[^\\])", re.S)
RANGE: Final = re.compile(r"([a-z])-([a-z])|([A-Z])-([A-Z])")


def xsd_pattern(pattern: str, *, ignore_case: bool) -> tuple[str, bool]:
    """Return one of our patterns as one of XML Schema's, and whether it means the same.

    That language has no flags, no lazy repetitions and no edge of a word; its `^` and `$` are no
    anchors, and are written so that they are none to players with another language either.
    """
    said: list[str] = []
    position, is_same = 0, True
    while position < len(pattern):
        found = PIECE.match(pattern, position)
        assert found is not None
        position = found.end()
        if found["bracket"]:
            position, members = _members(pattern, position, ignore_case=ignore_case)
            said.append(found["bracket"] + members + "]")
        elif found["escape"]:
            escaped = found["escape"]
            if escaped == "b":
                is_same = False
            elif escaped.lower() in CLASSES:
                negated = "^" if escaped.isupper() else ""
                said.append(f"[{negated}{CLASSES[escaped.lower()]}]")
            else:
                said.append(_literal(escaped))
        elif found["group"]:
            said.append("(")
        elif found["lazy"]:
            continue
        elif found["letter"]:
            said.append(_either(found["letter"]) if ignore_case else found["letter"])
        else:
            said.append(found["other"])
    return "".join(said), is_same


def escaped_pattern(text: str, *, ignore_case: bool) -> str:
    """Return the pattern that matches a text."""
    return "".join(
        _either(char) if ignore_case and char.isalpha() else _literal(char) for char in text
    )


def _literal(char: str) -> str:
    if char == "$":
        return "[$]"
    return f"\\{char}" if char in "\\|.?*+(){}[]^-" else char


def _either(letter: str) -> str:
    """Return a letter in both cases, where it has two of one character."""
    both = sorted({letter.lower(), letter.upper()})
    return f"[{''.join(both)}]" if len(both) == 2 and all(len(one) == 1 for one in both) else letter


def _members(pattern: str, position: int, *, ignore_case: bool) -> tuple[int, str]:
    """Return where a class in brackets ends, and its members."""
    said: list[str] = []
    while position < len(pattern) and pattern[position] != "]":
        found = MEMBER.match(pattern, position)
        if found is None:
            break
        position = found.end()
        if found["escape"]:
            escaped = found["escape"]
            said.append(CLASSES.get(escaped, f"\\{escaped}" if escaped in "\\[]^-" else escaped))
        else:
            said.append("\\[" if found["other"] == "[" else found["other"])
    members = "".join(said)
    if members.startswith("-"):
        members = "\\" + members
    if members.endswith("-") and not members.endswith("\\-"):
        members = members[:-1] + "\\-"
    return position + 1, members + (_other_case(members) if ignore_case else "")


def _other_case(members: str) -> str:
    """Return the members in the other case, ranges of letters and letters alone."""
    ranges = "".join(
        f"{(a or c).swapcase()}-{(b or d).swapcase()}" for a, b, c, d in RANGE.findall(members)
    )
    alone = re.sub(r"\\.", "", RANGE.sub("", members))
    letters = {char.swapcase() for char in alone if char.isalpha() and len(char.swapcase()) == 1}
    return ranges + "".join(sorted(letters - set(alone)))
