"""QTI 1.2 items with blanks and lists in the middle of a text, as Canvas writes them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from lessonry.domain.gaps import Gap
from lessonry.domain.items import Item
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.patterns import PatternError, compile_pattern
from lessonry.importers.drafts import place_of, text_gap
from lessonry.importers.qti_1.answers import (
    PART_ENOUGH,
    anywhere,
    gap_of,
    gaps_by,
    listed,
    note_told,
    text_with,
)
from lessonry.importers.qti_1.credit import of_responses
from lessonry.importers.qti_1.material import TYPED, Label, Response, without_marks
from lessonry.importers.qti_1.question import Question
from lessonry.importers.qti_1.tree import attribute, metadata, words
from lessonry.readers.gaps.text_entry import MOST_TYPOS

LISTS: Final = frozenset({"dropdown", "wordbank"})
"""What New Quizzes calls a blank that is chosen, in a question that says it is typed."""
DRAGGED: Final = (
    "Words were dragged into the gaps; now each gap is a list of all of them, and one may be chosen"
    " more than once."
)
NEARLY: Final = "An answer with a typing slip was taken there; here it is wrong."
FORGIVING: Final = "How many typing slips are forgiven goes by the length of an answer here."


def blanks(question: Question) -> Item | None:
    """Return Canvas's blanks: `[name]` in the text, and all that each accepts as its labels."""
    return _in_text(question, gaps_by(_blank, question))


def dropdowns(question: Question) -> Item | None:
    """Return lists that drop down: `[name]` in the text, or where each response stands."""
    return _in_text(question, gaps_by(listed, question))


def _blank(question: Question, response: Response) -> Gap | None:
    kinds = {attribute(one.element, "answer_type").lower() for one in response.labels}
    if "wordbank" in kinds:
        question.notes.append(DRAGGED)
    if response.tag in TYPED:
        return gap_of(question, response)
    return listed(question, response) if kinds & LISTS else _typed(question, response)


def _typed(question: Question, response: Response) -> Gap | None:
    """Return a gap for words: each label is one, in the way in which it is compared."""
    texts: list[str] = []
    patterns: list[str] = []
    for label in response.labels:
        match attribute(label.element, "scoring_algorithm").lower():
            case "textregex":
                patterns += _pattern(question, label)
            case "textcontainsanswer":
                question.notes.append(PART_ENOUGH)
                patterns.append(anywhere(question.text(label.html)))
            case _:
                texts.append(question.text(label.html))
    if not texts and not patterns:
        return None
    cased = metadata(question.element).get("case_sensitive", "").lower() == "true"
    place = place_of(question.file)
    made = text_gap(place, texts, patterns=patterns, case_sensitive=cased)
    typos = _typos(question)
    return replace(made, answers=tuple(replace(one, typos=typos) for one in made.answers))


def _typos(question: Question) -> int:
    """Return how many typing slips are forgiven, which has to be the same in all of an item's gaps."""
    labels = [one for response in question.shown.responses for one in response.labels]
    typed = [one for one in labels if attribute(one.element, "answer_type").lower() not in LISTS]
    slips = {_distance(one) for one in typed}
    if slips <= {0}:
        return 0
    question.notes.append(FORGIVING if len(slips) == 1 else NEARLY)
    return slips.pop() if len(slips) == 1 else 0


def _distance(label: Label) -> int:
    if attribute(label.element, "scoring_algorithm").lower() != "textcloseenough":
        return 0
    said = attribute(label.element, "levenshtein_distance")
    return min(int(said), MOST_TYPOS) if said.isascii() and said.isdigit() else 1


def _pattern(question: Question, label: Label) -> list[str]:
    """Return the pattern that a label is, which here is held against the whole answer."""
    written = words(label.element).strip()
    bare = written.removeprefix("^")
    if bare.endswith("$") and not bare.endswith("\\$"):
        bare = bare[:-1]
    try:
        compile_pattern(bare, ignore_case=True)
    except PatternError as error:
        question.notes.append(f"The pattern `{written[:200]}` was left out: {error}.")
        return []
    return [bare]


def _in_text(question: Question, gaps: list[Gap] | None) -> Item | None:
    """Return the item with its gaps at the names in brackets."""
    if gaps is None:
        return None
    stem = without_marks(question.shown.stem)
    order: list[tuple[int, Gap]] = []
    for response, gap in zip(question.shown.responses, gaps, strict=True):
        name = response.identifier.removeprefix("response_")
        label = " ".join(re.sub(r"<[^>]*>", "", response.before).split())
        at = next((stem.find(f"[{said}]") for said in (name, label) if f"[{said}]" in stem), -1)
        if at < 0:
            if question.shown.is_inline:
                return _where_they_stand(question, gaps)
            question.notes.append(f"The gap `{name}` is not in the text: it stands at its end now.")
            stem += f"<p>[{name}]</p>"
            at = stem.rindex(f"[{name}]")
        order.append((at, gap))
    order.sort(key=lambda pair: pair[0])
    made = ""
    done = 0
    for index, (at, _) in enumerate(order):
        made += stem[done:at] + gap_mark(index)
        done = stem.index("]", at) + 1
    note_told(question)
    text = question.markdown(made + stem[done:])
    return question.draft(text, partial_credit=of_responses(question)).gaps(g for _, g in order)


def _where_they_stand(question: Question, gaps: list[Gap]) -> Item:
    note_told(question)
    text = text_with(question, len(gaps))
    return question.draft(text, partial_credit=of_responses(question)).gaps(gaps)
