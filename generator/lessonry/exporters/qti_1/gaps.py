"""Gaps as questions of QTI 1.2: a word, a number, blanks in a text, or each gap by itself."""

from __future__ import annotations

import html
import re
from typing import assert_never

from lessonry.domain.gaps import Gap, InlineChoiceGap, NumericEntryGap, TextEntryGap
from lessonry.domain.items import GapItem
from lessonry.exporters.qti_1.asking import Asking
from lessonry.exporters.qti_1.question import (
    Blank,
    BlanksQuestion,
    Bounds,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    TextQuestion,
    rounded,
)

LINE = re.compile("_{3,}")


def ask_gaps(asking: Asking, item: GapItem) -> None:
    """Ask for what stands in the gaps."""
    if (
        len(item.gaps) == 1
        and isinstance(item.gaps[0], NumericEntryGap)
        and not asking.is_cartridge
    ):
        _number(asking, item, item.gaps[0])
        return
    if len(item.gaps) == 1 and isinstance(item.gaps[0], TextEntryGap):
        _word(asking, item, item.gaps[0])
        return
    if asking.is_cartridge:
        _one_by_one(asking, item)
        return
    asking.note_parts(len(item.gaps))
    is_typed = not all(isinstance(gap, InlineChoiceGap) for gap in item.gaps)
    blanks = tuple(_blank(asking, index, gap, is_typed) for index, gap in enumerate(item.gaps))
    if any(not blank.options for blank in blanks):
        asking.note("A pattern cannot be said there, and a gap has nothing else.")
        return
    stem = asking.texts.block(item.heading) + asking.texts.block(
        item.body, fill=lambda index: _shown_blank(item.gaps, index, is_typed)
    )
    asking.add(BlanksQuestion(**asking.asked(stem), blanks=blanks, is_typed=is_typed))


def _shown_blank(gaps: tuple[Gap, ...], index: int, is_typed: bool) -> str:
    gap = gaps[index]
    choices = ""
    if is_typed and isinstance(gap, InlineChoiceGap):
        choices = f" ({' / '.join(html.escape(choice.text) for choice in gap.choices)})"
    unit = f" {html.escape(gap.unit)}" if isinstance(gap, NumericEntryGap) and gap.unit else ""
    return f"[gap{index + 1}]{unit}{choices}"


def _blank(asking: Asking, index: int, gap: Gap, is_typed: bool) -> Blank:
    texts: list[tuple[str, bool]]
    match gap:
        case InlineChoiceGap():
            if is_typed:
                asking.note("A list that drops down beside gaps to type in is typed there.")
            texts = [
                (choice.text, choice.identifier in gap.key)
                for choice in gap.choices
                if choice.identifier in gap.key or not is_typed
            ]
        case NumericEntryGap():
            asking.note("The number is accepted there only as it is written here.")
            texts = [(answer.shown, True) for answer in gap.answers if " to " not in answer.shown]
        case TextEntryGap():
            texts = [(text, True) for text in _accepted(asking, gap)]
        case _:
            assert_never(gap)
    options = tuple(
        Option(
            identifier=asking.id("gap", str(index), str(place)),
            html=html.escape(text, quote=False),
            is_key=is_key,
        )
        for place, (text, is_key) in enumerate(texts)
    )
    return Blank(name=f"gap{index + 1}", options=options)


def _word(asking: Asking, item: GapItem, gap: TextEntryGap) -> None:
    answers = _accepted(asking, gap)
    if not answers:
        asking.note("A pattern cannot be said there, and the gap has nothing else.")
        return
    case = any(not answer.ignore_case for answer in gap.answers)
    if case and not asking.is_cartridge:
        asking.note("Capitals do not matter there.")
    asking.add(
        TextQuestion(
            **asking.asked(_with_lines(asking, item)), answers=answers, case_sensitive=case
        )
    )


def _number(asking: Asking, item: GapItem, gap: NumericEntryGap) -> None:
    if gap.unit:
        asking.note("The unit is not asked for there; it stands behind the gap.")
    if any(answer.figures is not None for answer in gap.answers):
        asking.note("Significant figures are not counted there: all numbers that agree count.")
    if any((10**10 * end) % 1 for answer in gap.answers for end in (answer.low, answer.high)):
        asking.note("A number without an end is cut after ten decimals there.")
    answers = tuple(
        Bounds(
            low=answer.low,
            high=answer.high,
            exact=(answer.low + answer.high) / 2 if " to " not in answer.shown else None,
        )
        if answer.figures is None
        else rounded(answer.low, answer.figures)
        for answer in gap.answers
    )
    asking.add(NumberQuestion(**asking.asked(_with_lines(asking, item)), answers=answers))


def _with_lines(asking: Asking, item: GapItem) -> str:
    """Return the stem of an item of one gap, which stands at the end there."""
    gap = item.gaps[0]
    unit = f" {html.escape(gap.unit)}" if isinstance(gap, NumericEntryGap) and gap.unit else ""
    said = asking.texts.block(item.heading) + asking.texts.block(
        item.body, fill=lambda _: f"______{unit}"
    )
    if len(LINE.findall(said)) > 1:
        asking.note("Its text has other lines: the gap stands below it there.")
    return said.replace("<p>______</p>", "")


def _one_by_one(asking: Asking, item: GapItem) -> None:
    """Ask each gap by itself, the others shown as lines."""
    share = asking.share(len(item.gaps))
    if len(item.gaps) > 1:
        asking.note("Each gap is a question of its own.")
    for index, gap in enumerate(item.gaps):
        blank = _blank(asking, index, gap, is_typed=False)
        lines = ["____"] * len(item.gaps)
        lines[index] = "<b>______</b>"
        stem = asking.texts.block(item.heading) + asking.texts.block(
            item.body, fill=lines.__getitem__
        )
        number = index + 1 if len(item.gaps) > 1 else None
        asked = asking.asked(stem, number=number, points=share)
        if isinstance(gap, InlineChoiceGap):
            asking.note("A list that drops down is a choice below the text there.")
            multiple = len(gap.key) > 1
            asking.add(ChoiceQuestion(**asked, options=blank.options, multiple=multiple))
        elif blank.options:
            answers = tuple(html.unescape(option.html) for option in blank.options)
            asking.add(TextQuestion(**asked, answers=answers))
        else:
            asking.note("A gap whose answer is a pattern or a range has no place there.")


def _accepted(asking: Asking, gap: TextEntryGap) -> tuple[str, ...]:
    if any(not answer.ignore_case for answer in gap.answers if not answer.is_pattern):
        asking.note("Capitals do not matter there.")
    if any(answer.is_pattern for answer in gap.answers):
        asking.note("Patterns cannot be said there and were left out.")
    if any(answer.typos for answer in gap.answers):
        asking.note("Slips of the keyboard are not forgiven there.")
    if any(answer.ignore_accents for answer in gap.answers):
        asking.note("Accents matter there.")
    return tuple(answer.text for answer in gap.answers if not answer.is_pattern)
