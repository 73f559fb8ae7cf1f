"""Kinds of items that belong to the format and not to this version: refused, and not read as others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from lessonry.diagnostics import Place
from lessonry.domain.prose import Prose
from lessonry.readers.comments import without_code
from lessonry.readers.item_source import ItemSource
from lessonry.readers.items import choice, gap
from lessonry.readers.slips import BRACKETS, code_lines

AREA = re.compile(r"\s*(?P<area>(?:circle|rect|poly(?:gon)?)\s*\([\d\s.,%]+\))")
"""What a choice of a hotspot begins with."""
CELL = re.compile(r"(?:^|\|)\s*(?P<cell>\([ xX]?\)|\[[ xX]?\])\s*(?=\||$)")
PAIR = re.compile(r"\s*[-*+]\s+(?P<pair>(?:\S.*?\s)?=>\s.*\S)")
VALUE = re.compile(r"\{\{.{0,200}?\}\}")
MATHEMATICS = re.compile(r"(?<!\\)(\$\$?)(?!\s).{1,200}?(?<!\s)\1")
VARIABLES = re.compile(r"\{?[ .]*vars\b")


def note_later_kinds(item: ItemSource, told: dict[str, Prose]) -> None:
    """Note what shows a kind that comes later (LR118).

    Args:
        item: Its hint and explanation are taken out.
        told: Those, where random values could stand as well.
    """
    code = code_lines(item)
    lists = choice.lists(item)
    for line in [line for _, lines in lists for line in lines]:
        assert line.map is not None
        index = line.map[0]
        area = AREA.match(item.lines[index], choice.text_start(item.lines[index]))
        if area and area.start("area"):
            _note(item, "A hotspot", item.at(index, area.start("area") + 1, len(area["area"])))
    for token in item.tokens:
        if token.type == "fence" and token.map and VARIABLES.match(token.info):
            _note(item, "A block of random values", _place(item, token.map[0]))
        elif token.type == "table_open" and token.map:
            _cells(item, token)
    _values(item, told, code)
    if not lists and gap.find(item) is None:
        _lists(item)


def _cells(item: ItemSource, table: Token) -> None:
    assert table.map is not None
    for index in range(*table.map):
        found = CELL.search(item.lines[index])
        if found:
            column = found.start("cell") + 1
            _note(item, "A table of choices", item.at(index, column, len(found["cell"])))
            return


def _values(item: ItemSource, told: dict[str, Prose], code: set[int]) -> None:
    """Note the first `{{ … }}` outside of code and mathematics."""
    texts: list[tuple[int, str]] = []
    if item.heading:
        texts += _numbered(item.heading)
    shown = ["" if index in code else line for index, line in enumerate(item.lines)]
    texts += enumerate(without_code(shown), start=item.first)
    for prose in told.values():
        texts += _numbered(prose)
    for number, text in texts:
        found = VALUE.search(MATHEMATICS.sub(lambda m: " " * len(m.group()), text))
        if found:
            _note(item, "A random value", item.source.find(found.group(), number))
            return


def _numbered(prose: Prose) -> Iterator[tuple[int, str]]:
    first = prose.place.span.line
    return enumerate(without_code(prose.markdown.split("\n")), start=first)


def _lists(item: ItemSource) -> None:
    """Note a list of pairs or a numbered list, where there is nothing else to answer."""
    for index, token in enumerate(item.tokens):
        if token.level or not token.map:
            continue
        if token.type == "bullet_list_open":
            lines = _first_lines(item, item.tokens[index:])
            plain = without_code([item.lines[line] for line in lines])
            pairs = [PAIR.match(text) for text in plain]
            if pairs and pairs[0] and all(pairs):
                place = item.at(lines[0], pairs[0].start("pair") + 1)
                _note(item, "A list of pairs to match", place)
        elif token.type == "ordered_list_open" and not BRACKETS.match(item.lines[token.map[0]]):
            _note(item, "A list to put in order", _place(item, token.map[0]))
            return


def _first_lines(item: ItemSource, tokens: list[Token]) -> list[int]:
    found = []
    for token in tokens:
        if token.type == "list_item_open" and token.level == 1 and token.map:
            found.append(token.map[0])
        elif token.type == "bullet_list_close" and token.level == 0:
            break
    return found


def _place(item: ItemSource, index: int) -> Place:
    line = item.lines[index]
    return item.at(index, len(line) - len(line.lstrip()) + 1)


def _note(item: ItemSource, what: str, place: Place) -> None:
    item.diagnostics.add("LR118", f"{what} has no effect yet.", place)
