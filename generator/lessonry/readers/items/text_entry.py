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
    r"(?<!\\)\[\[(?P<inside>\s*/(?:\\.|[^/\\\n])+/[a-z]*\s*(?=\]\])|(?:(?!\]\]).)*)(?P<close>\]\])?"
)
"""A gap on one line: a pattern may hold brackets of its own, so it is tried first."""
PATTERN = re.compile(r"/(?P<pattern>.+)/(?P<flags>[a-z]*)")
BAR = re.compile(r"\\?\|")
LATER = {
    "=": "a number",
    "(": "a dropdown",
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
    inside = gap.group("inside").strip()
    if gap.group("close") is None:
        item.diagnostics.add("LR134", "This gap is never closed.", place)
        return ()
    later = next((kind for start, kind in LATER.items() if inside.startswith(start)), None)
    if (later and not inside.startswith("(")) or re.match(r"\(.*\)\s*\|", inside):
        message = f"A gap for {later or 'a dropdown'} has no effect yet."
        item.diagnostics.add("LR133", message, place)
        return ()
    pattern = PATTERN.fullmatch(inside)
    if pattern:
        return _pattern(item, gap, pattern, index)
    answers = tuple(text.strip() for text in BAR.split(inside))
    if not all(answers):
        message = "This gap is empty." if not inside else "One of the alternatives is empty."
        item.diagnostics.add("LR130", message, place)
    return tuple(TextAnswer(text=a, ignore_case=not case_sensitive) for a in answers if a)


def _pattern(
    item: ItemSource, gap: re.Match[str], pattern: re.Match[str], index: int
) -> tuple[TextAnswer, ...]:
    text, flags = pattern.group("pattern"), pattern.group("flags")
    start = gap.start("inside") + gap.group("inside").index("/") + 1
    unknown = flags.replace("i", "", 1)
    if unknown:
        column = start + len(text) + 2
        message = f"The flag `{unknown}` is not known; only `i` is (case does not matter)."
        item.diagnostics.add("LR131", message, item.at(index, column, len(flags)))
    try:
        compile_pattern(text, ignore_case="i" in flags)
    except PatternError as error:
        place = item.at(index, start + error.position + 1, 1)
        item.diagnostics.add("LR131", f"The pattern cannot be used: {error}.", place)
        return ()
    return (TextAnswer(text=text, is_pattern=True, ignore_case="i" in flags),)


READER = KindReader(name="a gap", find=find, read=read, options=frozenset({"case_sensitive"}))
