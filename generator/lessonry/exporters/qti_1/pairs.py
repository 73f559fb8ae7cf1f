"""Pairs as questions of QTI 1.2: matches, orders and tables, or a choice for each of their lines."""

from __future__ import annotations

import re

from lessonry.domain.items import MatchItem, MatrixItem, OrderItem
from lessonry.exporters.qti_1.asking import Asking
from lessonry.exporters.qti_1.question import ChoiceQuestion, MatchQuestion, Option

LIKE_HTML = re.compile(r"<[a-zA-Z!/]|&#?\w+;")


def ask_match(asking: Asking, item: MatchItem) -> None:
    """Ask for pairs."""
    rights = {right.identifier: right.text for right in item.rights}
    if asking.is_cartridge:
        _singly(
            asking,
            [
                (asking.texts.inline(left.text), key)
                for left, key in zip(item.lefts, item.key, strict=True)
            ],
            {name: asking.texts.inline(text) for name, text in rights.items()},
        )
        return
    asking.note_parts(len(item.lefts))
    _pairs(
        asking,
        [
            (asking.texts.inline(left.text), key)
            for left, key in zip(item.lefts, item.key, strict=True)
        ],
        {name: asking.texts.plain(text) for name, text in rights.items()},
    )


def ask_order(asking: Asking, item: OrderItem) -> None:
    """Ask for an order, which is a number for each line."""
    places = {str(number): str(number) for number in range(1, len(item.entries) + 1)}
    number_of = {name: str(place) for place, name in enumerate(item.key, start=1)}
    lefts = [(asking.texts.inline(e.text), number_of[e.identifier]) for e in item.entries]
    asking.note("The order is asked for as a number for each line.")
    if asking.is_cartridge:
        _singly(asking, lefts, places)
    else:
        asking.note_parts(len(lefts))
        _pairs(asking, lefts, places)


def ask_matrix(asking: Asking, item: MatrixItem) -> None:
    """Ask for the columns of rows."""
    if item.survey:
        asking.note("A question in which nothing is right has no place there.")
        return
    columns = {column.identifier: column.text for column in item.columns}
    if item.multiple:
        asking.note("Each row is a question of its own.")
        share = asking.share(len(item.rows))
        for number, row in enumerate(item.rows, start=1):
            options = tuple(
                Option(
                    identifier=asking.id("row", str(number), name),
                    html=asking.texts.inline(text),
                    is_key=name in row.key,
                )
                for name, text in columns.items()
            )
            stem = f"{asking.stem()}<p>{asking.texts.inline(row.text)}</p>"
            asked = asking.asked(stem, number=number, points=share)
            asking.add(ChoiceQuestion(**asked, options=options, multiple=True))
        return
    lefts = [(asking.texts.inline(row.text), min(row.key, default="")) for row in item.rows]
    asking.note("The table is a match of its rows with its columns.")
    if asking.is_cartridge:
        _singly(asking, lefts, {name: asking.texts.inline(text) for name, text in columns.items()})
    else:
        asking.note_parts(len(lefts))
        _pairs(asking, lefts, {name: asking.texts.plain(text) for name, text in columns.items()})


def _pairs(asking: Asking, lefts: list[tuple[str, str]], rights: dict[str, str]) -> None:
    if any(LIKE_HTML.search(text) for text in rights.values()):
        asking.note("Signs such as `<b>` in what is chosen may be taken for HTML there.")
    asking.add(
        MatchQuestion(
            **asking.asked(),
            lefts=tuple(
                (asking.id("left", str(place)), text, asking.id("right", key))
                for place, (text, key) in enumerate(lefts)
            ),
            rights=tuple((asking.id("right", name), text) for name, text in rights.items()),
        )
    )


def _singly(asking: Asking, lefts: list[tuple[str, str]], rights: dict[str, str]) -> None:
    """Ask each pair as a choice of one."""
    asking.note("Each line is a question of its own.")
    share = asking.share(len(lefts))
    for number, (text, key) in enumerate(lefts, start=1):
        options = tuple(
            Option(identifier=asking.id("right", str(number), name), html=shown, is_key=name == key)
            for name, shown in rights.items()
        )
        asked = asking.asked(f"{asking.stem()}<p>{text}</p>", number=number, points=share)
        asking.add(ChoiceQuestion(**asked, options=options, multiple=False))
