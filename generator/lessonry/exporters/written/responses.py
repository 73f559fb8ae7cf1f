"""What of a question is answered with a pen: lists with boxes, lines to write on, tables to tick."""

from __future__ import annotations

from fractions import Fraction
from html import escape
from typing import Final, assert_never

from lessonry.domain.gaps import Gap, InlineChoiceGap
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
    ScenarioItem,
    Shape,
)
from lessonry.exporters.prose import HtmlProse
from lessonry.locales.words import Words

BLANK: Final = "_" * 12
"""A line to write on, in signs: a place that can draw one looks for the class `gap`."""
BOX: Final = '<span class="tick">\N{BALLOT BOX}</span>'
RING: Final = '<span class="tick">\N{WHITE CIRCLE}</span>'


def letter(index: int) -> str:
    """Return what the choice of that index is called: `A` … `Z`, then `AA`."""
    return (letter(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def response(item: Item, prose: HtmlProse, words: Words, prefix: str) -> str:
    """Return what follows the question's text, as XHTML.

    Args:
        item: What is asked.
        prose: Renders its texts.
        words: Say what to do.
        prefix: Of all identifiers in it.
    """
    match item:
        case ChoiceItem():
            told = _choose(words, multiple=item.multiple)
            return told + choices([prose.inline(one.text) for one in item.choices], item.multiple)
        case OrderItem():
            entries = "".join(f"<li>{prose.inline(one.text)}</li>" for one in item.entries)
            told = words.say("Put these in order: number them from 1.")
            return f'{_told(told)}<ul class="entries">{entries}</ul>'
        case MatchItem():
            return _match(item, prose, words)
        case MatrixItem():
            box = BOX if item.multiple else RING
            rows = [[box] * len(item.columns) for _ in item.rows]
            return _choose(words, multiple=item.multiple, rows=True) + matrix(item, prose, rows)
        case GapItem():
            return _gaps(item, prose)
        case ExtendedTextItem():
            return '<div class="lines"></div>'
        case HotspotItem():
            numbers = [prose.inline(area.text) for area in item.areas]
            told = _choose(words, multiple=item.multiple)
            listed = choices(numbers, item.multiple, numbered=True)
            return told + picture(item, prose) + listed
        case ScenarioItem():
            return _scenes(item, prose, words, prefix)
        case _:
            assert_never(item)


def choices(texts: list[str], multiple: bool, *, numbered: bool = False) -> str:
    """Return a list of choices, each with its letter or its number."""
    lines = [
        f'<li><span class="letter">{index + 1 if numbered else letter(index)}</span> {text}</li>'
        for index, text in enumerate(texts)
    ]
    return f'<ul class="choices {"many" if multiple else "one"}">{"".join(lines)}</ul>'


def matrix(item: MatrixItem, prose: HtmlProse, cells: list[list[str]]) -> str:
    """Return the item's table with something in each cell."""
    corner = prose.inline(item.corner) if item.corner else ""
    first = f'<th scope="col">{corner}</th>' if corner else "<td></td>"
    heads = "".join(f'<th scope="col">{prose.inline(one.text)}</th>' for one in item.columns)
    rows = "".join(
        f'<tr><th scope="row">{prose.inline(row.text)}</th>'
        + "".join(f'<td class="center">{cell}</td>' for cell in inner)
        + "</tr>"
        for row, inner in zip(item.rows, cells, strict=True)
    )
    return (
        f'<table class="matrix"><thead><tr>{first}{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def picture(item: HotspotItem, prose: HtmlProse) -> str:
    """Return the picture with its areas drawn and numbered on it."""
    areas = "".join(
        f'<span class="area {area.shape.name}" style="{_style(area.shape)}"></span>'
        f'<span class="badge" style="left:{_n(area.shape.badge[0])}%;'
        f'top:{_n(area.shape.badge[1])}%">{number}</span>'
        for number, area in enumerate(item.areas, start=1)
    )
    return f'<div class="hotspot">{prose.inline(item.image)}{areas}</div>'


def _style(shape: Shape) -> str:
    """Return where an area lies; a polygon fills the picture and is cut out of it."""
    if shape.name == "rect":
        left, top, width, height = map(_n, shape.numbers)
        return f"left:{left}%;top:{top}%;width:{width}%;height:{height}%"
    if shape.name == "circle":
        x, y, radius = shape.numbers
        # A margin in per cent is one of the width, as the radius is.
        return (
            f"left:{_n(x - radius)}%;top:{_n(y)}%;width:{_n(2 * radius)}%;"
            f"margin-top:-{_n(radius)}%;padding-bottom:{_n(2 * radius)}%"
        )
    corners = ",".join(f"{_n(x)}% {_n(y)}%" for x, y in shape.corners)
    return f"left:0;top:0;width:100%;height:100%;clip-path:polygon({corners})"


def _n(value: Fraction) -> str:
    return f"{float(value):.4g}"


def _told(text: str) -> str:
    return f'<p class="told">{escape(text)}</p>'


def _choose(words: Words, *, multiple: bool, rows: bool = False) -> str:
    if rows:
        return _told(
            words.say("Choose all that are right in each row.")
            if multiple
            else words.say("Choose one in each row.")
        )
    return _told(words.say("Choose all that are right.") if multiple else words.say("Choose one."))


def _match(item: MatchItem, prose: HtmlProse, words: Words) -> str:
    lefts = "".join(
        f'<li>{prose.inline(left.text)} <span class="slot">____</span></li>' for left in item.lefts
    )
    rights = "".join(f"<li>{prose.inline(right.text)}</li>" for right in item.rights)
    told = words.say("Write the letter that belongs to each.")
    return (
        f'{_told(told)}<div class="match"><ol class="lefts">{lefts}</ol>'
        f'<ol class="rights" type="A">{rights}</ol></div>'
    )


def _gaps(item: GapItem, prose: HtmlProse) -> str:
    assert item.body is not None

    def filled(index: int) -> str:
        number = f"({index + 1}) " if len(item.gaps) > 1 else ""
        return gap(item.gaps[index], number)

    return f'<div class="gaps">{prose.block(item.body, filled)}</div>'


def gap(one: Gap, number: str) -> str:
    """Return what stands for a gap to be filled in: a line, or the words to choose from."""
    if isinstance(one, InlineChoiceGap):
        offered = " / ".join(escape(choice.text) for choice in one.choices)
        return f'<span class="pick">[{number}{offered}]</span>'
    return f'<span class="gap">{number}{BLANK}</span>'


def _scenes(item: ScenarioItem, prose: HtmlProse, words: Words, prefix: str) -> str:
    numbers = {scene.identifier: number for number, scene in enumerate(item.scenes, start=1)}
    made = []
    for scene in item.scenes:
        number = numbers[scene.identifier]
        parts = [
            f'<div class="scene" id="{prefix}-s{number}">',
            f'<p class="scene-title"><strong>{number}</strong> {prose.inline(scene.title)}</p>',
            prose.block(scene.body) if scene.body else "",
        ]
        turns = "".join(
            f"<li>{prose.inline(turn.text)} "
            f'<a class="turn" href="#{prefix}-s{numbers.get(turn.target, 1)}">'
            f"{_together(words.say('go to {n}', n=numbers.get(turn.target, '?')))}</a></li>"
            for turn in scene.turns
        )
        end = f'<p class="scene-end">{escape(words.say("The end."))}</p>'
        parts += [f'<ul class="turns">{turns}</ul>' if turns else end, "</div>"]
        made.append("".join(parts))
    return "".join(made)


def _together(text: str) -> str:
    """Return a text that no line's end divides."""
    return escape(text).replace(" ", "\N{NO-BREAK SPACE}")
