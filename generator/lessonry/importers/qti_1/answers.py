"""QTI 1.2 items that are answered by typing, or by choosing in the middle of a text."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from lessonry.domain.gaps import Gap, NumericAnswer, NumericEntryGap
from lessonry.domain.items import Item
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.drafts import (
    inline_gap,
    number_gap,
    place_of,
    range_gap,
    text_gap,
)
from lessonry.importers.qti_1.lists import NO_KEY
from lessonry.importers.qti_1.material import Response
from lessonry.importers.qti_1.question import Question, several_notes
from lessonry.importers.qti_1.scoring import number
from lessonry.importers.qti_1.tree import Element, attribute, first, within, words

BLANK = re.compile(r"_{3,}(?![^<>]*>)")
"""A line to write on, in HTML; what stands in a tag is none."""
SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}/]")


def typed(question: Question) -> Item | None:
    """Return one or several gaps for words; numbers stay numbers where the file says so."""
    gaps: list[Gap] = []
    for response in question.shown.responses:
        gap = _gap(question, response)
        if gap is None:
            question.notes.append(NO_KEY)
            return None
        gaps.append(gap)
    _note_told(question)
    return question.draft(_text(question, len(gaps)), partial_credit=_policy(question)).gaps(gaps)


def number_item(question: Question) -> Item | None:
    """Return a gap for a number."""
    gap = _number(question, question.shown.responses[0])
    if gap is None:
        question.notes.append(NO_KEY)
        return None
    _note_told(question)
    return question.draft(_text(question, 1)).gaps([gap])


def blanks(question: Question) -> Item | None:
    """Return Canvas's blanks: `[name]` in the text, and all that each accepts as its labels."""
    place = place_of(question.file)
    gaps: list[Gap] = []
    for response in question.shown.responses:
        texts = [question.text(label.html) for label in response.labels]
        texts = texts or [words(one).strip() for one in question.scoring.texts(response.identifier)]
        if not texts:
            question.notes.append(NO_KEY)
            return None
        gaps.append(text_gap(place, texts))
    return _in_text(question, gaps)


def dropdowns(question: Question) -> Item | None:
    """Return lists that drop down: `[name]` in the text, or where each response stands."""
    place = place_of(question.file)
    gaps: list[Gap] = []
    for response in question.shown.responses:
        scores = {
            label.identifier: question.scoring.score({response.identifier: (label.identifier,)})
            for label in response.labels
        }
        top = max(scores.values(), default=Fraction(0))
        choices = [
            (question.text(label.html), top > 0 and scores[label.identifier] == top)
            for label in response.labels
        ]
        if not any(is_key for _, is_key in choices):
            question.notes.append(NO_KEY)
            return None
        gaps.append(inline_gap(place, choices))
    return _in_text(question, gaps)


def essay(question: Question) -> Item | None:
    """Return an item for sentences, with the file's solution as its model answer."""
    solution = question.told_markdown(question.told.solution)
    question.told.solution = ""
    draft = question.draft(question.markdown(_without_marks(question.shown.stem)))
    if draft.points:
        question.notes.append(
            "It has no rubric. Until you write one, the text is kept and worth no points (there"
            f" {float(draft.points):g})."
        )
    return replace(draft, points=Fraction(0)).extended_text((), solution)


def _in_text(question: Question, gaps: list[Gap]) -> Item | None:
    """Return the item with its gaps at the names in brackets."""
    stem = _without_marks(question.shown.stem)
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
    _note_told(question)
    draft = question.draft(question.markdown(made + stem[done:]), partial_credit=_policy(question))
    return draft.gaps(gap for _, gap in order)


def _where_they_stand(question: Question, gaps: list[Gap]) -> Item:
    _note_told(question)
    return question.draft(_text(question, len(gaps)), partial_credit=_policy(question)).gaps(gaps)


def _text(question: Question, count: int) -> str:
    """Return the stem with its gaps; at the end, each in a paragraph, where it has none inside."""
    if question.shown.is_inline:
        return question.markdown(question.shown.stem)
    shown = _without_marks(question.shown.stem)
    if count == 1 and len(BLANK.findall(shown)) == 1:
        return question.markdown(BLANK.sub(gap_mark(0), shown))
    stem = question.markdown(shown)
    return "\n\n".join([stem, *(gap_mark(index) for index in range(count))]).strip()


def _without_marks(html: str) -> str:
    return re.sub("\ue000gap[0-9]+\ue001", "", html)


def _gap(question: Question, response: Response) -> Gap | None:
    if response.labels and response.tag == "response_lid":
        scored = [
            (
                question.text(one.html),
                question.scoring.score({response.identifier: (one.identifier,)}),
            )
            for one in response.labels
        ]
        return inline_gap(place_of(question.file), [(text, score > 0) for text, score in scored])
    render = first(response.element, "render_fib")
    kind = attribute(render, "fibtype").lower() if render is not None else ""
    if response.tag == "response_num" or kind in ("decimal", "integer"):
        return _number(question, response) or _words(question, response)
    return _words(question, response)


def _words(question: Question, response: Response) -> Gap | None:
    found = question.scoring.texts(response.identifier)
    scores = {
        words(one).strip(): question.scoring.score({response.identifier: (words(one).strip(),)})
        for one in found
    }
    top = max(scores.values(), default=Fraction(0))
    right = [text for text, score in scores.items() if score == top and top > 0 and text]
    partly = [text for text, score in scores.items() if 0 < score < top]
    several_notes(question.notes, partly, "Worth something, and here nothing, is")
    patterns = list(_substrings(question, response))
    if patterns:
        question.notes.append("A part of the answer was enough; a pattern says so here.")
    if not right and not patterns:
        return None
    case = any(attribute(one, "case").lower() == "yes" for one in found) and len(
        {text.casefold() for text in right}
    ) == len(right)
    if case and not any(text != text.lower() or text != text.upper() for text in right):
        case = False
    return text_gap(place_of(question.file), right, patterns=patterns, case_sensitive=case)


def _substrings(question: Question, response: Response) -> list[str]:
    """Return patterns for what an answer must hold somewhere."""
    made: list[str] = []
    for rule in question.scoring.giving():
        for one in within(rule.condition, "varsubstring") if rule.condition is not None else ():
            if attribute(one, "respident") in (response.identifier, ""):
                plain = SPECIAL.sub(lambda sign: f"\\{sign.group()}", words(one).strip())
                made.append(f".*{plain}.*")
    return list(dict.fromkeys(made))


def _number(question: Question, response: Response) -> NumericEntryGap | None:
    """Return the numbers that a response accepts; bounds are taken as the file reckoned them."""
    place = place_of(question.file)
    answers: list[NumericAnswer] = []
    for rule in question.scoring.giving():
        condition = rule.condition
        if condition is None:
            continue
        exact = [
            n for one in within(condition, "varequal") if (n := number(words(one))) is not None
        ]
        bounds = _bounds(condition)
        if bounds is None and not exact:
            continue
        if bounds is None:
            answers += number_gap(place, [(value, Fraction(0)) for value in exact]).answers
            continue
        low, high = bounds
        middle = exact[0] if exact else None
        if middle is not None and high - middle == middle - low:
            answers += number_gap(place, [(middle, high - middle)]).answers
        elif low == high:
            answers += number_gap(place, [(low, Fraction(0))]).answers
        else:
            answers += range_gap(place, [(low, high)]).answers
    unique = tuple(dict.fromkeys(answers))
    return NumericEntryGap(answers=unique, unit=None, units=(), place=place) if unique else None


def _bounds(condition: Element) -> tuple[Fraction, Fraction] | None:
    """Return the lower and the upper bound of a condition, where it has both."""
    low = next((number(words(one)) for one in within(condition, "vargte", "vargt")), None)
    high = next((number(words(one)) for one in within(condition, "varlte", "varlt")), None)
    if low is None or high is None or low > high:
        return None
    return low, high


def _policy(question: Question) -> PartialCredit:
    is_several = len(question.shown.responses) > 1
    if is_several and question.scoring.adds:
        return PartialCredit.PER_PART
    return PartialCredit.ALL_OR_NOTHING


def _note_told(question: Question) -> None:
    texts = [question.plain(text) for text in dict.fromkeys(question.told.of.values())]
    several_notes(question.notes, texts, "What it tells to single answers has no place here")
