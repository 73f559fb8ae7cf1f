"""Gaps as `textEntryInteraction` and `inlineChoiceInteraction` in the prose that they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from lessonry.domain.gaps import (
    Gap,
    InlineChoiceGap,
    NumericAnswer,
    NumericEntryGap,
    TextAnswer,
    TextEntryGap,
)
from lessonry.domain.items import GapItem
from lessonry.domain.items.gap import shown_answer
from lessonry.domain.partial_credit import PartialCredit
from lessonry.exporters.qti import processing as rp
from lessonry.exporters.qti.parts import (
    MAP_RESPONSE,
    MATCH_CORRECT,
    RESPONSE,
    Parts,
    Setting,
    declaration,
    mapping_of,
)
from lessonry.exporters.qti.text_patterns import escaped_pattern, xsd_pattern
from lessonry.exporters.qti.tree import Element, clean, fill, html, number, qti

LONGEST_LINE = 40
"""Characters that a gap is made wide for."""
WORD_EDGE = (
    "A pattern's `\\b` has no counterpart in QTI and was left out: the pattern accepts more."
)
UNIT = (
    "The unit {unit} stands behind the gap, and a number in another unit is wrong: QTI knows none."
)
TYPOS = "Slips of the keyboard are not forgiven: QTI compares texts letter by letter."
ACCENTS = "Accents matter: QTI compares texts letter by letter."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One gap: its declaration, its interaction, and when it is right."""

    name: str
    declared: Element
    interaction: Element
    is_right: Element
    is_mapped: bool
    """Whether its mapping says the same as `is_right`."""
    notes: tuple[str, ...] = ()


def parts(item: GapItem, setting: Setting) -> Parts:
    """Return the body with its gaps, and what they are worth."""
    alone = len(item.gaps) == 1
    per_part = item.partial_credit is not PartialCredit.ALL_OR_NOTHING
    each = item.points / len(item.gaps) if per_part else item.points
    made = [
        _part(gap, RESPONSE if alone else f"{RESPONSE}_{index}", each)
        for index, gap in enumerate(item.gaps, start=1)
    ]
    blocks = [
        *([_heading(item, setting)] if item.heading else []),
        *(setting.blocks(item.body) if item.body else []),
    ]
    for block in blocks:
        fill(block, lambda index: made[index].interaction)
    template, rules = _scored(item, made, each)
    return Parts(
        declarations=tuple(part.declared for part in made),
        body=tuple(blocks),
        interaction=_name(made[0].interaction),
        template=template,
        rules=tuple(rules),
        has_body=True,
        prompted=True,
        notes=tuple(dict.fromkeys(note for part in made for note in part.notes)),
    )


def _heading(item: GapItem, setting: Setting) -> Element:
    assert item.heading is not None
    held = setting.inline(item.heading)
    made = html("p", {"class": "stem"}, text=held.text)
    made.extend(list(held))
    return made


def _name(interaction: Element) -> str:
    tag = interaction if interaction.tag != "span" else interaction[0]
    return str(tag.tag).rpartition("}")[2]


def _scored(item: GapItem, made: list[_Part], each: Fraction) -> tuple[str | None, list[Element]]:
    """Return the template that scores the gaps, if one does, and the rules."""
    if len(made) == 1:
        part = made[0]
        if part.is_mapped:
            return MAP_RESPONSE, [rp.map_response()]
        gap = item.gaps[0]
        if isinstance(gap, InlineChoiceGap) and len(gap.key) == 1:
            return MATCH_CORRECT, [rp.match_correct(item.points)]
        branches: list[rp.Branch] = [
            (rp.is_null(part.name), [rp.score(Fraction(0))]),
            (part.is_right, [rp.score(item.points)]),
        ]
        return None, [rp.condition(branches, [rp.score(Fraction(0))])]
    nothing = rp.score(Fraction(0))  # players do not all begin anew at a second attempt
    if item.partial_credit is PartialCredit.ALL_OR_NOTHING:
        counted = [_counted(part, rp.add(Fraction(1))) for part in made]
        return None, [nothing, *counted, rp.only_if_all(len(made), item.points)]
    if item.partial_credit is PartialCredit.RIGHT_MINUS_WRONG:
        return None, [
            nothing,
            *(_counted(part, rp.add(each), rp.add(-each)) for part in made),
            rp.not_below_nothing(),
        ]
    return None, [nothing, *(_counted(part, rp.add(each)) for part in made)]


def _counted(part: _Part, right: rp.Rule, wrong: rp.Rule | None = None) -> Element:
    """Return what is done for one gap: nothing where it was left empty."""
    inner = rp.condition([(part.is_right, [right])], [wrong] if wrong is not None else [])
    return rp.condition([(rp.op("not", rp.is_null(part.name)), [inner])])


def _part(gap: Gap, name: str, each: Fraction) -> _Part:
    match gap:
        case TextEntryGap():
            return _text(gap, name, each)
        case NumericEntryGap():
            return _number(gap, name)
        case InlineChoiceGap():
            return _inline_choice(gap, name)
        case _:
            assert_never(gap)


def _text(gap: TextEntryGap, name: str, each: Fraction) -> _Part:
    tests: list[Element] = []
    notes: list[str] = []
    texts: list[TextAnswer] = []
    for answer in gap.answers:
        if answer.typos and answer.forgiven:
            notes.append(TYPOS)
        if answer.ignore_accents:
            notes.append(ACCENTS)
        if answer.is_pattern:
            pattern, is_same = xsd_pattern(answer.text, ignore_case=answer.ignore_case)
            notes += [] if is_same else [WORD_EDGE]
        else:
            texts.append(answer)
            if _is_plain(answer.text):
                tests.append(
                    rp.op(
                        "stringMatch",
                        rp.variable(name),
                        rp.value("string", answer.text),
                        caseSensitive="false" if answer.ignore_case else "true",
                        substring="false",
                    )
                )
                continue
            pattern = escaped_pattern(answer.text, ignore_case=answer.ignore_case)
        tests.append(rp.op("patternMatch", rp.variable(name), pattern=pattern))
    mapping = None
    if texts:
        mapping = mapping_of([])
        for answer in texts:
            mapping.extend(mapping_of([(answer.text, number(each))], cased=not answer.ignore_case))
    key = [shown_answer(gap)] if texts else []
    longest = max((len(answer.text) for answer in gap.answers), default=1)
    return _Part(
        name=name,
        declared=declaration(name, "single", "string", key, mapping),
        interaction=_entry(name, longest),
        is_right=rp.any_of(tests),
        is_mapped=len(texts) == len(gap.answers),
        notes=tuple(notes),
    )


def _is_plain(text: str) -> bool:
    """Return whether a text survives where white space around it is no part of a value."""
    return text == " ".join(text.split())


def _entry(name: str, longest: int) -> Element:
    width = str(max(1, min(LONGEST_LINE, longest)))
    return qti("textEntryInteraction", {"responseIdentifier": name, "expectedLength": width})


def _number(gap: NumericEntryGap, name: str) -> _Part:
    entry = _entry(name, max((len(answer.shown) for answer in gap.answers), default=1) + 2)
    notes: tuple[str, ...] = ()
    if gap.unit is not None:
        entry = html("span", {}, entry)
        entry[0].tail = clean(f" {gap.unit}")
        notes = (UNIT.format(unit=gap.unit),)
    key = [_shown(gap.answers[0])] if gap.answers else []
    return _Part(
        name=name,
        declared=declaration(name, "single", "float", key),
        interaction=entry,
        is_right=rp.any_of([_within(answer, name) for answer in gap.answers]),
        is_mapped=False,
        notes=notes,
    )


def _shown(answer: NumericAnswer) -> str:
    """Return the number that is shown as the key: the middle of what is accepted."""
    return number((answer.low + answer.high) / 2)


def _within(answer: NumericAnswer, name: str) -> Element:
    given = rp.variable(name)
    if answer.figures is not None:
        return rp.op(
            "equalRounded",
            given,
            rp.decimal(answer.low),
            roundingMode="significantFigures",
            figures=str(answer.figures),
        )
    if answer.low == answer.high:
        return rp.op("equal", given, rp.decimal(answer.low), toleranceMode="exact")
    return rp.all_of(
        [
            rp.op("gte", given, rp.decimal(answer.low)),
            rp.op("lte", rp.variable(name), rp.decimal(answer.high)),
        ]
    )


def _inline_choice(gap: InlineChoiceGap, name: str) -> _Part:
    interaction = qti("inlineChoiceInteraction", {"responseIdentifier": name, "shuffle": "false"})
    for choice in gap.choices:
        interaction.append(qti("inlineChoice", {"identifier": choice.identifier}, text=choice.text))
    key = sorted(gap.key)
    tests = [rp.op("match", rp.variable(name), rp.value("identifier", one)) for one in key]
    return _Part(
        name=name,
        declared=declaration(name, "single", "identifier", key[:1]),
        interaction=interaction,
        is_right=rp.any_of(tests),
        is_mapped=False,
    )
