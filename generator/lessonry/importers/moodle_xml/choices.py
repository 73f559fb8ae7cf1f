"""Reads questions with a list of answers: `multichoice`, `truefalse`, and kinds that are like them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from lessonry.domain.items import Item
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.moodle_weights import weighed
from lessonry.importers.moodle_xml.question import Left, Question
from lessonry.importers.moodle_xml.texts import unmarked

Line = tuple[str, bool, str | None]
"""A choice as Markdown, whether it is right, and its feedback."""
HOLLOW: Final = "Its right answer shows nothing: an editor left it empty."
NOTHING_RIGHT: Final = "None of its answers is worth anything, so nothing would be right."


def multichoice(question: Question) -> Item:
    """Return a choice item; weights become keys and a policy."""
    answers = question.answers()
    if not answers:
        raise Left("It has no answers.")
    is_single = question.is_said("single", default=True)
    found = weighed(
        [one.share for one in answers], [unmarked(one.text) for one in answers], is_single=is_single
    )
    if not any(found.keys):
        is_hollow = any(one.share > 0 for one in question.typed())
        raise Left(HOLLOW if is_hollow else NOTHING_RIGHT)
    question.notes += found.notes
    lines = [
        (question.texts.choice(answer.element), is_key, question.feedback(answer))
        for answer, is_key in zip(answers, found.keys, strict=True)
    ]
    shuffle = question.is_said("shuffleanswers", default=False)
    draft = question.draft(question.stem(), policy=found.policy, shuffle=shuffle)
    return draft.choice(once(question, lines), multiple=found.multiple)


def once(question: Question, lines: Sequence[Line]) -> list[Line]:
    """Return choices of which none stands twice; of those that do, the first is kept."""
    kept: dict[tuple[str, bool], Line] = {}
    for line in lines:
        kept.setdefault(line[:2], line)
    if len(kept) < len(lines):
        question.notes.append("A choice that stands twice in it was kept once.")
    return list(kept.values())


def multichoiceset(question: Question) -> Item:
    """Return a choice item of which all keys have to be found (`qtype_multichoiceset`)."""
    answers = question.answers()
    lines = [
        (question.texts.choice(one.element), one.share > 0, question.feedback(one))
        for one in answers
    ]
    return question.draft(question.stem()).choice(lines, multiple=True)


def oumultiresponse(question: Question) -> Item:
    """Return a choice item of the Open University's kind: each right answer counts its share."""
    answers = question.answers()
    lines = [
        (question.texts.choice(one.element), one.share > 0, question.feedback(one))
        for one in answers
    ]
    draft = question.draft(question.stem(), policy=PartialCredit.PER_PART)
    return draft.choice(lines, multiple=True)


def truefalse(question: Question) -> Item:
    """Return a choice of two; Moodle looks for `true` and `false`, else at the order."""
    truth, feedback = True, dict[bool, str | None]()
    found = question.answers()
    words = {True: "True", False: "False"}
    for index, answer in enumerate(found[:2]):
        said = answer.text.lower()
        which = {"true": True, "false": False}.get(said, index == 0)
        if said not in ("true", "false"):
            words[which] = question.texts.markdown(answer.element)
        truth = which if answer.share == 1 else not which
        feedback[which] = question.feedback(answer)
    if len(found) < 2:
        raise Left("It does not say whether its statement is true.")
    if all(answer.share != Fraction(1) for answer in found):
        question.notes.append("None of its two answers is worth everything; Moodle takes the last.")
    lines = [(words[which], which is truth, feedback.get(which)) for which in (True, False)]
    return question.draft(question.stem()).choice(lines, multiple=False)
