"""Order as `orderInteraction`."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from lessonry.domain.items import OrderItem
from lessonry.domain.partial_credit import PartialCredit
from lessonry.exporters.qti import processing as rp
from lessonry.exporters.qti.parts import (
    MATCH_CORRECT,
    RESPONSE,
    Parts,
    Setting,
    declaration,
    filled,
    prompt,
)
from lessonry.exporters.qti.tree import Element, qti


def parts(item: OrderItem, setting: Setting) -> Parts:
    """Return the interaction with its entries sorted by their texts, for their order is the key."""
    interaction = qti(
        "orderInteraction",
        {"responseIdentifier": RESPONSE, "shuffle": "true" if setting.shuffles else "false"},
        *prompt(item, setting),
    )
    for entry in item.entries:
        name = {"identifier": entry.identifier}
        interaction.append(filled("simpleChoice", name, entry.text, setting))
    whole = item.partial_credit is PartialCredit.ALL_OR_NOTHING
    return Parts(
        declarations=(declaration(RESPONSE, "ordered", "identifier", item.key),),
        body=(interaction,),
        interaction="orderInteraction",
        template=MATCH_CORRECT if whole else None,
        rules=tuple(_rules(item)),
        prompted=item.body is None and item.heading is not None,
    )


def _rules(item: OrderItem) -> list[Element]:
    if item.partial_credit is PartialCredit.ALL_OR_NOTHING:
        return [rp.match_correct(item.points)]
    if item.partial_credit is PartialCredit.ADJACENT_PAIRS and len(item.key) > 1:
        tests = [_neighbours(item, pair) for pair in pairwise(item.key)]
    elif len(item.key) > 1 and item.partial_credit is PartialCredit.RIGHT_MINUS_WRONG:
        tests = [_stands(place, name) for place, name in enumerate(item.key, start=1)]
        each = item.points / len(tests)
        return [
            rp.score(Fraction(0)),
            *(rp.condition([(test, [rp.add(each)])], [rp.add(-each)]) for test in tests),
            rp.not_below_nothing(),
        ]
    else:
        tests = [_stands(place, name) for place, name in enumerate(item.key, start=1)]
    each = item.points / len(tests)
    added = [rp.condition([(test, [rp.add(each)])]) for test in tests]
    # Where the sum of the shares is not quite the whole in decimals, the right order still is.
    test = rp.op("match", rp.variable(RESPONSE), rp.correct(RESPONSE))
    return [rp.score(Fraction(0)), *added, rp.condition([(test, [rp.score(item.points)])])]


def _stands(place: int, name: str) -> Element:
    """Return whether an entry stands at a place, from 1."""
    there = rp.op("index", rp.variable(RESPONSE), n=str(place))
    return rp.op("match", there, rp.value("identifier", name))


def _neighbours(item: OrderItem, pair: tuple[str, str]) -> Element:
    """Return whether two entries stand one behind the other, anywhere."""
    first, second = pair
    return rp.any_of(
        [
            rp.all_of([_stands(place, first), _stands(place + 1, second)])
            for place in range(1, len(item.key))
        ]
    )
