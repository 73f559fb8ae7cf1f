"""An item as questions of QTI 1.2; what these cannot hold is noted."""

from __future__ import annotations

from typing import assert_never

from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    MatchItem,
    MatrixItem,
    OrderItem,
    ScenarioItem,
)
from lessonry.domain.items.choice import Choice
from lessonry.domain.items.hotspot import Area
from lessonry.domain.partial_credit import PartialCredit
from lessonry.exporters.qti_1.asking import Asking
from lessonry.exporters.qti_1.gaps import ask_gaps
from lessonry.exporters.qti_1.pairs import ask_match, ask_matrix, ask_order
from lessonry.exporters.qti_1.question import ChoiceQuestion, EssayQuestion, Made, Option

SEVERAL = "Canvas scores every choice of several by right ones less wrong ones."
MOST_POINTS = 99


def questions_of(asking: Asking) -> Made:
    """Return the questions of an item, and what is noted of them."""
    item = asking.item
    if item.hint is not None:
        asking.note("The hint has no place there.")
    if item.tags:
        asking.note("Its tags have no place there.")
    if asking.is_cartridge and not (item.points.denominator == 1 and item.points <= MOST_POINTS):
        asking.note("Points are whole numbers up to 99 there, and it counts as one point.")
    match item:
        case ChoiceItem():
            _choice(asking, item)
        case MatchItem():
            ask_match(asking, item)
        case OrderItem():
            ask_order(asking, item)
        case MatrixItem():
            ask_matrix(asking, item)
        case GapItem():
            ask_gaps(asking, item)
        case ExtendedTextItem():
            _essay(asking, item)
        case HotspotItem():
            _hotspot(asking, item)
        case ScenarioItem():
            asking.note("A conversation that branches has no place there.")
        case _:
            assert_never(item)
    return asking.made


def _choice(asking: Asking, item: ChoiceItem) -> None:
    if item.multiple and not asking.is_cartridge:
        if item.partial_credit is not PartialCredit.RIGHT_MINUS_WRONG:
            asking.note(SEVERAL)
    elif item.multiple and item.partial_credit is not PartialCredit.ALL_OR_NOTHING:
        asking.note("All or nothing is scored there.")
    if not item.shuffle:
        asking.note("That the choices of one question keep their order cannot be said there.")
    options = tuple(_option(asking, "choice", choice) for choice in item.choices)
    asking.add(ChoiceQuestion(**asking.asked(), options=options, multiple=item.multiple))


def _option(asking: Asking, kind: str, one: Choice | Area) -> Option:
    return Option(
        identifier=asking.id(kind, one.identifier),
        html=asking.texts.inline(one.text),
        is_key=one.is_key,
        feedback=asking.texts.block(one.feedback),
    )


def _hotspot(asking: Asking, item: HotspotItem) -> None:
    asking.note("The areas of the picture are choices in words.")
    options = tuple(_option(asking, "area", area) for area in item.areas)
    stem = asking.texts.block(item.heading, item.body, item.image)
    asking.add(ChoiceQuestion(**asking.asked(stem), options=options, multiple=item.multiple))


def _essay(asking: Asking, item: ExtendedTextItem) -> None:
    rubric = "".join(f"<li>{asking.texts.inline(one.text)}</li>" for one in item.rubric)
    if rubric:
        asking.note("A person grades it there; the rubric stands in what is told afterwards.")
    model = asking.texts.block(item.model_answer)
    if model and not asking.is_cartridge:
        asking.note("The model answer stands in what is told afterwards.")
    asked = asking.asked()
    asked["explanation"] = "".join(
        (
            f"<ul>{rubric}</ul>" if rubric else "",
            "" if asking.is_cartridge else model,
            asked["explanation"],
        )
    )
    asking.add(EssayQuestion(**asked, model_answer=model))
