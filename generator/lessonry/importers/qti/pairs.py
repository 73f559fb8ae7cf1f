"""Interactions of pairs: `matchInteraction` as a match or a matrix."""

from __future__ import annotations

import dataclasses
from typing import Final

from lessonry.domain.prose import Prose
from lessonry.domain.response import Response
from lessonry.importers.drafts import trimmed
from lessonry.importers.plain_text import escaped_line
from lessonry.importers.qti.lists import FEEDBACK, declared_for
from lessonry.importers.qti.question import Given, Made, Question, Refused, numbered, without
from lessonry.importers.qti.tree import Element, find, whole
from lessonry.importers.qti.variables import Answers

TABULAR: Final = ("qti-match-tabular", "match_kprim", "match_true_false")
"""Classes by which QTI 3, and OpenOLAT, ask for a table."""
SWAPPED: Final = "The two sides have changed places: each thing now asks for its one partner."
NOT_ONE_LINE: Final = "A text of several lines does not fit into a table and was put into one."


def match(question: Question, interaction: Element) -> Made:
    """Return a match item, or a matrix where a table is asked for or a row may have several.

    Raises:
        Refused: There are not two sets, or something has no partner.
    """
    answers = declared_for(question, interaction)
    sets = [
        list(find(one, "simpleAssociableChoice")) for one in find(interaction, "simpleMatchSet")
    ]
    if len(sets) != 2 or not all(sets):
        raise Refused("It does not have two sets of things to match.")
    lefts, rights = ([one.get("identifier") or "" for one in side] for side in sets)
    pairs = [tuple(pair.split()) for pair in _pairs(answers)]
    partners: dict[str, list[str]] = {name: [] for name in lefts}
    for pair in pairs:
        if len(pair) == 2 and pair[0] in partners and pair[1] in rights:
            partners[pair[0]].append(pair[1])
        elif len(pair) == 2 and pair[1] in partners and pair[0] in rights:
            partners[pair[1]].append(pair[0])
    names = (interaction.get("class") or "").split()
    tabular = any(name in names for name in TABULAR)
    several = any(len(found) > 1 for found in partners.values())
    backwards = [name for found in partners.values() for name in found]
    is_open = not pairs
    if not tabular and several and sorted(backwards) == sorted(rights):
        question.note(SWAPPED)
        turned = {r: left for left, found in partners.items() for r in found}
        return _match(question, answers, sets[1], sets[0], turned, flip=True)
    if tabular or several or is_open:
        least = max((whole(one, "matchMax", 1) for one in sets[0]), default=1)
        anything = any(whole(one, "matchMax", 1) == 0 for one in sets[0])
        multiple = several or least > 1 or anything
        return _matrix(question, interaction, answers, sets, partners, multiple=multiple)
    missing = [name for name, found in partners.items() if not found]
    if missing:
        raise Refused("Some of the things to match have no partner, and here each must have one.")
    one_each = {name: found[0] for name, found in partners.items()}
    return _match(question, answers, sets[0], sets[1], one_each, flip=False)


def _pairs(answers: Answers) -> list[str]:
    """Return the right pairs: the key, or else those that earn points."""
    if answers.correct:
        return list(answers.correct)
    return [entry.key for entry in answers.entries if entry.points > 0]


def _texts(question: Question, side: list[Element]) -> dict[str, str]:
    return {one.get("identifier") or "": question.text(without(one, *FEEDBACK)) for one in side}


def _match(
    question: Question,
    answers: Answers,
    lefts: list[Element],
    rights: list[Element],
    partners: dict[str, str],
    *,
    flip: bool,
) -> Made:
    left_texts, right_texts = _texts(question, lefts), _texts(question, rights)
    item = question.draft.match(
        [(left_texts[name], right_texts[partners[name]]) for name in left_texts],
        right_texts.values(),
    )
    names = list(left_texts)
    by_text = {right.text.markdown: right.identifier for right in item.rights}
    letters = {by_text.get(trimmed(text), ""): name for name, text in right_texts.items()}

    def given(response: Response) -> Given:
        made = [
            f"{letters[value]} {name}" if flip else f"{name} {letters[value]}"
            for name, value in zip(names, response.values, strict=False)
            if value in letters
        ]
        return {answers.name: answers.value(made)}

    known = [right.identifier for right in item.rights]
    probes = [Response(values=item.key)]
    for index in range(len(item.key)):
        for value in (*known[:3], ""):
            values = (*item.key[:index], value, *item.key[index + 1 :])
            probes.append(Response(values=values))
    probes += [Response(values=tuple(value for _ in names)) for value in known]
    probes.append(Response(values=(item.key[0], *("" for _ in names[1:]))))
    return Made(item=item, given=given, probes=tuple(probes))


def _matrix(
    question: Question,
    interaction: Element,
    answers: Answers,
    sets: list[list[Element]],
    partners: dict[str, list[str]],
    *,
    multiple: bool,
) -> Made:
    rows, columns = (
        {name: _line(question, text) for name, text in _texts(question, side).items()}
        for side in sets
    )
    names, heads = list(rows), list(columns)
    is_survey = not any(partners.values())
    item = question.draft.matrix(
        list(columns.values()),
        [(rows[name], [heads.index(one) for one in partners[name]]) for name in names],
        multiple=multiple,
        survey=is_survey,
    )
    corner = (interaction.get("data-first-column-header") or "").strip()
    if corner:
        words = Prose(markdown=escaped_line(corner), place=question.draft.place)
        item = dataclasses.replace(item, corner=words)

    def given(response: Response) -> Given:
        made = [
            f"{name} {head}"
            for name, value in zip(names, response.values, strict=False)
            for one in value.split()
            if (head := numbered(heads, one)) is not None
        ]
        return {answers.name: answers.value(made)}

    key = tuple(" ".join(sorted(row.key)) for row in item.rows)
    probes = [Response(values=key)]
    for column in item.columns:
        probes.append(Response(values=tuple(column.identifier for _ in names)))
        for index in range(len(names)):
            changed = (*key[:index], column.identifier, *key[index + 1 :])
            probes.append(Response(values=changed))
    probes += [Response(values=(*key[:i], "", *key[i + 1 :])) for i in range(len(names))]
    return Made(item=item, given=given, probes=tuple(probes) if not is_survey else ())


def _line(question: Question, text: str) -> str:
    """Return a text as a cell of a table can hold it."""
    if "\n" not in text.strip():
        return text
    question.note(NOT_ONE_LINE)
    return " ".join(text.split())
