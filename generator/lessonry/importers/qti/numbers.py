"""Which numbers an item takes: read from the comparisons of its response processing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lessonry.domain.gaps import NumericAnswer
from lessonry.importers.drafts import decimal_text, tidy
from lessonry.importers.qti.comparison import tolerance
from lessonry.importers.qti.expressions import MOST_FIGURES, PARSING, custom_name
from lessonry.importers.qti.rights import tests_of
from lessonry.importers.qti.tree import Element, find, whole
from lessonry.importers.qti.variables import Answers, number

ABOVE = frozenset({"gte", "gt"})
BELOW = frozenset({"lte", "lt"})
COMPARED = ABOVE | BELOW | {"equal", "equalRounded"}


def numeric_answers(root: Element, answers: Answers) -> list[NumericAnswer]:
    """Return what a response for a number accepts; nothing where the file does not say."""
    made: list[NumericAnswer] = []
    for test in find(root, "equal", "equalRounded", "match", "and"):
        one = _of(test, answers)
        if one is not None and one not in made:
            made.append(one)
    if not made:
        texts = [*answers.correct, *(e.key for e in answers.entries if e.points > 0)]
        values = [exact(text) for text in texts]
        made = [_answer(v, v) for v in dict.fromkeys(v for v in values if v is not None)]
    shown = exact(answers.correct[0]) if answers.correct else None
    made.sort(key=lambda one: shown is None or not one.low <= shown <= one.high)
    return made


def _of(test: Element, answers: Answers) -> NumericAnswer | None:
    """Return what one comparison accepts; nothing where it is of something else."""
    if test.tag == "and":
        return _between(test, answers)
    if not _is_of(test, answers.name):
        return None
    value = _fixed(test, answers)
    if value is None:
        return None
    if test.tag == "equalRounded":
        figures = min(whole(test, "figures", 1), MOST_FIGURES)
        if test.get("roundingMode") == "decimalPlaces":
            half = Fraction(1, 2 * 10 ** max(0, figures))
            return _answer(value - half, value + half)
        return NumericAnswer(
            shown=decimal_text(value), low=value, high=value, figures=max(1, min(figures, 15))
        )
    low, high = tolerance(test, float(value))
    mode = test.get("toleranceMode")
    if mode in ("absolute", "relative"):
        said = [exact(one) or Fraction(0) for one in (test.get("tolerance") or "0").split()]
        below, above = said[0], said[-1]
        if mode == "relative":
            below, above = (abs(value) * one / 100 for one in (below, above))
        return _answer(value - below, value + above, value)
    return _answer(value, value) if low == high else None


def _between(test: Element, answers: Answers) -> NumericAnswer | None:
    """Return the range of two comparisons with the same response."""
    low: Fraction | None = None
    high: Fraction | None = None
    for one in test:
        if one.tag not in ABOVE | BELOW or len(one) != 2:
            continue
        if not _is_of(one, answers.name):
            continue
        value = _fixed(one, answers)
        is_first = one[0].tag != "baseValue"
        if value is None:
            continue
        if (one.tag in ABOVE) == is_first:
            low = value
        else:
            high = value
    if low is None or high is None or low > high:
        return None
    middle = exact(answers.correct[0]) if answers.correct else None
    return _answer(low, high, middle if middle is not None and low + high == 2 * middle else None)


def is_parsed(root: Element, name: str) -> bool:
    """Return whether a response is compared as a number alone, though it is declared as a text."""
    if any(test.tag not in COMPARED for test in tests_of(root, name)):
        return False
    return any(_is_parsing(one) and _is_of(one, name) for one in find(root, "customOperator"))


def _is_of(test: Element, name: str) -> bool:
    return any(
        one.get("identifier") == name if one.tag == "variable" else _is_of(one, name)
        for one in test
        if one.tag == "variable" or _is_parsing(one)
    )


def _is_parsing(one: Element) -> bool:
    return one.tag == "customOperator" and custom_name(one).endswith(PARSING)


def _fixed(test: Element, answers: Answers) -> Fraction | None:
    """Return the number that a response is compared with."""
    for one in test:
        if one.tag == "baseValue":
            return exact("".join(map(str, one.itertext())))
        if one.tag == "correct" and one.get("identifier") == answers.name and answers.correct:
            return exact(answers.correct[0])
    return None


def _answer(low: Fraction, high: Fraction, middle: Fraction | None = None) -> NumericAnswer:
    if low == high:
        return NumericAnswer(shown=decimal_text(low), low=low, high=high)
    if middle is not None and low + high == 2 * middle:
        return NumericAnswer(shown=decimal_text(middle), low=low, high=high)
    return NumericAnswer(shown=f"{decimal_text(low)} to {decimal_text(high)}", low=low, high=high)


def exact(text: str) -> Fraction | None:
    """Return a number exactly as it is written; nothing where it is none."""
    if number(text) is None:
        return None
    value = Decimal(text.strip().replace(",", "."))
    return tidy(Fraction(value)) if abs(value.adjusted()) <= 300 else None
