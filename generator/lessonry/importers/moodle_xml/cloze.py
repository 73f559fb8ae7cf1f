"""Reads `cloze` questions: gaps of every kind in one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from lessonry.domain.gaps import Gap, TextAnswer, TextEntryGap
from lessonry.domain.items import Item
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.drafts import Draft, decimal_text, inline_gap, points_of
from lessonry.importers.moodle_weights import literal, pattern, per_cent, weighed
from lessonry.importers.moodle_xml import tables
from lessonry.importers.moodle_xml.choices import NOTHING_RIGHT, once
from lessonry.importers.moodle_xml.cloze_marks import Mark, marks
from lessonry.importers.moodle_xml.entries import Typed, number_gap, tolerance, words_gap
from lessonry.importers.moodle_xml.plugins import in_cell
from lessonry.importers.moodle_xml.question import Left, Question, listed
from lessonry.importers.moodle_xml.texts import bare, unmarked

PICTURE = re.compile(r"<(?:img|audio|video|iframe)\b", re.IGNORECASE)
MARKUP = re.compile(r"<[a-zA-Z]")
MOST_GAPS: Final = 500


def cloze(question: Question) -> Item:
    """Return a gap item; one list of answers in a text by itself is a choice."""
    text = question.source
    found = list(marks(text))
    if not found:
        raise Left("Its text has no gaps that Moodle would read.")
    if len(found) > MOST_GAPS:
        raise Left(f"It has {len(found)} gaps; {MOST_GAPS} can be read.")
    if len(found) == 1 and (found[0].kind == "MR" or found[0].form[:1] in ("V", "H")):
        return _as_choice(question, text, found[0])
    if (table := tables.table_of(_with_marks(text, found), found)) is not None:
        return _judged(question, table, found)
    if any(mark.kind == "MR" for mark in found):
        raise Left(
            "One of its gaps has boxes of which several may be ticked; a gap takes one answer."
        )
    told: list[tuple[str, str | None]] = []
    gaps = _of_one_mind(question, [_gap(question, mark, told) for mark in found])
    stem = question.stem(_with_marks(text, found))
    return question.explained(_weighted(question, stem, found), told).gaps(gaps)


def _judged(question: Question, table: tables.Table, found: Sequence[Mark]) -> Item:
    """Return a matrix of a table in each row of which the same words are chosen from."""
    stem = question.stem(table.stem)
    rows = [
        (in_cell(question, question.texts.of(row, "html")), key)
        for row, key in zip(table.rows, table.keys, strict=True)
    ]
    heads = [in_cell(question, question.texts.plain(word)) for word in table.columns]
    told = [
        (question.texts.plain(bare(one.text)), question.texts.of(one.feedback, "html") or None)
        for mark in found
        for one in mark.alternatives
    ]
    if table.multiple:
        question.notes.append(
            "In Moodle each box of a row counts for a part; here a row is right as a whole."
        )
    draft = question.explained(_weighted(question, stem, found), told)
    return draft.matrix(heads, rows, multiple=table.multiple)


def _of_one_mind(question: Question, gaps: list[Gap]) -> list[Gap]:
    """Return gaps of which none minds capitals by itself: with us all of an item's do, or none."""
    texts = [one for gap in gaps if isinstance(gap, TextEntryGap) for one in gap.answers]
    minds = {one.ignore_case for one in texts if not one.is_pattern}
    if len(minds) < 2:
        return gaps
    question.notes.append(
        "Where capitals matter, and only in some of its gaps, words became patterns."
    )
    return [
        replace(gap, answers=tuple(map(_minding, gap.answers)))
        if isinstance(gap, TextEntryGap)
        else gap
        for gap in gaps
    ]


def _minding(one: TextAnswer) -> TextAnswer:
    if one.is_pattern or one.ignore_case:
        return one
    return TextAnswer(text=pattern(literal(one.text)), is_pattern=True, ignore_case=False)


def _with_marks(text: str, found: Sequence[Mark]) -> str:
    pieces, done = [], 0
    for index, mark in enumerate(found):
        pieces += [text[done : mark.start], gap_mark(index)]
        done = mark.end
    return "".join([*pieces, text[done:]])


def _weighted(question: Question, stem: str, found: Sequence[Mark]) -> Draft:
    """Return the draft with what its gaps are worth together."""
    weights = [mark.weight for mark in found]
    if len(set(weights)) > 1:
        said = ", ".join(decimal_text(weight) for weight in weights)
        question.notes.append(f"Its gaps have weights ({said}); here each counts the same.")
    policy = PartialCredit.PER_PART if len(found) > 1 else PartialCredit.ALL_OR_NOTHING
    draft = question.draft(stem, policy=policy)
    return replace(draft, points=points_of(sum(weights, Fraction(0))))


def _gap(question: Question, mark: Mark, told: list[tuple[str, str | None]]) -> Gap:
    typed: list[Typed] = [
        (
            " ".join(one.text.split()),
            one.share,
            tolerance(question, one.tolerance),
            question.texts.of(one.feedback, "html") or None,
        )
        for one in mark.alternatives
    ]
    written = question.texts.plain if mark.kind != "MC" else _shown(question)
    told += [("" if one[0] == "*" else written(one[0]), one[3]) for one in typed]
    if mark.kind == "SA":
        return words_gap(question, typed, case_sensitive=mark.form == "C")
    if mark.kind == "NM":
        return number_gap(question, typed)
    if any(PICTURE.search(text) for text, *_ in typed):
        raise Left("One of its lists has pictures in it; a list in a text shows words alone.")
    texts = [bare(text) for text, *_ in typed]
    if any(MARKUP.search(said) and unmarked(said) for said, *_ in typed):
        question.notes.append(
            "Marks in the words of its lists were left out: a list shows words alone."
        )
    shares = [share for _, share, *_ in typed]
    best = max(shares)
    if best <= 0:
        raise Left("One of its lists has no right answer.")
    if best < 1:
        question.notes.append(
            f"The best answer of one of its lists is worth {per_cent(best)} in Moodle; here it is right."
        )
    partly = [
        f"{text} ({per_cent(share)})"
        for text, share in zip(texts, shares, strict=True)
        if 0 < share < best
    ]
    if partly:
        question.notes.append(f"Partly right in Moodle, and wrong here: {listed(partly)}.")
    if mark.form[:1] in ("V", "H"):
        note = "Answers to choose from beside their text became lists that drop down."
        if note not in question.notes:
            question.notes.append(note)
    is_right = dict.fromkeys(texts, False)
    for text, share in zip(texts, shares, strict=True):
        is_right[text] |= share == best
    if all(is_right.values()):
        raise Left("Every answer of one of its lists is right; a list needs a wrong one.")
    if len(is_right) < len(texts):
        question.notes.append("Of words that stand twice in one of its lists, the better was kept.")
    return inline_gap(question.place, is_right.items())


def _shown(question: Question) -> Callable[[str], str]:
    return lambda html: question.texts.of(html, "html")


def _as_choice(question: Question, text: str, mark: Mark) -> Item:
    """Return a choice item of the one list in a text."""
    shares = [one.share for one in mark.alternatives]
    if mark.kind == "MR":
        shares = _shared_out(shares)
    found = weighed(
        shares, [unmarked(one.text) for one in mark.alternatives], is_single=mark.kind == "MC"
    )
    if not any(found.keys):
        raise Left(NOTHING_RIGHT)
    question.notes += found.notes
    lines = [
        (
            question.texts.of(one.text, "html") or question.texts.plain(bare(one.text)),
            is_key,
            question.texts.of(one.feedback, "html") or None,
        )
        for one, is_key in zip(mark.alternatives, found.keys, strict=True)
    ]
    before, after = text[: mark.start], text[mark.end :]
    stem = question.stem(f"{before} … {after}" if unmarked(after) else before + after)
    draft = question.draft(stem, policy=found.policy, shuffle="S" in mark.form)
    points = points_of(mark.weight)
    return replace(draft, points=points).choice(once(question, lines), multiple=found.multiple)


def _shared_out(shares: Sequence[Fraction]) -> list[Fraction]:
    """Return the weights of boxes to tick, as Moodle makes them of what is written."""
    total = sum((share for share in shares if share > 0), Fraction(0))
    if not total:
        return list(shares)
    is_plain = all(share in (0, 1) for share in shares)
    return [share / total if share > 0 else (-1 / total if is_plain else share) for share in shares]
