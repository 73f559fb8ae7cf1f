"""QTI 1.2 items that are answered by typing: words, numbers, sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from lessonry.domain.gaps import Gap, NumericAnswer, NumericEntryGap
from lessonry.domain.items import Item
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.patterns import PatternError, compile_pattern
from lessonry.importers.drafts import (
    inline_gap,
    number_gap,
    place_of,
    range_gap,
    text_gap,
)
from lessonry.importers.qti_1.credit import WRONG, of_responses
from lessonry.importers.qti_1.lists import NO_KEY
from lessonry.importers.qti_1.material import Response, without_marks
from lessonry.importers.qti_1.question import Question, several_notes
from lessonry.importers.qti_1.scoring import COMPARED, REGULAR, number
from lessonry.importers.qti_1.tree import Element, attribute, first, within, words

BLANK = re.compile(r"_{3,}(?![^<>]*>)")
"""A line to write on, in HTML; what stands in a tag is none."""
ANY_ORDER = (
    "Words that may stand in any order are right in each of their gaps here, even if one is given"
    " twice."
)
BOXES = "input_boxes"
MOST_BOXES = 20
PART_ENOUGH = "A part of the answer was enough; a pattern says so here."
SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}/]")


def typed(question: Question) -> Item | None:
    """Return one or several gaps for words; numbers stay numbers where the file says so."""
    read = gaps_by(gap_of, question)
    if read is None:
        return None
    responses = question.shown.responses
    gaps = [
        gap for gap, response in zip(read, responses, strict=True) for _ in range(_boxes(response))
    ]
    note_told(question)
    policy = of_responses(question)
    if len(gaps) > len(question.shown.responses):
        question.notes.append(ANY_ORDER)
        policy = PartialCredit.PER_PART
    return question.draft(text_with(question, len(gaps)), partial_credit=policy).gaps(gaps)


def _boxes(response: Response) -> int:
    """Return how many answers are typed into one response: Brightspace has a box for each."""
    boxes = within(response.element, "render_fib")
    found = (value for box in boxes for key, value in box.items() if str(key).endswith(BOXES))
    said = str(next(found, ""))
    return min(int(said), MOST_BOXES) if said.isascii() and said.isdigit() and int(said) else 1


def number_item(question: Question) -> Item | None:
    """Return a gap for a number."""
    gap = _number(question, question.shown.responses[0])
    if gap is None:
        question.notes.append(NO_KEY)
        return None
    note_told(question)
    return question.draft(text_with(question, 1)).gaps([gap])


def essay(question: Question) -> Item | None:
    """Return an item for sentences, with the file's solution as its model answer."""
    solution = question.told_markdown(question.told.solution)
    question.told.solution = ""
    draft = question.draft(question.markdown(without_marks(question.shown.stem)))
    if draft.points:
        question.notes.append(
            "It has no rubric. Until you write one, the text is kept and worth no points (there"
            f" {float(draft.points):g})."
        )
    return replace(draft, points=Fraction(0)).extended_text((), solution)


def text_with(question: Question, count: int) -> str:
    """Return the stem with its gaps; at the end, each in a paragraph, where it has none inside."""
    if question.shown.is_inline:
        return question.markdown(question.shown.stem)
    shown = without_marks(question.shown.stem)
    if count == 1 and len(BLANK.findall(shown)) == 1:
        return question.markdown(BLANK.sub(gap_mark(0), shown))
    stem = question.markdown(shown)
    return "\n\n".join([stem, *(gap_mark(index) for index in range(count))]).strip()


def listed(question: Question, response: Response) -> Gap | None:
    """Return a list that drops down; nothing where none of it is right."""
    scoring, name = question.scoring, response.identifier
    worths = {one.identifier: scoring.worth(name, one.identifier) for one in response.labels}
    top = max(worths.values(), default=Fraction(0))
    if top <= max(Fraction(0), scoring.worth(name, WRONG)):
        return None
    choices = [(question.text(one.html), worths[one.identifier] == top) for one in response.labels]
    return inline_gap(place_of(question.file), choices)


def gaps_by(
    read: Callable[[Question, Response], Gap | None], question: Question
) -> list[Gap] | None:
    """Return the gap that `read` makes of each response; nothing, and why, where one has no key."""
    gaps: list[Gap] = []
    for response in question.shown.responses:
        gap = read(question, response)
        if gap is None:
            question.notes.append(NO_KEY)
            return None
        gaps.append(gap)
    return gaps


def gap_of(question: Question, response: Response) -> Gap | None:
    """Return the gap that a response is; nothing where the file does not say what is right."""
    if response.labels and response.tag == "response_lid":
        return listed(question, response)
    render = first(response.element, "render_fib")
    kind = attribute(render, "fibtype").lower() if render is not None else ""
    is_number = next(within(response.element, "render_fin"), None) is not None
    if is_number or response.tag == "response_num" or kind in ("decimal", "integer"):
        return _number(question, response) or _words(question, response)
    return _words(question, response)


def _words(question: Question, response: Response) -> Gap | None:
    found = question.scoring.texts(response.identifier)
    texts = [words(one).strip() for one in found]
    scores = {text: question.scoring.worth(response.identifier, text) for text in texts}
    top = max(scores.values(), default=Fraction(0))
    nothing = max(Fraction(0), question.scoring.worth(response.identifier, WRONG))
    right = [text for text, score in scores.items() if score == top > nothing and text]
    partly = [text for text, score in scores.items() if nothing < score < top]
    several_notes(question.notes, partly, "Worth something, and here nothing, is")
    patterns = list(_substrings(question, response))
    if patterns:
        question.notes.append(PART_ENOUGH)
    patterns += _regular(question, response)
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
                made.append(anywhere(words(one).strip()))
    return list(dict.fromkeys(made))


def _regular(question: Question, response: Response) -> list[str]:
    """Return WebCT's regular expressions, of the rules that give most."""
    made: dict[str, None] = {}
    rules = list(question.scoring.giving())
    top = max((question.scoring.gives(rule) for rule in rules), default=Fraction(0))
    for rule in rules:
        for one in within(rule.condition, REGULAR) if rule.condition is not None else ():
            pattern = words(one).strip()
            if attribute(one, "respident") not in (response.identifier, ""):
                continue
            try:
                compile_pattern(pattern, ignore_case=True)
            except PatternError as error:
                question.notes.append(f"The pattern `{pattern[:200]}` was left out: {error}.")
                continue
            if question.scoring.gives(rule) < top:
                several_notes(question.notes, [pattern], "Worth something, and here nothing, is")
                continue
            made[pattern] = None
    return list(made)


def anywhere(text: str) -> str:
    """Return a pattern for answers that hold a text somewhere."""
    plain = SPECIAL.sub(lambda sign: f"\\{sign.group()}", text)
    return f".*{plain}.*"


def _number(question: Question, response: Response) -> NumericEntryGap | None:
    """Return the numbers that a response accepts; bounds are taken as the file reckoned them."""
    place = place_of(question.file)
    answers: list[NumericAnswer] = []
    for rule in question.scoring.giving():
        condition = rule.condition
        if condition is None:
            continue
        own = [
            one
            for one in within(condition, "varequal", *COMPARED)
            if attribute(one, "respident") in (response.identifier, "")
        ]
        said = [number(words(one)) for one in own if one.tag == "varequal"]
        exact = [value for value in said if value is not None]
        bounds = _bounds(own)
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


def _bounds(conditions: Sequence[Element]) -> tuple[Fraction, Fraction] | None:
    """Return the lower and the upper bound of some comparisons, where they have both."""
    values = {str(one.tag).removesuffix("e"): number(words(one)) for one in conditions}
    low, high = values.get("vargt"), values.get("varlt")
    if low is None or high is None or low > high:
        return None
    return low, high


def note_told(question: Question) -> None:
    """Note what is told to single answers, which has no place in a gap."""
    texts = [question.plain(text) for text in dict.fromkeys(question.told.of.values())]
    several_notes(question.notes, texts, "What it tells to single answers has no place here")
