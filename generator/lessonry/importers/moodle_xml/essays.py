"""Reads `essay` questions: what the grader is told becomes rubric and model answer."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from lessonry.domain.items import Item
from lessonry.importers.moodle_xml.question import Question, quoted

LINE = re.compile(r"- (?P<first>.*)(?P<rest>(?:\n(?:    .*|$))*)", re.MULTILINE)
WEIGHT = re.compile(r"\s*\(×(?P<points>[0-9]{1,6}(?:\.[0-9]{1,6})?)\)$")
"""How our own exports tell what a criterion weighs."""


def essay(question: Question) -> Item:
    """Return an item for sentences; without a list for the grader it is worth no points."""
    told = question.texts.markdown(question.element.find("graderinfo"))
    rubric, model = _parts(told)
    draft = question.draft(question.stem())
    if not rubric:
        question.notes.append(
            "It has no rubric: what the grader is told is no list. Until you write one, the text is"
            f" kept and worth no points (in Moodle {float(draft.points):g})."
        )
        draft = replace(draft, points=Fraction(0))
    if template := question.texts.markdown(question.element.find("responsetemplate")):
        question.notes.append(f"The text to begin with was left out: “{quoted(template)}”.")
    if question.said("attachments", "0") not in ("", "0"):
        question.notes.append("Moodle lets learners hand in files; here they write.")
    return draft.extended_text(rubric, model)


def _parts(told: str) -> tuple[list[tuple[str, Fraction]], str | None]:
    """Return the criteria of the list that the text begins with, and what stands below."""
    rubric: list[tuple[str, Fraction]] = []
    rest = told
    while (found := LINE.match(rest)) is not None:
        text = found["first"] + found["rest"].rstrip().replace("\n    ", "\n")
        weight = WEIGHT.search(text)
        points = Fraction(weight["points"]) if weight else Fraction(1)
        rubric.append((WEIGHT.sub("", text), points or Fraction(1)))
        rest = rest[found.end() :].lstrip("\n")
    return rubric, rest.strip() or None
