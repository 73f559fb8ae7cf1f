"""Reads order items: a numbered list, written in the right order."""

from __future__ import annotations

from itertools import pairwise

from lessonry.diagnostics import Place
from lessonry.domain.items import Entry, Item, OrderItem
from lessonry.readers.item_source import ItemSource
from lessonry.readers.items.frame import Frame, KindReader
from lessonry.readers.lists import ListLine, WrittenList, alphabetical, letter, lists_of, text_of
from lessonry.readers.slips import BRACKETS, note_below_list

SECOND_HELP = "Make two items of it; steps that belong to the question go into `!!! note`."
NUMBERS_HELP = (
    "Write the lines in the right order, numbered `1.`, `2.`, `3.` or all of them `1.`; "
    "the page shows them in another."
)
SHUFFLE_HELP = "Take it out: shown as it is written, the order would be its own answer."


def lists(item: ItemSource) -> list[WrittenList]:
    """Return the numbered lists; one with brackets is a slip of a list of choices."""
    if not any(token.type == "ordered_list_open" for token in item.tokens):
        return []
    return [
        found
        for found in lists_of(item)
        if found.is_numbered
        and not any(BRACKETS.match(item.lines[line.start]) for line in found.lines)
    ]


def find(item: ItemSource) -> Place | None:
    """Return where the numbered list begins."""
    found = lists(item)
    return _place(item, found[0].lines[0]) if found else None


def read(item: ItemSource, frame: Frame) -> Item | None:
    """Return the order item, whatever is wrong with it noted (LR112, LR114, LR171)."""
    first, *others = lists(item)
    for extra in others:
        message = "A second numbered list stands under one question."
        item.diagnostics.add("LR112", message, _place(item, extra.lines[0]), SECOND_HELP)
    _check_numbers(item, first)
    _check_shuffle(item, frame)
    texts = [text_of(item, line) for line in first.lines]
    for line, text in zip(first.lines, texts, strict=True):
        if text is None:
            message = "Nothing stands behind this number."
            item.diagnostics.add("LR171", message, _place(item, line))
    note_below_list(item, (others or [first])[-1], "the list to put in order")
    for found in (first, *others):
        item.take(found.start, found.end)
    in_order = [(index, text) for index, text in enumerate(texts) if text is not None]
    by_text = sorted(in_order, key=lambda numbered: alphabetical(numbered[1]))
    letters = {index: letter(place) for place, (index, _) in enumerate(by_text)}
    return OrderItem(
        **frame,
        body=item.rest,
        entries=tuple(
            Entry(identifier=letters[index], text=text, place=text.place) for index, text in by_text
        ),
        key=tuple(letters[index] for index, _ in in_order),
    )


def _check_numbers(item: ItemSource, found: WrittenList) -> None:
    """Note numbers that tell another order than the lines do."""
    numbers = [line.number or 0 for line in found.lines]
    if len(set(numbers)) == 1:
        return
    for (before, after), line in zip(pairwise(numbers), found.lines[1:], strict=True):
        if after != before + 1:
            message = (
                "The list reads two ways: in the order of its lines, and in that of its numbers."
            )
            item.diagnostics.add("LR112", message, _place(item, line), NUMBERS_HELP)
            return


def _check_shuffle(item: ItemSource, frame: Frame) -> None:
    if not frame["shuffle"]:
        message = "`shuffle=false` means nothing where the order is what is asked for."
        item.diagnostics.add("LR114", message, item.options["shuffle"][1], SHUFFLE_HELP)


def _place(item: ItemSource, line: ListLine) -> Place:
    text = item.lines[line.start]
    is_empty = not text[line.begin :].strip()
    return item.at(line.start, (len(text) - len(text.lstrip()) if is_empty else line.begin) + 1)


READER = KindReader(
    name="a list to put in order",
    find=find,
    read=read,
    gives_way=lambda _: True,
)
