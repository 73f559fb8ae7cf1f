"""Reads text entry: gaps `[[answer]]`, `[[one|other]]`, `[[/pattern/i]]` in the prose."""

from __future__ import annotations

import re

from lessonry.diagnostics import Place
from lessonry.domain.items import Item, TextAnswer, TextEntryItem, TextGap
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.patterns import PatternError, compile_pattern
from lessonry.readers.item_source import ItemSource
from lessonry.readers.items.frame import Frame, KindReader

GAP = re.compile(
    r"(?<!\\)\[\[(?P<inside>(?:[^\]/|]*\|)*\s*/(?:\\.|[^/\\\n])+/[A-Za-z]*\s*(?=\]\]|\|)"
    r"(?:(?!\]\]).)*|(?:(?!\]\]).)*)(?P<close>\]\])?"
)
"""A gap on one line: a pattern may hold brackets of its own, so it is tried first."""
ANSWER = re.compile(
    r"(?:\s*/(?P<pattern>(?:\\.|[^/\\])+)/(?P<flags>[A-Za-z]*)\s*|(?P<text>[^|]*?))(?:\\?\||$)"
)
"""One of the alternatives between bars: a pattern may hold bars of its own, so it is tried first."""
LATER = {
    "=": "a number",
    "...": "an essay",
    "…": "an essay",
}
"""How gaps of kinds that come later begin."""


def find(item: ItemSource) -> Place | None:
    """Return the first gap."""
    for index, line in enumerate(item.lines):
        gap = GAP.search(line)
        if gap:
            return item.at(index, gap.start() + 1, len(gap.group()))
    return None


def read(item: ItemSource, frame: Frame) -> Item | None:
    """Return the text-entry item, whatever is wrong with it noted (LR130 to LR134)."""
    case_sensitive = _case_sensitive(item)
    gaps: list[TextGap] = []
    for index, line in enumerate(item.lines):
        marked = ""
        end = 0
        for gap in GAP.finditer(line):
            place = item.at(index, gap.start() + 1, len(gap.group()))
            marked += line[end : gap.start()] + gap_mark(len(gaps))
            end = gap.end()
            answers = _answers(item, gap, place, index, case_sensitive=case_sensitive)
            gaps.append(TextGap(answers=answers, place=place))
        item.lines[index] = marked + line[end:]
    return TextEntryItem(**frame, body=item.rest, gaps=tuple(gaps))


def _case_sensitive(item: ItemSource) -> bool:
    value, place = item.options.get("case_sensitive", ("false", item.place))
    if value not in ("true", "false"):
        message = "`case_sensitive` must be `true` or `false`."
        item.diagnostics.add("LR114", message, place)
    return value == "true"


def _answers(
    item: ItemSource, gap: re.Match[str], place: Place, index: int, *, case_sensitive: bool
) -> tuple[TextAnswer, ...]:
    inside = gap.group("inside").rstrip()
    if gap.group("close") is None:
        item.diagnostics.add("LR134", "This gap is never closed.", place)
        return ()
    alternatives = _alternatives(inside)
    later = _later(inside.strip(), alternatives)
    if later:
        message = f"A gap for {later} has no effect yet."
        item.diagnostics.add("LR133", message, place)
        return ()
    answers = []
    for found in alternatives:
        if found.group("pattern"):
            if answer := _pattern(item, found, index, gap.start("inside")):
                answers.append(answer)
        elif text := found.group("text").strip():
            answers.append(TextAnswer(text=text, ignore_case=not case_sensitive))
        else:
            message = "This gap is empty." if not inside else "One of the alternatives is empty."
            item.diagnostics.add("LR130", message, place)
    return tuple(answers)


def _alternatives(inside: str) -> list[re.Match[str]]:
    """Return the alternatives, in order; a bar at the end leaves an empty one behind it."""
    found, position, ahead = [], 0, True
    while ahead:
        alternative = ANSWER.match(inside, position)
        assert alternative is not None
        found.append(alternative)
        position = alternative.end()
        ahead = alternative.group().endswith("|")
    return found


def _later(inside: str, alternatives: list[re.Match[str]]) -> str | None:
    """Return what a gap of a later kind is for, in words."""
    texts = [(found.group("text") or "").strip() for found in alternatives]
    if len(texts) > 1 and any(text[:1] == "(" and text[-1:] == ")" for text in texts):
        return "a dropdown"
    return next((kind for start, kind in LATER.items() if inside.startswith(start)), None)


def _pattern(item: ItemSource, found: re.Match[str], index: int, offset: int) -> TextAnswer | None:
    """Return a pattern; `offset` is where the gap's inside begins in line `index`."""
    text, flags = found.group("pattern"), found.group("flags")
    unknown = flags.replace("i", "", 1)
    if unknown:
        message = f"The flag `{unknown}` is not known; only `i` is (case does not matter)."
        place = item.at(index, offset + found.start("flags") + 1, len(flags))
        item.diagnostics.add("LR131", message, place)
    try:
        compile_pattern(text, ignore_case="i" in flags)
    except PatternError as error:
        place = item.at(index, offset + found.start("pattern") + error.position + 1, 1)
        item.diagnostics.add("LR131", f"The pattern cannot be used: {error}.", place)
        return None
    return TextAnswer(text=text, is_pattern=True, ignore_case="i" in flags)


READER = KindReader(name="a gap", find=find, read=read, options=frozenset({"case_sensitive"}))
