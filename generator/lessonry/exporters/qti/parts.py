"""What each kind of item gives to its document: declarations, interaction, rules, notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from lessonry.domain.items import Item
from lessonry.domain.prose import Prose
from lessonry.exporters.prose import HtmlProse
from lessonry.exporters.qti.spelling import Spelling
from lessonry.exporters.qti.tree import Element, qti

RESPONSE: Final = "RESPONSE"
MATCH_CORRECT: Final = "match_correct"
MAP_RESPONSE: Final = "map_response"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What an item is written with."""

    spelling: Spelling
    prose: HtmlProse
    language: str
    """Of the quiz's texts."""
    shuffles: bool
    """Whether its choices may change places in this quiz."""
    say: Callable[[str], str]
    """Returns a word of ours in the language of the quiz."""
    blocks: Callable[[Prose], list[Element]]
    """Returns prose as HTML of this version: blocks."""
    inline: Callable[[Prose], Element]
    """Returns prose as an element that holds inline HTML of this version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """One item, but for its frame."""

    declarations: tuple[Element, ...]
    body: tuple[Element, ...]
    """The interactions, or the body with the interactions in it."""
    interaction: str
    """The first one's name, for the metadata."""
    template: str | None = None
    """The template that scores it, for an item of one point."""
    rules: tuple[Element, ...] = ()
    """What scores it else; nothing where nothing is scored."""
    feedback: tuple[tuple[str, Prose], ...] = ()
    """What is said of each choice, by its identifier."""
    many: bool = False
    """Whether the response that the feedback is of holds several choices."""
    has_body: bool = False
    """Whether the item's own body is in `body` already."""
    prompted: bool = False
    """Whether the interaction has taken the heading as its prompt."""
    files: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


class CannotHold(Exception):
    """QTI, or what is known of the item, has no place for it; the message says why."""


def declaration(
    name: str,
    cardinality: str,
    base_type: str,
    key: Sequence[str] = (),
    mapping: Element | None = None,
) -> Element:
    """Return the declaration of a response."""
    made = qti(
        "responseDeclaration",
        {"identifier": name, "cardinality": cardinality, "baseType": base_type},
    )
    if key:
        made.append(qti("correctResponse", {}, *(qti("value", text=one) for one in key)))
    if mapping is not None:
        made.append(mapping)
    return made


def mapping_of(
    entries: Sequence[tuple[str, str]],
    *,
    otherwise: str = "0",
    lower: str | None = "0",
    cased: bool | None = None,
) -> Element:
    """Return a mapping of keys to points.

    Args:
        entries: Keys, each with its points.
        otherwise: What any other answer is worth.
        lower: What the sum is at least.
        cased: Whether capitals matter, where the keys are texts.
    """
    attributes = {"lowerBound": lower} if lower is not None else {}
    made = qti("mapping", {**attributes, "defaultValue": otherwise})
    for name, points in entries:
        entry = {"mapKey": name, "mappedValue": points}
        if cased is not None:
            entry["caseSensitive"] = "true" if cased else "false"
        made.append(qti("mapEntry", entry))
    return made


def prompt(item: Item, setting: Setting) -> list[Element]:
    """Return the heading as a prompt, where it is all there is of the question."""
    if item.heading is None or item.body is not None:
        return []
    made = qti("prompt")
    held = setting.inline(item.heading)
    made.text = held.text
    made.extend(list(held))
    return [made]


def filled(tag: str, attributes: dict[str, str], prose: Prose, setting: Setting) -> Element:
    """Return an element of QTI's that holds prose: a single paragraph without its `p`."""
    made = qti(tag, attributes)
    blocks = setting.blocks(prose)
    if len(blocks) == 1 and blocks[0].tag == "p" and not blocks[0].attrib:
        made.text = blocks[0].text
        made.extend(list(blocks[0]))
    else:
        made.extend(blocks)
    return made
