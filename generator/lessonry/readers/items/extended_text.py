"""Reads extended text items: `[[...]]`, with the rubric that the learner judges the text by."""

from __future__ import annotations

import re
from fractions import Fraction

from lessonry.diagnostics import Place
from lessonry.domain.items import Criterion, ExtendedTextItem, Item
from lessonry.domain.prose import Prose
from lessonry.readers.brackets import is_choice
from lessonry.readers.comments import plain_brackets
from lessonry.readers.headings import BRACES, PART
from lessonry.readers.item_source import ItemSource, dedent
from lessonry.readers.items.frame import Frame, KindReader
from lessonry.readers.structure import blocks_of
from lessonry.readers.tokens import Token

TEXT = re.compile(r"(?<!\\)\[\[\s*(?:\.{2,}|…+)\s*\]\]")
"""Where the text goes."""
LIST = ("bullet_list_open", "ordered_list_open")
BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])(?:\s+|$)")
POINTS = re.compile(r"\d{1,6}(?:\.\d{1,6})?")
LINE_HELP = "Write each criterion as `- text`, indented by four blanks under `!!! rubric`."
BRACES_HELP = "Write what a criterion weighs as `{ points=2 }` at its end."
PLACE_HELP = "Write `[[...]]` where the learner's text goes, or take the block out."


def places(item: ItemSource) -> list[tuple[int, re.Match[str]]]:
    """Return each place to write, with its line (from 0)."""
    return [
        (index, found)
        for index, line in enumerate(item.lines)
        if "[[" in line
        for found in TEXT.finditer(line)
    ]


def find(item: ItemSource) -> Place | None:
    """Return the first place to write."""
    for index, found in places(item):
        return item.at(index, found.start() + 1, len(found.group()))
    return None


def note_stray_parts(item: ItemSource) -> None:
    """Note a rubric or a model answer of an item that asks for no text (LR181)."""
    if find(item) is not None:
        return
    for name in ("rubric", "model-answer"):
        if name in item.parts:
            message = f"There is a {name}, and no text that it belongs to."
            item.diagnostics.add("LR181", message, item.parts[name].place, PLACE_HELP)


def read(item: ItemSource, frame: Frame) -> Item | None:
    """Return the extended text item, whatever is wrong with it noted (LR180 to LR182)."""
    found = places(item)
    for index, place in found[1:]:
        message = "A second place to write stands in one item."
        where = item.at(index, place.start() + 1, len(place.group()))
        item.diagnostics.add("LR182", message, where)
    first, place = found[0]
    for index in dict.fromkeys(index for index, _ in found):
        item.lines[index] = TEXT.sub("", item.lines[index]).rstrip()
    rubric = _rubric(item, item.parts["rubric"]) if "rubric" in item.parts else ()
    if "rubric" not in item.parts and frame["points"] and not item.is_noted("LR115", "LR117"):
        message = "There is no rubric, so nobody can tell what the text is worth."
        where = item.at(first, place.start() + 1, len(place.group()))
        item.diagnostics.add("LR180", message, where)
    model = item.parts.get("model-answer")
    return ExtendedTextItem(**frame, body=item.rest, rubric=rubric, model_answer=model)


def _rubric(item: ItemSource, prose: Prose) -> tuple[Criterion, ...]:
    """Return the criteria of a rubric; what is none is noted."""
    lines = prose.markdown.split("\n")
    line = prose.place.span.line
    criteria: list[Criterion] = []
    is_in_list = False
    for token in blocks_of(lines):
        if token.map is None:
            continue
        if token.level == 0:
            is_in_list = token.type in LIST
            if not is_in_list:
                message = "This stands in the rubric and is no criterion."
                where = item.source.find(lines[token.map[0]].strip(), line + token.map[0])
                item.diagnostics.add("LR181", message, where, LINE_HELP)
        elif token.level == 1 and is_in_list and token.type == "list_item_open":
            criterion = _criterion(item, lines, line, token)
            if criterion is not None:
                criteria.append(criterion)
    return tuple(criteria)


def _criterion(item: ItemSource, lines: list[str], first: int, token: Token) -> Criterion | None:
    """Return one line of the rubric, or nothing where it says nothing.

    Args:
        item: Where faults go.
        lines: Of the rubric.
        first: The line of the source that `lines[0]` is, from 1.
        token: The list line.
    """
    assert token.map is not None
    start, end = token.map
    bullet = BULLET.match(lines[start])
    begin = bullet.end() if bullet else 0
    if not lines[start][begin:].strip():
        begin = len(lines[start].rstrip()) + 1  # its text begins in the next line
    text = [lines[start][begin:], *(dedent(line, begin) for line in lines[start + 1 : end])]
    while text and not text[-1].strip():
        text.pop()
    where = item.source.find(text[0].strip() if text else "", first + start)
    if is_choice(lines[start]) and not any(map(is_choice, lines[:start])):
        message = "A criterion is written without brackets: the page adds the box."
        item.diagnostics.add("LR181", message, where, LINE_HELP)
    points = Fraction(1)
    braces = BRACES.search(text[-1]) if text else None
    if braces and "=" in braces.group("inside"):
        points = _points(item, braces, first + start + len(text) - 1)
        text[-1] = text[-1][: braces.start()].rstrip()
    markdown = plain_brackets("\n".join(text)).strip()
    if not markdown:
        item.diagnostics.add("LR181", "This criterion is empty.", where, LINE_HELP)
        return None
    return Criterion(text=Prose(markdown=markdown, place=where), points=points, place=where)


def _points(item: ItemSource, braces: re.Match[str], line: int) -> Fraction:
    """Return what the braces of a criterion say that it weighs."""
    points = Fraction(1)
    for part in PART.finditer(braces.group("inside")):
        value = (part.group("value") or "").strip("\"'")
        if part.group("name") == "points" and POINTS.fullmatch(value) and Fraction(value):
            points = Fraction(value)
            continue
        message = f"`{part.group()}` says nothing of a criterion."
        if part.group("name") == "points":
            message = "`points` must be a number above nothing, such as `2` or `0.5`."
        place = item.source.find(part.group(), line)
        item.diagnostics.add("LR181", message, place, BRACES_HELP)
    return points


READER = KindReader(name="a text to write", find=find, read=read)
