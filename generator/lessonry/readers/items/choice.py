"""Reads choice items: a list of `- ( )` and `- (x)`, or of `- [ ]` and `- [x]`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lessonry.diagnostics import Place
from lessonry.domain.items import Choice, ChoiceItem, Item
from lessonry.domain.prose import Prose
from lessonry.readers.areas import is_area
from lessonry.readers.brackets import BULLET, MARKER, choice_lists, text_start
from lessonry.readers.item_source import ItemSource, dedent
from lessonry.readers.items.frame import Frame, KindReader
from lessonry.readers.lists import letter, span
from lessonry.readers.tokens import Token

GLUED = re.compile(r"\s*[-*+]\s+[\[(][ xX]?[\])]\S")
GLUED_HELP = "Write a blank behind the brackets."
QUOTE = re.compile(r"^\s*>[ ]?")
ODD = re.compile(r"\s*[-*+]\s+(?:[(（].{0,3}[)）]|[\[［].{0,3}[\]］])(?=\s|$)")
ODD_HELP = (
    "Write `(x)` or `[x]` for a right choice, `( )` or `[ ]` for a wrong one, as on a keyboard."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceLine:
    """One list line: its brackets, text and feedback."""

    start: int
    column: int
    marker: re.Match[str] | None
    text: Prose | None
    feedback: Prose | None

    @property
    def is_square(self) -> bool:
        """Return whether its brackets ask for several."""
        return self.marker is not None and self.marker.group("square") is not None

    @property
    def is_key(self) -> bool:
        """Return whether its brackets are ticked."""
        if self.marker is None:
            return False
        return "x" in (self.marker.group("round") or self.marker.group("square") or "").lower()


def has_areas(item: ItemSource) -> bool:
    """Return whether a choice begins with an area of a picture, which makes the item a hotspot."""
    return _has_areas(item, choice_lists(item))


def _has_areas(item: ItemSource, lists: list[tuple[Token, list[Token]]]) -> bool:
    first = (item.lines[span(token)[0]] for _, tokens in lists for token in tokens)
    return any(
        "(" in line and (begin := text_start(line)) and is_area(line[begin:]) for line in first
    )


def find(item: ItemSource) -> Place | None:
    """Return where the list of choices begins."""
    found = choice_lists(item)
    return item.at(span(found[0][0])[0]) if found and not _has_areas(item, found) else None


def read(item: ItemSource, frame: Frame) -> Item | None:
    """Return the choice item, whatever is wrong with it noted (LR112, LR120 to LR127).

    One that only its slips leave without a key, or with a single choice, is none.
    """
    lines = read_lines(item)
    is_poor = len(lines) < 2 or not any(line.is_key for line in lines)
    if is_poor and item.is_noted("LR126", "LR127"):
        return None
    multiple = lines[0].is_square
    choices = tuple(
        Choice(
            identifier=letter(index),
            text=line.text,
            is_key=line.is_key,
            feedback=line.feedback,
            place=line.text.place,
        )
        for index, line in enumerate(lines)
        if line.text is not None
    )
    return ChoiceItem(**frame, body=item.rest, choices=choices, multiple=multiple)


def read_lines(item: ItemSource) -> list[ChoiceLine]:
    """Take the list out of the item and return its lines, what is wrong with them noted."""
    first, *others = choice_lists(item)
    tokens, parts = list(first[1]), [span(first[0])]
    quotes = [token for token in item.tokens if token.type == "blockquote_open"]
    quoted = {index for token in quotes if not token.level for index in range(*span(token))}
    for extra, more in others:
        # A block quote between them is LR117, which says already why there are two.
        between = range(parts[-1][1], span(extra)[0])
        cut = [index for index in between if item.lines[index].strip()]
        if cut and quoted.issuperset(cut):
            tokens += more
            parts.append(span(extra))
            continue
        message = "A second list of choices stands under one question."
        item.diagnostics.add("LR112", message, item.at(span(extra)[0]))
    lines = [_read_line(item, token, _under(token, quotes)) for token in tokens]
    for start, end in parts:
        item.take(start, end)
    lines = _marked_only(item, lines)
    _check_brackets(item, lines, multiple=lines[0].is_square)
    return lines


def _read_line(item: ItemSource, token: Token, quotes: set[int]) -> ChoiceLine:
    start, end = span(token)
    first = item.lines[start]
    bullet = BULLET.match(first)
    begin = bullet.end() if bullet else len(first)
    marker = MARKER.match(first, begin)
    text_begin = marker.end() if marker else begin
    text = [first[text_begin:].strip()]
    text += [
        "" if index in quotes else dedent(item.lines[index], begin)
        for index in range(start + 1, end)
    ]
    quoted = [
        QUOTE.sub("", item.lines[index]) if index in quotes else "" for index in range(start, end)
    ]
    return ChoiceLine(
        start=start,
        column=begin + 1,
        marker=marker,
        text=item.prose(text, start),
        feedback=item.prose(quoted, start) if quotes else None,
    )


def _under(token: Token, quotes: list[Token]) -> set[int]:
    """Return the lines of those block quotes that stand directly under a list line."""
    begin, end = span(token)
    return {
        index
        for quote in quotes
        if quote.level == token.level + 1
        for index in range(*span(quote))
        if begin < index < end
    }


def _marked_only(item: ItemSource, lines: list[ChoiceLine]) -> list[ChoiceLine]:
    """Return the lines that have brackets and a text, the others noted."""
    kept = []
    for line in lines:
        if line.marker is None:
            help = _brackets_help(item.source.line(item.first + line.start))
            message = "This line of the list has no brackets."
            if help:
                message = "The brackets of this line cannot be read."
            item.diagnostics.add("LR126", message, item.at(line.start, line.column), help)
            continue
        if line.text is None:
            item.diagnostics.add("LR124", "This choice is empty.", item.at(line.start, line.column))
        kept.append(line)
    return kept


def _brackets_help(line: str) -> str | None:
    """Return what to mend in brackets that are none; nothing where there are none."""
    if GLUED.match(line):
        return GLUED_HELP
    return ODD_HELP if ODD.match(line) else None


def _check_brackets(item: ItemSource, lines: list[ChoiceLine], *, multiple: bool) -> None:
    """Note lines whose brackets are not those of the first."""
    for line in lines:
        if line.is_square != multiple:
            item.diagnostics.add(
                "LR125",
                "Round and square brackets stand in one list.",
                item.at(line.start, line.column, 3),
            )


READER = KindReader(name="a list of choices", find=find, read=read)
