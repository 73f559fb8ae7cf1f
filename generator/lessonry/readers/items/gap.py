"""Reads gap items: `[[…]]` of any kind in the prose, in a table or in code."""

from __future__ import annotations

from lessonry.domain.gaps import Gap
from lessonry.domain.items import GapItem, Item
from lessonry.domain.items.frame import gap_mark
from lessonry.readers.brackets import first_gap, gaps_in
from lessonry.readers.gaps import inline_choice, numeric_entry, text_entry
from lessonry.readers.gaps.frame import GapReader, GapSource
from lessonry.readers.item_source import ItemSource
from lessonry.readers.items.frame import Frame, KindReader

KINDS: tuple[GapReader, ...] = (numeric_entry.READER, inline_choice.READER, text_entry.READER)
"""The kinds of gap: the first that a gap is of reads it."""


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
    text_entry.note_idle_typos(item, gaps)
    return GapItem(**frame, body=item.rest, gaps=tuple(gaps))


def _read(gap: GapSource, kind: GapReader, *, is_closed: bool) -> Gap:
    """Return the gap; one that accepts nothing where it cannot be read."""
    read = None
    if not is_closed:
        gap.note("LR134", "This gap is never closed.")
    else:
        read = kind.read(gap)
    return read or text_entry.unread(gap)


READER = KindReader(
    name="a gap",
    find=first_gap,
    read=read,
    options=frozenset().union(*(kind.options for kind in KINDS)),
)
