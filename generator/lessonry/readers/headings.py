"""Headings of a quiz: where items and sections begin, and what their braces say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.domain.prose import Prose
from lessonry.readers.structure import headings_of

BRACES = re.compile(r"\{:?(?P<inside>[^{}]*)\}\s*$")
CLOSING = re.compile(r"\s#+\s*$")
"""Marks behind a heading, which close it."""
UNCLOSED = re.compile(r"\{:?(?P<inside>[^{}]*)$")
FIRST_ATTRIBUTE = re.compile(r"(?<!\S)(?:\#\S|[\w-]+=\S)")
OPTIONS = (
    *("points", "shuffle", "objective", "partial_credit", "tags", "for", "variants", "survey"),
    *("case_sensitive", "accents", "typos", "draw", "from", "tag", "outcome"),
)
"""What braces may say of an item, a section or a scene: with a colon, too, they are no text."""
ATTRIBUTES = re.compile(rf"\s*\.[\w-]|.*(?:=|(?:^|\s)\#\S)|\s*(?:{'|'.join(OPTIONS)})\s*:")
PART = re.compile(
    r"""(?P<id>\#\S+)|(?P<name>[\w-]+)(?P<sign>=|\s*[:=]\s*)"""
    r"""(?P<value>"[^"]*"|'[^']*'|[“”„«»‘’][^“”«»‘’]*[“”«»‘’]|\S+)|(?P<odd>\S+)"""
)
CURLED = "“”„«»‘’"
IDENTIFIER = re.compile(r"[^\W_][\w.-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One `#` or `##` heading."""

    level: int
    line: int
    """Of the source, from 1."""
    end: int
    """The first line after it."""
    text: Prose | None
    identifier: str | None
    options: dict[str, tuple[str, Place]]
    place: Place


def find_headings(
    source: Source, first: int, lines: Sequence[str], diagnostics: Diagnostics
) -> list[Heading]:
    """Return the headings of level 1 and 2 in `lines` (from `first` on), code and quotes left out."""
    found = []
    for level, start, end, is_underlined in headings_of(lines):
        text = lines[start : end - 1 if is_underlined else end]
        found.append(_heading(source, first + start, first + end, text, level, diagnostics))
    return found


def _heading(
    source: Source, line: int, end: int, lines: Sequence[str], level: int, diagnostics: Diagnostics
) -> Heading:
    """Return the heading of `lines`: one, or with an underline several; braces stand in the last."""
    raw = lines[-1]
    body = raw.lstrip(" ").lstrip("#") if raw.lstrip(" ").startswith("#") else raw
    column = len(raw) - len(body) + 1
    body = CLOSING.sub("", body).rstrip() if "#" in body else body.rstrip()
    identifier: str | None = None
    options: dict[str, tuple[str, Place]] = {}
    braces = BRACES.search(body) if "{" in body else None
    if braces and _is_attributes(braces.group("inside")):
        identifier, options = _attributes(
            source,
            line + len(lines) - 1,
            column + braces.start("inside"),
            braces.group("inside"),
            diagnostics,
        )
        body = body[: braces.start()]
    elif ("{" in body or "}" in body) and (start := _half(body)) is not None:
        place = source.at(line + len(lines) - 1, column + start)
        message = "One of the braces behind the heading is missing."
        diagnostics.add("LR114", message, place, "Write `{ #identifier points=2 }`.")
        body = body[:start]
    text = "\n".join([*(above.strip() for above in lines[:-1]), body.strip()]).strip()
    place = source.find(text.partition("\n")[0], line) if text else source.at(line)
    return Heading(
        level=level,
        line=line,
        end=end,
        text=Prose(markdown=text, place=place) if text else None,
        identifier=identifier,
        options=options,
        place=place,
    )


def _is_attributes(inside: str) -> bool:
    return bool(ATTRIBUTES.match(inside))


def _half(body: str) -> int | None:
    """Return where braces begin of which one is missing, if they hold what braces are for."""
    unclosed = UNCLOSED.search(body)
    if unclosed and _is_attributes(unclosed.group("inside")):
        return unclosed.start()
    if body.endswith("}") and "{" not in body:
        unopened = FIRST_ATTRIBUTE.search(body)
        return unopened.start() if unopened else None
    return None


def _attributes(
    source: Source, line: int, column: int, inside: str, diagnostics: Diagnostics
) -> tuple[str | None, dict[str, tuple[str, Place]]]:
    identifier: str | None = None
    options: dict[str, tuple[str, Place]] = {}
    for part in PART.finditer(inside):
        place = source.at(line, column + part.start(), len(part.group()))
        if part.group("id"):
            name = part.group("id")[1:]
            if name.endswith((",", ";")):
                message = f"`{name[-1]}` stands behind the identifier."
                help = "Put blanks between the parts: `{ #name points=2 }`."
                diagnostics.add("LR114", message, place, help)
                name = name[:-1]
            unmarked = name
            if not name.isascii():
                unmarked = "".join(c for c in name if unicodedata.category(c)[0] != "M")
            if not IDENTIFIER.fullmatch(unmarked):
                message = f"`{name}` cannot be an identifier."
                help = "Use letters, digits, `-`, `_` and `.`, with a letter or digit first."
                diagnostics.add("LR114", message, place, help)
            elif identifier is not None:
                diagnostics.add("LR114", "A second identifier stands here.", place)
            else:
                identifier = name
        elif part.group("name"):
            name, value = part.group("name"), part.group("value").strip(f"\"'{CURLED}")
            if part.group("sign") != "=" or part.group("value")[0] in CURLED:
                written = f'"{value}"' if " " in value else value
                message = f"`{part.group()}` cannot be read here."
                diagnostics.add("LR114", message, place, f"Write `{name}={written}`.")
            if name in options:
                help = "Take one of the two out."
                diagnostics.add("LR114", f"`{name}` stands here a second time.", place, help)
            options[name] = (value, place)
        else:
            diagnostics.add("LR114", f"`{part.group('odd')}` cannot be read here.", place)
    return identifier, options
