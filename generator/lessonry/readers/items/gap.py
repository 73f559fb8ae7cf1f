"""Reads gap items: `[[…]]` of any kind in the prose, in a table or in code."""

from __future__ import annotations

import re

from lessonry.diagnostics import Place
from lessonry.domain.gaps import Gap
from lessonry.domain.items import GapItem, Item
from lessonry.domain.items.frame import gap_mark
from lessonry.readers.gaps import text_entry
from lessonry.readers.gaps.frame import GapReader, GapSource
from lessonry.readers.item_source import ItemSource
from lessonry.readers.items.frame import Frame, KindReader

KINDS: tuple[GapReader, ...] = (text_entry.READER,)
"""The kinds of gap: the first that a gap is of reads it."""
GAP = re.compile(
    r"(?<!\\)\[\[(?P<inside>(?:[^\]/|]*\|)*\s*/(?:\\.|[^/\\\n])+/[A-Za-z]*\s*(?=\]\]|\|)"
    r"(?:(?!\]\]).)*|(?:(?!\]\]).)*)(?P<close>\]\])?"
)
"""A gap on one line: a pattern may hold brackets of its own, so it is tried first."""
ESSAY = ("...", "…")
"""What stands in a gap for a text of many sentences, which is an item of its own."""
LATER = {"=": "a number"}
"""How gaps of kinds that come later begin."""


def gaps_in(line: str) -> list[re.Match[str]]:
    """Return the gaps of a line, those for an essay left out."""
    return [gap for gap in GAP.finditer(line) if gap.group("inside").strip() not in ESSAY]


def find(item: ItemSource) -> Place | None:
    """Return the first gap."""
    for index, line in enumerate(item.lines):
        for gap in gaps_in(line):
            return item.at(index, gap.start() + 1, len(gap.group()))
    return None


def read(item: ItemSource, frame: Frame) -> Item | None:
    """Return the gap item, whatever is wrong with it noted (LR130 to LR139)."""
    gaps: list[Gap] = []
    shown: list[GapReader] = []
    for index, line in enumerate(item.lines):
        marked = ""
        end = 0
        for found in gaps_in(line):
            marked += line[end : found.start()] + gap_mark(len(gaps))
            end = found.end()
            gap = GapSource(
                item=item,
                inside=found.group("inside").rstrip(),
                index=index,
                start=found.start("inside"),
                place=item.at(index, found.start() + 1, len(found.group())),
            )
            kind = next(reader for reader in KINDS if reader.is_of(gap))
            shown.append(kind)
            # A gap that cannot be read keeps its place: the others are counted by it.
            gaps.append(_read(gap, kind, is_closed=found.group("close") is not None))
        item.lines[index] = marked + line[end:]
    for kind in dict.fromkeys(shown):
        kind.check_options(item)
    return GapItem(**frame, body=item.rest, gaps=tuple(gaps))


def _read(gap: GapSource, kind: GapReader, *, is_closed: bool) -> Gap:
    """Return the gap; one that accepts nothing where it cannot be read."""
    read = None
    later = next(
        (what for start, what in LATER.items() if gap.inside.strip().startswith(start)), ""
    )
    if not is_closed:
        gap.note("LR134", "This gap is never closed.")
    elif later:
        gap.note("LR133", f"A gap for {later} has no effect yet.")
    else:
        read = kind.read(gap)
    return read or text_entry.unread(gap)


READER = KindReader(
    name="a gap",
    find=find,
    read=read,
    options=frozenset().union(*(kind.options for kind in KINDS)),
)
