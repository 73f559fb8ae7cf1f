"""Writes numeric entry: `[[= 42]]`, `[[= 5 ± 2% km]]`, `[[= 10..20]]`, `[[= 3.14159 sf 3]]`."""

from __future__ import annotations

from fractions import Fraction

from lessonry.domain.gaps import NumericAnswer, NumericEntryGap
from lessonry.domain.numbers import read_quantity
from lessonry.writers.decimals import exact

TO = " to "
"""What stands between the two numbers of a range, where it is shown."""


def write(gap: NumericEntryGap, bar: str) -> str:
    """Return the gap.

    Args:
        gap: What it accepts.
        bar: What stands between two answers: in a table another than elsewhere.
    """
    is_share = gap.unit == "%"
    answers = [f"= {_number(answer, is_share=is_share)}" for answer in gap.answers]
    if gap.unit:
        answers = [f"{answer} {gap.unit}" for answer in answers]
    return f"[[{bar.join(answers)}]]"


def _number(answer: NumericAnswer, *, is_share: bool) -> str:
    """Return one answer, without its unit."""
    low, to, high = answer.shown.partition(TO)
    if to and _value(low) == answer.low and _value(high) == answer.high:
        return f"{low}..{high}"
    value = _value(answer.shown)
    if value is None:
        return _span(answer)
    if answer.figures is not None:
        return f"{answer.shown} sf {answer.figures}"
    off = answer.high - value
    if value - answer.low != off or off < 0:
        return _span(answer)
    if not off:
        return answer.shown
    if answer.relative and value:
        return f"{answer.shown} ± {exact(off / abs(value) * 100)}%"
    return _span(answer) if is_share else f"{answer.shown} ± {exact(off)}"


def _value(shown: str) -> Fraction | None:
    """Return the number that is shown; nothing where it is none, or could be two."""
    readings = read_quantity(shown)
    if not readings or readings[0][1] or (len(readings) > 1 and "," in shown):
        return None
    return readings[0][0]


def _span(answer: NumericAnswer) -> str:
    if answer.low == answer.high:
        return exact(answer.low)
    return f"{exact(answer.low)}..{exact(answer.high)}"
