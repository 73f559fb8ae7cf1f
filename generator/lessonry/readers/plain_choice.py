"""Reads the most frequent item in one look at each line: a question, and a plain list of choices.

Nearly all items are of this form, and none of what the other readers look for can stand in it. So lines
that can mean one thing only are read here, and everything else, every slip among it, is left to those
that know more. What both say is the same, which `tests/readers/test_plain_choice.py` holds them to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lessonry.domain.items import Choice, ChoiceItem
from lessonry.domain.prose import Prose
from lessonry.readers.areas import is_area
from lessonry.readers.item_source import ItemSource, shown
from lessonry.readers.items.frame import Frame
from lessonry.readers.lists import letter

BEGIN = r"[^\W\d_]|[\"'“”„‚‘’«»¿¡€$£]|\*{1,2}[^\W_]"
"""How text begins that is nothing but text, in a line of its own as behind brackets."""
LINE = re.compile(
    rf"(?:(?P<bullet>[-*+])[ ]{{1,3}}(?:\((?P<round>[ xX]?)\)|\[(?P<square>[ xX]?)\])[ ]+"
    rf"(?={BEGIN}|`|[0-9]+(?![0-9]*[.)]))"
    rf"|(?P<indent>[ ]{{2,5}})>[ ]?(?={BEGIN})"
    rf"|(?={BEGIN}))(?P<text>[^\t\r|]*)"
)
"""A choice, a line of its feedback, or a line of the question."""
PARTS = frozenset({"hint", "explanation"})
"""What else such an item may have, which is taken out of its lines before."""


@dataclass(slots=True, kw_only=True)
class _Line:
    """One choice."""

    index: int
    """Its line in the item, from 0."""
    text: str
    is_key: bool
    feedback: list[str]
    """The lines of the quotation under it."""


@dataclass(slots=True, kw_only=True)
class PlainChoices:
    """Question and list of an item, in which nothing is wrong."""

    lines: list[_Line]
    body: list[str]
    """What stands between the heading and the list."""
    multiple: bool

    def item(self, source: ItemSource, frame: Frame) -> ChoiceItem:
        """Return the item that they make."""
        return ChoiceItem(
            **frame,
            body=source.prose(self.body, 0),
            choices=tuple(_choice(source, line, at) for at, line in enumerate(self.lines)),
            multiple=self.multiple,
        )


def plain_choices(item: ItemSource) -> PlainChoices | None:
    """Return what is read of an item without hint and explanation; nothing where it is not plain."""
    if item.heading is None or "[[" in item.heading.markdown or not item.parts.keys() <= PARTS:
        return None
    choices: list[_Line] = []
    first = 0  # the line that the list begins with
    bullet = ""
    multiple = False
    above = ""  # the line above
    for index, line in enumerate(item.lines):
        if line.strip(" "):
            found = LINE.fullmatch(line)
            if found is None or "[[" in line:
                return None
            begin, round_, square, indent, text = found.groups()
            if begin is not None:
                if not choices:
                    first, bullet, multiple = index, begin, square is not None
                elif begin != bullet or multiple is (square is None):
                    return None
                if "(" in text and is_area(text):
                    return None
                is_key = (square if multiple else round_) not in ("", " ")
                choices.append(_Line(index=index, text=text.strip(), is_key=is_key, feedback=[]))
            elif indent is not None:
                if not (choices and above) or len(indent) < _inner(item, choices[-1]):
                    return None
                choices[-1].feedback.append(text)
            elif choices:
                return None  # behind the list, or a lazy line of it
            above = line
        else:
            above = ""
    if not choices:
        return None
    return PlainChoices(lines=choices, body=item.lines[:first], multiple=multiple)


def _inner(item: ItemSource, choice: _Line) -> int:
    """Return the column, from 0, from which on lines belong to a choice."""
    line = item.lines[choice.index]
    return len(line) - len(line[1:].lstrip(" "))


def _choice(item: ItemSource, line: _Line, at: int) -> Choice:
    source, number = item.source, item.first + line.index
    column = source.line(number).find(line.text) + 1
    text = Prose(markdown=shown(line.text), place=source.at(number, max(1, column)))
    return Choice(
        identifier=letter(at),
        text=text,
        is_key=line.is_key,
        feedback=item.prose(["", *line.feedback], line.index) if line.feedback else None,
        place=text.place,
    )
