"""One item on its way: its tree, what it declares, its texts as Markdown, what is said of it."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from lessonry.domain.items import Item
from lessonry.domain.response import Response
from lessonry.importers.drafts import Draft
from lessonry.importers.markup import markdown_of
from lessonry.importers.qti.processing import Result, process
from lessonry.importers.qti.shares import Part
from lessonry.importers.qti.tree import Element, find, inner, remove, words
from lessonry.importers.qti.variables import Declared, Value

OURS: Final = "lessonry"
"""What our own exporter calls itself."""
RESTORED: Final = frozenset({"del", "ins", "mark", "u", "s"})
"""Classes of spans that stand for what QTI 2's HTML does not know."""
Given = dict[str, Value]


class Refused(Exception):
    """The item cannot be carried over; its text says why, as a sentence."""


@dataclass(slots=True, kw_only=True)
class Question:
    """An item that is being read."""

    root: Element
    declared: Declared
    body: Element
    """A copy of the item's body, from which the interactions are taken."""
    link: Callable[[str], str | None]
    draft: Draft
    notes: list[str] = field(default_factory=list)
    part: Part | None = None
    """Which of several things that its item asks it is."""

    def process(self, given: Given) -> Result:
        """Return what a response comes to; what else its item asks is answered rightly.

        Raises:
            CannotFollow: It uses something that cannot be followed.
        """
        beside = self.part.beside if self.part is not None else {}
        return process(self.root, self.declared, {**beside, **given})

    def text(self, element: Element) -> str:
        """Return what an element holds as Markdown; what is lost is noted."""
        converted = markdown_of(inner(element), link=self.link)
        self.note(*converted.notes)
        return converted.markdown

    def draft_with_stem(self) -> Draft:
        """Return the draft with what is left of the body as its stem."""
        return dataclasses.replace(self.draft, stem=self.text(self.body))

    def note(self, *sentences: str) -> None:
        """Say something of the item, once."""
        self.notes += [sentence for sentence in sentences if sentence not in self.notes]

    @property
    def is_ours(self) -> bool:
        """Return whether our own exporter wrote it."""
        return self.root.get("toolName") == OURS


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An item of ours, with what it takes to compare its scoring with the foreign one."""

    item: Item
    given: Callable[[Response], Given]
    """Returns a response as the foreign item has it."""
    probes: tuple[Response, ...] = ()
    """Responses to compare the scoring by; the first one is right."""
    alone: tuple[Response, ...] = ()
    """Of each choice the response that chooses nothing else, where feedback may hang on choices."""


def prepared(root: Element) -> None:
    """Bring pictures and marks of QTI 2 back to HTML, in place."""
    for picture in list(find(root, "object")):
        if not (picture.get("type") or "image/").startswith("image/"):
            continue
        picture.tag = "img"
        picture.set("src", picture.get("data") or "")
        if not picture.get("alt"):
            picture.set("alt", words(picture))
        picture.text = None
        for child in list(picture):
            picture.remove(child)
        for name in ("data", "type"):
            if name in picture.attrib:
                picture.attrib.pop(name)
    for span in find(root, "span"):
        name, *others = (span.get("class") or "").split() or [""]
        if name in RESTORED:
            span.tag = name
            span.set("class", " ".join(others))
    if root.get("toolName") != OURS:
        for element in find(root, "div", "p", "span"):
            if "class" in element.attrib:  # of a style sheet that stays behind
                element.attrib.pop("class")


def copied(element: Element) -> Element:
    """Return a copy that can be cut."""
    made: Element = copy.deepcopy(element)
    return made


def without(element: Element, *names: str) -> Element:
    """Return a copy of an element without what is in it of these names."""
    made = copied(element)
    for one in list(find(made, *names)):
        remove(one)
    return made


def numbered(names: Sequence[str], value: str) -> str | None:
    """Return the foreign identifier that stands at the place of a letter: `a` is the first."""
    index = 0
    for char in value:
        index = index * 26 + ord(char) - ord("a") + 1
    return names[index - 1] if 0 < index <= len(names) else None
