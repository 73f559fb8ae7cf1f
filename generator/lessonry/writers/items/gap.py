"""Writes gap items: the prose, with what each gap accepts in two square brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TypeVar, assert_never

from lessonry.domain.gaps import Gap, InlineChoiceGap, NumericEntryGap, TextAnswer, TextEntryGap
from lessonry.domain.items import GapItem
from lessonry.domain.items.frame import GAP_MARK, gap_mark
from lessonry.domain.partial_credit import PartialCredit
from lessonry.readers.structure import blocks_of
from lessonry.writers.frame import body, fits, write_item
from lessonry.writers.gaps import inline_choice, numeric_entry, text_entry

T = TypeVar("T")
DIGITS = re.compile("[0-9]+")


def write(item: GapItem, policy: PartialCredit) -> str:
    """Return the item as it stands in a file; a gap whose mark is nowhere stands at the end."""
    options = options_of(item)
    prose = body(item)
    in_heading = item.heading.markdown if item.heading and not fits(item.heading) else ""
    lost = [
        gap_mark(index)
        for index in range(len(item.gaps))
        if gap_mark(index) not in prose and gap_mark(index) not in in_heading
    ]
    stem = "\n\n".join(part for part in (prose, " ".join(lost)) if part)
    made = write_item(item, policy, stem=stem, options=options)
    if not item.gaps:
        return made
    lines = made.split("\n")
    tables = _table_lines(lines) if "|" in made else set()

    def written(index: int) -> str:
        bar = "\\|" if index in tables else "|"

        def one(mark: re.Match[str]) -> str:
            found = DIGITS.search(mark.group())
            number = int(found.group()) if found else len(item.gaps)
            return _written(item.gaps[number], options, bar) if number < len(item.gaps) else ""

        return GAP_MARK.sub(one, lines[index])

    return "\n".join(written(index) for index in range(len(lines)))


def options_of(item: GapItem) -> dict[str, str]:
    """Return what the braces say of the item's text gaps: what most of its answers say."""
    answers = list(_answers(item))
    texts = [answer for answer in answers if not answer.is_pattern]
    said: dict[str, str] = {}
    if texts:
        is_folded = _most([answer.ignore_case for answer in texts])
        typos = _most([answer.typos for answer in texts])
        said = {} if is_folded else {"case_sensitive": "true"}
        said |= {"typos": str(typos)} if typos else {}
    is_plain = _most([answer.ignore_accents for answer in answers]) if answers else False
    if is_plain:
        said["accents"] = "ignore"
    return said


def _most(values: list[T]) -> T:
    return Counter(values).most_common(1)[0][0]


def _answers(item: GapItem) -> Iterator[TextAnswer]:
    for gap in item.gaps:
        if isinstance(gap, TextEntryGap):
            yield from gap.answers


def _written(gap: Gap, options: dict[str, str], bar: str) -> str:
    match gap:
        case TextEntryGap():
            is_folded = "case_sensitive" not in options
            return text_entry.write(gap, bar, ignore_case=is_folded)
        case NumericEntryGap():
            return numeric_entry.write(gap, bar)
        case InlineChoiceGap():
            return inline_choice.write(gap, bar)
        case _:
            assert_never(gap)


def _table_lines(lines: list[str]) -> set[int]:
    return {
        index
        for token in blocks_of(lines)
        if token.type == "table_open" and token.map
        for index in range(*token.map)
    }
