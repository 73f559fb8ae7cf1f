"""A QTI 1.2 item as an item of ours, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, cast

from lessonry.domain.fidelity import Carried, Fidelity, changed
from lessonry.domain.items import Item
from lessonry.importers.drafts import Names
from lessonry.importers.qti_1 import answers, blanks, lists, statements
from lessonry.importers.qti_1.kinds import FOREIGN, FORMULA, called, kind_of
from lessonry.importers.qti_1.question import Link, Question
from lessonry.importers.qti_1.tree import Element, within

READERS: Final[dict[str, Callable[[Question], Item | None]]] = {
    "choice": lists.choice,
    "several": lists.several,
    "match": lists.match,
    "categories": lists.categories,
    "pairs": lists.pairs,
    "order": lists.order,
    "survey": lists.survey,
    "statements": statements.statements,
    "hotspot": lists.hotspot,
    "text": answers.typed,
    "number": answers.number_item,
    "blanks": blanks.blanks,
    "dropdowns": blanks.dropdowns,
    "mixed": answers.typed,
    "essay": answers.essay,
}
SHARED: Final = "The passage that it shares with other items stands in each of them now."
SLIDER: Final = "What was set with a slider is typed or chosen here."
NO_PLACE: Final = "This kind of question has no place here."
MOST_COMPARED: Final = 1_000_000
"""Answers times rules: a match of a hundred pairs has as many."""
TOO_MANY: Final = "It has too many answers and rules to be a question for people."


def read_item(
    element: Element, *, file: str, link: Link, names: Names, passage: str = ""
) -> tuple[Item | None, Fidelity]:
    """Return the item, or nothing where it cannot be one, and what became of it.

    Args:
        element: The `item`.
        file: The name of the file that it stands in.
        link: Where the addresses in it lead once they are ours.
        names: The identifiers of the quiz so far.
        passage: HTML that stands above it and other items.
    """
    question = Question(element=element, file=file, link=link, names=names)
    if passage:
        question.shown.stem = f"<div>{passage}</div><div>{question.shown.stem}</div>"
        question.notes.append(SHARED)
    if next(within(question.element, "render_slider"), None) is not None:
        question.notes.append(SLIDER)
    name = called(element)
    labels = sum(len(response.labels) for response in question.shown.responses)
    if labels * len(question.scoring.rules) > MOST_COMPARED:
        return None, _fidelity(question, name or "item", None, (TOO_MANY,))
    kind = kind_of(element, question.shown, question.scoring)
    item = READERS[kind](question) if kind else None
    if kind is None:
        is_formula = next(within(element, "formula"), None) is not None
        question.notes = [FOREIGN.get(name.lower(), FORMULA if is_formula else NO_PLACE)]
    elif item is None and not question.notes:
        question.notes = [NO_PLACE]
    return item, _fidelity(question, name or kind or "item", item, question.notes)


def _fidelity(question: Question, kind: str, item: Item | None, notes: Iterable[str]) -> Fidelity:
    return Fidelity(
        name=question.name(),
        kind=kind,
        carried=changed(notes) if item else Carried.LEFT,
        notes=tuple(dict.fromkeys(notes)),
        line=cast("int | None", question.element.sourceline),
        item=item.identifier if item else None,
        original=question.original(),
    )
