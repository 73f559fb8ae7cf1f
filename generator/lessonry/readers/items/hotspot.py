"""Reads hotspot items: a picture, and a list of `- (x) circle(50,50,8) what is there`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lessonry.diagnostics import Place
from lessonry.domain.items import Area, HotspotItem, Item
from lessonry.domain.prose import Prose
from lessonry.readers.areas import read_area
from lessonry.readers.brackets import choice_lists
from lessonry.readers.comments import without_code
from lessonry.readers.item_source import ItemSource
from lessonry.readers.items import choice
from lessonry.readers.items.choice import ChoiceLine
from lessonry.readers.items.frame import Frame, KindReader
from lessonry.readers.lists import letter

PICTURE = re.compile(
    r"(?<!\\)!\[(?P<words>(?:\\.|[^\]\\])*)\]"
    r"\((?P<target><[^<>]*>|(?:[^()\"'<>]|\([^()]*\))*)\s*(?:(?<=\s)(?:\"[^\"]*\"|'[^']*')\s*)?\)"
    r"(?:\{[^{}]*\})?"
)
"""A picture on one line, with its title and attributes."""
PLAIN_HELP = (
    "Begin each line with an area, such as `rect(10,20,30,40)`; "
    "a choice that is code goes into backticks."
)
NO_PICTURE_HELP = (
    "Put one above the list: `![what it shows](../docs/assets/hall.png)`; "
    "to ask for code, put each choice into backticks."
)

HTML_HELP = "Write the picture in Markdown: `![what it shows](../docs/assets/hall.png)`."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picture:
    """A picture where it stands in the item."""

    index: int
    found: re.Match[str]
    place: Place


def find(item: ItemSource) -> Place | None:
    """Return where the list of areas begins."""
    if not choice.has_areas(item):
        return None
    start = choice_lists(item)[0][0].map
    assert start is not None
    return item.at(start[0])


def read(item: ItemSource, frame: Frame) -> Item | None:
    """Return the hotspot, whatever is wrong with it noted (LR112, LR124 to LR126, LR184 to LR189).

    One whose picture or areas cannot be read is none.
    """
    lines = choice.read_lines(item)
    areas = [_read_area(item, line, index) for index, line in enumerate(lines)]
    image = _take_picture(item)
    whole = tuple(area for area in areas if area is not None)
    if image is None or len(whole) < len(areas):
        return None
    return HotspotItem(
        **frame, body=item.rest, image=image, areas=whole, multiple=lines[0].is_square
    )


def target(image: Prose) -> str:
    """Return where a picture is, as it is written: a path or an address."""
    found = PICTURE.search(image.markdown)
    written = found["target"].strip() if found else ""
    return written.removeprefix("<").removesuffix(">")


def _read_area(item: ItemSource, line: ChoiceLine, index: int) -> Area | None:
    if line.text is None:
        return None
    source, span = line.text.place.source, line.text.place.span
    area = read_area(line.text.markdown)
    if area is None:
        message = "This line of the list has no area of the picture."
        item.diagnostics.add("LR184", message, line.text.place, PLAIN_HELP)
        return None
    place = source.at(span.line, span.column + area.start, area.end - area.start)
    if area.message:
        item.diagnostics.add(area.code, area.message, place, area.help)
    words = line.text.markdown[area.end :]
    if not words.strip():
        message = "This area has no words."
        help = "Write behind it what is there: who cannot see the picture chooses by that."
        item.diagnostics.add("LR189", message, place, help)
        return None
    if area.shape is None:
        return None
    begin = span.column + area.end + len(words) - len(words.lstrip())
    on_first = words.partition("\n")[0].strip()
    at = source.at(span.line, begin, len(on_first)) if on_first else place
    return Area(
        identifier=letter(index),
        shape=area.shape,
        text=Prose(markdown=words.strip(), place=at),
        is_key=line.is_key,
        feedback=line.feedback,
        place=at,
    )


def _take_picture(item: ItemSource) -> Prose | None:
    """Take the one picture out of the lines; none, two and one without words are noted."""
    pictures = [
        _Picture(
            index=index,
            found=found,
            place=item.at(index, found.start() + 1, len(found.group())),
        )
        for index, line in enumerate(without_code(item.lines))
        for found in PICTURE.finditer(line)
    ]
    if not pictures:
        message = "There are areas here and no picture that they are of."
        is_html = any("<img" in line for line in item.lines)
        help = HTML_HELP if is_html else NO_PICTURE_HELP
        item.diagnostics.add("LR186", message, item.place, help)
        return None
    for picture in pictures[1:]:
        message = "A second picture stands in this item."
        help = "Keep the one that the areas are of; show the other in an item before."
        item.diagnostics.add("LR186", message, picture.place, help)
    first = pictures[0]
    if not first.found["words"].strip():
        message = "Nothing says what this picture shows."
        item.diagnostics.add("LR187", message, first.place)
    line = item.lines[first.index]
    start, end = first.found.span()
    item.lines[first.index] = f"{line[:start].rstrip()} {line[end:].lstrip()}".rstrip()
    return Prose(markdown=line[start:end], place=first.place)


READER = KindReader(
    name="areas of a picture",
    find=find,
    read=read,
    plain="A choice that is code goes into backticks.",
)
