"""Which kind of question a QTI 1.2 item is, from what its dialect calls it or from what it has."""

from __future__ import annotations

import re
from typing import Final

from lessonry.importers.qti_1.dialects import LISTED
from lessonry.importers.qti_1.material import Presentation, Response
from lessonry.importers.qti_1.scoring import COMPARED, REGULAR, Scoring
from lessonry.importers.qti_1.tree import Element, attribute, first, metadata, within

CALLED: Final = (
    "question_type",
    "cc_profile",
    "bbmd_questiontype",
    "qmd_questiontype",
    "qmd_itemtype",
    "itemtype",
    "wct_questiontype",
    "questiontype",
)
"""Where dialects name the kind."""
NAMED: Final = {
    "multiple_choice_question": "choice",
    "true_false_question": "choice",
    "multiple_answers_question": "several",
    "short_answer_question": "text",
    "fill_in_multiple_blanks_question": "blanks",
    "multiple_dropdowns_question": "dropdowns",
    "missing_word_question": "dropdowns",
    "matching_question": "match",
    "categorization_question": "categories",
    "ordering_question": "order",
    "numerical_question": "number",
    "essay_question": "essay",
    "cc.multiple_choice.v0p1": "choice",
    "cc.true_false.v0p1": "choice",
    "cc.multiple_response.v0p1": "several",
    "cc.fib.v0p1": "text",
    "cc.pattern_match.v0p1": "text",
    "cc.essay.v0p1": "essay",
    "multiple choice": "choice",
    "either/or": "choice",
    "true/false": "choice",
    "multiple answer": "several",
    "multi-select": "several",
    "matching": "match",
    "ordering": "order",
    "fill in the blank plus": "blanks",
    "essay": "essay",
    "short response": "essay",
    "long answer": "essay",
    "short answer": "text",
    "numeric": "number",
    "hot spot": "hotspot",
    "opinion scale": "survey",
    "likert": "survey",
    "multiple choice survey": "survey",
    "asskprimchoice": "statements",
}
"""What dialects call the kinds that have a place here; the same words in small letters."""
FORMULA: Final = "Its numbers come from formulas. See “Random values” for how to write it."
FOREIGN: Final = {
    "text_only_question": "It is a text without a question. Put it into a lesson, or above an item.",
    "file_upload_question": "Files cannot be handed in on a website.",
    "calculated_question": FORMULA,
    "hot_spot_question": "It has one area of a picture to find; here there are several to choose from.",
    "formula_question": FORMULA,
    "calculated": FORMULA,
    "arithmetic": FORMULA,
    "significant figures": FORMULA,
    "assformulaquestion": FORMULA,
    "file upload": "Files cannot be handed in on a website.",
    "assfileupload": "Files cannot be handed in on a website.",
    "jumbled sentence": "One list of words for several gaps has no place here.",
    "quiz bowl": "An answer that must be a question has no place here.",
    "word bank": "One list of words for several gaps has no place here.",
}
"""Kinds that are named and not carried, with the reason."""


def called(item: Element) -> str:
    """Return what the file calls the kind of an item, nothing where it does not."""
    said = metadata(item)
    return next((said[name] for name in CALLED if said.get(name)), "")


def kind_of(item: Element, shown: Presentation, scoring: Scoring) -> str | None:
    """Return which of our kinds an item can be; nothing where it is none of them."""
    name = called(item).lower()
    if name in FOREIGN:
        return None
    return _seen(NAMED.get(name), item, shown, scoring)


def _seen(named: str | None, item: Element, shown: Presentation, scoring: Scoring) -> str | None:
    """Return the kind by what an item has; its name decides where that leaves a choice."""
    responses = shown.responses
    if not responses:
        return None
    one = responses[0]
    if any(response.tag == "response_grp" for response in responses):
        return "pairs" if len(responses) == 1 else "match"
    if any(
        response.tag == "response_xy" or _has(response, "render_hotspot") for response in responses
    ):
        return "hotspot"
    if named in ("blanks", "dropdowns", "match", "categories", "survey", "statements"):
        return named
    if named is None and all(_is_named_in(response, shown.stem) for response in responses):
        return "dropdowns"
    if all(response.labels and response.tag == "response_lid" for response in responses):
        if len(responses) == 1:
            if shown.is_inline and attribute(one.element, LISTED):
                return "dropdowns"
            if named == "choice":
                return named
            return {"ordered": "order", "multiple": "several"}.get(one.cardinality, "choice")
        if shown.right_block:
            return "match"
        if all(response.cardinality == "single" for response in responses):
            return "dropdowns" if shown.is_inline and not _same(responses) else "match"
        return None
    if all(_is_typed(response) for response in responses):
        if named == "essay" or not _has_key(scoring, responses):
            return "essay" if len(responses) == 1 else None
        if len(responses) == 1 and not shown.is_inline and _is_number(one, named, scoring):
            return "number"
        return "text"
    if shown.is_inline:
        return "mixed"
    return None


def _is_typed(response: Response) -> bool:
    return response.tag in ("response_str", "response_num") or (
        response.tag == "response_lid" and _has(response, "render_fib")
    )


def _is_named_in(response: Response, stem: str) -> bool:
    """Return whether the text has the name of a list in brackets, as Canvas writes it."""
    name = " ".join(re.sub(r"<[^>]*>", "", response.own).split())
    return bool(response.labels) and bool(name) and f"[{name}]" in stem


def _has(response: Response, name: str) -> bool:
    return next(within(response.element, name), None) is not None


def _same(responses: list[Response]) -> bool:
    """Return whether all responses offer the same, as a match does."""
    offered = {tuple(sorted(label.html.strip() for label in one.labels)) for one in responses}
    return len(offered) == 1


def _has_key(scoring: Scoring, responses: list[Response]) -> bool:
    return any(scoring.texts(one.identifier) for one in responses) or any(
        next(within(rule.condition, *COMPARED, "varsubstring", REGULAR), None) is not None
        for rule in scoring.rules
        if rule.condition is not None
    )


def _is_number(response: Response, named: str | None, scoring: Scoring) -> bool:
    if named == "number" or response.tag == "response_num":
        return True
    render = first(response.element, "render_fib")
    kind = attribute(render, "fibtype").lower() if render is not None else ""
    return kind in ("decimal", "integer", "scientific")
