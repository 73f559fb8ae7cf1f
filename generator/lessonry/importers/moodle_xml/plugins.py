"""Reads questions of plugins that many have: `kprime`, `mtf` and `gapfill`."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from lessonry.domain.gaps import Gap
from lessonry.domain.items import Item
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.drafts import inline_gap, text_gap
from lessonry.importers.moodle_xml.question import Left, Question, number
from lessonry.importers.moodle_xml.texts import source, unmarked

IN_PARTS: Final = "subpoints"
HALF: Final = "kprime"
DELIMITERS: Final = {
    "[]": r"\[([^\[\]]+)\]",
    "{}": r"\{([^{}]+)\}",
    "##": "#([^#]+)#",
    "@@": "@([^@]+)@",
}
EXPRESSION = re.compile(r"[\\^$*+?(){}]")
"""What an answer has that is one of gapfill's expressions, where it takes them."""


def judgements(question: Question) -> Item:
    """Return a matrix of statements, each of which is judged by one of two words."""
    columns = {
        one.get("number") or "": question.texts.markdown(one.find("responsetext"))
        for one in question.element.findall("column")
    }
    right = {
        (one.get("rownumber") or "", one.get("columnnumber") or "")
        for one in question.element.findall("weight")
        if number((one.findtext("value") or "").strip(), Fraction(0)) > 0
    }
    rows, told = [], []
    for one in question.element.findall("row"):
        text = question.texts.markdown(one.find("optiontext"))
        if not text:
            continue
        key = [i for i, name in enumerate(columns) if (one.get("number") or "", name) in right]
        rows.append((in_cell(question, text), key))
        feedback = one.find("feedbacktext")
        said = one.find("feedback") if feedback is None else feedback
        told.append((text, question.texts.optional(said)))
    if not rows or not columns:
        raise Left("It has no statements, or nothing to judge them by.")
    method = source(question.element.find("scoringmethod"))
    if method == HALF:
        question.notes.append("Moodle gives half for all but one of them; here all must be right.")
    policy = PartialCredit.PER_PART if method == IN_PARTS else PartialCredit.ALL_OR_NOTHING
    draft = question.draft(
        question.stem(),
        policy=policy,
        shuffle=question.is_said("shuffleanswers", default=True),
    )
    heads = [in_cell(question, text) for text in columns.values()]
    return question.explained(draft, told).matrix(heads, rows, multiple=False)


def gapfill(question: Question) -> Item:
    """Return a gap item of a text whose answers stand in brackets."""
    delimiters = question.said("delimitchars", "[]") or "[]"
    written = re.compile(DELIMITERS.get(delimiters, DELIMITERS["[]"]))
    text = question.source
    found = list(written.finditer(text))
    if not found:
        raise Left("Its text has no gaps.")
    words = [unmarked(one[1]) for one in found]
    wrong = [unmarked(one.text) for one in question.answers() if one.share <= 0]
    gap_of = (
        _typed(question)
        if question.said("answerdisplay") == "gapfill"
        else _chosen(question, words, wrong)
    )
    gaps = [gap_of(word) for word in words]
    marks = iter(range(len(found)))
    stem = question.stem(written.sub(lambda _: gap_mark(next(marks)), text))
    policy = PartialCredit.PER_PART if len(gaps) > 1 else PartialCredit.ALL_OR_NOTHING
    return question.draft(stem, policy=policy).gaps(gaps)


def _typed(question: Question) -> Callable[[str], Gap]:
    is_strict = question.is_said("casesensitive", default=False)

    def gap(word: str) -> Gap:
        if not question.is_said("disableregex", default=False) and EXPRESSION.search(word):
            question.notes.append(
                f"Moodle may read `{word[:40]}` as an expression; here it is these signs."
            )
        answers = [one.strip() for one in word.split("|") if one.strip()]
        return text_gap(question.place, answers, case_sensitive=is_strict)

    return gap


def _chosen(question: Question, words: list[str], wrong: list[str]) -> Callable[[str], Gap]:
    """Return gaps with a list of every word; where there is but one, it is typed."""
    every = list(dict.fromkeys(one.strip() for word in [*words, *wrong] for one in word.split("|")))
    if len(every) < 2:
        return _typed(question)
    if question.said("answerdisplay", "dragdrop") == "dragdrop":
        question.notes.append("Words to drag became lists that drop down.")

    def gap(word: str) -> Gap:
        right = {one.strip() for one in word.split("|")}
        return inline_gap(question.place, [(one, one in right) for one in every])

    return gap


def in_cell(question: Question, text: str) -> str:
    """Return Markdown as one line of a table."""
    if "\n" not in text:
        return text
    question.notes.append("A statement of several lines stands in one now.")
    return " ".join(text.split())
