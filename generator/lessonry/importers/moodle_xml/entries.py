"""Reads questions with something to type: `shortanswer` and `numerical`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from lessonry.domain.gaps import Gap, NumericAnswer, NumericEntryGap, TextEntryGap, Unit
from lessonry.domain.items import Item
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.numbers import fold_unit
from lessonry.importers.drafts import decimal_text, text_gap
from lessonry.importers.moodle_weights import has_star, pattern, per_cent, unstarred
from lessonry.importers.moodle_xml.choices import NOTHING_RIGHT
from lessonry.importers.moodle_xml.question import Answer, Left, Question, listed, number
from lessonry.importers.moodle_xml.texts import source, unmarked, words
from lessonry.readers.units import UnitError, units

BLANK = re.compile(r"_{5,}")
"""Where Moodle puts the field of a `shortanswer` or `numerical` question, if anywhere."""
NO_UNIT: Final = "3"
COMMA: Final = (
    "“{said}” was read as {read}; Moodle in English takes a comma for one between thousands."
)
Typed = tuple[str, Fraction, Fraction, str | None]
"""An answer to type, its share, its tolerance, and its feedback as Markdown."""


def shortanswer(question: Question) -> Item:
    """Return an item with one gap for words."""
    typed = [_typed(question, one) for one in question.typed()]
    is_strict = question.is_said("usecase", default=False)
    gap = words_gap(question, typed, case_sensitive=is_strict)
    return _with_gap(question, gap, typed)


def numerical(question: Question) -> Item:
    """Return an item with one gap for a number."""
    typed = [_typed(question, one) for one in question.typed()]
    return _with_gap(question, number_gap(question, typed, _unit(question)), typed)


def words_gap(question: Question, typed: Sequence[Typed], *, case_sensitive: bool) -> TextEntryGap:
    """Return a gap that takes what is wholly right; what is worth less is told of."""
    right = [
        " ".join(text.split())
        for text, *_ in _right(question, typed, case_sensitive=case_sensitive)
    ]
    texts = [unstarred(word) for word in right if not has_star(word)]
    patterns = [pattern(word) for word in right if has_star(word)]
    if any(not word.strip("*") for word in right):
        question.notes.append("Moodle takes any words at all for right; so does the pattern here.")
        patterns = [one if one != ".*" else ".+" for one in patterns]
    elif patterns:
        question.notes.append(
            f"Moodle's star, which stands for any letters, became a pattern: {listed(patterns)}."
        )
    gap = text_gap(question.place, texts, case_sensitive=case_sensitive, patterns=patterns)
    if not patterns:
        return gap
    return replace(
        gap, answers=tuple(replace(one, ignore_case=not case_sensitive) for one in gap.answers)
    )


def number_gap(
    question: Question, typed: Sequence[Typed], unit: tuple[str, tuple[Unit, ...]] | None = None
) -> NumericEntryGap:
    """Return a gap that takes the numbers that are wholly right."""
    made = []
    for text, _, off, _ in _right(question, typed):
        value = _value(text)
        if value is None:
            question.notes.append(
                f"“{text[:40]}” is no number here, and Moodle takes anything for it: it was left out."
            )
            continue
        shown = decimal_text(value)
        if "," in text:
            question.notes.append(COMMA.format(said=text[:40], read=shown))
        made.append(NumericAnswer(shown=shown, low=value - off, high=value + off))
    if not made:
        raise Left("None of its answers is a number.")
    name, spellings = unit if unit is not None else (None, ())
    return NumericEntryGap(answers=tuple(made), unit=name, units=spellings, place=question.place)


def _typed(question: Question, answer: Answer) -> Typed:
    share = answer.share
    fraction = source(answer.element.find("fraction"))  # of exports before Moodle 2
    if fraction and answer.element.get("fraction") is None:
        share = number(fraction, Fraction(0))
    off = tolerance(question, source(answer.element.find("tolerance")))
    return words(answer.element), share, off, question.feedback(answer)


def tolerance(question: Question, said: str) -> Fraction:
    """Return how far off a number may be."""
    off = abs(number(said, Fraction(0)))
    if "," in said:
        question.notes.append(COMMA.format(said=said[:40], read=decimal_text(off)))
    return off


def _first_taken(typed: Sequence[Typed]) -> dict[str, Fraction]:
    """Return of each word, whatever its capitals, the share of the first answer that takes it."""
    return {text.casefold(): share for text, share, *_ in reversed(typed)}


def _right(
    question: Question, typed: Sequence[Typed], *, case_sensitive: bool = True
) -> list[Typed]:
    """Return the answers that are right, the others told of."""
    best = max((share for _, share, *_ in typed), default=Fraction(0))
    if best <= 0:
        raise Left(NOTHING_RIGHT)
    if best < 1:
        question.notes.append(
            f"Its best answer is worth {per_cent(best)} in Moodle; here it is right."
        )
    taken = dict[str, Fraction]() if case_sensitive else _first_taken(typed)
    partly = [
        f"{text[:60]} ({per_cent(share)})"
        for text, share, *_ in typed
        if 0 < share < best and taken.get(text.casefold(), share) < best
    ]
    if partly:
        question.notes.append(f"Partly right in Moodle, and wrong here: {listed(partly)}.")
    stars = [index for index, (text, *_) in enumerate(typed) if text.strip() == "*"]
    if stars and any(share == best for _, share, *_ in typed[stars[0] + 1 :]):
        question.notes.append("Moodle never comes to the answers behind its `*`; here they count.")
    silent = [
        text for text, share, _, told in typed if share <= 0 and not told and text.strip() != "*"
    ]
    if silent:
        question.notes.append(f"Wrong answers that it lists are not kept: {listed(silent)}.")
    return [one for one in typed if one[1] == best]


def _with_gap(question: Question, gap: Gap, typed: Sequence[Typed]) -> Item:
    """Return an item whose gap stands in the text where Moodle has its field, or below."""
    text = question.source
    if BLANK.search(text):
        stem = question.stem(BLANK.sub(gap_mark(0), text, count=1))
    else:
        stem = question.stem_with(1)
    told = [(_label(question, text), feedback) for text, _, _, feedback in typed]
    return question.explained(question.draft(stem), told).gaps((gap,))


def _label(question: Question, text: str) -> str:
    return "" if text.strip() == "*" else question.texts.plain(unstarred(text))


def _unit(question: Question) -> tuple[str, tuple[Unit, ...]] | None:
    """Return the unit that has to be typed; what Moodle only allows is told of."""
    found = [
        (number(source(one.find("multiplier")), Fraction(1)), source(one.find("unit_name")))
        for one in question.element.findall("units/unit")
    ]
    names = [(factor, unmarked(name)) for factor, name in found if name]
    if not names or question.said("showunits") == NO_UNIT:
        return None
    said = listed(name for _, name in names)
    if question.said("unitgradingtype", "0") in ("", "0"):
        question.notes.append(
            f"Moodle lets learners add a unit ({said}); here they type the number."
        )
        return None
    own = next((name for factor, name in names if factor == 1), names[0][1])
    try:
        spellings = units(fold_unit(own))
    except UnitError:
        question.notes.append(
            f"Moodle asks for a unit ({said}), which is not known here: learners type the number."
        )
        return None
    penalty = number(question.said("unitpenalty"), Fraction(1))
    if penalty < 1:
        question.notes.append(
            f"A wrong unit costs {per_cent(penalty)} in Moodle; here the answer is wrong."
        )
    if len(names) > 1:
        question.notes.append(
            f"Its units ({said}) became `{own}` and all that can be converted to it."
        )
    return own, spellings


def _value(text: str) -> Fraction | None:
    plain = text.replace(" ", "").replace("\u2212", "-")
    value = number(plain, Fraction(-1, 7))
    return None if value == Fraction(-1, 7) else value
