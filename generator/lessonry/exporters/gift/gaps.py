"""Writes what stands between the braces for a gap: words, numbers, or a list to choose from."""

from __future__ import annotations

from fractions import Fraction
from html import escape
from typing import assert_never

from lessonry.domain.gaps import (
    Gap,
    InlineChoiceGap,
    NumericAnswer,
    NumericEntryGap,
    TextAnswer,
    TextEntryGap,
)
from lessonry.exporters.gift.texts import html_text, word
from lessonry.exporters.moodle_answers import decimal, literal, starred, within


def answers(gap: Gap) -> tuple[str | None, list[str]]:
    """Return what stands in the braces, or nothing where GIFT cannot say it; and what is another."""
    match gap:
        case TextEntryGap():
            return _words(gap)
        case NumericEntryGap():
            return _numbers(gap)
        case InlineChoiceGap():
            return _choices(gap)
        case _:
            assert_never(gap)


def behind(gap: Gap) -> str:
    """Return what has to be said after the question for a gap to be understood."""
    if isinstance(gap, NumericEntryGap) and gap.unit:
        return f"<p>({escape(gap.unit)})</p>"
    return ""


def _words(gap: TextEntryGap) -> tuple[str | None, list[str]]:
    notes: list[str] = []
    made: list[str] = []
    for answer in gap.answers:
        said = starred(answer.text) if answer.is_pattern else literal(answer.text)
        if said is None:
            notes.append(f"GIFT has no patterns: `/{answer.text}/` is not accepted there.")
            continue
        made.append(f"\n\t=%100%{word(said)}")
    if made:
        notes += _forgiven(gap.answers)
    return "".join(made) or None, notes


def _forgiven(answers: tuple[TextAnswer, ...]) -> list[str]:
    notes = []
    if any(not answer.ignore_case for answer in answers):
        notes.append("GIFT cannot say that capitals matter: Moodle takes either.")
    if any(answer.ignore_accents for answer in answers):
        notes.append("Moodle does not forgive accents.")
    if any(answer.typos for answer in answers):
        notes.append("Moodle does not forgive slips of the keyboard.")
    return notes


def _numbers(gap: NumericEntryGap) -> tuple[str | None, list[str]]:
    notes: list[str] = []
    if gap.unit:
        notes.append("GIFT has no units: the number alone is asked for, and the unit is said.")
    made = [_number(answer, notes) for answer in gap.answers]
    if not made:
        return None, notes
    if len(made) == 1:
        return f"#{made[0]}", notes
    return "#" + "".join(f"\n\t=%100%{one}" for one in made), notes


def _number(answer: NumericAnswer, notes: list[str]) -> str:
    """Return an answer as a number with its tolerance, or as a range."""
    if answer.figures is not None:
        notes.append(
            f"GIFT has no significant figures: to {answer.figures} of them became a tolerance."
        )
    elif " to " in answer.shown:
        return f"{_decimal(answer.low, notes)}..{_decimal(answer.high, notes)}"
    return ":".join(_decimal(number, notes) for number in within(answer))


def _decimal(number: Fraction, notes: list[str]) -> str:
    """Return a number as Moodle reads it, with at most 15 digits."""
    written, is_exact = decimal(number)
    if not is_exact:
        notes.append("A number has more digits than Moodle reckons with, and is rounded.")
    return written


def _choices(gap: InlineChoiceGap) -> tuple[str | None, list[str]]:
    made = [
        f"\n\t{'=' if one.identifier in gap.key else '~'}"
        + html_text(escape(one.text, quote=False), is_answer=True)
        for one in gap.choices
    ]
    return "".join(made), ["A list that drops down became choices below the sentence."]
