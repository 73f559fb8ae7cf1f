"""Reads `access:` of a page and the line `<!-- more -->`, before which its preview stands."""

from __future__ import annotations

import re

from lessonry.diagnostics import Place
from lessonry.domain.access import FREE, KINDS, Access
from lessonry.readers.fields import Fields
from lessonry.readers.tokens import parsed

MORE = re.compile(r"<!--\s*more\s*-->")


def read_access(fields: Fields) -> Access:
    """Return what a page says of who may read it."""
    source = fields.source
    found = fields.get("access")
    kind = None if found is None else fields.one_of("access", KINDS, default=FREE)
    marks: list[Place] = []
    strays: list[Place] = []
    text = "\n".join(source.lines[fields.body_line - 1 :])
    for token in parsed(text) if "<!--" in text else ():
        if token.type not in ("html_block", "inline") or token.map is None:
            continue
        found_mark = MORE.search(token.content)
        if found_mark is None:
            continue
        line = fields.body_line + token.map[0] + token.content[: found_mark.start()].count("\n")
        is_own = token.type == "html_block" and token.level == 0
        fits = is_own and MORE.fullmatch(token.content.strip())
        (marks if fits else strays).append(source.find(found_mark[0], line))
    behind = marks[0].span.line if marks else _title_line(source.lines, fields.body_line)
    return Access(
        kind=kind,
        place=found.value_place if found else source.at(1),
        mark=marks[0] if marks else None,
        strays=tuple(strays) if not marks else (),
        has_more=any(line.strip() for line in source.lines[behind:]),
    )


def _title_line(lines: tuple[str, ...], body: int) -> int:
    """Return the line of the title, from 1, where the page begins with one; else the one before all."""
    for number, line in enumerate(lines[body - 1 :], start=body):
        if line.strip():
            return number if re.match(r"#\s", line) else number - 1
    return len(lines)
